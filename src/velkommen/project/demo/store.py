"""The tables a demo fills, many rows at once."""

from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.statistics.models import Day
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.shared.bulk import write

FULL = 20_000
KEPT = ("django_content_type", "auth_permission", "django_migrations")
Row = tuple[Any, ...]


class Table:
    """Rows of one model, written when there are many. A row has a value for every column, in the model's order."""

    def __init__(self, model: type[models.Model]) -> None:
        self._model, self._columns = model, [str(field.column) for field in model._meta.concrete_fields]
        self._rows: list[Row] = []
        self.written = 0

    def add(self, row: Row) -> None:
        self._rows.append(row)
        if len(self._rows) >= FULL:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            write(self._model, self._columns, self._rows)
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
