"""The database itself: migrated, with its constraints and trigger, its ids ahead of its rows."""

import re
from collections.abc import Iterator
from datetime import datetime

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import ask, check, house_models, trigger_there

TRIGGER = "period_never_changes"
NAMED = re.compile(r'CONSTRAINT "(\w+)"')


@check(
    _("The database is as this version of the house needs it"),
    _(
        "The other checks were not made. Stop the house, take a backup, and start it again: `velkommen serve` prepares it."
    ),
)
def migrations_applied(at: datetime) -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _back in plan]


@check(
    _("Every constraint of the house is really in the database"),
    _(
        "Wrong rows would be let in. Somebody changed the tables by hand: restore them from a backup, or add what is missing."
    ),
)
def constraints_there(at: datetime) -> list[str]:
    wanted = [(model._meta.db_table, one.name) for model in house_models() for one in model._meta.constraints]
    there = set(_named())
    return [f"{table}: {name}" for table, name in wanted if (table, name) not in there]


def _named() -> Iterator[tuple[str, str]]:
    """The constraints and unique indexes there are, as (table, name), asked of the catalogue of the database: what Django asks table by
    table it takes seconds to read."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                """SELECT relname, conname FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
                   UNION SELECT tablename, indexname FROM pg_indexes"""
            )
            yield from cursor.fetchall()
            return
        cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        for table, name, text in cursor.fetchall():
            yield table, name
            yield from ((table, named) for named in NAMED.findall(text))


@check(
    _("The database refuses to change a period"),
    _("The past could be rewritten. Run migration enquiries 0003 again, and ask who removed the trigger."),
)
def periods_guarded(at: datetime) -> list[str]:
    return [] if trigger_there(TRIGGER, "enquiries_period") else [f"enquiries_period: {TRIGGER}"]


@check(
    _("The next id of a table is one that is free"),
    _("The next row would be refused. Reset the sequence of the table (Django: sqlsequencereset)."),
)
def ids_go_on(at: datetime) -> Iterator[str]:
    for model in house_models():
        key = model._meta.pk
        if not isinstance(key, models.AutoField | models.BigAutoField):
            continue
        table, column = model._meta.db_table, str(key.column)
        highest = ask(f"SELECT COALESCE(MAX({column}), 0) FROM {table}")[0][0]  # noqa: S608 - names come from models
        if highest > _given(table, column):
            yield f"{table}: {highest}"


def _given(table: str, column: str) -> int:
    """The last id a table has given out."""
    if connection.vendor == "postgresql":
        found = ask("SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)", table, column)
    else:
        found = ask("SELECT seq FROM sqlite_sequence WHERE name = %s", table)
    return int(found[0][0] or 0) if found else 0
