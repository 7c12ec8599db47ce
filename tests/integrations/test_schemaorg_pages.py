"""Hours as data of schema.org: what it cannot say in general is said day by day, and never wrongly."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from velkommen.apps.places.models import ServicePoint
from velkommen.domain.hours.periods import Period, Season, SpecialDay
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.placement.facts import Place
from velkommen.integrations.schemaorg import pages

TODAY = date(2026, 11, 24)  # a Tuesday of week 48
ZONE = ZoneInfo("Europe/Copenhagen")
WEEK = Period(frozenset(range(5)), (600, 1080))


def said(*periods: Period, kind: PlaceKind = PlaceKind.BRANCH, **days: Any) -> dict[str, Any]:
    place = Place(1, "nordby", "Nordby", kind, staffed=Timetable(periods, **days))
    point = ServicePoint(slug="nordby", name="Nordby", address="Havnegade 1", latitude=56.6, longitude=11.0)
    return pages.office(place, point, "https://example.org/places/nordby/", TODAY)


def test_a_week_is_said_once() -> None:
    weekdays = [f"https://schema.org/{name}day" for name in ("Mon", "Tues", "Wednes", "Thurs", "Fri")]
    expected = {"@type": "OpeningHoursSpecification", "dayOfWeek": weekdays, "opens": "10:00", "closes": "18:00"}
    assert said(WEEK)["openingHoursSpecification"] == [expected]


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        (PlaceKind.TOWN_HALL, "GovernmentOffice"),
        (PlaceKind.MAIN_LIBRARY, "Library"),
        (PlaceKind.MOBILE_LIBRARY, "Library"),
        (PlaceKind.PARTNER, "LocalBusiness"),
    ],
)
def test_a_place_is_what_it_is(kind: PlaceKind, type_: str) -> None:
    assert said(WEEK, kind=kind)["@type"] == type_


def test_what_nobody_has_said_is_left_out() -> None:
    assert sorted(said()) == ["@context", "@type", "address", "geo", "name", "url"]


def test_a_period_that_is_over_is_left_out() -> None:
    over = Period(frozenset({1}), (600, 660), last=date(2026, 11, 1))
    assert "openingHoursSpecification" not in said(over)


#: Hours that a weekday and two dates cannot say.
INTRICATE = (
    Period(frozenset({1}), (600, 720), every=2, week=0),
    Period(frozenset({6}), (780, 960), season=Season((10, 1), (3, 31))),
    Period(frozenset({2}), (0, 1440), every=3, week=1),
)


@pytest.mark.parametrize("period", INTRICATE)
def test_intricate_hours_are_given_day_by_day(period: Period) -> None:
    days = [TODAY + timedelta(days=ahead) for ahead in range(pages.DAYS_AHEAD)]
    expected = [day.isoformat() for day in days if period.holds(day)]
    shown = said(period)["openingHoursSpecification"]
    assert [(one["validFrom"], one["validThrough"]) for one in shown] == [(day, day) for day in expected]


def test_the_end_of_a_day_is_its_last_minute() -> None:
    (one,) = said(Period(frozenset({0}), (0, 1440)))["openingHoursSpecification"]
    assert (one["opens"], one["closes"]) == ("00:00", "23:59")


def test_a_day_that_is_different_says_so() -> None:
    special = {date(2026, 12, 1): SpecialDay(((600, 720),), "Early"), date(2026, 12, 2): SpecialDay((), "Shut")}
    shown = said(WEEK, special=special)["specialOpeningHoursSpecification"]
    assert [(one["validFrom"], one["opens"], one["closes"]) for one in shown] == [
        ("2026-12-01", "10:00", "12:00"),
        ("2026-12-02", "00:00", "00:00"),
    ]


def test_the_data_say_what_the_timetable_says_on_each_of_the_days() -> None:
    """Read back as a machine would: special days instead of the usual ones, each within its dates."""
    special = {date(2026, 12, 1): SpecialDay(((660, 720),), "Early")}
    table = Timetable((WEEK, *INTRICATE), special, {date(2026, 12, 25): "Juledag"})
    data = said(WEEK, *INTRICATE, special=special, holidays={date(2026, 12, 25): "Juledag"})
    for ahead in range(pages.DAYS_AHEAD):
        day = TODAY + timedelta(days=ahead)
        for minute in (30, 630, 690, 800, 1100):
            local = datetime.combine(day, datetime.min.time(), ZONE) + timedelta(minutes=minute)
            assert is_open(data, day, f"{minute // 60:02}:{minute % 60:02}") == table.is_open(local), local


def is_open(data: dict[str, Any], day: date, clock: str) -> bool:
    instead = [one for one in data["specialOpeningHoursSpecification"] if valid(one, day)]
    usual = [
        one
        for one in data["openingHoursSpecification"]
        if valid(one, day) and any(name.endswith(f"/{day:%A}") for name in one.get("dayOfWeek", [f"/{day:%A}"]))
    ]
    return any(one["opens"] <= clock < one["closes"] for one in instead or usual)


def valid(one: dict[str, Any], day: date) -> bool:
    return bool(one.get("validFrom", "0") <= day.isoformat() <= one.get("validThrough", "9"))
