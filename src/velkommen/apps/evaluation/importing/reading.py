"""A counting sheet put together: its head found, each row made a line that can be written, or a refusal that says why not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from hashlib import sha256

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import Destination, Task
from velkommen.apps.enquiries.batches import NOON, NOT_NAMED
from velkommen.apps.enquiries.models import ImportBatch
from velkommen.apps.evaluation.importing import words
from velkommen.apps.evaluation.importing.counts import count_of
from velkommen.apps.evaluation.importing.words import Column, column_of
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.catalogue import TOPIC_UNKNOWN
from velkommen.domain.kinds import Channel, EnquiryKind
from velkommen.domain.outcomes import REFERRALS, DestinationKind, Discretion, Outcome, Reason, check_outcome
from velkommen.domain.privacy import refuse_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.sheets import Fault, fault
from velkommen.shared import clock
from velkommen.shared.danish import collation
from velkommen.shared.sheets.dates import day_of, period_of, time_of
from velkommen.shared.sheets.files import HEAD_LINES, MEGABYTE, Row, rows_of
from velkommen.shared.sheets.heads import Head, head_of
from velkommen.shared.sheets.words import fold, nearest

Progress = Callable[[float], None]
MOST_BYTES = 20 * MEGABYTE
EXAMPLE = "dato;tidspunkt;sted;kategori;antal"
MOST_ENQUIRIES = 200_000
FIRST_YEAR = 1990
NAMELESS = ""  # the stand-in for every place that is not known by name
REFERRED = frozenset(map(fold, ("henvist", "viderestillet", "referred")))


@dataclass(frozen=True)
class Line:
    """One row of a sheet that can be written: `count` enquiries alike. Task and destination are keys, the place is an id."""

    row: int
    place: int
    category: str
    task: str
    happened_at: datetime
    imprecise: bool
    count: int
    outcome: str = ""
    destination: str = ""
    reason: str = ""
    channel: str = Channel.IN_PERSON.value
    kind: str = EnquiryKind.TRANSACTION.value
    unit: str = ""


@dataclass(frozen=True)
class Sheet:
    """A file as it was read. `problems` are refusals with their `row`; a sheet that has any is not written.

    Of its lines it shows nothing: the digest of the file says as much.
    """

    name: str
    digest: bytes  # in hexadecimal it would be shaped like a CPR number now and then
    lines: Sequence[Line] = field(repr=False)
    problems: Sequence[Refusal] = field(repr=False)
    unused: Sequence[str]
    stood_in: Mapping[str, str] = field(default_factory=dict)

    @property
    def enquiries(self) -> int:
        return sum(line.count for line in self.lines)


@dataclass(frozen=True)
class Known:
    """What the house knows by name: places by folded name and slug, tasks and destinations by key and by folded name."""

    places: Mapping[str, ServicePoint]
    tasks: Mapping[str, Task]
    task_keys: Mapping[str, str]
    destinations: Mapping[str, Destination]
    destination_keys: Mapping[str, str]


def known() -> Known:
    points = list(ServicePoint.objects.all())
    tasks = {task.key: task for task in catalogue.tasks()}
    where = {one.key: one for one in catalogue.every_destination()}
    return Known(
        places={fold(name): point for point in points for name in (point.slug, point.name)},
        tasks=tasks,
        task_keys={word: key for word, key in words.TASKS.items() if key in tasks}
        | {fold(name): task.key for task in tasks.values() for name in (task.key, task.name_da, task.name_en)},
        destinations=where,
        destination_keys={fold(name): d.key for d in where.values() for name in (d.key, d.name_da, d.name_en)},
    )


def check_line(line: Line, names: Known) -> None:
    """Raises: Refusal UNKNOWN_TASK, UNKNOWN_DESTINATION, or what `check_outcome` refuses, with the row."""
    task, where = names.tasks.get(line.task), names.destinations.get(line.destination)
    if task is None:
        raise Refusal(Code.UNKNOWN_TASK, task=line.task, row=line.row)
    if line.destination and where is None:
        raise Refusal(Code.UNKNOWN_DESTINATION, destination=line.destination, row=line.row)
    if line.outcome:
        check_outcome(
            Outcome(line.outcome),
            destination=DestinationKind(where.kind) if where else None,
            reason=Reason(line.reason) if line.reason else None,
            discretion=Discretion(task.discretion),
        )


def read_sheet(
    data: bytes, name: str, stand_ins: Mapping[str, str], at: datetime, progress: Progress | None = None
) -> Sheet:
    """Read a file without writing anything.

    Args:
        data: its bytes.
        name: what it is called.
        stand_ins: name of a place in the sheet -> slug of a service point; NAMELESS -> the one for all other unknown names.
        at: now.
        progress: hears how much of the rows is read (0-1).

    Raises:
        Refusal: CPR_IN_TEXT, FILE_ALREADY_IMPORTED, UNKNOWN_PLACE (of a stand-in), BAD_FILE when nothing can be read at all.
    """
    refuse_cpr(name, "file")
    digest = sha256(data).digest()
    if ImportBatch.objects.filter(digest=digest.hex()).exists():
        raise Refusal(Code.FILE_ALREADY_IMPORTED)
    names = known()
    chosen = {fold(place): _stand_in(slug, names) for place, slug in stand_ins.items()}
    rows = rows_of(data, column_of, MOST_BYTES)
    top = next((n for n, row in enumerate(rows[:HEAD_LINES]) if _is_head(row)), None)
    if top is None:
        raise fault(Fault.HEAD_MISSING, example=EXAMPLE)
    return _Reader(_head(rows[top]), names, chosen, at).sheet(name, digest, rows[top + 1 :], progress)


def _stand_in(slug: str, names: Known) -> ServicePoint:
    found = names.places.get(fold(slug))
    return found or places.service_point(slug)


def _is_head(row: Row) -> bool:
    return Column.CATEGORY in {column_of(str(cell)) for cell in row.cells} or len(_columns(row)) > 2


def _columns(row: Row) -> list[Column]:
    return [column for cell in row.cells if (column := column_of(str(cell)))]


def _head(row: Row) -> Head[Column]:
    head = head_of(row, column_of)
    at = dict(head.at)
    if Column.TIME in at and not {Column.DATE, Column.PERIOD} & set(at):
        at[Column.DATE] = at.pop(Column.TIME)  # "tidspunkt" may hold date and time in one
    if Column.CATEGORY not in at and Column.OUTCOME not in at:
        raise fault(Fault.HEAD_MISSING, example=EXAMPLE)
    if not {Column.DATE, Column.PERIOD} & set(at):
        raise fault(Fault.NO_DATES)
    return replace(head, at=at)


class _Reader:
    """Reads the rows below a head; what cannot be read is noted and the next row tried."""

    def __init__(self, head: Head[Column], names: Known, stand_ins: Mapping[str, ServicePoint], at: datetime) -> None:
        self._head, self._names, self._stand_ins, self._at = head, names, stand_ins, at
        self._stood_in: dict[str, str] = {}

    def sheet(self, name: str, digest: bytes, rows: Sequence[Row], progress: Progress | None) -> Sheet:
        lines: list[Line] = []
        problems: list[Refusal] = []
        for done, row in enumerate(rows):
            if progress and done % 1000 == 0:
                progress(done / len(rows))
            try:
                lines.append(self._line(row))
            except Refusal as refusal:
                problems.append(Refusal(refusal.code, **{**refusal.facts, "row": row.number}))
        found = Sheet(name, digest, lines, problems, self._head.unused, self._stood_in)
        if not rows:
            raise fault(Fault.EMPTY)
        if found.enquiries > MOST_ENQUIRIES:
            raise fault(Fault.TOO_MANY_ENQUIRIES, most=MOST_ENQUIRIES)
        return found

    def _line(self, row: Row) -> Line:
        self._head.check(row)
        category = self._head.text(row, Column.CATEGORY)
        if fold(category) in words.TOTALS or fold(str(row.cells[0])) in words.TOTALS:
            raise fault(Fault.TOTAL)
        happened_at, imprecise = self._moment(row)
        line = Line(
            row=row.number,
            place=self._place(row).pk,
            category=category,
            task=TOPIC_UNKNOWN,
            happened_at=happened_at,
            imprecise=imprecise,
            count=count_of(self._head.cell(row, Column.COUNT)) if Column.COUNT in self._head.at else 1,
            reason=self._word(row, Column.REASON, words.REASONS),
            channel=self._word(row, Column.CHANNEL, words.CHANNELS) or Channel.IN_PERSON.value,
            kind=self._word(row, Column.KIND, words.KINDS) or EnquiryKind.TRANSACTION.value,
            unit=self._word(row, Column.UNIT, words.UNITS),
        )
        line = self._ended(row, self._asked(line))
        check_line(line, self._names)
        return line

    def _moment(self, row: Row) -> tuple[datetime, bool]:
        """When it happened, and whether that is a guess within the day (or the last day of a period)."""
        day, moment = self._day(row)
        moment = time_of(self._head.cell(row, Column.TIME)) or moment
        text = self._head.text(row, Column.PERIOD if self._is_period(row) else Column.DATE)
        happened_at = datetime.combine(day, (moment or NOON), clock.zone()).astimezone(UTC)
        if day > clock.local_day(self._at) or (moment and happened_at > self._at):
            raise fault(Fault.NOT_OVER, text=text)
        if day.year < FIRST_YEAR:
            raise fault(Fault.TOO_OLD, text=text, year=FIRST_YEAR)
        return min(happened_at, self._at), moment is None

    def _day(self, row: Row) -> tuple[date, time | None]:
        if self._is_period(row):
            return period_of(self._head.cell(row, Column.PERIOD))[1], None
        return day_of(self._head.cell(row, Column.DATE))

    def _is_period(self, row: Row) -> bool:
        return self._head.cell(row, Column.DATE) == "" and Column.PERIOD in self._head.at

    def _place(self, row: Row) -> ServicePoint:
        text = self._head.text(row, Column.PLACE)
        named = self._stand_ins.get(fold(text)) or self._names.places.get(fold(text)) if text else None
        found = named or self._stand_ins.get(NAMELESS)
        if found is None:
            raise fault(Fault.PLACE_UNKNOWN, text=text) if text else fault(Fault.PLACE_MISSING)
        if fold(text) not in self._names.places:
            self._stood_in[text] = found.name
        return found

    def _word(self, row: Row, column: Column, meanings: Mapping[str, str]) -> str:
        text = self._head.text(row, column)
        if text and fold(text) not in meanings:
            raise fault(
                Fault.WORD_UNKNOWN, text=text, column=column.value, known=sorted(set(meanings.values()), key=collation)
            )
        return str(meanings[fold(text)]) if text else ""

    def _asked(self, line: Line) -> Line:
        """The line with its topic; a category that says how it ended leaves the topic unknown."""
        word = fold(line.category)
        if not word:
            if Column.CATEGORY in self._head.at:
                raise fault(Fault.CATEGORY_MISSING)
            return line
        if word in self._names.task_keys:
            return replace(line, task=self._names.task_keys[word])
        if word in words.OUTCOMES:
            return replace(line, outcome=str(words.OUTCOMES[word]))
        raise self._unknown(line.category)

    def _unknown(self, category: str) -> Refusal:
        near = nearest(category, self._names.task_keys)
        if not near:
            return fault(Fault.CATEGORY_UNKNOWN, text=category)
        task = self._names.tasks[self._names.task_keys[near]]
        return fault(Fault.CATEGORY_NEAR, text=category, near=task.name)

    def _ended(self, row: Row, line: Line) -> Line:
        """The line with its outcome and, for a referral, where to."""
        where = self._destination(row)
        outcome = self._outcome(row, where)
        if line.outcome and outcome and outcome != line.outcome:
            raise fault(Fault.OUTCOME_TWICE, text=line.category)
        outcome = outcome or line.outcome
        wanted = REFERRALS.get(Outcome(outcome)) if outcome else None
        return replace(line, outcome=outcome, destination=where or (NOT_NAMED[wanted] if wanted else ""))

    def _outcome(self, row: Row, where: str) -> str:
        text = self._head.text(row, Column.OUTCOME)
        if fold(text) in REFERRED or (where and not text):
            if not where:
                raise Refusal(Code.DESTINATION_MISSING)
            kind = self._names.destinations[where].kind
            return next(outcome.value for outcome, wanted in REFERRALS.items() if wanted == kind)
        return self._word(row, Column.OUTCOME, words.OUTCOMES)

    def _destination(self, row: Row) -> str:
        text = self._head.text(row, Column.DESTINATION)
        if text and fold(text) not in self._names.destination_keys:
            raise Refusal(Code.UNKNOWN_DESTINATION, destination=text)
        return self._names.destination_keys[fold(text)] if text else ""
