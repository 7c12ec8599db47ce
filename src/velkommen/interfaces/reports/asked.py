"""What a report is asked of: which places, which days. The same for a page, a PDF and the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from velkommen.apps.places.models import ServicePoint
from velkommen.domain.refusals import Code, Refusal

MOST_YEARS = 20


@dataclass(frozen=True)
class Asked:
    """Places (all that may be seen, where none are chosen) and days, the last included; every day of them is over."""

    places: Sequence[ServicePoint]
    every: bool
    first: date
    last: date


def asked(mine: Sequence[ServicePoint], slugs: Sequence[str], first: date, last: date, today: date) -> Asked:
    """What is asked for, if it can be told.

    Args:
        mine: the places that may be seen.
        slugs: those chosen; none means all.

    Raises:
        Refusal: UNKNOWN_PLACE (also for a place of others: whether it exists is not told), PERIOD_REVERSED, SPAN_NOT_OVER,
            SPAN_ENDLESS.
    """
    if first > last:
        raise Refusal(Code.PERIOD_REVERSED)
    if last >= today:
        raise Refusal(Code.SPAN_NOT_OVER, until=(today - timedelta(days=1)).isoformat())
    if (last - first).days > MOST_YEARS * 366:
        raise Refusal(Code.SPAN_ENDLESS, most=MOST_YEARS)
    known = {place.slug: place for place in mine}
    wrong = next((slug for slug in slugs if slug not in known), None)
    if wrong is not None:
        raise Refusal(Code.UNKNOWN_PLACE, place=wrong)
    chosen = [place for slug, place in known.items() if slug in slugs] if slugs else list(mine)
    return Asked(chosen, len(chosen) == len(mine), first, last)


def last_year(today: date) -> tuple[date, date]:
    """The last whole year: what a report is of when nothing else is said."""
    return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
