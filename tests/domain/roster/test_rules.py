"""Rules of working time: each breach says who, when and by how much; a swap is blamed only for what it makes worse."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.placement.towns import ZONE
from velkommen.domain.roster import rules
from velkommen.domain.roster.rules import STANDARD, Breach, Duties, RuleKey, breaches, broken, late

MONDAY = date(2026, 11, 23)
DAY = (600, 1080)  # ten to six


def days(*ahead: int, span: tuple[int, int] = DAY) -> dict[date, tuple[tuple[int, int], ...]]:
    return {MONDAY + timedelta(days=number): (span,) for number in ahead}


def only(*keys: RuleKey) -> dict[RuleKey, rules.Rule]:
    return {key: replace(rule, on=key in keys) for key, rule in STANDARD.items()}


def found(key: RuleKey, duties: Duties) -> list[tuple[int, int, int]]:
    """Days after Monday, what was found, by how much."""
    return [((one.day - MONDAY).days, one.found, one.by) for one in breaches(only(key), duties, ZONE)]


@pytest.mark.parametrize(
    ("key", "duties", "expected"),
    [
        (RuleKey.REST, days(0, span=(720, 1260)) | days(1, span=(450, 600)), [(1, 630, 30)]),
        (RuleKey.REST, days(0, span=(720, 1260)) | days(1, span=(480, 600)), []),
        (RuleKey.LONGEST_DAY, {MONDAY: ((480, 840), (900, 1200))}, [(0, 660, 60)]),
        (RuleKey.WEEK, days(*range(6), span=(540, 1080)), [(0, 3240, 360)]),
        (RuleKey.WEEK, days(*range(6)), []),
        (RuleKey.AVERAGE, days(*range(5), *range(7, 12), *range(14, 19), *range(21, 26)), [(21, 2400, 180)]),
        (RuleKey.AVERAGE, days(*range(5), *range(7, 12), *range(14, 19)), []),
        (RuleKey.DAYS_IN_ROW, days(*range(7)), [(6, 7, 1)]),
        (RuleKey.DAYS_IN_ROW, days(*range(6), 7), []),
        (RuleKey.DAYS_OFF, days(*range(7)), [(0, 0, 1)]),
        (RuleKey.DAYS_OFF, days(*range(6)), []),
    ],
)
def test_each_rule_says_when_and_by_how_much(
    key: RuleKey, duties: Duties, expected: list[tuple[int, int, int]]
) -> None:
    assert found(key, duties) == expected


def test_the_night_the_clock_goes_forward_is_an_hour_shorter() -> None:
    before, after = date(2026, 3, 28), date(2026, 3, 29)
    late_early = {before: ((720, 1260),), after: ((480, 600),)}
    assert breaches(only(RuleKey.REST), late_early, ZONE) == [Breach(after, RuleKey.REST, 600, 660, refuses=True)]


def test_a_rule_that_is_off_says_nothing() -> None:
    assert breaches(only(), days(*range(7), span=(0, 1440)), ZONE) == []


def test_only_what_a_change_makes_worse_is_its_fault() -> None:
    before = days(*range(7))
    assert broken(only(RuleKey.DAYS_IN_ROW), before, before, ZONE) == []
    [worse] = broken(only(RuleKey.DAYS_OFF, RuleKey.DAYS_IN_ROW), before, before | days(7), ZONE)
    assert (worse.rule, worse.found, worse.day) == (RuleKey.DAYS_IN_ROW, 8, MONDAY + timedelta(days=7))


def test_a_change_of_next_week_is_told_late() -> None:
    told = late(only(RuleKey.NOTICE), [MONDAY + timedelta(days=7), MONDAY + timedelta(days=28)], MONDAY)
    assert told == [Breach(MONDAY + timedelta(days=7), RuleKey.NOTICE, 7, 28)]
    assert late(only(), [MONDAY], MONDAY) == []


spans = st.tuples(st.integers(0, 1380), st.integers(15, 900)).map(lambda s: (s[0], min(s[0] + s[1], 1440)))
duties = st.dictionaries(st.integers(0, 34).map(lambda n: MONDAY + timedelta(days=n)), spans.map(lambda s: (s,)))


@given(duties)
def test_who_serves_a_day_less_never_breaks_a_rule_more(worked: Duties) -> None:
    """But for days in a row, whose rows may part in two that are both shorter."""
    for day in worked:
        fewer = {other: spans for other, spans in worked.items() if other != day}
        assert [one for one in broken(STANDARD, worked, fewer, ZONE) if one.rule is not RuleKey.DAYS_IN_ROW] == []
        rows = [[one.by for one in breaches(only(RuleKey.DAYS_IN_ROW), each, ZONE)] for each in (worked, fewer)]
        assert sum(rows[1]) <= sum(rows[0])


@given(duties)
def test_every_breach_is_over_its_limit_and_in_order(worked: Duties) -> None:
    told = breaches(STANDARD, worked, ZONE)
    assert told == sorted(told)
    assert all(one.found < one.limit if one.rule in rules.AT_LEAST else one.found > one.limit for one in told)


@given(duties)
def test_nothing_is_broken_by_changing_nothing(worked: Duties) -> None:
    assert broken(STANDARD, worked, worked, ZONE) == []


@pytest.mark.parametrize("key", rules.CHECKS)
def test_control_without_its_check_a_rule_is_silent(key: RuleKey, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight long days in a row, over four weeks, with short nights, break every rule there is."""
    worst = {MONDAY + timedelta(days=number): ((300, 1260),) for number in range(28)}
    assert key in {one.rule for one in breaches(STANDARD, worst, ZONE)}
    monkeypatch.setattr(rules, "CHECKS", {other: check for other, check in rules.CHECKS.items() if other != key})
    assert key not in {one.rule for one in breaches(STANDARD, worst, ZONE)}
