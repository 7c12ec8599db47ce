"""Datasets as tests read them: made into a file of Parquet, and that read back."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from tests.people import NOON
from velkommen.apps.evaluation.datasets.every import DATASETS
from velkommen.apps.evaluation.datasets.making import Format, make
from velkommen.apps.evaluation.datasets.shape import Scope

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def scope(*, places: Sequence[int] | None = None, first: date = FIRST, last: date = LAST) -> Scope:
    return Scope(places, first, last, NOON)


def rows(key: str, folder: Path, of: Scope | None = None) -> list[dict[str, Any]]:
    """The rows of a dataset with the names of their columns."""
    target = folder / f"{key}.parquet"
    make(DATASETS[key], of or scope(), Format.PARQUET, target)
    return read(target)


def read(file: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as reader:
        found = reader.execute("SELECT * FROM read_parquet(?)", [str(file)])
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
