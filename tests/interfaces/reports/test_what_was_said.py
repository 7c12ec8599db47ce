"""Chapters that other rooms fill: what changed, what people say, what a counting week said."""

from datetime import date

import pytest
from django.utils import translation

from tests.interfaces.reports.conftest import FIRST, LAST
from velkommen.apps.evaluation.report import gather
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.surveys.models import Box, Round, Tally
from velkommen.domain.effects.changes import Change, Sort
from velkommen.domain.surveys import QUESTIONS, Audience
from velkommen.interfaces.reports.asked import Asked
from velkommen.interfaces.reports.chapters import asked_people, changing
from velkommen.interfaces.reports.told import Told, over
from velkommen.interfaces.web.tables.table import UNTOLD, Per


@pytest.fixture
def told(wanted: Asked) -> Told:
    return Told(gather(wanted.places, FIRST, LAST, over(LAST)), invented=True, everywhere=True)


def asked_staff(library: int, service: int, yes: int) -> None:
    """A round of the staff that is over, in which `yes` of each group said yes to everything."""
    place = ServicePoint.objects.get(slug="nordby")
    row = Round.objects.create(audience=Audience.STAFF.value, first=FIRST, last=LAST, closed_at=over(LAST))
    for group, answers in (("library", library), ("citizen_service", service)):
        box = Box.objects.create(round=row, service_point=place, group=group, asked=answers + 2, answers=answers)
        for question in QUESTIONS[Audience.STAFF]:
            for answer, number in (("high", yes), ("not", answers - yes)):
                Tally.objects.create(box=box, question=question, answer=answer, number=number)


def test_what_the_staff_say_is_told_of_whole_rounds(told: Told) -> None:
    Round.objects.all().delete()
    asked_staff(40, 40, 30)
    with translation.override("en"):
        made = asked_people.staff(told)
    assert made is not None
    assert made.title == "75% say their role is meaningful and relevant"
    assert made.tables[0].rows[0][1:] == (Per(75), Per(75), Per(75))


def test_of_few_nothing_is_told(told: Told) -> None:
    Round.objects.all().delete()
    asked_staff(2, 2, 1)
    assert asked_people.staff(told) is None
    Round.objects.all().delete()
    asked_staff(9, 9, 7)
    made = asked_people.staff(told)
    assert made is not None
    assert UNTOLD in made.tables[0].rows[0]


def test_a_part_of_the_places_is_told_nothing_of_all(told: Told) -> None:
    Round.objects.all().delete()
    asked_staff(40, 40, 30)
    assert asked_people.staff(Told(told.gathered, invented=True, everywhere=False)) is None


def test_the_weightiest_change_of_a_place_and_day_comes_first() -> None:
    place, other = 1, 2
    day = date(2026, 11, 18)
    known = [
        Change(day, place, Sort.TASKS, begun=("passport",)),
        Change(day, place, Sort.MODEL, "1", "3"),
        Change(day, other, Sort.HOURS, 600, 900),
        Change(FIRST, other, Sort.MODEL, "1", "2"),
        Change(date(FIRST.year - 1, 12, 31), other, Sort.MODEL, "1", "2"),
        Change(date(2026, 12, 1), other, Sort.MODEL, "1", "2"),
        Change(day, other, Sort.DESK, words="Desk 3"),
    ]
    assert [(one.place, one.sort) for one in changing.chosen(known, FIRST, LAST)] == [
        (place, Sort.MODEL),
        (other, Sort.MODEL),
        (other, Sort.HOURS),
    ]
