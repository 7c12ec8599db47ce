"""Which checks of the doctor a change can matter to: those that read a table it wrote in. Every other sees what it saw before."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from velkommen.apps.evaluation.checks.registry import Check
from velkommen.apps.evaluation.doctor import CHECKS

TABLES = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | {"django_migrations"}
#: Triggers write there, whatever was said.
BY_TRIGGERS = {table for table in TABLES if table.startswith("statistics_")}
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET CONSTRAINTS", "PRAGMA")
WRITES = ("INSERT", "UPDATE", "DELETE")


def named(sql: str) -> set[str]:
    """The tables a statement names, read or written."""
    return TABLES & set(re.findall(r"\w+", sql))


def readings(at: datetime) -> dict[str, set[str]]:
    """The tables each check reads, by its name."""
    found = {}
    for check in CHECKS:
        with CaptureQueriesContext(connection) as said:
            list(check.find(at))
        found[check.name] = {table for one in said.captured_queries for table in named(one["sql"])}
    return found


def touched(change: Callable[[], object], read: Mapping[str, set[str]]) -> list[Check]:
    """Make a change; the checks that could answer otherwise now. All, if it did anything but write rows of known tables."""
    with CaptureQueriesContext(connection) as said:
        change()
    written = [one["sql"] for one in said.captured_queries if not one["sql"].lstrip("( \n").startswith(READS)]
    tables = {table for sql in written for table in named(sql)}
    if not tables or not all(sql.lstrip().startswith(WRITES) and named(sql) for sql in written):
        return list(CHECKS)
    return [check for check in CHECKS if not read[check.name] or read[check.name] & (tables | BY_TRIGGERS)]
