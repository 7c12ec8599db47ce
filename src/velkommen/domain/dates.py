"""The days anybody means: what lies outside is a slip of the hand, and is told so where it is typed or read."""

from datetime import date

from velkommen.domain.refusals import Code, Refusal

YEARS = range(1900, 2061)


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
