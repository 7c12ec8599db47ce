"""A sheet of visits and loans: one row per place and month (`place;month;visits;loans`, in Danish or English)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from velkommen.apps.places.models import ServicePoint
from velkommen.apps.places.queries import service_points
from velkommen.domain.measures import LIBRARIES
from velkommen.domain.refusals import Refusal
from velkommen.domain.sheets import Fault, fault
from velkommen.domain.yearbook import MOST, check_month
from velkommen.shared import clock
from velkommen.shared.sheets.dates import period_of
from velkommen.shared.sheets.files import MEGABYTE, Row, rows_of
from velkommen.shared.sheets.heads import Head, under_head
from velkommen.shared.sheets.words import fold, folded

MOST_BYTES = 2 * MEGABYTE


class Column(StrEnum):
    PLACE = "sted"
    MONTH = "måned"
    VISITS = "besøg"
    LOANS = "udlån"


_HEADS: Mapping[str, str] = folded(
    {
        Column.PLACE: "sted,bibliotek,filial,place,library",
        Column.MONTH: "måned,periode,month,period",
        Column.VISITS: "besøg,besøgstal,besøgende,visits,visitors",
        Column.LOANS: "udlån,lån,loans",
    }
)


@dataclass(frozen=True)
class Line:
    """What a row says: a service point id, the first day of a month, two numbers (None: the cell is empty)."""

    row: int
    place: int
    month: date
    visits: int | None
    loans: int | None


@dataclass(frozen=True)
class Sheet:
    """A file as it was read; one with `problems` (refusals with their `row`) is not written."""

    lines: Sequence[Line]
    problems: Sequence[Refusal] = field(repr=False)


def column_of(text: str) -> Column | None:
    found = _HEADS.get(fold(text))
    return Column(found) if found else None


def read_months(data: bytes, at: datetime) -> Sheet:
    """Read a file without writing anything.

    Raises:
        Refusal: CPR_IN_TEXT with the row; BAD_FILE when nothing can be read at all.
    """
    head, rows = under_head(rows_of(data, column_of, MOST_BYTES), column_of, (Column.PLACE, Column.MONTH))
    return _Reader(head, clock.local_day(at)).sheet(rows)


class _Reader:
    def __init__(self, head: Head[Column], today: date) -> None:
        self._head, self._today = head, today
        self._places: dict[str, ServicePoint] = {
            fold(name): point
            for point in service_points()
            if point.kind in LIBRARIES
            for name in (point.slug, point.name)
        }

    def sheet(self, rows: Sequence[Row]) -> Sheet:
        lines: list[Line] = []
        problems: list[Refusal] = []
        seen: dict[tuple[int, date], int] = {}
        for row in rows:
            try:
                line = self._line(row)
                if (other := seen.setdefault((line.place, line.month), row.number)) != row.number:
                    raise fault(Fault.TWICE, other=other)
                lines.append(line)
            except Refusal as refusal:
                problems.append(Refusal(refusal.code, **{**refusal.facts, "row": row.number}))
        return Sheet(lines, problems)

    def _line(self, row: Row) -> Line:
        self._head.check(row)
        name = self._head.text(row, Column.PLACE)
        if not name:
            raise fault(Fault.CELL_MISSING, column=Column.PLACE.value)
        if fold(name) not in self._places:
            raise fault(Fault.WORD_UNKNOWN, text=name, column=Column.PLACE.value, known=self._known())
        visits, loans = self._number(row, Column.VISITS), self._number(row, Column.LOANS)
        if visits is None and loans is None:
            raise fault(Fault.CELL_MISSING, column=f"{Column.VISITS.value}, {Column.LOANS.value}")
        return Line(row.number, self._places[fold(name)].pk, self._month(row), visits, loans)

    def _known(self) -> str:
        return ", ".join(sorted({point.name for point in self._places.values()}))

    def _month(self, row: Row) -> date:
        """Raises: Refusal MONTH_AHEAD, BAD_FILE (BAD_PERIOD and the others of a period)."""
        first, last = period_of(self._head.cell(row, Column.MONTH))
        if first != last and (first.year, first.month) != (last.year, last.month):
            raise fault(Fault.SHAPE, text=self._head.text(row, Column.MONTH), column="måned", example="januar 2026")
        return check_month(first, self._today)

    def _number(self, row: Row, column: Column) -> int | None:
        """A whole number, with or without points between thousands; None where the cell is empty."""
        text = self._head.text(row, column).replace(".", "").replace("\u00a0", "").replace(" ", "")
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) < 12):
            raise fault(Fault.SHAPE, text=self._head.text(row, column), column=column.value, example="12500")
        if int(text) > MOST:
            raise fault(Fault.OUTSIDE, text=text, column=column.value, least=0, most=MOST)
        return int(text)
