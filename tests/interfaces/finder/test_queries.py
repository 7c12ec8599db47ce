"""What people type, and what the standard catalogue answers first: the table to read is `queries.csv`."""

import csv
from functools import cache
from pathlib import Path

import pytest

from velkommen.apps.catalogue import standard
from velkommen.shared.finding import Findable, Index

TABLE = Path(__file__).parent / "queries.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter=";"))


@cache
def index() -> Index[str]:
    said = {row["key"]: (row["da"] + "|" + row["en"]).split("|") for row in standard.rows("words")}
    rows = list(standard.rows("tasks"))
    return Index(
        Findable(row["key"], (row["name_da"], row["name_en"]), tuple(filter(None, said.get(row["key"], []))))
        for row in rows
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["query"])
def test_what_people_type_is_answered_first(row: dict[str, str]) -> None:
    assert index().search(row["query"]).keys[:1] == (row["first"],), row["shows"]


def test_the_table_asks_for_nearly_every_task_and_nothing_twice() -> None:
    asked = [row["query"] for row in ROWS]
    tasks = {row["key"] for row in standard.rows("tasks")}
    missing = tasks - {row["first"] for row in ROWS}
    assert (len(asked) >= 120, len(set(asked))) == (True, len(asked))
    assert missing <= {"personal_allowance", "youth_club", "one_off_aid", "info_forms", "other", "topic_unknown"}
