"""How somebody is reached, as links: a telephone to ring, a meeting to enter."""

from typing import NamedTuple

from django.utils.translation import gettext

DANISH, PAIRS = "+45", 2


class Reach(NamedTuple):
    """A way, the address of its link, and the words on it."""

    way: str
    address: str
    words: str


def reach(number: str, meeting: str) -> tuple[Reach, ...]:
    """The ways there are; `number` as "+45…", `meeting` beginning with https://."""
    phone = (
        (Reach("phone", f"tel:{number}", gettext("Ring %(number)s") % {"number": spoken(number)}),) if number else ()
    )
    return (*phone, *((Reach("video", meeting, gettext("Open the meeting")),) if meeting else ()))


def spoken(number: str) -> str:
    """A number in pairs, as people read it out: 12 34 56 78."""
    digits = number.removeprefix(DANISH)
    if digits == number or len(digits) % PAIRS:
        return number
    return " ".join(digits[n : n + PAIRS] for n in range(0, len(digits), PAIRS))
