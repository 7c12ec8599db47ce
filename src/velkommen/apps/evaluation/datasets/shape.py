"""The shape of a dataset: its columns with their meaning, and where its rows come from.

Nothing in a dataset is about a person: no staff, no desk, no number, no visit, no minute of the day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise

Value = str | int | float | date | None
Row = Sequence[Value]


class Type(StrEnum):
    """What a column holds. A CODE is a word of a closed list."""

    DAY = "day"
    WHOLE = "whole"
    DECIMAL = "decimal"
    TEXT = "text"
    CODE = "code"


#: Type -> what DuckDB and Parquet call it.
SQL: Mapping[Type, str] = MappingProxyType(
    {Type.DAY: "DATE", Type.WHOLE: "INTEGER", Type.DECIMAL: "DOUBLE", Type.TEXT: "VARCHAR", Type.CODE: "VARCHAR"}
)


@dataclass(frozen=True)
class Scope:
    """Which rows: of these service points (by id; all when None), from the first to the last local day, as of a moment."""

    places: Sequence[int] | None
    first: date
    last: date
    at: datetime


@dataclass(frozen=True)
class Column:
    """One column.

    Args:
        meaning: what it says of its row.
        source: the field of the model it is read from ("enquiries.Enquiry.channel"); empty where it is worked out.
        unit: of a number; empty where it has none.
        codes: word of the closed list -> what it means.
    """

    name: str
    type: Type
    meaning: Promise
    source: str = ""
    unit: Promise | str = ""
    codes: Mapping[str, Promise | str] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Rows as they are read, before they are a dataset: columns with DuckDB's types."""

    columns: Mapping[str, str]
    rows: Iterable[Row]


@dataclass(frozen=True)
class Feed:
    """The rows of a dataset on their way.

    Args:
        columns: of a batch, with DuckDB's types.
        batches: rows in the order of their days, some thousand at a time, each with the share of all that it completes (0-1).
        select: the dataset out of a batch, called `batch`, and the small tables.
        tables: small tables beside, by name.
    """

    columns: Mapping[str, str]
    batches: Iterator[tuple[float, Iterable[Row]]]
    select: str
    tables: Mapping[str, Table] = field(default_factory=dict)


@dataclass(frozen=True)
class Dataset:
    """A dataset.

    Args:
        title: what it is called.
        row: what one row is.
        purpose: what it is for, and what it must not be used for.
        small: whether single rows may be about so few that they must not be published.
        dated: whether it has a row for a day or month, so that a span chooses among them.
        in_order: its rows lie as they come; else they are sorted by what they say.
    """

    key: str
    title: Promise
    row: Promise
    purpose: Promise
    columns: Sequence[Column]
    feed: Callable[[Scope], Feed]
    small: bool = True
    dated: bool = True
    in_order: bool = False

    @property
    def types(self) -> dict[str, str]:
        return {column.name: SQL[column.type] for column in self.columns}


def plain(columns: Sequence[Column], rows: Iterable[Row]) -> Feed:
    """A feed of rows that are the dataset already, few enough for one batch."""
    types = {column.name: SQL[column.type] for column in columns}
    return Feed(types, iter([(1.0, rows)]), "SELECT * FROM batch")


def codes_of(words: type[StrEnum], said: Mapping[Any, Promise | str]) -> dict[str, Promise | str]:
    """The closed list of an enumeration with what each word means. Raises: KeyError when one has no meaning."""
    return {word.value: said[word] for word in words}
