"""Two years at Nordby and Sydby day by day, with more (or as many) passports at Nordby since New Year, and nothing else changed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from tests.people import Town
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.placement.models import ALWAYS, Agreement
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.outcomes import Outcome
from velkommen.project.bench.simulated import poisson

FIRST, CHANGE, LAST = date(2024, 9, 2), date(2026, 1, 1), date(2026, 11, 23)
DAY = timedelta(days=1)


def counted(town: Town, factor: float, *, first: date = FIRST, level: int = 2) -> None:
    """Two passports a day at Nordby and three at Sydby by chance, at Nordby so many times as many from the change on."""
    rows = [*_rows(town.place, level, factor, first), *_rows(town.sydby, level + 1, 1.0, first)]
    Enquiry.objects.bulk_create(rows, batch_size=500)


def joined(town: Town) -> None:
    """Nordby takes over tasks at the change; before it was a small start."""
    Agreement.objects.create(service_point=town.place, since=ALWAYS, small_start=True)
    Agreement.objects.create(service_point=town.place, since=CHANGE, desk_shared=True, all_but_discretion=["library"])


def _rows(place: ServicePoint, level: float, factor: float, first: date) -> Iterator[Enquiry]:
    rng, passport = Random(place.slug), Task.objects.get(key="passport")
    for ahead in range((LAST - first).days + 1):
        day = first + ahead * DAY
        for _ in range(poisson(rng, level * (factor if day >= CHANGE else 1.0))):
            yield Enquiry(
                service_point=place,
                task=passport,
                happened_at=datetime.combine(day, time(10), UTC),
                day=day,
                weekday=day.weekday(),
                minute=660,
                outcome=Outcome.SOLVED.value if rng.random() < 0.8 else Outcome.COME_BACK.value,
                unit="library",
            )
