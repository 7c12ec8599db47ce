"""Many rows into a table at once, as plain values: COPY on PostgreSQL, executemany on SQLite. No signal is sent, no default filled in."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

Values = tuple[Any, ...]


def write(model: type[models.Model], columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Insert rows: a value for each of the columns, in their order, as the driver of the database takes it."""
    table, names = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            raw: Any = cursor.cursor
            with raw.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)  # noqa: S608 - names come from models
