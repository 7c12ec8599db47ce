"""Hours that cannot be kept are refused with what is wrong, where, and how to put it right."""

from dataclasses import replace
from datetime import date

import pytest

from velkommen.domain.hours.checks import check, check_stops, problems
from velkommen.domain.hours.periods import Period, Season
from velkommen.domain.refusals import Code, Refusal

WORKDAYS = frozenset(range(5))
TUESDAY = frozenset({1})
DAY = Period(WORKDAYS, (600, 1080))
LATE = Period(TUESDAY, (960, 1200))
WINTER, SUMMER = Season((10, 1), (3, 31)), Season((4, 1), (9, 30))


@pytest.mark.parametrize(
    ("period", "facts"),
    [
        (Period(frozenset(), (600, 1080)), {"fault": "weekday_missing"}),
        (Period(frozenset({1, 7}), (600, 1080)), {"fault": "weekday_unknown", "piece": "7"}),
        (Period(frozenset({-1}), (600, 1080)), {"fault": "weekday_unknown", "piece": "-1"}),
        (Period(WORKDAYS, (600, 600)), {"fault": "span_empty", "span": "10:00-10:00", "turned": "10:00-10:00"}),
        (Period(WORKDAYS, (1080, 600)), {"fault": "span_reversed", "span": "18:00-10:00", "turned": "10:00-18:00"}),
        (Period(WORKDAYS, (-1, 600)), {"fault": "outside_the_day", "span": "-1:59-10:00"}),
        (Period(WORKDAYS, (600, 1441)), {"fault": "outside_the_day", "span": "10:00-24:01"}),
        (
            replace(DAY, first=date(2026, 2, 2), last=date(2026, 2, 1)),
            {"fault": "validity_reversed", "first": "2026-02-02", "last": "2026-02-01"},
        ),
        (replace(DAY, season=Season((2, 30), (3, 31))), {"fault": "season_unknown"}),
        (replace(DAY, season=Season((10, 1), (13, 1))), {"fault": "season_unknown"}),
        (replace(DAY, every=0), {"fault": "weeks_unknown"}),
        (replace(DAY, every=2, week=2), {"fault": "weeks_unknown"}),
        (replace(DAY, every=54), {"fault": "weeks_unknown"}),
    ],
)
def test_a_period_that_says_nothing_sensible_is_refused_with_its_number(
    period: Period, facts: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as no:
        check([Period(frozenset({6}), (0, 1440)), period])
    assert (no.value.code, no.value.facts) == (Code.BAD_HOURS, {**facts, "number": 2})


@pytest.mark.parametrize(
    "period",
    [
        DAY,
        Period(WORKDAYS, (0, 1440)),
        replace(DAY, first=date(2026, 2, 1), last=date(2026, 2, 1)),
        replace(DAY, season=Season((2, 29), (2, 29))),
        replace(DAY, every=53, week=52),
    ],
)
def test_the_widest_and_narrowest_hours_are_kept(period: Period) -> None:
    assert problems([period]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DAY, LATE),
        (DAY, DAY),
        (DAY, Period(frozenset({1, 5}), (540, 601))),
        (replace(DAY, season=WINTER), replace(LATE, season=Season((3, 31), (4, 30)))),
        (replace(DAY, last=date(2026, 6, 30)), replace(LATE, first=date(2026, 6, 30))),
        (replace(DAY, every=2), replace(LATE, every=3, week=1)),
        (replace(DAY, on_holidays=True), LATE),
        (replace(DAY, season=Season((2, 29), (2, 29))), LATE),
    ],
)
def test_two_periods_open_at_the_same_time_are_refused_by_name(one: Period, other: Period) -> None:
    said = [(no.code, no.facts["fault"], no.facts["weekday"]) for no in problems([one, other])]
    weekday = 0 if other == DAY else 1
    assert said == [(Code.BAD_HOURS, "overlap", weekday)]


def test_an_overlap_says_which_two_and_when() -> None:
    assert [dict(no.facts) for no in problems([DAY, Period(frozenset({6}), (0, 60)), LATE])] == [
        {
            "fault": "overlap",
            "number": 1,
            "other_number": 3,
            "weekday": 1,
            "span": "10:00-18:00",
            "other_span": "16:00-20:00",
        }
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DAY, replace(LATE, span=(1080, 1200))),
        (DAY, Period(frozenset({5}), (600, 1080))),
        (replace(DAY, season=WINTER), replace(LATE, season=SUMMER)),
        (replace(DAY, last=date(2026, 6, 29)), replace(LATE, first=date(2026, 6, 30))),
        (replace(DAY, every=2), replace(LATE, every=2, week=1)),
        (replace(DAY, every=2), replace(LATE, every=4, week=3)),
        (replace(DAY, first=date(2026, 6, 1), last=date(2026, 6, 1)), LATE),  # that day is a Monday
    ],
)
def test_hours_that_never_meet_may_look_alike(one: Period, other: Period) -> None:
    assert problems([one, other]) == []


def test_a_bus_cannot_be_at_two_stops_at_once() -> None:
    stops = {"Voer": [replace(LATE, every=2)], "Agersted": [replace(LATE, every=2, week=1)], "Hjallerup": [DAY]}
    with pytest.raises(Refusal) as no:
        check_stops(stops)
    assert dict(no.value.facts) == {
        "fault": "stops_overlap",
        "stop": "Voer",
        "other_stop": "Hjallerup",
        "weekday": 1,
        "span": "16:00-20:00",
        "other_span": "10:00-18:00",
    }


def test_a_bus_may_go_on_the_minute_it_leaves_and_come_every_second_week() -> None:
    stops = {
        "Voer": [replace(LATE, every=2)],
        "Agersted": [replace(LATE, every=2, week=1)],
        "Hjallerup": [replace(LATE, span=(1200, 1260))],
    }
    check_stops(stops)
