"""Ten years of a municipality for the bench: enquiries evenly over six places and every task of the catalogue, made up by given chance.

Seven in ten came with a number (a visit, and periods of waiting, and of being called and served by somebody who works there), the others
were tallied.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import QuerySet

from velkommen.apps.catalogue.models import Destination, Task
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.domain.kinds import Unit
from velkommen.domain.outcomes import REFERRALS, Outcome
from velkommen.project.demo.store import Row, Table
from velkommen.shared import clock

PLACES, PEOPLE, YEARS = 6, 40, 10
NUMBERED = 0.7  # of the enquiries
OPENS, CLOSES = 9 * 60, 18 * 60  # minutes of the local day
OUTCOMES = (
    *(["solved"] * 9), *(["self_service"] * 4), "solved_with_expert", "come_back", "to_citizen_service", "to_department",
    "left",
)  # fmt: skip


@dataclass(frozen=True)
class _Facts:
    """What every row is made of: place id -> (staff id, unit) of who works there, (id, group id) of tasks, outcome -> destination id."""

    people: dict[int, list[tuple[int, str]]]
    tasks: list[tuple[int, int]]
    destinations: dict[str, int]
    op: str


class _Ids:
    """The ids rows are given, on from those there are."""

    def __init__(self) -> None:
        self.visit = _last(Visit)
        self.period = _last(Period)


def _last(model: type[Visit] | type[Period]) -> int:
    return QuerySet(model).order_by("-pk").values_list("pk", flat=True).first() or 0


@transaction.atomic
def made(size: int, last: date, chance: Random, op: str) -> date:
    """Write so many enquiries on the working days of the ten years up to a local day; the first of them."""
    first = last.replace(year=last.year - YEARS)
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    open_days = [day for day in days if day.weekday() < 6]
    facts, ids = _facts(op), _Ids()
    tables = Table(Visit), Table(Enquiry), Table(Period)
    for number, day in enumerate(open_days):
        many = size * (number + 1) // len(open_days) - size * number // len(open_days)
        for table, row in _day(day, many, facts, ids, chance):
            tables[table].add(row)
    for one in tables:
        one.flush()
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [Visit, Period]):
            cursor.execute(sql)
    return first


def settle() -> None:
    """Let the database know how its rows lie, as it does by itself after a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _facts(op: str) -> _Facts:
    points = list(ServicePoint.objects.order_by("pk").values_list("pk", flat=True)[:PLACES])
    people = _people()
    tasks = list(Task.objects.order_by("pk").values_list("pk", "group_id"))
    kinds = dict(Destination.objects.order_by("-pk").values_list("kind", "pk"))
    working = {point: people[number::PLACES] for number, point in enumerate(points)}
    return _Facts(working, tasks, {outcome.value: kinds[kind.value] for outcome, kind in REFERRALS.items()}, op)


def _people() -> list[tuple[int, str]]:
    """Make those who work at the desks, seven in ten of them from the libraries. Gives (staff id, unit)."""
    made = Staff.objects.bulk_create(
        Staff(username=f"decade-{number}", first_name=f"Decade {number}", unit=unit.value, date_joined=clock.now())
        for number in range(PEOPLE)
        for unit in [Unit.LIBRARY if number % 10 < 7 else Unit.CITIZEN_SERVICE]
    )
    return [(one.pk, one.unit) for one in made]


def _day(day: date, many: int, facts: _Facts, ids: _Ids, chance: Random) -> Iterator[tuple[int, Row]]:
    midnight = datetime(day.year, day.month, day.day, tzinfo=clock.zone()).astimezone(UTC)
    weekday, choice, below, zoned = day.weekday(), chance.choice, chance.random, connection.vendor == "postgresql"
    said, places = day.isoformat(), list(facts.people)
    for _ in range(many):
        place, (task, group) = choice(places), choice(facts.tasks)
        staff, unit = choice(facts.people[place])
        minute, outcome = OPENS + int(below() * (CLOSES - OPENS)), choice(OUTCOMES)
        begins = midnight + timedelta(minutes=minute)
        key, numbered, visit = f"{chance.getrandbits(128):032x}", below() < NUMBERED, None
        if numbered:
            ids.visit += 1
            visit = ids.visit
            waited, way, served = int(below() * below() * 1_800), int(below() * 40), 60 + int(below() * below() * 1_500)
            times = _times(begins, (waited, way, served), zoned=zoned)
            ending = "no_show" if below() < 0.04 else "left" if outcome == Outcome.LEFT else "finished"
            yield 0, (
                visit, place, said, "", None, None, group, "da", "ended", times[0], times[0], times[0], None, times[3], ending,
                None, None, None, 1, facts.op, False, False,
            )  # fmt: skip
        at = times[0] if numbered else _times(begins, (), zoned=zoned)[0]
        yield 1, (
            key, visit, numbered, place, task, at, said, weekday, minute, "in_person", "transaction", unit, outcome,
            facts.destinations.get(outcome), "", False, False, False, "desk", None,
        )  # fmt: skip
        if numbered:
            for number, (kind, seconds) in enumerate((("waiting", waited), ("called", way), ("serving", served))):
                ids.period += 1
                by = None if kind == "waiting" else staff
                yield 2, (ids.period, key, said, place, kind, times[number], times[number + 1], seconds, None, by)


def _times(begins: datetime, seconds: tuple[int, ...], *, zoned: bool) -> list[str]:
    """Moments one after the other, as the database takes them."""
    found = [begins]
    for more in seconds:
        found.append(found[-1] + timedelta(seconds=more))
    return [f"{moment:%Y-%m-%d %H:%M:%S}{'+00' if zoned else ''}" for moment in found]
