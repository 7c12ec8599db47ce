"""How long tasks take at the desks of a place: as measured there in the last months, so that waits can be estimated.

Measuring reads months of enquiries, so the worker does it once a day and keeps the result (`Pace`); each process reads that once, until
rules change, which a new measurement is. A request counts nothing.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from math import sqrt

from django.db import connection
from django.db.models import F, Sum

from velkommen.apps.enquiries.models import Pace, Period
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.lifecycle import State
from velkommen.domain.outcomes import Outcome
from velkommen.domain.placement.town import Town
from velkommen.domain.waiting.lasting import Lasting
from velkommen.domain.waiting.line import ASSUMED_CV, ENOUGH, Known

DAYS = 90  # looked back on
SHORTEST, LEAST_CV, MOST_CV = 0.25, 0.05, 2.0  # what a wild measurement is held to
#: The desk is taken from the call until the visit ends.
TAKEN = (State.CALLED.value, State.SERVING.value)

Paces = Mapping[int, Mapping[str, Lasting]]  # service point id -> task key -> how long it takes
_kept: tuple[Town, Paces] | None = None


class Minutes(dict[str, Known]):
    """Task key -> how long it takes at a place: measured where that was often enough, else the catalogue's minutes."""

    def __init__(self, town: Town, day: date, measured: Mapping[str, Lasting]) -> None:
        super().__init__({task: Known(lasting, measured=True) for task, lasting in measured.items()})
        self._town, self._day = town, day

    def __missing__(self, task: str) -> Known:
        guess = self._town.tasks[task].on(self._day).minutes
        self[task] = found = Known(Lasting(guess, ASSUMED_CV), measured=False)
        return found


def minutes(places: Collection[int], town: Town, day: date) -> dict[int, Minutes]:
    """The minutes of tasks at some places on a local day (no statement; one after rules have changed)."""
    global _kept  # noqa: PLW0603 - one copy per process, like the book it stands on
    if _kept is None or _kept[0] is not town:
        _kept = town, kept()
    paces = _kept[1]
    return {place: Minutes(town, day, paces.get(place, {})) for place in places}


def kept() -> Paces:
    """What was measured last (one statement)."""
    found: dict[int, dict[str, Lasting]] = {}
    for place, task, mean, cv in Pace.objects.values_list("service_point", "task__key", "mean", "cv"):
        found.setdefault(place, {})[task] = Lasting(float(mean), float(cv))
    return found


def measured(day: date) -> Paces:
    """Mean and spread of every task that was served often enough at a place in use in the days before one (two statements)."""
    return _measure(list(ServicePoint.objects.filter(active=True).values_list("pk", flat=True)), day)


def _measure(places: Collection[int], day: date) -> dict[int, dict[str, Lasting]]:
    """Mean and spread of every task that was served often enough in the days before one."""
    found: dict[int, dict[str, Lasting]] = {}
    for place, task, times, total, squares in _sums(places, day) if places else ():
        if times >= ENOUGH:
            found.setdefault(place, {})[task] = _lasting(times, float(total) / 60, float(squares) / 3600)
    return found


def _lasting(times: int, total: float, squares: float) -> Lasting:
    mean = max(total / times, SHORTEST)
    variance = max(squares / times - mean**2, 0.0)
    return Lasting(round(mean, 2), round(min(max(sqrt(variance) / mean, LEAST_CV), MOST_CV), 2))


def _sums(places: Collection[int], day: date) -> list[tuple[int, str, int, int, int]]:
    """Place, task, how many matters, their seconds and the squares of these, added up."""
    answered = Period.objects.filter(
        service_point__in=places,
        day__gte=day - timedelta(days=DAYS),
        day__lt=day,
        enquiry__withdrawn=False,
        enquiry__unreliable=False,
        kind__in=TAKEN,
    ).exclude(enquiry__outcome__in=["", Outcome.LEFT.value])
    each = answered.order_by().annotate(place=F("service_point"), task=F("enquiry__task__key"))
    sql, params = each.values("enquiry", "place", "task").annotate(total=Sum("seconds")).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT place, task, COUNT(*), SUM(total), SUM(total * total) FROM ({sql}) AS matters GROUP BY place, task",  # noqa: S608 - made by the ORM
            params,
        )
        return cursor.fetchall()
