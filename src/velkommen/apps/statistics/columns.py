"""Rows read column by column: the database puts each column of a group into one text, since fetching a row costs more than counting it."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Aggregate, Func, Q, QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler

AT_ONCE = 1_000  # groups fetched


class Column(Aggregate):
    """A column of a group as one text with commas between; in all columns of a query the rows stand in the same order.

    Only for what has no comma and is never NULL: numbers, keys, and words of the domain. None where no row passes the filter.
    """

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s%(text)s, ',')"
    output_field = TextField()

    def __init__(self, of: str | Combinable, filter: Q | None = None) -> None:  # noqa: A002 - as Django calls it
        super().__init__(of, filter=filter, text="")

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, text="::text", **extra)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)


class Together(Func):
    """Several columns of a row as one text with blanks between: what is counted together is then taken apart once for each that differs.

    Only for what has no blank and is never NULL.
    """

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()


def raw(rows: QuerySet[Any, Any]) -> Iterator[tuple[Any, ...]]:
    """The rows as the database says them."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:  # of no place at all
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while some := cursor.fetchmany(AT_ONCE):
            yield from some


def apart(column: str | None) -> list[str]:
    """A column row by row."""
    return [] if column is None else column.split(",")
