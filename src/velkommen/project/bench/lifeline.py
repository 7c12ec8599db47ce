"""The course of `velkommen bench lifeline`: who can help now, what the guides say, a month's roster, and what one absence does.

Runs inside the house (`python -m velkommen.project.bench lifeline`). In no figure: making the municipality, the network, and reading the
rules after they changed, which the next question pays once.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.lifelines import queries as lifelines
from velkommen.apps.lifelines.models import Expert, Lifeline
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Absence, Competence, DutyPeriod, Posting, RosteredDay, Shift
from velkommen.apps.places.models import EVERY_DAY, ServicePoint
from velkommen.apps.roster.effects import what_it_does
from velkommen.apps.roster.models import Need, Wish
from velkommen.domain.handover import Basis, Matter, Receiver
from velkommen.domain.kinds import Unit
from velkommen.domain.lifelines import Level, Stage, Way
from velkommen.domain.placement.facts import Away
from velkommen.domain.rights import Role
from velkommen.project.bench import guidance
from velkommen.project.bench import place as places
from velkommen.project.bench.counting import counted
from velkommen.project.bench.desk import HOUSES, Tell
from velkommen.project.bench.load import percentile
from velkommen.project.warm import warm
from velkommen.shared import clock

SEED = 2010
EXPERTS, ANSWERS, BUSY, GONE = 200, 6, 60, 20  # experts; what each answers for; who has something open; who is absent
CARDS = 500
PEOPLE, MONTH = 30, 31  # of the roster; days of shifts from the first of the month on
ABSENCES, LENGTHS = 60, (1, 1, 1, 5, 14)  # that are looked at, and how many days they last
BESIDE = 4  # places besides those of the demo and of the roster


@dataclass(frozen=True)
class Bench:
    """When it is asked, and the chance by which it is."""

    at: datetime
    chance: Random

    @property
    def today(self) -> date:
        return clock.local_day(self.at)


def measure(database: str, experts: int, tell: Tell) -> dict[str, Any]:
    """The `figures` of one house by name, the `version` of its database, and what there was in it (`there`).

    Raises:
        NotMeasured, NoPostgres.
    """
    tell(gettext("Opening a house on %(database)s") % {"database": database}, 0)
    with HOUSES[database]() as house:
        house.velkommen("demo", "--days", "0")
        tell(gettext("Experts, guides and a roster"), 0.3)
        found = house.inside("lifeline", {"experts": experts})
        named = {f"lifeline_{database}_{name}": value for name, value in found["figures"].items()}
        return {**found, "figures": named}


def asked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Make experts, cards and a roster, and ask. `given` may say how many `experts`, `cards`, `people` and `absences`."""
    bench = Bench(clock.now(), Random(SEED))  # noqa: S311 - made up, no secret
    experts, people = int(given.get("experts", EXPERTS)), int(given.get("people", PEOPLE))
    beside = [places.found(f"bench-beside-{number}", 3).point for number in range(BESIDE)]
    _experts(bench, experts)
    slug = _roster(bench, people)
    tasks = list(
        Task.objects.order_by("key").values_list("key", flat=True)
    )  # of the catalogue: those made up have no experts
    keys = guidance.write_many(int(given.get("cards", CARDS)), bench.at)
    book.forget()
    warm()  # as whatever serves is
    figures = {**_help(bench, beside[0], tasks), **_guides(bench), **_month(bench, slug)}
    figures |= _absences(bench, slug, int(given.get("absences", ABSENCES)))
    town = book.town()
    there = {
        "experts": experts,
        "tasks": len(tasks),
        "cards": len(keys),
        "people": people,
        "places": len(town.places),
    }
    return {"figures": figures, "there": there, "version": _version()}


def _experts(bench: Bench, many: int) -> None:
    """Experts at any place or everywhere, half with hours of their own, some absent, some with as much open as they take."""
    chance, posted = bench.chance, [*ServicePoint.objects.values_list("pk", flat=True), None]
    made = Staff.objects.bulk_create(
        Staff(
            username=f"bench-expert-{n}",
            first_name=f"Expert {n}",
            unit=Unit.CITIZEN_SERVICE.value,
            date_joined=bench.at,
        )
        for n in range(many)
    )
    rows = Posting.objects.bulk_create(
        Posting(staff=one, service_point_id=chance.choice(posted), role=Role.EXPERT.value) for one in made
    )
    DutyPeriod.objects.bulk_create(
        DutyPeriod(posting=row, weekdays=EVERY_DAY, opens=480, closes=chance.choice((720, 960, 1200)))
        for row in rows[::2]
    )
    tasks = list(Task.objects.order_by("key"))
    keys = sorted({task.competence or task.key for task in tasks})
    Competence.objects.bulk_create(
        Competence(staff=one, key=key) for one in made for key in {keys[0], *chance.sample(keys, ANSWERS)}
    )  # what the first key stands for all of them answer for: nobody is left out of that question
    Expert.objects.bulk_create(
        Expert(staff=one, receiver=Receiver.DEPARTMENT.value, usual_seconds=chance.randrange(60, 900)) for one in made
    )
    Absence.objects.bulk_create(Absence(staff=one, first=bench.today, last=bench.today) for one in made[:GONE])
    _open(bench, made[GONE : GONE + BUSY], tasks[0])


