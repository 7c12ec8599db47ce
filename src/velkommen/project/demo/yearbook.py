"""What Fjordby says of itself: two years of visits and loans, its inhabitants, and what it aims at. All of it is invented."""

from datetime import date, timedelta
from random import Random

from velkommen.apps.places.models import ServicePoint
from velkommen.apps.yearbook.models import Inhabitants, LibraryMonth, Target
from velkommen.domain.measures import LIBRARIES
from velkommen.domain.yearbook import Aim, whole_months

#: Slug -> visits and loans of a usual month, and how much more come since the units work together (per cent).
USUAL = {"hovedbiblioteket": (9_600, 11_400, 4), "nordby": (2_300, 2_700, 9), "bogbussen": (420, 910, 2)}
OTHERS = (1_100, 1_400, 0)
SEASON = (0.98, 0.96, 1.0, 0.98, 0.97, 0.92, 0.78, 0.99, 1.04, 1.12, 1.1, 0.9)  # January first
LATEST = 1  # months a branch is behind with its numbers


def settle(today: date, together: date, seed: int) -> None:
    """Three months are missing here and there, as they are in life."""
    _months(today, together, Random(f"{seed}:yearbook"))  # noqa: S311 - no secret
    year = today.year
    Inhabitants.objects.bulk_create(
        Inhabitants(day=date(year - back, 1, 1), number=42_000 - 130 * back, source="Opdigtet tal for Fjordby")
        for back in range(3)
    )
    Target.objects.bulk_create(
        [Target(kind=Aim.LIBRARY_SHARE.value, number=30), Target(kind=Aim.WAITING_MINUTES.value, number=10)]
    )


def _months(today: date, together: date, chance: Random) -> None:
    rows = []
    wanted = list(whole_months(date(today.year - 2, today.month, 1), today - timedelta(days=1)))
    for place in ServicePoint.objects.filter(kind__in=[kind.value for kind in LIBRARIES]).order_by("id"):
        visits, loans, more = USUAL.get(place.slug, OTHERS)
        for month in wanted:
            late = month == wanted[-LATEST] and place.slug == "nordby"
            grown = 1 + more / 100 * (month >= together)
            swing = SEASON[month.month - 1] * grown
            said = [round(usual * swing * chance.uniform(0.95, 1.05)) for usual in (visits, loans)]
            if not late:
                rows.append(
                    LibraryMonth(service_point=place, year=month.year, month=month.month, visits=said[0], loans=said[1])
                )
    LibraryMonth.objects.bulk_create(rows)
