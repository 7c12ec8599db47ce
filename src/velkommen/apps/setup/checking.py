"""What rows say together and cannot both be true, or cannot be true where they stand."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from velkommen.apps.setup import hours
from velkommen.apps.setup.forms import Value
from velkommen.apps.setup.hours import At, Said
from velkommen.apps.setup.present import Key, Present, Values
from velkommen.apps.setup.reading import Entry, Problem
from velkommen.apps.setup.shapes import SHAPES, Kind
from velkommen.domain import catalogue
from velkommen.domain.hours.checks import check_stops
from velkommen.domain.hours.checks import problems as wrong_hours
from velkommen.domain.hours.faults import HoursFault
from velkommen.domain.hours.periods import Period, Span, SpecialDay
from velkommen.domain.kinds import DeskRole
from velkommen.domain.outcomes import Discretion
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.sheets import Fault, fault

WITH_EQUIPMENT = frozenset({DeskRole.COMPLETE.value, DeskRole.RECEIVE.value})
FOREVER = date.max
MOST_PERIODS = 200  # of one layer of a place: each is compared with each


@dataclass
class Group:
    """Rows that are one thing together: the hours of a layer, the stretches of a day."""

    hours: list[tuple[Entry, At]] = field(default_factory=list)
    special: list[tuple[Entry, date, SpecialDay]] = field(default_factory=list)
    spans: list[tuple[Entry, Span]] = field(default_factory=list)
    why: str = ""
    is_day: bool = False

    def add_hours(self, entry: Entry, values: Values, said: Said) -> None:
        stop = str(values.get("stop") or "")
        self.hours += [(entry, (stop, period)) for period in said.periods]
        self.special += [(entry, day, special) for day, special in said.special.items()]

    def add_day(self, entry: Entry, values: Values) -> None:
        """Raises: Refusal BAD_FILE (TIMES_MISSING) when only one end is said."""
        self.is_day = True
        self.why = self.why or str(values.get("why") or "")
        opens, closes = values.get("opens"), values.get("closes")
        if (opens is None) != (closes is None):
            raise fault(Fault.TIMES_MISSING)
        if opens is not None:
            self.spans.append((entry, (cast(int, opens), cast(int, closes))))

    def values(self) -> dict[str, Value]:
        if self.is_day:
            return {"all": (hours.spans(span for _, span in self.spans), self.why)}
        return {"all": hours.in_order(at for _, at in self.hours)}


@dataclass(frozen=True)
class Row:
    """A row whose references are found: its key, what it says besides, and where it stands."""

    key: Key
    values: Values
    entry: Entry
    since: date | None = None
    group: Group | None = None


Rows = Mapping[Kind, Mapping[Key, Row]]


def problems(rows: Rows, there: Present, tasks: Mapping[str, catalogue.Entry], today: date) -> Iterator[Problem]:
    """Everything wrong with rows that are right one by one.

    Args:
        tasks: the catalogue as it would be.
    """
    yield from _municipality(rows, there)
    yield from _kle(rows, there)
    yield from _fees(rows)
    yield from _days(rows, there, tasks)
    for kind in (Kind.HOURS, Kind.TASK_HOURS):
        for row in rows.get(kind, {}).values():
            yield from _hours(row, _stops(rows, there, row.key[0]) if kind is Kind.HOURS else None)
    for row in rows.get(Kind.SPECIAL_DAYS, {}).values():
        yield from _special_day(row)
    yield from _lines(rows, there)
    yield from _positions(rows)
    yield from _offers(rows, there, tasks, today)


def _municipality(rows: Rows, there: Present) -> Iterator[Problem]:
    known = next(iter(there.rows[Kind.MUNICIPALITY].items()), None)
    for row in rows.get(Kind.MUNICIPALITY, {}).values():
        if known and row.key != known[0]:
            name, number = str(known[1]["name"]), str(known[0][0])
            yield _wrong(row, fault(Fault.OTHER_MUNICIPALITY, name=name, number=number), "code")
            return
        known = (row.key, row.values)


def _kle(rows: Rows, there: Present) -> Iterator[Problem]:
    """A number comes with the edition it is from; one that stands here as it is may stay without."""
    for row in rows.get(Kind.TASKS, {}).values():
        before = there.rows[Kind.TASKS].get(row.key, {})
        number, known = row.values.get("kle", before.get("kle")), before.get("kle_edition")
        same = number == before.get("kle")
        edition = row.values.get("kle_edition", known if same else "")
        if number and not edition and (known or not same):
            heading = row.entry.heading("kle_edition")
            yield _wrong(row, fault(Fault.EDITION_MISSING, column=heading), "kle_edition")


def _fees(rows: Rows) -> Iterator[Problem]:
    for row in rows.get(Kind.FEES, {}).values():
        try:
            catalogue.check_fee(cast(int, row.values.get("amount") or 0), cast(date | None, row.key[3]))
        except Refusal as refusal:
            yield _wrong(row, refusal, "since")
        if row.key[2] and not (row.values.get("case_da") and row.values.get("case_en")):
            yield _wrong(row, fault(Fault.CELL_MISSING, column=row.entry.heading("case_da")), "case_da")


_OVERLAPPING = {Kind.SUSPENSIONS: Code.ALREADY_SUSPENDED, Kind.COMPETENCES: Code.ALREADY_COMPETENT}


def _days(rows: Rows, there: Present, tasks: Mapping[str, catalogue.Entry]) -> Iterator[Problem]:
    """Stretches of days: forward, seasons of seasonal tasks alone, suspensions and competences without overlap."""
    for kind in (Kind.SEASONS, Kind.SUSPENSIONS, Kind.COMPETENCES):
        for row in rows.get(kind, {}).values():
            first, last = cast(date, row.key[-1]), cast(date | None, row.values.get("last"))
            if last and last < first:
                yield _wrong(row, Refusal(Code.PERIOD_REVERSED), "last")
            task = tasks.get(str(row.key[0]))
            if kind is Kind.SEASONS and task and not task.on(first).seasonal:
                yield _wrong(row, Refusal(Code.NOT_SEASONAL, task=str(row.key[0])), "task")
    for kind, code in _OVERLAPPING.items():
        whole = {**there.rows[kind], **{key: row.values for key, row in rows.get(kind, {}).items()}}
        stretches: dict[Key, list[tuple[date, date]]] = defaultdict(list)
        for key, values in whole.items():
            last = cast(date | None, values.get("last", there.rows[kind].get(key, {}).get("last")))
            stretches[key[:-1]].append((cast(date, key[-1]), last or FOREVER))
        wrong = {(*key, first) for key, found in stretches.items() for first in _meeting(found)}
        for key, row in rows.get(kind, {}).items():
            if key in wrong:
                yield _wrong(row, Refusal(code, task=str(key[0])), "first")


def _meeting(stretches: list[tuple[date, date]]) -> Iterator[date]:
    """The first days of stretches that begin before another is over, and of that other."""
    ordered = sorted(stretches)
    longest = ordered[0]
    for one in ordered[1:]:
        if one[0] <= longest[1]:
            yield from (one[0], longest[0])
        longest = max(longest, one, key=lambda stretch: stretch[1])


def _hours(row: Row, stops: set[str] | None) -> Iterator[Problem]:
    """One layer of a place: each period by itself, then two at a time, then stops."""
    group = row.group or Group()
    if len(group.hours) > MOST_PERIODS:
        yield Problem(group.hours[MOST_PERIODS][0].where, fault(Fault.TOO_MANY_PERIODS, most=MOST_PERIODS))
        return
    for entry, (stop, _) in group.hours:
        if stop and stops is not None and stop not in stops:
            column = entry.heading("stop")
            named = fault(Fault.REFERENCE_UNKNOWN, text=stop, column=column, sheet=SHAPES[Kind.STOPS].title)
            yield Problem(entry.where, named, column)
    for refusal in wrong_hours([period for _, (_, period) in group.hours]):
        later = max(cast(int, refusal.facts.get(name) or 1) for name in ("number", "other_number"))
        overlap = refusal.facts["fault"] == HoursFault.OVERLAP
        yield Problem(group.hours[later - 1][0].where, (_of_stops(group) if overlap else None) or refusal)


def _of_stops(group: Group) -> Refusal | None:
    stops: dict[str, list[Period]] = defaultdict(list)
    for _, (stop, period) in group.hours:
        stops[stop].append(period)
    try:
        check_stops(stops)
    except Refusal as refusal:
        return refusal
    return None


def _stops(rows: Rows, there: Present, place: Value) -> set[str]:
    return {str(key[1]) for key in (*there.rows[Kind.STOPS], *rows.get(Kind.STOPS, {})) if key[0] == place}


def _special_day(row: Row) -> Iterator[Problem]:
    group, day = row.group or Group(), cast(date, row.key[2])
    if len(group.spans) > MOST_PERIODS:
        yield Problem(group.spans[MOST_PERIODS][0].where, fault(Fault.TOO_MANY_PERIODS, most=MOST_PERIODS))
        return
    for refusal in wrong_hours([Period(frozenset({day.weekday()}), span) for _, span in group.spans]):
        later = max(cast(int, refusal.facts.get(name) or 1) for name in ("number", "other_number"))
        yield Problem(group.spans[later - 1][0].where, refusal)


def _lines(rows: Rows, there: Present) -> Iterator[Problem]:
    """A desk serves lines that there are."""
    known = {str(key[0]) for key in (*there.rows[Kind.LINES], *rows.get(Kind.LINES, {}))}
    for row in rows.get(Kind.DESKS, {}).values():
        for letter in cast(tuple[str, ...], row.values.get("lines") or ()):
            if letter not in known:
                column, sheet = row.entry.heading("lines"), SHAPES[Kind.LINES].title
                named = fault(Fault.REFERENCE_UNKNOWN, text=letter, column=column, sheet=sheet)
                yield _wrong(row, named, "lines")


def _positions(rows: Rows) -> Iterator[Problem]:
    for kind in (Kind.MUNICIPALITY, Kind.PLACES, Kind.STOPS):
        for row in rows.get(kind, {}).values():
            latitude, longitude = row.values.get("latitude"), row.values.get("longitude")
            if (latitude is None) != (longitude is None):
                said = Refusal(Code.OFF_THE_GLOBE, latitude=cast(float, latitude), longitude=cast(float, longitude))
                yield _wrong(row, said, "latitude")


def _offers(rows: Rows, there: Present, tasks: Mapping[str, catalogue.Entry], today: date) -> Iterator[Problem]:
    """What a place cannot be given: a decision that takes judgement, or work with equipment it lacks."""
    has = {(key[0], key[1]) for key in (*there.rows[Kind.EQUIPMENT], *rows.get(Kind.EQUIPMENT, {}))}
    for row in rows.get(Kind.OFFERS, {}).values():
        entry, before = tasks.get(str(row.key[1])), there.rows[Kind.OFFERS].get(row.key)
        if entry is None or (before and all(before[name] == value for name, value in row.values.items())):
            continue  # what holds already was allowed when it was said
        facts = entry.on(max(cast(date, row.key[2]), today))
        role = str(row.values.get("role", (before or {}).get("role", "")))
        if role == DeskRole.COMPLETE.value and facts.discretion is Discretion.HIGH:
            yield _wrong(row, Refusal(Code.DISCRETION_AT_DESK), "role")
        lacking = [kind for kind in facts.equipment if (row.key[0], kind.value) not in has]
        if lacking and (role or facts.desk_role.value) in WITH_EQUIPMENT:
            form = SHAPES[Kind.EQUIPMENT].column("kind").form
            named = sorted(str(form.write(kind.value)) for kind in lacking)
            place, task = str(row.key[0]), str(row.key[1])
            yield _wrong(row, Refusal(Code.EQUIPMENT_LACKING, place=place, task=task, equipment=named), "role")


def _wrong(row: Row, refusal: Refusal, column: str = "") -> Problem:
    return Problem(row.entry.where, refusal, row.entry.heading(column) if column else "")
