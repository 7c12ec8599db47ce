"""The month a day lies in, told by the database itself: Django's TruncMonth is a Python function for each row on SQLite."""

from typing import Any

from django.db.models import DateField, Func
from django.db.models.sql.compiler import SQLCompiler


class Month(Func):
    """The first day of the month of a local day."""

    template = "DATE_TRUNC('month', %(expressions)s)::date"
    arity = 1
    output_field = DateField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(SUBSTR(%(expressions)s, 1, 8) || '01')", **extra)
