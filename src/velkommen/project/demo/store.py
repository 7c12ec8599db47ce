"""Many rows into the database at once: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.statistics.models import Day
from velkommen.apps.visits.models import DayCounter, Visit

FULL = 20_000
KEPT = ("django_content_type", "auth_permission", "django_migrations")
Row = tuple[Any, ...]


class Table:
    """Rows of one model, written when there are many. A row has a value for every column, in the model's order."""

    def __init__(self, model: type[models.Model]) -> None:
        options = model._meta
        self._name, self._columns = options.db_table, [str(field.column) for field in options.concrete_fields]
        self._rows: list[Row] = []
        self.written = 0

    def add(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) >= FULL:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            _writer()(self._name, self._columns, self._rows)
            self.written += len(self._rows)
            self._rows = []


class Store:
    """The four tables a demo day fills; parents are written before their children."""

    def __init__(self) -> None:
        self.visits, self.counters = Table(Visit), Table(DayCounter)
        self.enquiries, self.periods = Table(Enquiry), Table(Period)
        self.next_visit, self.next_counter, self.next_period = 1, 1, 1

    def flush(self) -> None:
        """Write the rest and let the database count on from the last id."""
        for table in (self.visits, self.enquiries, self.periods, self.counters):
            table.flush()
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), [Visit, DayCounter, Period]):
                cursor.execute(sql)
            if (
                connection.vendor == "postgresql"
            ):  # it does so by itself, but minutes later: until then it would plan for empty tables
                cursor.execute("ANALYZE visits_visit, enquiries_enquiry, enquiries_period")


def empty() -> None:
    """Delete every row of the house and start its ids again at one; what the framework keeps for itself stays."""
    tables = [table for table in connection.introspection.django_table_names(only_existing=True) if table not in KEPT]
    if connection.vendor == "postgresql":
        connection.check_constraints()  # TRUNCATE refuses while checks of rows just written are pending
    Day.objects.all().delete()  # the ledger refuses to go while its days are there
    sql = connection.ops.sql_flush(no_style(), tables, reset_sequences=True)
    connection.ops.execute_sql_flush(sql)


def _writer() -> Callable[[str, Sequence[str], Sequence[Row]], None]:
    return _copy if connection.vendor == "postgresql" else _insert


def _insert(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    names, places = ", ".join(f'"{c}"' for c in columns), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)  # noqa: S608 - names come from models


def _copy(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    names = ", ".join(f'"{c}"' for c in columns)
    with connection.cursor() as cursor:
        raw: Any = cursor.cursor
        with raw.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
