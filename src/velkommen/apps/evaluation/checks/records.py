"""The whole record: no person in it, nothing that points to nowhere, nothing twice, and a log that is whole."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from re import compile as pattern
from typing import Any

from django.db import connection
from django.db.models import CharField, Exists, ForeignKey, JSONField, Model, OuterRef, TextField
from django.utils.translation import gettext_lazy as _

from velkommen.apps.catalogue.models import Task
from velkommen.apps.evaluation.checks.registry import MOST, ask, check, house_models, kept, named, rows, twice, visits
from velkommen.apps.placement.models import DeskGroup, Posting
from velkommen.apps.places.models import Desk, DeskUnit, Municipality, ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.domain.privacy import CPR_SHAPE, has_cpr
from velkommen.shared.log.models import Deed

#: Made by machines from chance, by hashing or by counting: their digits mean nothing, and nobody types into them.
MACHINE_MADE = frozenset(
    {"password", "digest", "username_digest", "fingerprint", "link", "confirm", "provider_id", "public"}
    | {"head", "signature", "signer", "counts", "times"}
)
_UUID = pattern(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@check(
    _("Nothing shaped like a CPR number stands in any text"),
    _("Personal data may lie where nobody looks for them. Blank the field at once, and ask how it got past the guard."),
)
def no_cpr_anywhere(at: datetime) -> Iterator[str]:
    for model in house_models():
        columns = text_columns(model)
        if columns:
            yield from _with_cpr(model, columns)


def text_columns(model: type[Model]) -> list[str]:
    """Every column of a model that could hold words, the JSON of the log included."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, CharField | TextField | JSONField)]
    return [field.name for field in fields if field.name not in MACHINE_MADE]


def _with_cpr(model: type[Model], columns: list[str]) -> Iterator[str]:
    """One statement finds what looks like one; operations' ids, which may look alike by chance, are then left out."""
    with connection.cursor() as cursor:
        cursor.execute(_written(model, columns), [CPR_SHAPE])
        sure = (pk for pk, text in cursor if has_cpr(_UUID.sub("", text)))
        yield from named(model, islice(sure, MOST))


def _written(model: type[Model], columns: list[str]) -> str:
    """The statement for the texts of a model that look like one. (In words of the database: whoever looks through all tables waits
    longer for Django to put them than for the answers.)"""
    fields = (field for field in model._meta.concrete_fields if field.name in columns)
    told = (f"COALESCE(CAST({_quoted(str(field.column))} AS text), '')" for field in fields)
    key, table, joined = _quoted(str(model._meta.pk.column)), _quoted(model._meta.db_table), " || '|' || ".join(told)
    texts = f"SELECT {key} AS key, {joined} AS written FROM {table}"  # noqa: S608 - names come from models
    like = "~" if connection.vendor == "postgresql" else "REGEXP"
    return f"SELECT key, written FROM ({texts}) AS texts WHERE written {like} %s ORDER BY key"  # noqa: S608 - names come from models


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


@check(
    _("Whatever a row points to is there"),
    _("A row was deleted past the house. Put it back from the last backup."),
)
def references_exist(at: datetime) -> Iterator[str]:
    for model in house_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey):
                yield from (f"{row} ({field.name})" for row in named(model, (pk for (pk,) in ask(_lost(model, field)))))


def _lost(model: type[Model], field: ForeignKey[Any, Any]) -> str:
    """The statement for the rows of a model whose field points to nowhere (in words of the database, as above)."""
    there, target = _quoted(field.related_model._meta.db_table), _quoted(str(field.target_field.column))
    table, column, key = map(_quoted, (model._meta.db_table, field.column, str(model._meta.pk.column)))
    lost = f"NOT EXISTS (SELECT 1 FROM {there} AS there WHERE there.{target} = {table}.{column})"  # noqa: S608 - names come from models
    return f"SELECT {key} FROM {table} WHERE {column} IS NOT NULL AND {lost} ORDER BY 1"  # noqa: S608 - names come from models


@check(
    _("The log names places that are there, and every visit a deed that is in the log"),
    _("What happened to these cannot be told any more. Put the rows of the log back from the last backup."),
)
def log_whole(at: datetime) -> Iterator[str]:
    place = ServicePoint.objects.filter(pk=OuterRef("service_point_id"))
    yield from rows(Deed.objects.filter(~Exists(place), service_point_id__isnull=False))
    deed = Deed.objects.filter(op=OuterRef("last_op"))
    yield from visits(Visit.objects.filter(~Exists(deed)).values_list("id", flat=True)[:MOST])


@check(
    _("What may be there once is there once"),
    _("Pages may show one of the two at random. Delete the one too many."),
)
def setup_once(at: datetime) -> Iterator[str]:
    yield from kept(Desk, "desk_number_once_per_place")
    yield from kept(DeskUnit, "desk_unit_once")
    yield from kept(DeskGroup, "desk_group_once")
    yield from kept(Posting, "posting_once", "posting_once_everywhere")
    for model in house_models():
        for field in model._meta.concrete_fields:
            if field.unique and not field.primary_key:
                yield from twice(model, [field.name])


@check(
    _("There is one municipality, and a catalogue if there are places"),
    _("One installation serves one municipality. Delete the others; load the standard catalogue if there is no task."),
)
def one_municipality(at: datetime) -> Iterator[str]:
    yield from kept(Municipality, "one_municipality")
    if ServicePoint.objects.exists() and not Task.objects.exists():
        yield "no tasks"
