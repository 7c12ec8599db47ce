"""The figures of the report (2010) from beginning to end: written by the deeds of the house, read where people read them.

That the sums behind them are right is shown of single cells in tests/domain/insight; the chart of ten categories in
tests/apps/evaluation/test_import.py and, as a dashboard draws it, here.
"""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.apps.evaluation.conftest import HEAD, REPORT, read
from tests.people import Town, somebody
from tests.surveys import Surveys
from velkommen.apps.catalogue import standard
from velkommen.apps.enquiries.actions import log_enquiries
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.apps.evaluation.actions import import_enquiries
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import OpeningPeriod, ServicePoint
from velkommen.apps.surveys import actions as surveys
from velkommen.apps.yearbook.actions import set_target, type_month
from velkommen.domain.outcomes import Outcome
from velkommen.domain.report2010 import SKANDERBORG_2009, Category
from velkommen.domain.rights import Role
from velkommen.domain.surveys import QUESTIONS, Audience, Said
from velkommen.domain.yearbook import Aim
from velkommen.interfaces.web.tables.table import Change, Per, Table
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

DEGREES = QUESTIONS[Audience.STAFF]["equal"]


@pytest.fixture
def branches(town: Town) -> Town:
    """Two branches with the standard catalogue, and somebody who leads everywhere."""
    standard.load()
    somebody("vera", (None, Role.LEAD))
    return town


def place(slug: str, kind: str) -> ServicePoint:
    return ServicePoint.objects.create(slug=slug, name=slug.capitalize(), kind=kind)


def imported(town: Town, *rows: str) -> None:
    import_enquiries(sheet=read("\n".join([HEAD, *rows])), **town.by(SYSTEM))


def asked(town: Town, address: str) -> Any:
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(username="vera"))
    with clock.fixed(town.now):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer


def lead(town: Town, address: str) -> str:
    """The sentence a dashboard answers its question by."""
    return str(asked(town, f"/statistics/about/{address}").context["answer"].lead)


def table(town: Town, address: str, key: str) -> Table:
    parts = asked(town, f"/statistics/about/{address}").context["parts"]
    return next(one.table for one, _ in parts if one.table.key == key)


def test_the_chart_of_ten_categories_to_the_per_cent(branches: Town) -> None:
    """P. 15, from the report's own sheet."""
    sheet = read(REPORT.read_bytes(), {"alle biblioteker": "nordby"})
    import_enquiries(sheet=sheet, **branches.by(SYSTEM))
    rows = table(branches, "asked/?from=2009-01-01&to=2009-12-31", "asked-categories").rows
    assert [row[2] for row in rows] == [Per(float(SKANDERBORG_2009[one])) for one in Category]
    assert [row[2] for row in rows] == [row[3] for row in rows]


def test_a_third_at_the_libraries_and_two_thirds_at_the_town_hall(branches: Town) -> None:
    """P. 14: Skanderborg, 33 % and 67 %, above its target."""
    place("bymidten", "main_library")
    place("rådhuset", "town_hall")
    counted = {"nordby": 20, "bymidten": 13, "rådhuset": 67}
    imported(branches, *(f"23-11-2026;;{where};Pas;{number}" for where, number in counted.items()))
    set_target(aim=Aim.LIBRARY_SHARE, number=30, **branches.by(SYSTEM))
    address = "who/?from=2026-11-23&to=2026-11-23"
    assert lead(branches, address) == "The libraries take 33.0% of all enquiries: the target of 30% is reached."
    assert table(branches, address, "who-kinds").title == "33.0% at the libraries, 67.0% at the town hall"


