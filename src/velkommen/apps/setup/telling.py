"""A plan in words of its sheets: what each change is about, and each cell before and after. The sentences are the doors' own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from velkommen.apps.setup.exporting import cell_of
from velkommen.apps.setup.forms import Clock, Value, Weekdays
from velkommen.apps.setup.hours import At
from velkommen.apps.setup.planning import Change, Plan
from velkommen.apps.setup.present import Values
from velkommen.apps.setup.shapes import SHAPES, Kind
from velkommen.domain.hours.periods import Span


@dataclass(frozen=True)
class Told:
    """What became of one kind of thing: how many are added, changed, as they were."""

    title: str
    added: int
    changed: int
    unchanged: int
    changes: Sequence["ToldChange"]


@dataclass(frozen=True)
class ToldChange:
    """A thing by its key; `cells` are heading, before and after, of one that changes."""

    name: str
    added: bool
    cells: Sequence[tuple[str, str, str]]


def told(plan: Plan, most: int) -> list[Told]:
    """Each kind a file speaks of, with at most so many of its changes."""
    found = []
    for name, counts in plan.counts().items():
        kind = Kind(name)
        shown = [_change(kind, change) for change in plan.changes[kind][:most]]
        found.append(Told(SHAPES[kind].title, **counts, changes=shown))
    return found


def _change(kind: Kind, change: Change) -> ToldChange:
    keys = [column for column in SHAPES[kind].columns if column.key]
    parts = [cell_of(kind, c.name, {c.name: value}) for c, value in zip(keys, change.key, strict=True)]
    name = " · ".join(str(part) for part in parts if part != "")
    if change.before is None:
        return ToldChange(name, added=True, cells=())
    cells = [(_heading(kind, f), _said(kind, f, change.before), _said(kind, f, change.after)) for f in change.fields]
    return ToldChange(name, added=False, cells=cells)


def _heading(kind: Kind, name: str) -> str:
    return SHAPES[kind].title if name == "all" else SHAPES[kind].column(name).heading


def _said(kind: Kind, name: str, values: Values) -> str:
    if name == "all":
        return _hours(kind, values[name])
    return str(cell_of(kind, name, {**values}))


def _hours(kind: Kind, value: Value) -> str:
    if kind is Kind.SPECIAL_DAYS:
        spans, why = cast(tuple[tuple[Span, ...], str], value)
        return " ".join(filter(None, [", ".join(map(_span, spans)), f"({why})" if why else ""]))
    return "; ".join(
        " ".join(filter(None, [stop, Weekdays().write(tuple(sorted(period.weekdays))), _span(period.span)]))
        for stop, period in cast(tuple[At, ...], value)
    )


def _span(span: Span) -> str:
    return "-".join(str(Clock().write(minute)) for minute in span)
