"""A house with three of everything among many: at the town hall, of a task, of an outcome, in the evening, of long waits, in vain."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tests import people
from tests.people import Town
from velkommen.apps.catalogue.models import Destination, Task
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.places.models import OpeningPeriod, ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.apps.yearbook.models import Inhabitants, Target
from velkommen.domain.rights import Role
from velkommen.interfaces.web.charts.chart import Series
from velkommen.interfaces.web.tables.table import Per
from velkommen.shared import clock

FEW, MANY, BEFORE = 3, 40, 50  # BEFORE: as many a year before, so that no change looks like a share of a few
FIRST, LAST = date(2026, 9, 1), date(2026, 11, 23)  # two whole months, and most of a third
DAYS = (date(2026, 9, 1), date(2026, 10, 15), date(2026, 11, 17))
EVENING = 18 * 60
WHOLES = (MANY, MANY + FEW, 3 * MANY, 3 * MANY + FEW)
#: Shares of a few, and of all but a few.
SHARES = {round(100 * part / whole, 1) for whole in WHOLES for part in (FEW, whole - FEW)} - {100.0}


def town() -> Town:
    """Adam works everywhere; Anne sees the figures of all places and works nowhere."""
    found = people.build()
    build(found)
    people.somebody("adam", (None, Role.ADMIN))
    people.somebody("anne", (None, Role.ANALYST))
    return found


def build(town: Town) -> None:
    """Many at Nordby every month, now and a year before, and a few at the town hall in the last: whatever was asked there, was a few's."""
    ServicePoint.objects.filter(pk=town.sydby.pk).update(kind="town_hall", name="Rådhuset")
    town.sydby.refresh_from_db()
    OpeningPeriod.objects.filter(service_point=town.sydby).update(opens=8 * 60, closes=16 * 60)
    Task.objects.filter(key="mitid").update(historic="other")
    Target.objects.bulk_create([Target(kind="library_share", number=60), Target(kind="waiting_minutes", number=10)])
    Inhabitants.objects.create(day=date(2025, 1, 1), number=10_000, source="Danmarks Statistik")
    tasks = {task.key: task for task in Task.objects.all()}
    tax = Destination.objects.get(key="tax")
    usual = {"outcome": "solved", "unit": "library"}
    elsewhere = {"outcome": "to_authority", "destination": tax, "unit": "citizen_service", "minute": EVENING}
    rows = [(60, _row(town.place, tasks["passport"], day, **usual)) for day in _days()]
    rows += [(60, _row(town.sydby, tasks["passport"], DAYS[0].replace(year=2025), **usual)) for _ in range(FEW)]
    rows += [(16 * 60, _row(town.sydby, tasks["mitid"], DAYS[2], **elsewhere)) for _ in range(FEW)]
    with transaction.atomic():
        _in_vain(town.place, [row for _, row in rows if (row.service_point, row.day) == (town.place, DAYS[2])])
        Enquiry.objects.bulk_create(row for _, row in rows)
        Period.objects.bulk_create(_waited(row, seconds) for seconds, row in rows)


def _days() -> Iterator[date]:
    for day in DAYS:
        yield from [day] * MANY
        yield from [day.replace(year=2025)] * BEFORE


def _row(place: ServicePoint, task: Task, day: date, *, minute: int = 10 * 60, **facts: object) -> Enquiry:
    at = _moment(day, minute)
    return Enquiry(
        service_point=place, task=task, happened_at=at, day=day, weekday=day.weekday(), minute=minute, **facts
    )


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=clock.zone())


def _waited(row: Enquiry, seconds: int) -> Period:
    begins = row.happened_at - timedelta(seconds=seconds)
    return Period(
        enquiry=row,
        day=row.day,
        service_point_id=row.service_point_id,
        kind="waiting",
        started_at=begins,
        ended_at=row.happened_at,
        seconds=seconds,
    )


def _in_vain(place: ServicePoint, rows: list[Enquiry]) -> None:
    """Each came with a number that was called; a few were called in vain."""
    at = _moment(DAYS[2], 11 * 60)
    for number, row in enumerate(rows):
        row.current = True
        row.visit = Visit.objects.create(
            service_point=place,
            day=row.day,
            group=row.task.group,
            state="ended",
            since=at,
            opened_at=at,
            queued_at=at,
            ended_at=at,
            ending="no_show" if number < FEW else "finished",
            last_op=UUID(int=number),
        )


def values(found: Any) -> Iterator[Any]:
    """Whatever stands in tables, bars and lines, down to words and numbers."""
    if isinstance(found, str | int | float | date | Per) or found is None:
        yield found
    elif isinstance(found, Series) and found.label == "Skanderborg 2009":
        return
    elif is_dataclass(found):
        for one in fields(found):
            if one.name in {"shown", "printed"}:
                continue
            yield from values(getattr(found, one.name))
    elif isinstance(found, list | tuple):
        for one in found:
            yield from values(one)


def small(found: Any) -> set[float]:
    """The numbers of a few, the shares of them and of all but them: in words, cells, bars and lines."""
    every = list(values(found))
    numbers = {float(one) for one in every if type(one) is int and one == FEW}
    drawn = {one.value for one in every if isinstance(one, Per)} | {one for one in every if isinstance(one, float)}
    said = {float(one) for text in every if isinstance(text, str) for one in re.findall(r"(\d+\.\d)\s?%", text)}
    return numbers | SHARES & (said | {round(one, 1) for one in drawn if one})
