"""A question that comes with every deed: the ORM writes its SQL once, and later askings fill in the values.

To write the SQL of a row with its relations takes several times as long as to run it. Only for what is asked all day.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=Model)
Value = int | str | date


class Ready(Generic[M]):
    """A query set whose SQL is kept, for each thread (and so each connection) its own.

    Args:
        write: the query set for values given by name. Each value must come into its SQL as a parameter, and nothing else of
            the SQL may depend on them. It is called with stand-ins that are no real value.
    """

    def __init__(self, write: Callable[..., QuerySet[M]]) -> None:
        self._write = write
        self._kept = threading.local()

    def first(self, **values: Value) -> M | None:
        """The first row, with all that was selected; None when there is none."""
        if not hasattr(self._kept, "asked"):
            self._kept.asked = _Written(self._write, values)
        asked: _Written[M] = self._kept.asked
        return asked.first(values)


class _Written(Generic[M]):
    """The SQL, and the name behind each of its parameters that is not always the same."""

    def __init__(self, write: Callable[..., QuerySet[M]], values: Mapping[str, Value]) -> None:
        stand_ins = {name: _stand_in(value, place) for place, (name, value) in enumerate(values.items(), start=1)}
        self._rows = write(**stand_ins)[:1]
        self._compiler = self._rows.query.get_compiler(self._rows.db)
        self._sql, self._params = self._compiler.as_sql()
        self._names = {str(self._as_param(stand_in)): name for name, stand_in in stand_ins.items()}
        self._rows.query.get_compiler = lambda *_, **__: self._compiler  # type: ignore[method-assign] # the one that is kept

    def first(self, values: Mapping[str, Value]) -> M | None:
        params = tuple(self._fill(param, values) for param in self._params)
        self._compiler.as_sql = lambda *_, **__: (self._sql, params)  # written already
        return next(iter(ModelIterable(self._rows)), None)

    def _fill(self, param: Any, values: Mapping[str, Value]) -> Any:
        name = self._names.get(str(param))
        if name is None:
            return param
        value = self._as_param(values[name])
        return str(value) if isinstance(param, str) else value

    def _as_param(self, value: Value) -> Value:
        """A moment as this database compares it."""
        adapt = connections[self._rows.db].ops.adapt_datetimefield_value
        return cast("Value", adapt(value)) if isinstance(value, datetime) else value


def _stand_in(value: Value, place: int) -> Value:
    if isinstance(value, datetime):
        return datetime.min.replace(tzinfo=UTC) + timedelta(days=place)
    if isinstance(value, date):
        return date.min + timedelta(days=place)
    return f"stand-in {place}" if isinstance(value, str) else 30_000 + place  # the smallest columns hold 32,767
