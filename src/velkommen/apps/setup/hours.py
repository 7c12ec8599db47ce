"""Hours as rows of a sheet: one period for each row, or a whole text of hours in one cell; and back again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from velkommen.apps.setup.forms import Value
from velkommen.domain.hours import osm
from velkommen.domain.hours.periods import MonthDay, Period, Season, Span, SpecialDay
from velkommen.domain.sheets import Fault, fault

At = tuple[str, Period]  # the name of a stop ("" where there is none) and hours there


@dataclass(frozen=True)
class Said:
    """What a row says of hours: periods, and days that are different (from a text alone)."""

    periods: tuple[Period, ...]
    special: Mapping[date, SpecialDay]


def said(values: Mapping[str, Value], special_title: str) -> Said:
    """The hours of a row. Raises: Refusal BAD_FILE (TIMES_MISSING, TIMES_TWICE, TIMES_OF_HOLIDAYS), BAD_HOURS."""
    times = [values.get(name) for name in ("weekdays", "opens", "closes")]
    if values.get("text"):
        if any(time is not None for time in times):
            raise fault(Fault.TIMES_TWICE)
        reading = osm.read(str(values["text"]))
        if reading.on_holidays:
            raise fault(Fault.TIMES_OF_HOLIDAYS, sheet=special_title)
        return Said(reading.periods, reading.special)
    if any(time is None for time in times):
        raise fault(Fault.TIMES_MISSING)
    return Said((_period(values),), {})


def _period(values: Mapping[str, Value]) -> Period:
    season = values.get("season")
    every, week = cast(tuple[int, int], values.get("weeks") or (1, 0))
    return Period(
        weekdays=frozenset(cast(tuple[int, ...], values["weekdays"])),
        span=(cast(int, values["opens"]), cast(int, values["closes"])),
        first=cast(date | None, values.get("first")),
        last=cast(date | None, values.get("last")),
        season=Season(*cast(tuple[MonthDay, MonthDay], season)) if season else None,
        every=every,
        week=week,
        on_holidays=bool(values.get("on_holidays")),
    )


def told(period: Period) -> dict[str, Value]:
    """A period as a row says it."""
    return {
        "weekdays": tuple(sorted(period.weekdays)),
        "opens": period.span[0],
        "closes": period.span[1],
        "first": period.first,
        "last": period.last,
        "season": (period.season.first, period.season.last) if period.season else None,
        "weeks": (period.every, period.week),
        "on_holidays": period.on_holidays,
    }


def in_order(found: Iterable[At]) -> tuple[At, ...]:
    """The same hours in the same order, however their rows were sorted."""
    return tuple(sorted(found, key=lambda at: (at[0], sorted(at[1].weekdays), at[1].span, repr(at[1]))))


def spans(found: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(found))
