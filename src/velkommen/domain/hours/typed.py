"""Hours as people write them for one day: "10-18", "9.30–12, 13-16"; nothing, or "closed", is closed."""

import re
from collections.abc import Iterable

from velkommen.domain.hours.periods import Period, Span
from velkommen.domain.refusals import Code, Refusal

CLOSED = frozenset({"", "-", "–", "lukket", "closed"})
_TIME = r"(\d{1,2})(?:[.:](\d{2}))?"
_SPAN = re.compile(rf"{_TIME}\s*(?:-|–|til|to)\s*{_TIME}")


def spans(text: str, field: str = "hours") -> tuple[Span, ...]:
    """The stretches of one day, in minutes after midnight, the earliest first.

    Raises:
        Refusal: NO_HOURS with the field and the text when it is no hours, or hours that no day has.
    """
    if text.strip().lower() in CLOSED:
        return ()
    return tuple(sorted(_span(part.strip().lower(), field) for part in re.split(r",|;|\bog\b|\band\b", text)))


def week(texts: list[str], *, on_holidays: bool = False) -> list[Period]:
    """The periods that come back, from what was written for Monday, Tuesday …; days with the same stretch share one.

    Args:
        on_holidays: whether they hold on public holidays too.

    Raises:
        Refusal: NO_HOURS with the field "day0" … "day6".
    """
    days: dict[Span, set[int]] = {}
    for weekday, text in enumerate(texts):
        for span in spans(text, f"day{weekday}"):
            days.setdefault(span, set()).add(weekday)
    return [Period(frozenset(on), span, on_holidays=on_holidays) for span, on in sorted(days.items())]


def by_day(periods: Iterable[Period]) -> list[str] | None:
    """The other way round: what is written for Monday, Tuesday …

    None where the hours say more than a week can: a season, every other week, public holidays for some of it.
    """
    known = list(periods)
    holidays = any(one.on_holidays for one in known)
    if any(one != Period(one.weekdays, one.span, on_holidays=holidays) for one in known):
        return None
    return [written(tuple(sorted(one.span for one in known if day in one.weekdays))) for day in range(7)]


def written(found: tuple[Span, ...]) -> str:
    """Some stretches as they are written, with the point of Danish times: "10.00-18.00"."""
    return ", ".join(f"{a // 60:02d}.{a % 60:02d}-{b // 60:02d}.{b % 60:02d}" for a, b in found)


def _span(text: str, field: str) -> Span:
    read = _SPAN.fullmatch(text)
    if read is None:
        raise Refusal(Code.NO_HOURS, field=field, text=text)
    hour, past, until, until_past = (int(part or 0) for part in read.groups())
    opens, closes = hour * 60 + past, until * 60 + until_past
    if past > 59 or until_past > 59 or not opens < closes <= 1440:
        raise Refusal(Code.NO_HOURS, field=field, text=text)
    return opens, closes