def test_four_of_five_solved_at_first_contact(branches: Town) -> None:
    """P. 14: Næstved, 80 % of what was answered; who left was not, and who must come back was not solved."""
    ended = {Outcome.SOLVED: 50, Outcome.SELF_SERVICE: 30, Outcome.COME_BACK: 20, Outcome.LEFT: 40}
    tallies = [Tally(uuid4(), "passport", one, branches.now) for one, times in ended.items() for _ in range(times)]
    log_enquiries(place=branches.place.pk, tallies=tallies, **branches.by())
    assert lead(branches, "solved/?from=2026-11-24&to=2026-11-24") == (
        "Yes: 80.0% (of 100) were solved at first contact; the target is 80%. 100.0% have a known outcome."
    )


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        (100, 130, "+30.0% enquiries against a year before: 130 now, then 100."),  # Rødekro, p. 14
        (50, 101, "+102.0% enquiries against a year before: 101 now, then 50."),  # Sædding's passports, p. 16
    ],
)
def test_growth_against_a_year_before(branches: Town, then: int, now: int, words: str) -> None:
    imported(branches, "02-01-2025;;nordby;Pas;1", f"24-11-2025;;nordby;Pas;{then}", f"23-11-2026;;nordby;Pas;{now}")
    assert lead(branches, "growth/?from=2026-11-23&to=2026-11-23") == words


def test_visitors_against_a_year_before(branches: Town) -> None:
    """P. 14: Rødekro, 30 % more visitors. Only months that are known of both years: not those of Sydby, which began later."""
    for month, visits in (
        (date(2025, 9, 1), 4000),
        (date(2025, 10, 1), 6000),
        (date(2026, 9, 1), 5200),
        (date(2026, 10, 1), 7800),
    ):
        type_month(place=branches.place.pk, month=month, visits=visits, loans=None, **branches.by(SYSTEM))
    type_month(place=branches.sydby.pk, month=date(2026, 10, 1), visits=9000, loans=100, **branches.by(SYSTEM))
    shown = table(branches, "growth/?from=2026-09-01&to=2026-10-31", "growth-visits")
    assert shown.title == "+30.0% visits to the libraries against a year before"
    assert [tuple(row) for row in shown.rows] == [("Nordby", 13_000, 10_000, Change(30.0))]


def test_most_passports_when_the_town_hall_is_closed(branches: Town) -> None:
    """P. 16: Esbjerg, the moments of the sheet against the hours of the hall."""
    hall = place("rådhuset", "town_hall")
    OpeningPeriod.objects.create(service_point=hall, layer="staffed", weekdays=31, opens=600, closes=900)
    imported(
        branches, "23-11-2026;9.59;nordby;Pas;30", "23-11-2026;10.00;nordby;Pas;20", "23-11-2026;15.00;nordby;Pas;30"
    )
    shown = table(branches, "when/?from=2026-11-23&to=2026-11-23", "when-outside")
    assert [tuple(row[1:]) for row in shown.rows] == [(80, Per(75.0))]


def said(degrees: dict[str, str]) -> Said:
    return Said({question: degrees.get(question, "unsure") for question in QUESTIONS[Audience.STAFF]})


def spread_out(numbers: tuple[int, ...]) -> list[str]:
    return [degree for degree, number in zip(DEGREES, numbers, strict=True) for _ in range(number)]


def test_what_the_staff_of_esbjerg_and_skanderborg_said(branches: Town) -> None:
    """P. 15 and 16: 57 % equally important, 89 % good in light of the changing library, 63 % meaningful, 10 % to a lesser degree."""
    desk = Surveys(branches)
    people = desk.staff(f"s{number}" for number in range(100))
    round_id = desk.round()
    equal, future = spread_out((20, 37, 25, 11, 7)), spread_out((40, 49, 5, 6, 0))
    meaningful = spread_out((24, 39, 10, 8, 19))
    for who, *one in zip(people, equal, future, meaningful, strict=True):
        answers = said(dict(zip(("equal", "future", "meaningful"), one, strict=True)))
        surveys.answer_as_staff(round_id=round_id, said=answers, **branches.by(who))
    desk.close(round_id)
    shown = {one.table.key: one.table for one in asked(branches, "/surveys/staff/").context["tables"]}
    assert [row[1] for row in shown["shares"].rows] == ["63%", "57%", "*", "*", "89%"]
    assert list(shown["answers"].rows[0][1:]) == [Per(24), Per(39), Per(10), Per(8), Per(19)]
    assert shown["rounds"].rows[0][2:4] == (100, "97%")
