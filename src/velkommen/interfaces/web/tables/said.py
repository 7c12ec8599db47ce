"""Single figures in words: a share, a per cent, a time."""

from collections.abc import Sequence

from babel.numbers import format_decimal
from django.utils.translation import gettext

from velkommen.domain.measures import FEW, Share
from velkommen.interfaces.web.tables.table import Cell, Per
from velkommen.interfaces.web.templatetags.words import locale, number, percent

NARROW = "\u00a0"  # a space that does not break: a number stays with its unit


def share(value: Share) -> str:
    """39,2 % in Danish; a dash where there is nothing to take a share of."""
    return "–" if value.percent is None else per_cent(value.percent)


def per_cent(value: float) -> str:
    """39.2 is 39,2 %; a whole number stays one: 80 is 80 %."""
    if isinstance(value, int):
        return f"{value}{NARROW}%" if locale() == "da_DK" else f"{value}%"
    return percent(value / 100).replace(" ", NARROW)


def whole(value: int) -> str:
    """1.250 in Danish."""
    return number(value)


def tenths(value: float) -> str:
    """35,0 in Danish: below each other in a column, all have their decimal."""
    return format_decimal(value, "#,##0.0", locale=locale())


def change(value: float | None) -> str:
    """More or fewer, with its sign: +30 %, −4,2 %; a dash where nothing can be said."""
    if value is None:
        return "–"
    return _sign(value) + per_cent(abs(value))


def points(value: float) -> str:
    """Percentage points with their sign: +1,2 or −0,8."""
    return _sign(value) + per_cent(float(abs(value))).rstrip(f"%{NARROW}")


def _sign(value: float) -> str:
    return "+" if value > 0 else "−" if value < 0 else "±"


def whole_per_cent(value: Share) -> int:
    """The nearest whole per cent of a share that has a whole, a half upwards: where few people answer, a decimal says too much."""
    return (200 * value.part + value.whole) // (2 * value.whole)


def duration(seconds: float | None) -> str:
    """Seconds as "4 min 12 s", whole minutes as "4 min"; a dash where nothing was measured."""
    if seconds is None:
        return "–"
    if seconds < 0:
        return f"−{duration(-seconds)}"
    minutes, rest = divmod(round(seconds), 60)
    words = (gettext("{n} min {s} s") if rest else gettext("{n} min")) if minutes else gettext("{s} s")
    return words.format(n=number(minutes), s=rest).replace(" ", NARROW)


def most_often(about: str, rows: Sequence[Sequence[Cell]], whole: int) -> str:
    """A title with its conclusion: what a table is about, and what stands first in it. The former alone where that says too little.

    Args:
        rows: the most first; a name first in each, its share last.
        whole: how many there are in all.
    """
    if whole < FEW or not rows or not isinstance(rows[0][-1], Per):
        return about
    words = gettext("{about}: most often “{name}” ({share})")
    return words.format(about=about, name=rows[0][0], share=per_cent(rows[0][-1].value or 0.0))
