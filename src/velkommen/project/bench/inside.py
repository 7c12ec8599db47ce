"""What is done inside the house that is measured, once Django is set up for it (`python -m velkommen.project.bench`)."""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.db.models import Count
from django.test import Client

from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.evaluation.doctor import examine
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.domain.lifecycle import Ending, State
from velkommen.interfaces.live.tickets import stream_url
from velkommen.project.bench import booking, insight, lifeline, place, placing
from velkommen.project.bench.counting import DeskPage, counted, largest_update
from velkommen.project.bench.load import LISTENERS, STEPS
from velkommen.shared import clock
from velkommen.shared.log.models import Deed

IN_LINE = 40  # people who wait before anybody measures


def found(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Open the places that are measured and count what needs no clock. Gives the figures, and what a load plan needs."""
    there = place.found("bench-load", place.CROWD)
    there.wait(IN_LINE)
    tokens = [place.token(clerk, clock.now()) for clerk in there.clerks]
    house = {
        "slug": there.point.slug,
        "tokens": tokens,
        "tasks": [task.key for task in there.tasks[:8]],
        "calls": calls(),
        "streams": [stream_url(f"{who}:{there.point.pk}") for who in ("desk", "public")] * (LISTENERS // 2),
    }
    figures = {f"cycle_statements_{connection.vendor}": _cycle(there, house), **_pages()}
    return {"house": house, "figures": figures, "version": _version()}


def calls() -> dict[str, tuple[str, str]]:
    """The method and path of each step of a cycle, as the API describes itself."""
    described = Client(SERVER_NAME="localhost").get("/api/v1/openapi.json").json()["paths"]
    known = {
        facts["operationId"]: (method.upper(), path)
        for path, ways in described.items()
        for method, facts in ways.items()
    }
    return {step: known[step] for step in STEPS}


def check(asked: Mapping[str, Any]) -> dict[str, int]:
    """What is wrong after a load, by kind, the doctor's round included. `asked` has the place and what programs were told."""
    found = {
        "numbers given twice": len(asked["numbers"]) - len(set(asked["numbers"])),
        "holes in the numbers": _holes(asked["slug"]),
        "called twice": _called_twice(asked["slug"]),
        "writes lost": len(asked["accepted"]) - _known(asked["accepted"]),
        "finished without an effect": len(asked["finished"]) - _ended(asked["finished"]),
    }
    doctor = {finding.check.name: len(finding.problems) for finding in examine(clock.now())}
    return {what: number for what, number in {**found, **doctor}.items() if number}


def _cycle(there: place.BenchPlace, house: Mapping[str, Any]) -> int:
    """SQL statements of one cycle through the API, the token read each time."""
    client = Client(SERVER_NAME="localhost", headers={"authorization": f"Bearer {house['tokens'][0]}"})
    bodies = {"issue_ticket": {"task": house["tasks"][0]}, "finish_visit": {"outcome": "solved"}}
    visit, statements = 0, 0
    for step in STEPS:
        method, path = house["calls"][step]
        address = path.format(slug=there.point.slug, desk=1, visit=visit)
        with counted() as asked:
            answer = client.generic(
                method,
                address,
                json.dumps(bodies[step]) if step in bodies else "",
                "application/json",
                headers={"idempotency-key": f"bench-{step}"},
            )
        assert answer.status_code < 300, answer.content
        visit, statements = answer.json()["visit"]["id"], statements + len(asked)
    return statements


def _pages() -> dict[str, float]:
    there = place.found("bench-page", 4)
    update = {"update_bytes": float(largest_update(place.found("bench-day", 2)))}
    page = DeskPage(there)
    there.wait(30)
    small = page.measure(30)
    there.wait(270)
    return {**small, **page.measure(300), **update}


def _version() -> str:
    """Of the database, and for PostgreSQL whether a commit waits for the disk (a throw-away server's does not)."""
    asked = "current_setting('server_version') || ', fsync ' || current_setting('fsync')"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {'sqlite_version()' if connection.vendor == 'sqlite' else asked}")
        return str(cursor.fetchone()[0])


def _holes(slug: str) -> int:
    """Numbers that were counted and are on no visit, or the other way round."""
    drawn = Counter(Visit.objects.filter(service_point__slug=slug, number__isnull=False).values_list("day", "letter"))
    last = {(row.day, row.letter): row.last for row in DayCounter.objects.filter(service_point__slug=slug)}
    return sum(abs(last.get(line, 0) - drawn[line]) for line in last.keys() | drawn.keys())


def _called_twice(slug: str) -> int:
    """Visits with more than one stretch of waiting or being called: in this load nobody is sent back in line."""
    periods = Period.objects.filter(
        enquiry__visit__service_point__slug=slug, kind__in=[State.WAITING.value, State.CALLED.value]
    )
    return periods.values("enquiry__visit", "kind").annotate(times=Count("id")).filter(times__gt=1).count()


def _known(operations: list[str]) -> int:
    return sum(Deed.objects.filter(op__in=part).count() for part in _parts(operations))


def _ended(visits: list[int]) -> int:
    done = Enquiry.objects.filter(visit__state=State.ENDED.value, visit__ending=Ending.FINISHED.value).exclude(
        outcome=""
    )
    return sum(done.filter(visit__in=part).count() for part in _parts(visits))


def _parts(values: list[Any], size: int = 500) -> list[list[Any]]:
    return [values[n : n + size] for n in range(0, len(values), size)]


COMMANDS: dict[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = {
    "found": found,
    "check": check,
    "placement": placing.measure,
    "year": booking.asked,
    "rush": booking.prepared,
    "rushed": booking.kept,
    "lifeline": lifeline.asked,
    "insight": insight.asked,
}
