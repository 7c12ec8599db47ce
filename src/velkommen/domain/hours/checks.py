"""Which hours cannot be kept: what is wrong with one period, which two say different things, which stops take one bus at once."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from velkommen.domain.hours.days import LAST_WEEK, WEEK, YEAR, Days, shared_weekday
from velkommen.domain.hours.faults import HoursFault, fault, shown
from velkommen.domain.hours.periods import Period, Season
from velkommen.domain.hours.timetable import DAY
from velkommen.domain.refusals import Refusal


def check(periods: Sequence[Period]) -> None:
    """Refuse the first thing wrong with the hours of one layer of one place.

    Raises:
        Refusal: BAD_HOURS, with `number` (and `other_number`) of the periods it is about, counted from 1.
    """
    for refusal in problems(periods):
        raise refusal


def problems(periods: Sequence[Period]) -> list[Refusal]:
    """Everything wrong with the hours of one layer of one place; overlaps are looked for among periods that are right."""
    alone = [refusal for number, period in enumerate(periods, 1) for refusal in _alone(period, number)]
    return alone or list(_overlaps(periods))


def check_stops(stops: Mapping[str, Sequence[Period]]) -> None:
    """Refuse the first two stops of one mobile library that would have it in two places at once.

    Args:
        stops: name -> its periods, each checked before.

    Raises:
        Refusal: BAD_HOURS with the names of both.
    """
    for (name, one), (other_name, other) in combinations(stops.items(), 2):
        for first in one:
            for second in other:
                weekday = _meet(first, second)
                if weekday is not None:
                    raise fault(
                        HoursFault.STOPS_OVERLAP, stop=name, other_stop=other_name, **_two(first, second, weekday)
                    )


def _alone(period: Period, number: int) -> Iterator[Refusal]:
    opens, closes = period.span
    unknown = sorted(period.weekdays - WEEK)
    if unknown:
        yield fault(HoursFault.WEEKDAY_UNKNOWN, number=number, piece=str(unknown[0]))
    if not period.weekdays:
        yield fault(HoursFault.WEEKDAY_MISSING, number=number)
    if not (0 <= opens <= DAY and 0 <= closes <= DAY):
        yield fault(HoursFault.OUTSIDE_THE_DAY, number=number, span=shown(period.span))
    elif opens >= closes:
        what = HoursFault.SPAN_EMPTY if opens == closes else HoursFault.SPAN_REVERSED
        yield fault(what, number=number, span=shown(period.span), turned=shown((closes, opens)))
    if period.first and period.last and period.first > period.last:
        yield fault(HoursFault.VALIDITY_REVERSED, number=number, first=str(period.first), last=str(period.last))
    if period.season and not _in_the_year(period.season):
        yield fault(HoursFault.SEASON_UNKNOWN, number=number)
    if not (1 <= period.every <= LAST_WEEK and 0 <= period.week < period.every):
        yield fault(HoursFault.WEEKS_UNKNOWN, number=number)


def _overlaps(periods: Sequence[Period]) -> Iterator[Refusal]:
    for (number, one), (other_number, other) in combinations(enumerate(periods, 1), 2):
        weekday = _meet(one, other)
        if weekday is not None:
            yield fault(HoursFault.OVERLAP, number=number, other_number=other_number, **_two(one, other, weekday))


def _meet(one: Period, other: Period) -> int | None:
    """A weekday on which both are open at the same time; None when there is none."""
    if max(one.span[0], other.span[0]) >= min(one.span[1], other.span[1]):
        return None
    return shared_weekday(Days.of(one), Days.of(other))


def _two(one: Period, other: Period, weekday: int) -> dict[str, str | int]:
    return {"weekday": weekday, "span": shown(one.span), "other_span": shown(other.span)}


def _in_the_year(season: Season) -> bool:
    return season.first in YEAR and season.last in YEAR
