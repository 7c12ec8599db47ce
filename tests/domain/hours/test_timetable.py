"""When a place is open: two hundred and more cases by hand, and what a search a year ahead costs."""

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.hours.strategies import EVERY_DAY, LAW, periods
from tests.domain.hours.towns import PLACES
from velkommen.domain.hours.periods import Period, Season, SpecialDay
from velkommen.domain.hours.timetable import MOST_DAYS, Timetable, minute_of_day, outside
from velkommen.domain.intervals import covers, length, minute_of, moment_of

ZONE = ZoneInfo("Europe/Copenhagen")
TABLE = (Path(__file__).parent / "cases.csv").read_text(encoding="utf-8")
CASES = list(csv.DictReader(TABLE.splitlines(), delimiter=";"))
MOMENT = "%Y-%m-%d %H:%M"


def at(text: str) -> datetime:
    """A local moment; the second time round is written behind it."""
    return datetime.strptime(text.removesuffix(" again"), MOMENT).replace(tzinfo=ZONE, fold=text.endswith("again"))


def said(moment: datetime | None) -> str:
    return "never" if moment is None else f"{moment:{MOMENT}}" + " again" * moment.fold


def hours(place: Timetable, day: str) -> str:
    clock = [f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in place.spans(date.fromisoformat(day))]
    return " ".join(clock) or "closed"


def minutes(place: Timetable, day: str) -> str:
    return str(length(place.intervals(date.fromisoformat(day), date.fromisoformat(day), ZONE)))


ASKED: dict[str, Callable[[Timetable, str], str]] = {
    "hours": hours,
    "minutes": minutes,
    "open": lambda place, when: "yes" if place.is_open(at(when)) else "no",
    "next": lambda place, when: said(place.next_opening(at(when))),
    "until": lambda place, when: said(place.closes_at(at(when))),
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['place']} {case['asked']} {case['when']}")
def test_a_place_is_open_as_the_table_says(case: dict[str, str]) -> None:
    assert ASKED[case["asked"]](PLACES[case["place"]], case["when"]) == case["expected"], case["situation"]


def test_the_table_has_two_hundred_cases_and_asks_about_every_place() -> None:
    assert len(CASES) >= 200
    assert {case["place"] for case in CASES} == set(PLACES)


@LAW
@given(st.lists(periods(), max_size=4), st.sampled_from(EVERY_DAY[:-400]), st.integers(0, 1439))
def test_the_next_opening_is_the_first_minute_that_turns_open(found: list[Period], day: date, minute: int) -> None:
    timetable = Timetable(found)
    now = datetime(day.year, day.month, day.day, *divmod(minute, 60), tzinfo=ZONE)
    ahead = timetable.intervals(day - timedelta(days=1), day + timedelta(days=366), ZONE)
    begins = next((a for a, _ in ahead if a > minute_of(now)), None)
    assert timetable.next_opening(now) == (None if begins is None else moment_of(begins))
    assert timetable.is_open(now) is covers(ahead, minute_of(now))


def slow_ones() -> list[Timetable]:
    """Hours that do not open within a year, each slow in its own way."""
    far = date(2030, 1, 1)
    many = [Period(frozenset(range(7)), (600, 1080), first=far) for _ in range(20)]
    summer = [Period(frozenset({day}), (600, 1080), season=Season((5, 1), (5, 2)), every=53) for day in range(7)]
    return [Timetable(), Timetable(many), Timetable(summer)]


@pytest.mark.parametrize("which", range(3))
def test_a_search_a_year_ahead_takes_under_five_milliseconds(which: int) -> None:
    def seconds() -> float:
        timetable, begins = slow_ones()[which], process_time()
        assert timetable.next_opening(at("2026-05-03 08:00")) is None
        return process_time() - begins

    assert min(seconds() for _ in range(5)) < 0.005


def test_a_closed_day_says_why_and_an_open_one_has_nothing_to_say() -> None:
    days = ["2026-12-28", "2026-12-25", "2026-05-14", "2026-11-24", "2026-08-16"]
    assert [PLACES["library"].why_closed(date.fromisoformat(day)) for day in days] == [
        "Between Christmas and New Year",
        "Juledag",
        "",
        "",
        "",
    ]


def test_the_hours_of_a_day_are_those_with_an_open_minute() -> None:
    assert PLACES["bus odd"].hours_of(date(2026, 12, 17)) == {15, 16}
    assert PLACES["evening"].hours_of(date(2026, 11, 27)) == set(range(18, 24))
    assert PLACES["shut"].hours_of(date(2026, 11, 27)) == set()


def test_a_moment_is_outside_the_town_hall_when_it_is_closed() -> None:
    asked = [("2026-11-23 14:59", False), ("2026-11-23 15:00", True), ("2026-11-24 11:00", True)]
    moments = [(at(when), expected) for when, expected in asked]
    hall = PLACES["town hall"]
    assert [outside(hall, local.date(), minute_of_day(local)) for local, _ in moments] == [no for _, no in moments]


def test_where_nothing_is_said_no_day_is_looked_at() -> None:
    nothing, something = Timetable(), Timetable(special={date(2026, 12, 24): SpecialDay(((600, 720),))})
    local = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
    assert (nothing.next_opening(local), something.next_opening(local)) == (None, local.replace(month=12, hour=10))
    assert (len(nothing._known), len(something._known)) == (0, 32)


def test_no_more_days_are_remembered_than_anybody_plans_for() -> None:
    table = Timetable()
    for ahead in range(2 * MOST_DAYS):
        table.spans(date(2026, 1, 1) + timedelta(days=ahead))
    assert len(table._known) <= MOST_DAYS
