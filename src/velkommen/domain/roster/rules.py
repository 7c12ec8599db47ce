"""Rules of working time as checks that explain: who, which day, by how much. Each can be switched off, moved, or made to refuse.

The numbers are general knowledge about Danish and European rules and were not verified: an installation sets its own agreement's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import wall
from velkommen.domain.intervals import length

HOUR = 60
WEEKS = 4  # over which the average is taken
MOST = 1000  # any number of a rule


class RuleKey(StrEnum):
    """What is looked at. The unit of its number: hours, but for days in a row, days off and days of notice."""

    REST = "rest"
    LONGEST_DAY = "longest_day"
    WEEK = "week"
    AVERAGE = "average"
    DAYS_IN_ROW = "days_in_row"
    DAYS_OFF = "days_off"
    NOTICE = "notice"


#: Rules whose number is the least there may be; of the others it is the most.
AT_LEAST = frozenset({RuleKey.REST, RuleKey.DAYS_OFF, RuleKey.NOTICE})
IN_DAYS = frozenset({RuleKey.DAYS_IN_ROW, RuleKey.DAYS_OFF, RuleKey.NOTICE})


@dataclass(frozen=True)
class Rule:
    """A rule as a place keeps it. `refuses`: what breaks it is not done; else it is done and said."""

    key: RuleKey
    number: int
    on: bool = True
    refuses: bool = False


#: What holds where nobody has said otherwise.
STANDARD: Mapping[RuleKey, Rule] = MappingProxyType(
    {
        RuleKey.REST: Rule(RuleKey.REST, 11, refuses=True),
        RuleKey.LONGEST_DAY: Rule(RuleKey.LONGEST_DAY, 10),
        RuleKey.WEEK: Rule(RuleKey.WEEK, 48, refuses=True),
        RuleKey.AVERAGE: Rule(RuleKey.AVERAGE, 37),
        RuleKey.DAYS_IN_ROW: Rule(RuleKey.DAYS_IN_ROW, 6, refuses=True),
        RuleKey.DAYS_OFF: Rule(RuleKey.DAYS_OFF, 1),
        RuleKey.NOTICE: Rule(RuleKey.NOTICE, 28),
    }
)


@dataclass(frozen=True, order=True)
class Breach:
    """A rule that somebody's duties break. `found` and `limit` in minutes, of the rules that count days in days.

    `day` is the day it shows on; of a week its Monday, and of the average the Monday of its last week.
    """

    day: date
    rule: RuleKey
    found: int
    limit: int
    refuses: bool = False

    @property
    def by(self) -> int:
        """By how much."""
        return abs(self.found - self.limit)


Duties = Mapping[date, tuple[Span, ...]]  # local day -> when somebody serves, at all places; days without are left out
Check = Callable[[Duties, int, tzinfo], Iterator[tuple[date, int]]]


def breaches(rules: Mapping[RuleKey, Rule], duties: Duties, zone: tzinfo) -> list[Breach]:
    """Every rule somebody's duties break, in order of days."""
    worked = {day: spans for day, spans in duties.items() if spans}
    found = []
    for key, check in CHECKS.items():
        rule = rules[key]
        if rule.on:
            limit = limit_of(rule)
            found += [Breach(day, key, value, limit, rule.refuses) for day, value in check(worked, limit, zone)]
    return sorted(found)


def broken(rules: Mapping[RuleKey, Rule], before: Duties, after: Duties, zone: tzinfo) -> list[Breach]:
    """What a change breaks that was not broken before, or breaks more."""
    known = {(one.day, one.rule): one.by for one in breaches(rules, before, zone)}
    return [one for one in breaches(rules, after, zone) if one.by > known.get((one.day, one.rule), 0)]


def late(rules: Mapping[RuleKey, Rule], days: Iterable[date], today: date) -> list[Breach]:
    """The days on which a change is told later than it should be."""
    rule = rules[RuleKey.NOTICE]
    ahead = ((day, (day - today).days) for day in sorted(days))
    return [
        Breach(day, rule.key, found, rule.number, rule.refuses)
        for day, found in ahead
        if rule.on and 0 <= found < rule.number
    ]


def limit_of(rule: Rule) -> int:
    """The number of a rule in the unit it is counted in: minutes, or days."""
    return rule.number if rule.key in IN_DAYS else rule.number * HOUR


def minutes(duties: Duties) -> dict[date, int]:
    """Minutes of each day."""
    return {day: length(spans) for day, spans in duties.items()}


def monday_of(day: date) -> date:
    return day - A_DAY * day.weekday()


def _rest(duties: Duties, limit: int, zone: tzinfo) -> Iterator[tuple[date, int]]:
    """Between the last minute of one day and the first of the next, as the clock really runs."""
    for one, other in pairwise(sorted(duties)):
        ends = wall(one, max(closes for _, closes in duties[one]), zone)
        begins = wall(other, min(opens for opens, _ in duties[other]), zone)
        if begins - ends < limit:
            yield other, begins - ends


def _longest_day(duties: Duties, limit: int, _zone: tzinfo) -> Iterator[tuple[date, int]]:
    yield from ((day, worked) for day, worked in minutes(duties).items() if worked > limit)


def _week(duties: Duties, limit: int, _zone: tzinfo) -> Iterator[tuple[date, int]]:
    yield from ((monday, worked) for monday, worked in _weeks(duties).items() if worked > limit)


def _average(duties: Duties, limit: int, _zone: tzinfo) -> Iterator[tuple[date, int]]:
    """Minutes a week over the four weeks that end with each week in which somebody serves."""
    weeks = _weeks(duties)
    for monday in weeks:
        worked = sum(weeks.get(monday - A_DAY * 7 * back, 0) for back in range(WEEKS))
        if worked > limit * WEEKS:
            yield monday, -(-worked // WEEKS)


def _days_in_row(duties: Duties, limit: int, _zone: tzinfo) -> Iterator[tuple[date, int]]:
    """Told once of each row, on its last day."""
    row = 0
    for day in sorted(duties):
        row = row + 1 if day - A_DAY in duties else 1
        if row > limit and day + A_DAY not in duties:
            yield day, row


def _days_off(duties: Duties, limit: int, _zone: tzinfo) -> Iterator[tuple[date, int]]:
    for monday in _weeks(duties):
        off = sum(monday + A_DAY * ahead not in duties for ahead in range(7))
        if off < limit:
            yield monday, off


def _weeks(duties: Duties) -> dict[date, int]:
    """Monday -> minutes of its week."""
    found: dict[date, int] = {}
    for day, worked in sorted(minutes(duties).items()):
        found[monday_of(day)] = found.get(monday_of(day), 0) + worked
    return found


#: All rules but notice, which is about the day of a change and not about duties.
CHECKS: Mapping[RuleKey, Check] = MappingProxyType(
    {
        RuleKey.REST: _rest,
        RuleKey.LONGEST_DAY: _longest_day,
        RuleKey.WEEK: _week,
        RuleKey.AVERAGE: _average,
        RuleKey.DAYS_IN_ROW: _days_in_row,
        RuleKey.DAYS_OFF: _days_off,
    }
)
