"""What a municipality says of itself: how large the numbers may be, and which months of a span are whole."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from velkommen.domain.refusals import Code, Refusal

YEARS = range(1990, 2061)
MOST = 9_999_999  # visits or loans of a place in a month; more is a slip of the hand
MOST_INHABITANTS = 10_000_000
LONGEST_SOURCE = 120


class Aim(StrEnum):
    """What a target may be set for."""

    LIBRARY_SHARE = "library_share"  # per cent of all enquiries
    WAITING_MINUTES = "waiting_minutes"  # whole minutes a wait may take


LIMITS: Mapping[Aim, range] = {Aim.LIBRARY_SHARE: range(1, 101), Aim.WAITING_MINUTES: range(1, 121)}


def check_aim(aim: Aim, number: int) -> None:
    """Raises: Refusal BAD_TERMS with the field and its limits."""
    limits = LIMITS[aim]
    if number not in limits:
        raise Refusal(Code.BAD_TERMS, field=aim.value, least=limits.start, most=limits.stop - 1)


def check_month(month: date, today: date) -> date:
    """The first day of a month that is over. Raises: Refusal BAD_DAY, MONTH_AHEAD."""
    if month.year not in YEARS:
        raise Refusal(Code.BAD_DAY, text=month.isoformat())
    if next_month(month) > today:
        raise Refusal(Code.MONTH_AHEAD, month=f"{month:%Y-%m}")
    return month.replace(day=1)


def check_number(number: int | None, field: str) -> None:
    """Raises: Refusal BELOW_ZERO, BAD_TERMS with the field."""
    if number is not None and number < 0:
        raise Refusal(Code.BELOW_ZERO, field=field)
    if number is not None and number > MOST:
        raise Refusal(Code.BAD_TERMS, field=field, least=0, most=MOST)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def whole_months(first: date, last: date) -> Iterator[date]:
    """The first days of the calendar months that lie wholly in a span of days."""
    month = first if first.day == 1 else next_month(first)
    while next_month(month) - timedelta(days=1) <= last:
        yield month
        month = next_month(month)
