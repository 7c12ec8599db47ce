"""What people were asked leaves the house as it is shown there: rounds that are over, small numbers hidden."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.apps.evaluation.datasets.reading import rows, scope
from tests.people import NOON, Town
from velkommen.apps.counting.models import Answer, CountingWeek
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.surveys.models import Box, Round, Tally
from velkommen.domain.surveys import QUESTIONS, Audience, Way

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def boxed(town: Town, answers: dict[str, int], *, closed: bool = True) -> None:
    """A month in which so many answered at each place with a number; each but the last said yes to everything."""
    made = Round.objects.create(
        audience=Audience.CITIZENS.value, first=OCTOBER[0], last=OCTOBER[1], closed_at=NOON if closed else None
    )
    for place in (town.place, town.sydby):
        number = answers[place.slug]
        box = Box.objects.create(
            round=made, service_point=place, group=Way.NUMBER.value, asked=2 * number, answers=number
        )
        for question, words in QUESTIONS[Audience.CITIZENS].items():
            for word, times in ((words[0], number - 1), (words[-1], 1)):
                Tally.objects.create(box=box, question=question, answer=word, number=times)


def said(folder: Path, **of: Any) -> dict[tuple[str, str | None], int | None]:
    """(people, place) -> yes to the first question."""
    return {
        (row["people"], row["place"]): row["yes"]
        for row in rows("surveys", folder, scope(**of))
        if row["question"] == "solved"
    }


def test_what_a_round_says_of_many_is_there(town: Town, tmp_path: Path) -> None:
    boxed(town, {"nordby": 60, "sydby": 40})
    row = next(row for row in rows("surveys", tmp_path) if row["people"] == "all" and row["question"] == "easy")
    assert row == {
        "first": OCTOBER[0],
        "last": OCTOBER[1],
        "audience": "citizens",
        "people": "all",
        "place": None,
        "asked": 200,
        "answers": 100,
        "question": "easy",
        "yes": row["yes"],
    }


def test_few_are_not_told_by_themselves(town: Town, tmp_path: Path) -> None:
    boxed(town, {"nordby": 60, "sydby": 3})
    assert not [key for key in said(tmp_path) if key[1] == "sydby"]
    assert not [number for number in said(tmp_path).values() if number is not None and number < 5]


def test_a_round_that_is_open_or_reaches_out_of_the_days_is_not_there(town: Town, tmp_path: Path) -> None:
    boxed(town, {"nordby": 60, "sydby": 40}, closed=False)
    assert said(tmp_path) == {}
    Round.objects.update(closed_at=NOON)
    assert said(tmp_path) != {}
    assert said(tmp_path, last=OCTOBER[1] - timedelta(days=1)) == {}


def test_who_may_take_some_places_gets_what_is_told_of_these(town: Town, tmp_path: Path) -> None:
    boxed(town, {"nordby": 60, "sydby": 40})
    assert {place for _, place in said(tmp_path, places=[town.place.pk])} <= {"nordby"}


@pytest.fixture
def week(morning: Town) -> Town:
    """The one who was served was asked, in a counting week."""
    made = CountingWeek.objects.create(
        name="Uge 48", first=date(2026, 11, 23), last=date(2026, 11, 29), channels=["in_person"], target=80
    )
    enquiry = Enquiry.objects.get(outcome="solved")
    Answer.objects.create(enquiry=enquiry, week=made, digital="yes", avoidable="wrong_place", op=uuid4())
    return morning


def test_counting_weeks_are_counts(week: Town, tmp_path: Path) -> None:
    assert rows("counting", tmp_path) == [
        {
            "week": "Uge 48",
            "first": date(2026, 11, 23),
            "last": date(2026, 11, 29),
            "place": "nordby",
            "task": "passport",
            "digital": "yes",
            "avoidable": "wrong_place",
            "number": 1,
        }
    ]
    assert rows("counting", tmp_path, scope(places=[week.sydby.pk])) == []
    Enquiry.objects.update(withdrawn=True)
    assert rows("counting", tmp_path) == []
