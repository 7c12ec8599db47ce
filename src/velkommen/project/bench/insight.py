"""The course of `velkommen bench insight`: a page over ten years, what recording pays for it, a rebuild, a report, a question in SQL.

Runs inside the house (`python -m velkommen.project.bench insight`). In no figure: making the enquiries, and closing their days first.
"""

import resource
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from importlib import import_module
from random import Random
from typing import Any
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext

from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Posting
from velkommen.apps.statistics.actions import anything_due, rebuild, seal_days
from velkommen.apps.statistics.comparing import stretches
from velkommen.apps.statistics.models import Day
from velkommen.apps.statistics.queries import closed
from velkommen.domain.outcomes import Outcome
from velkommen.domain.rights import Role
from velkommen.interfaces.office.dashboards import QUESTIONS
from velkommen.interfaces.reports import asked as asking
from velkommen.interfaces.reports import evaluation, paper
from velkommen.project.bench import decade, place
from velkommen.project.bench.desk import HOUSES, Tell
from velkommen.project.bench.load import percentile
from velkommen.project.warm import warm
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

SEED, SIZE = 2010, 1_000_000
PAGES, CYCLES, ROUNDS = 20, 40, 8
DAYS = 365  # a page begins on any of the first so many


def measure(database: str, size: int, tell: Tell) -> dict[str, Any]:
    """The `figures` of one house by name, the `version` of its database, and what there was in it (`there`).

    Raises:
        NotMeasured, NoPostgres.
    """
    tell(gettext("Opening a house on %(database)s") % {"database": database}, 0)
    with HOUSES[database]() as house:
        house.velkommen("demo", "--days", "0")
        tell(gettext("Ten years of enquiries"), 0.1)
        found = house.inside("insight", {"size": size})
        named = {f"insight_{database}_{name}": value for name, value in found["figures"].items()}
        return {**found, "figures": named}


def asked(given: Mapping[str, Any]) -> dict[str, Any]:
    """Make ten years, close them, and measure. `given` may say the `size`, and how many `pages` and `rounds`."""
    size, chance = int(given.get("size", SIZE)), Random(SEED)  # noqa: S311 - made up, no secret
    there = place.found("bench-insight", 2)
    last = clock.local_day(clock.now()) - timedelta(days=1)
    first = decade.made(size, last, chance, uuid4().hex)
    decade.settle()
    sealing = _timed(_close)
    figures = {"seal_per_second": size / sealing}
    decade.settle()
    figures |= _pages(first, chance, int(given.get("pages", PAGES)))
    figures |= _recording(there, int(given.get("rounds", ROUNDS)))
    figures |= {"report_seconds": _report()}
    figures |= _rebuilt(size)
    return {
        "figures": figures,
        "there": {"enquiries": Enquiry.objects.count(), "days": Day.objects.count()},
        "version": _version(),
    }


def _close() -> None:
    at = clock.now()
    while anything_due(at):
        seal_days(by=SYSTEM, at=at, op=uuid4())


def _pages(first: date, chance: Random, many: int) -> dict[str, float]:
    """The pages of an analyst over ten years, each time from another day of the first year on, so that no answer is in memory; the
    slowest page counts. The first time each is asked for, which loads its templates too, is told by itself."""
    staff = Staff.objects.create(
        username="bench-analyst", first_name="Analyst", unit="library", date_joined=clock.now()
    )
    Posting.objects.create(staff=staff, role=Role.ANALYST.value)
    client = Client(SERVER_NAME="localhost")
    client.force_login(staff)
    warm()  # as a process that serves does
    today, slowest, firsts = clock.local_day(clock.now()), {}, []
    for page in (reverse("figures"), *(reverse("dashboard", args=(question,)) for question in QUESTIONS)):
        times = []
        for number in range(many + 1):
            since = first + timedelta(days=chance.randrange(DAYS) if number else 0)
            begun = time.perf_counter()
            answer = client.get(f"{page}?from={since}&to={today}")
            times.append(1000 * (time.perf_counter() - begun))
            assert answer.status_code == 200, answer.status_code
        firsts.append(times[0])
        slowest[page] = percentile(times[1:], 0.95)
    return {f"page{page.replace('/', '_')}p95_ms": value for page, value in slowest.items()} | {
        "page_p95_ms": max(slowest.values()),
        "page_first_ms": max(firsts),
    }


def _report() -> float:
    """Seconds for the report of the last whole year as a PDF."""
    days, today = asking.last_year(clock.local_day(clock.now())), clock.local_day(clock.now())
    return _timed(lambda: paper.pdf(evaluation.evaluation(asking.asked(asking.seen(SYSTEM), [], *days, today))))


def _recording(there: place.BenchPlace, rounds: int) -> dict[str, float]:
    """How much longer a number takes from being drawn to its outcome with the triggers than without: the best of rounds in turn."""
    best = {True: float("inf"), False: float("inf")}
    guards = import_module("velkommen.apps.statistics.migrations.0002_closed_days_notice")
    for _ in range(rounds):
        for guarded in (True, False):
            best[guarded] = min(best[guarded], _timed(lambda: _cycles(there)))
            with connection.schema_editor() as editor:
                (guards.down if guarded else guards.up)(None, editor)
    return {
        "recording_slower_percent": 100 * (best[True] / best[False] - 1),
        "recording_ms": 1000 * best[True] / CYCLES,
    }


def _cycles(there: place.BenchPlace) -> None:
    for _ in range(CYCLES):
        _cycle(there)


def _cycle(there: place.BenchPlace) -> None:
    by, desk, at = there.actor(), there.desks[0].pk, clock.now()
    visit = actions.issue_ticket(place=there.point.pk, task=there.tasks[0].key, by=by, at=at, op=uuid4())["visit"]["id"]
    actions.call_visit(visit=visit, desk=desk, by=by, at=clock.now(), op=uuid4())
    actions.start_service(visit=visit, by=by, at=clock.now(), op=uuid4())
    actions.finish_visit(visit=visit, outcome=Outcome.SOLVED, by=by, at=clock.now(), op=uuid4())


def _rebuilt(size: int) -> dict[str, float]:
    """Everything counted again from zero, by one process."""
    since = closed()
    assert since is not None
    begun, busy = time.perf_counter(), time.process_time()
    counted = 0
    for first, last in stretches(*since):
        answer = rebuild(first=first, last=last, by=SYSTEM, at=clock.now(), op=uuid4())
        assert not answer["differing"], answer
        counted += answer["enquiries"]
    spent = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {
        "rebuild_per_second": counted / spent,
        "rebuild_per_cpu_second": counted / (time.process_time() - busy),
        "peak_mb": peak,
    }


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _version() -> str:
    asked = "sqlite_version()" if connection.vendor == "sqlite" else "current_setting('server_version')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return str(cursor.fetchone()[0])
