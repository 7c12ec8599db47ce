"""What a check is, and the few ways checks ask the database."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection, models
from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise

from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.visits.models import Visit

MOST = 20  # rows a check names; whoever has more mends these first

Find = Callable[[datetime], Iterable[str]]
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Check:
    """One invariant of the data.

    Args:
        name: how programs know it.
        title: what holds when all is well.
        cure: what it means when it does not hold, and what to do.
        find: names the rows that break it; its argument is now.
    """

    name: str
    title: Promise
    cure: Promise
    find: Find


def check(title: Promise, cure: Promise) -> Callable[[Find], Check]:
    """Make a check out of a function; the check has its name."""

    def enter(find: Find) -> Check:
        return Check(find.__name__, title, cure, find)

    return enter


def ask(sql: str, *values: str) -> list[tuple[Any, ...]]:
    """The first rows of a statement that finds offenders."""
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {MOST}", values or None)
        return cursor.fetchall()


def trigger_there(name: str, table: str) -> bool:
    """Whether a trigger of a table is there and switched on."""
    if connection.vendor == "postgresql":
        on = "SELECT 1 FROM pg_trigger WHERE tgname = %s AND tgrelid = CAST(%s AS regclass) AND tgenabled <> 'D'"
        return bool(ask(on, name, table))
    return bool(ask("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = %s AND tbl_name = %s", name, table))


def visits(ids: Iterable[int]) -> list[str]:
    """Visits as people find them again: id, number, place and day."""
    found = Visit.objects.select_related("service_point").filter(id__in=list(ids)).order_by("id")[:MOST]
    return [f"visit {v.pk} ({' '.join(filter(None, (v.label, v.service_point.name)))}, {v.day})" for v in found]


def enquiries(found: QuerySet[Enquiry]) -> list[str]:
    """Enquiries as people find them again: id, place and day."""
    rows = found.select_related("service_point").order_by("pk")[:MOST]
    return [f"enquiry {row.pk} ({row.service_point.name}, {row.day})" for row in rows]


def rows(found: QuerySet[M]) -> list[str]:
    """Rows of any model by name and id."""
    return [f"{found.model._meta.verbose_name} {pk}" for pk in found.order_by("pk").values_list("pk", flat=True)[:MOST]]


def named(model: type[models.Model], keys: Iterable[object]) -> list[str]:
    """Rows of any model by name and id, found past Django, for which a UUID may be a text without bars."""
    return [f"{model._meta.verbose_name} {model._meta.pk.to_python(key)}" for key in keys]


def house_models() -> list[type[models.Model]]:
    """Every model of the house, not those of the framework."""
    return [model for model in apps.get_models() if model.__module__.startswith("velkommen.")]


def every(model: type[M]) -> QuerySet[M]:
    """All rows of a model, whatever its manager would hide."""
    return QuerySet(model)


def kept(model: type[models.Model], *names: str) -> Iterator[str]:
    """The rows that break constraints of a model, whether or not the database still holds them."""
    for constraint in model._meta.constraints:
        if constraint.name not in names:
            continue
        if isinstance(constraint, models.CheckConstraint) and isinstance(constraint.condition, Q):
            yield from rows(every(model).filter(~constraint.condition))
        elif isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            yield from twice(model, constraint.fields, constraint.condition)
        elif every(model).count() > 1:  # alone, since what must differ is the same in each
            yield from rows(every(model))


def twice(model: type[models.Model], fields: Sequence[str], condition: Q | None = None) -> list[str]:
    """Values that stand in more than one row and may stand in one (empty ones aside)."""
    filled = every(model).filter(condition or Q(), **{f"{field}__isnull": False for field in fields})
    found = filled.order_by().values_list(*fields).annotate(times=Count("pk")).filter(times__gt=1)[:MOST]
    return [f"{model._meta.verbose_name}: {', '.join(map(str, row[:-1]))} ({row[-1]} ×)" for row in found]
