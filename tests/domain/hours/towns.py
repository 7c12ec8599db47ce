"""The invented places whose hours the table of cases asks about."""

from datetime import date

from velkommen.domain.hours.periods import Period, Season, SpecialDay
from velkommen.domain.hours.timetable import Timetable
from velkommen.shared.public_holidays import kept

YEARS = range(2018, 2037)
HERE = kept(YEARS, ["06-05", "12-24", "12-31"])
BY_LAW = kept(YEARS)

EVERY, WORKDAYS = frozenset(range(7)), frozenset(range(5))
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (frozenset({day}) for day in range(7))
WINTER = Season((10, 1), (3, 31))
CLOSED = SpecialDay(())


def span(opens: float, closes: float) -> tuple[int, int]:
    """From hours of the clock: 9.5 is half past nine."""
    return int(opens * 60), int(closes * 60)


STAFFED = (
    Period(WORKDAYS, span(10, 18)),
    Period(SATURDAY, span(10, 14)),
    Period(SUNDAY, span(13, 16), season=WINTER),
)
PLACES = {
    "library": Timetable(
        STAFFED,
        {
            date(2026, 5, 14): SpecialDay((span(12, 15),), "Open house"),
            date(2026, 12, 23): SpecialDay((span(10, 12),), "The day before Christmas Eve"),
            **{date(2026, 12, day): SpecialDay((), "Between Christmas and New Year") for day in (28, 29, 30)},
        },
        HERE,
    ),
    "library door": Timetable((Period(EVERY, span(8, 22), on_holidays=True),), {date(2026, 9, 7): CLOSED}, HERE),
    "town hall": Timetable(
        (
            Period(MONDAY | TUESDAY | WEDNESDAY, span(10, 15)),
            Period(THURSDAY, span(10, 17)),
            Period(FRIDAY, span(10, 13)),
        ),
        {date(2026, 5, 15): CLOSED, date(2026, 11, 24): CLOSED},
        HERE,
    ),
    "branch": Timetable(STAFFED, {}, BY_LAW),
    "bus even": Timetable((Period(TUESDAY, span(14, 14.75), every=2, week=0),), {}, HERE),
    "bus odd": Timetable((Period(THURSDAY, span(15, 16.5), every=2, week=1),), {}, HERE),
    "bus always": Timetable((Period(THURSDAY, span(15, 16), on_holidays=True),), {date(2026, 12, 31): CLOSED}, HERE),
    "split": Timetable((Period(WORKDAYS, span(13, 16)), Period(WORKDAYS, span(9, 12)))),
    "late": Timetable((Period(FRIDAY, span(18, 24)), Period(SATURDAY, span(0, 2)))),
    "evening": Timetable((Period(FRIDAY, span(18, 24)),)),
    "always": Timetable((Period(EVERY, span(0, 24)),)),
    "night": Timetable((Period(SUNDAY, span(1, 4)),)),
    "into the gap": Timetable((Period(SUNDAY, span(1, 2.5)),)),
    "out of the gap": Timetable((Period(SUNDAY, span(2.5, 5)),)),
    "within the gap": Timetable((Period(SUNDAY, (130, 170)),)),
    "change": Timetable(
        (
            Period(WORKDAYS, span(10, 18), last=date(2026, 6, 30)),
            Period(WORKDAYS, span(10, 16), first=date(2026, 7, 1)),
        )
    ),
    "project": Timetable((Period(WORKDAYS, span(9, 11), first=date(2026, 3, 2), last=date(2026, 3, 13)),)),
    "end of February": Timetable((Period(TUESDAY | THURSDAY, span(9, 12), season=Season((2, 15), (2, 29))),)),
    "leap day": Timetable((Period(EVERY, span(10, 12), season=Season((2, 29), (2, 29))),)),
    "shut": Timetable(),
}
