"""How well the waits that were told came true: the prediction of each number beside its first wait."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from velkommen.apps.enquiries.models import Forecast, Period
from velkommen.domain.lifecycle import State
from velkommen.domain.waiting.calibration import Came
from velkommen.domain.waiting.line import How
from velkommen.domain.waiting.replay import Wait


def came(places: Collection[int], first: date, last: date) -> list[Came]:
    """The numbers of some places and local days, both included, that were told a wait and were called (one statement).

    The truth is the first time of waiting, and only where it ended at a desk: who left, or was sent on before, is not counted, nor a
    measurement that was marked as unreliable.
    """
    at_desk = Period.objects.filter(
        enquiry__visit=OuterRef("enquiry__visit"),
        kind__in=[State.CALLED.value, State.SERVING.value],
        started_at=OuterRef("ended_at"),
    )
    wait = Period.objects.filter(
        Exists(at_desk),
        enquiry__visit=OuterRef("visit"),
        enquiry__unreliable=False,
        kind=State.WAITING.value,
        started_at=OuterRef("visit__opened_at"),
    )
    rows = Forecast.objects.filter(
        visit__service_point__in=places, visit__day__gte=first, visit__day__lte=last
    ).annotate(waited=Subquery(wait.values("seconds")[:1]))
    told = rows.exclude(waited=None).values_list("visit__service_point", "how", "low", "middle", "high", "waited")
    return [
        Came(place, How(how), Wait(float(low), float(middle), float(high)), waited / 60)
        for place, how, low, middle, high, waited in told
    ]
