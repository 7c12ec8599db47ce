"""An appointment in words: when, where, what to bring for each matter and for how many, what it costs, what could be done online."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from velkommen.apps.appointments import queries
from velkommen.apps.appointments.models import Appointment, Contact
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.catalogue import TaskFacts
from velkommen.domain.placement.town import Town
from velkommen.shared import clock
from velkommen.shared.wording_prices import Prices, prices
from velkommen.shared.wording_tasks import ATTENDANCES, SELF_SERVICES, bring


@dataclass(frozen=True)
class Matter:
    """One of the matters, as its guest reads it. `online` is said where it may be done without coming."""

    facts: TaskFacts
    people: int
    bring: tuple[str, ...]
    prices: Prices | None
    total: int | None
    attendance: str
    online: str


def shown(found: Appointment, at: datetime) -> dict[str, Any]:
    """What every page of an appointment may say (at most two statements more than reading it)."""
    town, today = queries.calendar().town, clock.local_day(at)
    matters = list(_matters(town, found))
    return {
        "appointment": found,
        "at": at,
        "point": found.service_point,
        "stop": stop_of(town, found),
        "matters": [(matter.facts, matter.people) for matter in matters],
        "needs": matters,
        "today": found.day == today,
        "kept": found.keeps_until is not None and found.keeps_until > at,
        "late": found.state == AppointmentState.BOOKED.value and found.starts_at < at,
        "contact": _contact(found),
        "kept_days": settings.CONTACT_KEPT_DAYS,
    }


def lies(found: Appointment) -> str:
    """Where it is, in one line; for a bus where it stands then."""
    point, stop = found.service_point, stop_of(queries.calendar().town, found)
    address = ", ".join(filter(None, (point.address, f"{point.postal_code} {point.town}".strip())))
    return ", ".join(filter(None, (point.name, stop or address)))


def stop_of(town: Town, found: Appointment) -> str:
    """The stop at which a mobile library stands then; empty where a place stays where it is."""
    place = town.places.get(found.service_point_id)
    stop = place.stop_at(clock.local(found.starts_at)) if place and place.stops else None
    return stop.name if stop else ""


def _matters(town: Town, found: Appointment) -> Iterator[Matter]:
    for one in queries.wanted_of(found):
        entry = town.tasks.get(one.task)
        if entry is None:
            continue
        facts, costs = entry.on(found.day), _price(prices(entry, found.day), found.day)
        yield Matter(
            facts=facts,
            people=one.people,
            bring=bring(facts),
            prices=costs,
            total=costs.cases[0].total * one.people if costs and len(costs.cases) == 1 else None,
            attendance=str(ATTENDANCES[facts.attendance]),
            online=str(SELF_SERVICES[facts.self_service]) if facts.self_service != "none" and facts.link else "",
        )


def _price(known: list[Prices], day: date) -> Prices | None:
    return next((one for one in known if one.since <= day), None)


def _contact(found: Appointment) -> str:
    """Where the link was sent, as long as it is not confirmed: whoever reads the page has just typed it."""
    if found.state != AppointmentState.ASKED.value:
        return ""
    return Contact.objects.filter(appointment=found).values_list("to", flat=True).first() or ""
