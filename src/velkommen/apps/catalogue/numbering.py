"""Numbers of an edition of KLE as a sheet: one row per task (`key;kle` and, where one is known, `facet`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from velkommen.apps.catalogue.models import Task
from velkommen.domain.catalogue import check_kle
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.sheets import Fault, fault
from velkommen.shared.sheets.files import MEGABYTE, Row, rows_of
from velkommen.shared.sheets.heads import Head, under_head
from velkommen.shared.sheets.words import fold, folded

MOST_BYTES = 2 * MEGABYTE


class Column(StrEnum):
    KEY = "nøgle"
    NUMBER = "KLE"
    FACET = "facet"


_HEADS: Mapping[str, str] = folded(
    {
        Column.KEY: "nøgle,key",
        Column.NUMBER: "KLE,KLE-nummer,KLE number",
        Column.FACET: "facet,KLE-facet,handlingsfacet",
    }
)


@dataclass(frozen=True)
class KleRow:
    """The number of one task in an edition of KLE, and its facet where it has one. Without a number: it has none any more."""

    task: str
    number: str
    facet: str = ""


@dataclass(frozen=True)
class Numbers:
    """A sheet as it was read; one with `problems` (refusals with their `row`) is not written. `empty` rows said no number."""

    rows: Sequence[KleRow]
    empty: int
    problems: Sequence[Refusal] = field(repr=False)


def column_of(text: str) -> Column | None:
    found = _HEADS.get(fold(text))
    return Column(found) if found else None


def read_numbers(data: bytes) -> Numbers:
    """Read a file without writing anything. A task whose cell is empty keeps the number it has.

    Raises:
        Refusal: CPR_IN_TEXT with the row; BAD_FILE when nothing can be read at all.
    """
    head, rows = under_head(rows_of(data, column_of, MOST_BYTES), column_of, (Column.KEY, Column.NUMBER))
    known = set(Task.objects.values_list("key", flat=True))
    found: list[KleRow] = []
    problems: list[Refusal] = []
    seen: dict[str, int] = {}
    for row in rows:
        try:
            one = _read(head, row, known)
            if (other := seen.setdefault(one.task, row.number)) != row.number:
                raise fault(Fault.TWICE, other=other)
            found.append(one)
        except Refusal as refusal:
            problems.append(Refusal(refusal.code, **{**refusal.facts, "row": row.number}))
    told = [one for one in found if one.number]
    return Numbers(told, len(found) - len(told), problems)


def _read(head: Head[Column], row: Row, known: set[str]) -> KleRow:
    head.check(row)
    task = head.text(row, Column.KEY)
    if not task:
        raise fault(Fault.CELL_MISSING, column=Column.KEY.value)
    if task not in known:
        raise Refusal(Code.UNKNOWN_TASK, task=task[:40])
    if isinstance(cell := head.cell(row, Column.NUMBER), float | date):
        raise fault(Fault.NOT_AS_TEXT, text=str(cell), column=Column.NUMBER.value)
    one = KleRow(task, head.text(row, Column.NUMBER), head.text(row, Column.FACET))
    if one.number or one.facet:
        check_kle(one.number, one.facet)
    return one
