"""The course of `velkommen bench booking`: two weeks of free times among a year's appointments, and a crowd that wants the same few.

The first part runs inside the house (`python -m velkommen.project.bench year|rush|rushed`), the crowd is a process of its own beside the
served house (`python -m velkommen.project.bench.crowd`). In no figure: making the municipality, the network, and what a browser does.
"""

import time
from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

from django.db import connection
from django.utils.translation import gettext

from velkommen.apps.appointments import actions, models, queries
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.placement import book
from velkommen.apps.placement.queries import actor_of
from velkommen.domain.booking.freedom import Matter
from velkommen.domain.booking.terms import Asker
from velkommen.project.bench import place as places
from velkommen.project.bench import year
from velkommen.project.bench.counting import counted
from velkommen.project.bench.desk import HOUSES, Tell
from velkommen.project.bench.load import percentile
from velkommen.project.bench.running import House
from velkommen.project.warm import warm
from velkommen.shared import clock

SEED = 2010
ASKED = 120  # times two weeks are asked for, a booking between any two of them
PEOPLE, SLOTS, SECONDS = 500, 50, 10.0
SLOT_MINUTES = 60  # between two slots, so that one task fits whatever it takes


def measure(database: str, appointments: int, people: int, tell: Tell) -> dict[str, Any]:
    """The `figures` of one house by name, the `version` of its database, and `spread`: how many appointments lie where.

    Raises:
        NotMeasured, NoPostgres.
    """
    tell(gettext("Opening a house on %(database)s") % {"database": database}, 0)
    with HOUSES[database]() as house:
        house.velkommen("demo", "--days", "0")
        tell(gettext("A year of appointments"), 0.2)
        found = house.inside("year", {"appointments": appointments})
        tell(gettext("Everybody wants the same few times"), 0.7)
        crowd = rush(house, people, SLOTS * people // PEOPLE, SECONDS)
        named = {f"booking_{database}_{name}": value for name, value in {**found["figures"], **crowd}.items()}
        return {**found, "figures": named}


def asked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Make the year and ask it for two weeks of one task at all places, again and again, as bookings come in between."""
    chance, at = Random(SEED), clock.now()  # noqa: S311 - made up, no secret
    known = {"places": given.get("places", year.PLACES), "appointments": given["appointments"]}
    made = year.made(**known, today=clock.local_day(at), chance=chance)
    book.forget()
    first, _ = _ask(made, made.tasks[0])
    warm()  # as whatever serves is
    times, statements = [], []
    for number in range(given.get("asked", ASKED)):
        _book(made, chance)
        took, many = _ask(made, made.tasks[number % len(made.tasks)])
        times.append(took)
        statements.append(many)
    figures = {
        "find_first_ms": first,
        "find_p50_ms": percentile(times, 0.5),
        "find_p95_ms": percentile(times, 0.95),
        "find_statements": float(max(statements)),
    }
    spread = {
        "places": len(made.places),
        "days": year.DAYS,
        "days_ahead": year.AHEAD,
        "before": made.before,
        "ahead": made.ahead,
    }
    return {"figures": figures, "spread": spread, "version": _version()}


def _ask(made: year.Year, task: str) -> tuple[float, int]:
    """Milliseconds and statements of one question."""
    last = made.today + timedelta(days=year.AHEAD - 1)
    with counted() as statements:
        begun = time.perf_counter()
        queries.find((Matter(task),), made.places, made.today, last, asker=Asker.PUBLIC, at=clock.now())
        took = (time.perf_counter() - begun) * 1000
    return took, len(statements)


def _book(made: year.Year, chance: Random) -> None:
    """Somebody books somewhere, so that not all that was known holds."""
    place, wanted = chance.choice(made.places), (Matter(chance.choice(made.tasks)),)
    day = made.today + timedelta(days=chance.randrange(1, year.AHEAD))
    found = queries.find(wanted, [place], day, day, asker=Asker.PUBLIC, at=clock.now())
    if found:
        by = actor_of(
            queries.by_id(Appointment.objects.filter(service_point=place).values_list("pk", flat=True)[0]).staff
        )
        starts = chance.choice(found[place])
        actions.book(place=place, wanted=wanted, starts=starts, by=by, at=clock.now(), op=uuid4())


def rush(house: House, people: int, slots: int, seconds: float) -> dict[str, float]:
    """So many people want so many times of one place within so many seconds, through the served house."""
    told = house.inside("rush", {"slots": slots})
    with house.serving() as port:
        seen = house.crowd({**told, "port": port, "people": people, "seconds": seconds})
    there = house.inside("rushed", {"place": told["place"]})
    losers = people - seen["booked"]
    return {
        "rush_unsold": float(slots - there["booked"]),
        "rush_oversold": float(max(there["booked"] - slots, 0) + there["twice"]),
        "rush_lost": float(abs(there["booked"] - seen["booked"])),
        "rush_without_alternatives": float(losers - seen["with_alternatives"]),
        "rush_no_max_ms": max(seen["no_ms"], default=0.0),
        "rush_yes_max_ms": max(seen["yes_ms"], default=0.0),
        "rush_broken": float(seen["broken"]),
    }


def prepared(given: Mapping[str, Any]) -> dict[str, Any]:
    """A place with one desk and so many times: one each hour on some days, and nothing between them."""
    there = places.found("bench-rush", 1)
    now = clock.now()
    plain = {"walk_in": 0, "acute": 0, "internal": 0, "step": SLOT_MINUTES, "horizon": 60, "most": 20}
    models.Terms.objects.create(service_point=there.point, since=clock.local_day(now), **plain)
    other = places.found("bench-beside", 2)
    models.Terms.objects.create(service_point=other.point, since=clock.local_day(now), **plain)
    book.forget()
    task = next(
        one.key for one in there.tasks if queries.calendar().bookable(one.key, there.point.pk, clock.local_day(now))
    )
    first = clock.local_day(now) + timedelta(days=1)
    free = queries.find(
        (Matter(task),), [there.point.pk], first, first + timedelta(days=20), asker=Asker.PUBLIC, at=now
    )[there.point.pk]
    slots = free[: given["slots"]]
    return {
        "place": there.point.pk,
        "location": there.point.slug,
        "task": task,
        "starts": [clock.local(moment).isoformat() for moment in slots],
        "token": places.token(there.clerks[0], now),
    }


def kept(given: Mapping[str, Any]) -> dict[str, int]:
    """How many are booked there, and how many pairs of them share a minute of a person or a desk."""
    rows = list(Appointment.objects.filter(service_point=given["place"], state="booked").order_by("starts_at"))
    twice = sum(
        one.ends_at > other.starts_at and (one.staff_id == other.staff_id or one.desk_id == other.desk_id)
        for number, one in enumerate(rows)
        for other in rows[number + 1 :]
    )
    return {"booked": len(rows), "twice": twice}


def _version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return str(cursor.fetchone()[0])
