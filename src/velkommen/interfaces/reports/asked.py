"""What a report is asked of: which places, which days. The same for a page, a PDF and the command line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from velkommen.apps.places.models import ServicePoint
from velkommen.apps.places.queries import service_points
from velkommen.domain.dates import check_span
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor


@dataclass(frozen=True)
class Asked:
    """Places and days, the last included; every day of them is over.

    Args:
        chosen: whether places were chosen among those that may be seen.
        everywhere: whether these are all places of the municipality.
    """

    places: Sequence[ServicePoint]
    first: date
    last: date
    chosen: bool = False
    everywhere: bool = False


@dataclass(frozen=True)
class Seen:
    """The places whose figures somebody may see, and how many the municipality has."""

    places: Sequence[ServicePoint]
    there: int


def seen(by: Actor) -> Seen:
    """Raises: Refusal NOT_ALLOWED for who may see no figures, NO_PLACE_YET where there is none to see them of."""
    there = service_points()
    mine = [place for place in there if by.may(Right.SEE_STATISTICS, place.pk)]
    if not mine:
        raise by.nowhere(Right.SEE_STATISTICS)
    return Seen(mine, len(there))


def asked(seen: Seen, slugs: Sequence[str], first: date, last: date, today: date) -> Asked:
    """What is asked for, if it can be told.

    Args:
        slugs: the places chosen; none means all that are seen.

    Raises:
        Refusal: UNKNOWN_PLACE (also for a place of others: whether it exists is not told), PERIOD_REVERSED, SPAN_NOT_OVER,
            SPAN_ENDLESS.
    """
    check_span(first, last)
    if last >= today:
        raise Refusal(Code.SPAN_NOT_OVER, until=(today - timedelta(days=1)).isoformat())
    known = {place.slug: place for place in seen.places}
    wrong = next((slug for slug in slugs if slug not in known), None)
    if wrong is not None:
        raise Refusal(Code.UNKNOWN_PLACE, place=wrong)
    chosen = [place for slug, place in known.items() if not slugs or slug in slugs]
    return Asked(chosen, first, last, len(chosen) < len(known), len(chosen) == seen.there)


def last_year(today: date) -> tuple[date, date]:
    """The last whole year: what a report is of when nothing else is said."""
    return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
