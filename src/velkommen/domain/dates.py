"""The days anybody means: what lies outside is a slip of the hand, and is told so where it is typed or read."""

from datetime import date

from velkommen.domain.refusals import Code, Refusal

YEARS = range(1900, 2061)
LONGEST_SPAN = 20  # years figures are asked of at once: no desk of this kind is older


def day_of(text: str) -> date:
    """A day as programs write it (2026-11-24).

    Raises:
        Refusal: BAD_DAY.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Refusal(Code.BAD_DAY, text=text) from error
    return meant(day)


def meant(day: date) -> date:
    """The day itself. Raises: Refusal BAD_DAY when nobody means it."""
    if day.year not in YEARS:
        raise Refusal(Code.BAD_DAY, text=day.isoformat())
    return day


def check_span(first: date, last: date) -> None:
    """Raises: Refusal PERIOD_REVERSED; SPAN_ENDLESS with how many years are the most."""
    if first > last:
        raise Refusal(Code.PERIOD_REVERSED)
    if (last - first).days > LONGEST_SPAN * 366:
        raise Refusal(Code.SPAN_ENDLESS, most=LONGEST_SPAN)
