"""What a book would change: its rows matched with what is there, checked together, and each difference said. Nothing is written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from velkommen.apps.placement.models import ALWAYS
from velkommen.apps.setup import checking, hours
from velkommen.apps.setup.checking import Group, Row
from velkommen.apps.setup.forms import Value
from velkommen.apps.setup.present import Key, Present, Values, facts_of
from velkommen.apps.setup.reading import Book, Entry, Problem
from velkommen.apps.setup.shapes import GROUPED, SHAPES, TASK_FIELDS, Kind
from velkommen.domain import catalogue
from velkommen.domain.catalogue import stored
from velkommen.domain.refusals import Refusal
from velkommen.domain.sheets import Fault, fault
from velkommen.domain.steps import Steps
from velkommen.shared.sheets.words import fold, nearest

MOST_LOOKED_FOR = 500  # unknown names, each compared with all that are known
#: What a thing is called in other sheets, besides its key.
_NAMES = {
    Kind.PLACES: ("name",),
    Kind.TASKS: ("name_da", "name_en"),
    Kind.DESTINATIONS: ("name_da", "name_en"),
    Kind.LINES: ("name_da", "name_en"),
    Kind.STAFF: (),
}


@dataclass(frozen=True)
class Change:
    """One thing that would be added (`before` None) or changed. `after` is the whole of it; `fields` is what differs.

    `since` is the day a changed task changes.
    """

    key: Key
    before: Values | None
    after: Values
    fields: tuple[str, ...]
    since: date | None = None


@dataclass(repr=False)
class Plan:
    """What a book would do. With a problem it does nothing."""

    problems: list[Problem] = field(default_factory=list)
    changes: dict[Kind, list[Change]] = field(default_factory=dict)
    unchanged: dict[Kind, int] = field(default_factory=dict)

    def counts(self) -> dict[str, dict[str, int]]:
        """Kind -> how many things are added, changed and as they were."""
        return {
            kind.value: {
                "added": sum(change.before is None for change in self.changes.get(kind, ())),
                "changed": sum(change.before is not None for change in self.changes.get(kind, ())),
                "unchanged": self.unchanged.get(kind, 0),
            }
            for kind in Kind
            if kind in self.unchanged
        }


def plan_of(book: Book, there: Present, today: date) -> Plan:
    """Compare a book with what is there.

    Args:
        today: the local day from which what the rows do not date holds.
    """
    return _Planner(book, there, today).plan()


class _Planner:
    def __init__(self, book: Book, there: Present, today: date) -> None:
        self._book, self._there, self._today = book, there, today
        self._plan = Plan(list(book.problems))
        self._names = {kind: self._called(kind) for kind in _NAMES}
        self._rows: dict[Kind, dict[Key, Row]] = {}
        self._looked_for: dict[tuple[Kind, str], str | None] = {}
        self._steps_of: dict[Value, list[Row]] | None = None
        self._steps: dict[Key, dict[Key, Values]] = defaultdict(dict)
        for key, said in there.rows[Kind.OFFERS].items():
            self._steps[key[:2]][key] = said

    def plan(self) -> Plan:
        for kind in (kind for kind in Kind if kind in self._book.entries):
            self._rows[kind] = self._keyed(kind)
        if Kind.SPECIAL_DAYS in self._rows or Kind.HOURS in self._rows:
            self._days_of_texts()
        facts = self._tasks_then()
        self._plan.problems += checking.problems(self._rows, self._there, facts, self._today)
        for kind, rows in self._rows.items():
            self._compare(kind, rows)
        return self._plan

    def _called(self, kind: Kind) -> dict[str, str]:
        """What each thing of a kind may be called, folded -> its key. A name two things share is nobody's."""
        found: dict[str, set[str]] = defaultdict(set)
        keys = {str(key[0]): values for key, values in self._there.rows[kind].items()}
        first = next(column.name for column in SHAPES[kind].columns if column.key)
        said = {str(e.values[first]): e.values for e in self._book.entries.get(kind, ()) if e.values.get(first)}
        for key, values in [*keys.items(), *said.items()]:
            for name in _NAMES[kind]:
                found[fold(str(values.get(name) or ""))].add(key)
        names = {name: next(iter(owners)) for name, owners in found.items() if len(owners) == 1 and name}
        return names | {fold(key): key for key in (*keys, *said)}

    def _keyed(self, kind: Kind) -> dict[Key, Row]:
        """The rows of a kind by key, what they name found; two of one key are a problem (of grouped kinds they stand together)."""
        found: dict[Key, Row] = {}
        for entry in self._book.entries[kind]:
            row = self._resolved(entry)
            if row is None:
                continue
            before = found.get(row.key)
            if kind in GROUPED:
                found[row.key] = Row(row.key, {}, entry, group=self._grouped(kind, before, row))
            elif before is None:
                found[row.key] = row
            else:
                other = before.entry.where
                number = f"{other.row} ({other.sheet or other.file})"
                self._note(entry, fault(Fault.TWICE, other=str(other.row) if other == entry.where else number))
        return found

    def _resolved(self, entry: Entry) -> Row | None:
        """A row with its key; None when something in it could not be read or found."""
        values = dict(entry.values)
        broken = entry.broken
        for column in SHAPES[entry.kind].columns:
            if column.refers in _NAMES and values.get(column.name):
                try:
                    values[column.name] = self._found(column.refers, str(values[column.name]))
                except Refusal as refusal:
                    broken = True
                    heading = entry.heading(column.name)
                    self._note(entry, Refusal(refusal.code, **{**refusal.facts, "column": heading}), heading)
        if entry.kind is Kind.CHANGES and not broken:
            broken = not self._read_value(entry, values)
        if broken:
            return None
        key = tuple(values.pop(c.name, c.form.blank) for c in SHAPES[entry.kind].columns if c.key)
        since = values.pop("since", None) if entry.kind is Kind.TASKS else None
        return Row(self._dated(entry.kind, key, values), values, entry, cast(date | None, since))

    def _found(self, kind: Kind, text: str) -> str:
        names = self._names[kind]
        if fold(text) in names:
            return names[fold(text)]
        near = self._near(kind, text)
        if near:
            raise fault(Fault.WORD_NEAR, text=text, near=names[near])
        raise fault(Fault.REFERENCE_UNKNOWN, text=text, sheet=SHAPES[kind].title)

    def _near(self, kind: Kind, text: str) -> str | None:
        """The name that a text may have been meant for. Of very many unknown ones the later are not looked for."""
        if (kind, text) not in self._looked_for:
            if len(self._looked_for) >= MOST_LOOKED_FOR:
                return None
            self._looked_for[kind, text] = nearest(text, self._names[kind])
        return self._looked_for[kind, text]

    def _read_value(self, entry: Entry, values: dict[str, Value]) -> bool:
        """The value of a changed task, read as its field is."""
        column = next(column for column in TASK_FIELDS if column.name == values["field"])
        text = str(values.get("value") or "")
        try:
            value = column.form.read(text) if text else column.form.blank
            values["value"] = self._found(column.refers, text) if column.refers and text else value
        except Refusal as refusal:
            heading = entry.heading("value")
            self._note(entry, Refusal(refusal.code, **{**refusal.facts, "column": heading}), heading)
            return False
        return True

    def _dated(self, kind: Kind, key: Key, values: Values) -> Key:
        """The key of a row whose day nobody has said: as it is now, if that is what the row says; else from today on."""
        if kind is Kind.COMPETENCES and key[-1] is None:
            return (*key[:-1], self._able_since(key[:-1]))
        if kind is not Kind.OFFERS or key[-1] is not None:
            return key
        steps = {cast(date, k[2]): said for k, said in self._steps.get(key[:2], {}).items()}
        held = max((day for day in steps if day <= self._today), default=None)
        if held is None:
            return (*key[:2], ALWAYS if not steps else self._today)
        same = all(steps[held].get(name) == value for name, value in values.items())
        return (*key[:2], held if same else self._today)

    def _able_since(self, key: Key) -> date:
        """The day somebody has been able to since: that of what they hold today, or else of what nobody has dated."""
        held = [
            cast(date, other[-1])
            for other, said in self._there.rows[Kind.COMPETENCES].items()
            if other[:-1] == key and (said["last"] is None or cast(date, said["last"]) >= self._today)
        ]
        return max((day for day in held if day <= self._today), default=ALWAYS)

    def _grouped(self, kind: Kind, before: Row | None, row: Row) -> Group:
        group = before.group if before and before.group else Group()
        values = {**row.values}
        try:
            if kind is Kind.SPECIAL_DAYS:
                group.add_day(row.entry, values)
            else:
                group.add_hours(row.entry, values, hours.said(values, SHAPES[Kind.SPECIAL_DAYS].title))
        except Refusal as refusal:
            self._note(row.entry, refusal)
        return group

    def _days_of_texts(self) -> None:
        """Days that a text of hours says to be different are special days like those of their own sheet."""
        days = self._rows.setdefault(Kind.SPECIAL_DAYS, {})
        for key, row in self._rows.get(Kind.HOURS, {}).items():
            for entry, day, said in row.group.special if row.group else ():
                if (*key, day) in days:
                    other = days[*key, day].entry.where
                    self._note(entry, fault(Fault.TWICE, other=f"{other.row} ({other.sheet or other.file})"))
                    continue
                group = Group()
                for opens, closes in said.spans:
                    group.add_day(entry, {"opens": opens, "closes": closes, "why": said.why})
                if not said.spans:
                    group.add_day(entry, {"why": said.why})
                days[*key, day] = Row((*key, day), {}, entry, group=group)
        if not days:
            del self._rows[Kind.SPECIAL_DAYS]

    def _tasks_then(self) -> dict[str, catalogue.Entry]:
        """The catalogue as it would be; a task whose facts cannot be is a problem."""
        found = dict(self._there.tasks)
        for key, row in self._rows.get(Kind.CHANGES, {}).items():
            task, name, since = str(key[0]), str(key[1]), cast(date, key[2])
            if task in found:
                found[task] = _changed(found[task], {name: row.values.get("value")}, since)
        for key, row in self._rows.get(Kind.TASKS, {}).items():
            task = str(key[0])
            lacking = [c for c in SHAPES[Kind.TASKS].columns if c.needed and not c.key and c.name not in row.values]
            if task not in found and lacking:
                for column in lacking:
                    self._note(row.entry, fault(Fault.CELL_MISSING, column=column.heading), column.heading)
                continue
            try:
                found[task] = self._task_then(found.get(task), row, task)
                found[task].check_every_day()
            except Refusal as refusal:
                self._note(row.entry, refusal)
        for key, row in self._rows.get(Kind.CHANGES, {}).items():
            try:
                found[str(key[0])].check_every_day()
            except Refusal as refusal:
                self._note(row.entry, refusal)
            except KeyError:  # of a new task whose own row is broken
                continue
        return found

    def _task_then(self, entry: catalogue.Entry | None, row: Row, task: str) -> catalogue.Entry:
        fields = {column.name for column in TASK_FIELDS}
        said = {name: value for name, value in row.values.items() if name in fields}
        if entry is None:
            whole = {**SHAPES[Kind.TASKS].blanks(), **said}
            facts: dict[str, Any] = {name: catalogue.read(name, _json(whole[name])) for name in fields}
            return catalogue.Entry(catalogue.TaskFacts(key=task, group=str(row.values["line"]), **facts))
        since = row.since or self._today
        now = facts_of(entry.on(since))
        return _changed(entry, {name: value for name, value in said.items() if now[name] != value}, since)

    def _compare(self, kind: Kind, rows: Mapping[Key, Row]) -> None:
        changes = self._plan.changes.setdefault(kind, [])
        self._plan.unchanged.setdefault(kind, 0)
        for row in rows.values():
            change = self._change(kind, row)
            if change is None:
                self._plan.unchanged[kind] += 1
            else:
                changes.append(change)

    def _change(self, kind: Kind, row: Row) -> Change | None:
        before = self._before(kind, row)
        said = row.group.values() if row.group else row.values
        blanks = {} if row.group else SHAPES[kind].blanks()
        fields = tuple(name for name, value in said.items() if before is None or before.get(name) != value)
        if before is not None and not fields:
            return None
        if before is None and kind is not Kind.TASKS:
            for column in SHAPES[kind].columns if not row.group else ():
                if column.needed and not column.key and column.name not in said:
                    self._note(row.entry, fault(Fault.CELL_MISSING, column=column.heading), column.heading)
        since = (row.since or self._today) if kind is Kind.TASKS else None
        return Change(row.key, before, {**(before or blanks), **said}, fields, since)

    def _before(self, kind: Kind, row: Row) -> Values | None:
        there = self._there.rows[kind].get(row.key)
        if kind is not Kind.TASKS or there is None:
            return there
        entry = self._there.tasks[str(row.key[0])]
        for change in self._changes_of(row.key[0]):
            entry = _changed(entry, {str(change.key[1]): change.values.get("value")}, cast(date, change.key[2]))
        return {**there, **facts_of(entry.on(row.since or self._today))}

    def _changes_of(self, task: Value) -> Sequence[Row]:
        if self._steps_of is None:
            self._steps_of = defaultdict(list)
            for key, row in self._rows.get(Kind.CHANGES, {}).items():
                self._steps_of[key[0]].append(row)
        return self._steps_of.get(task, ())

    def _note(self, entry: Entry, refusal: Refusal, column: str = "") -> None:
        self._plan.problems.append(Problem(entry.where, refusal, column))


def _changed(entry: catalogue.Entry, said: Values, since: date) -> catalogue.Entry:
    """A task with some of its fields holding something else from a day on."""
    changes = dict(entry.changes)
    for name, value in said.items():
        steps = changes.get(name, Steps())
        kept = stored(catalogue.read(name, _json(value)))
        changes[name] = Steps.of([*zip(steps.days, steps.values, strict=True), (since, kept)])
    return catalogue.Entry(entry.standard, changes, entry.fees, entry.suspensions, entry.seasons)


def _json(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value