def _open(bench: Bench, busy: Sequence[Staff], task: Task) -> None:
    """One lifeline each that they have accepted."""
    point, asker = ServicePoint.objects.order_by("pk")[0], Staff.objects.order_by("pk")[0]
    local = clock.local(bench.at)
    day = {"day": bench.today, "minute": local.hour * 60 + local.minute}
    matters = Enquiry.objects.bulk_create(
        Enquiry(service_point=point, task=task, happened_at=bench.at, weekday=bench.today.weekday(), **day)
        for _ in busy
    )
    words = {"way": Way.ASK, "matter": Matter.APPLICATION, "stage": Stage.ACCEPTED, "receiver": Receiver.DEPARTMENT}
    said = {
        **{name: word.value for name, word in words.items()},
        "basis": Basis.NOT_A_CENTRE.value,
        "level": Level.ABLE.value,
    }
    when = {"asked_at": bench.at, "accepted_at": bench.at, "changed_at": bench.at, "version": 2, "longest": 0, **day}
    facts = {**said, **when, "service_point": point, "task": task, "asked_by": asker, "may_contact": False}
    Lifeline.objects.bulk_create(
        Lifeline(enquiry=matter, owner=one, expert=one, **facts) for matter, one in zip(matters, busy, strict=True)
    )


def _roster(bench: Bench, people: int) -> str:
    """A place whose month is published: early and late shifts, needs, wishes, some who are away; and a lead. Its slug."""
    there, first = places.found("bench-roster", people), bench.today.replace(day=1)
    lead = Staff.objects.create(username="bench-lead", unit=Unit.LIBRARY.value, date_joined=bench.at)
    Posting.objects.create(staff=lead, service_point=there.point, role=Role.LEAD.value)
    days = [first + timedelta(days=ahead) for ahead in range(MONTH + 14)]
    RosteredDay.objects.bulk_create(RosteredDay(service_point=there.point, day=day) for day in days)
    Shift.objects.bulk_create(
        Shift(staff=one, service_point=there.point, day=day, opens=opens, closes=opens + 450)
        for number, one in enumerate(there.clerks)
        for day in days
        if (day.toordinal() + number) % 7 < 5
        for opens in ((480, 720)[(day.isocalendar().week + number) % 2],)
    )
    Need.objects.bulk_create(
        Need(service_point=there.point, weekdays=EVERY_DAY, opens=480, closes=1170, competence=key, number=number)
        for key, number in (("", people // 2), ("passport", people // 3))
    )
    Wish.objects.bulk_create(Wish(staff=one, free=True, weekday=number % 7) for number, one in enumerate(there.clerks))
    Absence.objects.bulk_create(
        Absence(staff=one, first=days[5], last=days[8], sudden=True) for one in there.clerks[: people // 6]
    )
    return there.point.slug


def _help(bench: Bench, point: ServicePoint, tasks: Sequence[str]) -> dict[str, float]:
    """Who can help with each of some tasks, asked from one place; the first is the one all experts answer for."""
    lifelines.who_can_help(
        point.pk, tasks[0], bench.at
    )  # who the experts are is read with the rules, once after they changed
    times, statements = [], []
    for task in tasks:
        with counted() as seen:
            times.append(_took(lifelines.who_can_help, point.pk, task, bench.at))
        statements.append(len(seen))
    return {
        "who_p50_ms": percentile(times, 0.5),
        "who_p95_ms": percentile(times, 0.95),
        "who_max_ms": max(times),
        "who_statements": float(max(statements)),
    }


def _guides(bench: Bench) -> dict[str, float]:
    """What was typed at the desk, again and again."""
    every = list(ServicePoint.objects.values_list("pk", flat=True))
    times = [took for _ in range(10) for took in guidance.searched(every, bench.today)]
    return {"guide_p95_ms": percentile(times, 0.95)}


def _month(bench: Bench, slug: str) -> dict[str, float]:
    """The page of the month, as its lead sees it."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Staff.objects.get(username="bench-lead"))
    address = reverse("roster-month", args=(slug, f"{bench.today:%Y-%m}"))
    client.get(address)
    with counted() as statements:
        begun = time.perf_counter()
        page = client.get(address)
        took = (time.perf_counter() - begun) * 1000
    assert page.status_code == 200, page.status_code
    return {"month_statements": float(len(statements)), "month_kb": len(page.content) / 1000, "month_ms": took}


def _absences(bench: Bench, slug: str, many: int) -> dict[str, float]:
    """What one absence does, each asked of a town that has answered nothing yet: as it is after any change of the rules."""
    times = list(_missed(bench, slug, many))
    return {"absence_p50_ms": percentile(times, 0.5), "absence_p95_ms": percentile(times, 0.95)}


def _missed(bench: Bench, slug: str, many: int) -> Iterator[float]:
    town = book.town()
    people = sorted({person.id for place in town.places.values() for person in place.people})
    rostered = [person.id for place in town.places.values() if place.slug == slug for person in place.people]
    for number in range(many):
        staff = bench.chance.choice(rostered if number % 2 else people)
        first = bench.today + timedelta(days=bench.chance.randrange(1, 10))
        away = Away(first, first + timedelta(days=bench.chance.choice(LENGTHS) - 1))
        yield _took(what_it_does, staff, away, replace(town))


def _took(asked_of: Callable[..., object], *facts: object) -> float:
    """Milliseconds until an answer."""
    begun = time.perf_counter()
    asked_of(*facts)
    return (time.perf_counter() - begun) * 1000


def _version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return str(cursor.fetchone()[0])
