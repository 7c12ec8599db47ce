"""What the database says, and what the model says, in one shape: plain dictionaries and tuples that can be compared whole."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from tests.machine.model import Model
from tests.machine.things import Guest, Matter
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.evaluation.statistics import statistics
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.shared.log.models import Deed

Row = dict[str, Any]
VISIT = (
    "service_point",
    "day",
    "group__letter",
    "state",
    "since",
    "opened_at",
    "queued_at",
    "announced_at",
    "ended_at",
)
VISIT += ("ending", "desk", "for_desk", "staff", "matters", "last_op")
ENQUIRY = ("service_point", "task__key", "happened_at", "day", "weekday", "minute", "unit", "outcome", "reason")
ENQUIRY += ("destination__key", "withdrawn", "unreliable", "visit", "current")
PERIOD = ("enquiry", "kind", "started_at", "ended_at", "desk", "staff")
HEARD = ("label", "state", "desk", "for_desk", "task", "since", "queued_at", "announced_at", "ending", "enquiry")


def house() -> Row:
    """The database: visits, enquiries, the chain of each visit, counters, deeds."""
    chains: dict[int, list[tuple[Any, ...]]] = {}
    for row in Period.objects.order_by("id").values_list("enquiry__visit", *PERIOD, "seconds"):
        assert row[-1] == int((row[4] - row[3]).total_seconds()), "seconds are those from the start to the end"
        chains.setdefault(row[0], []).append(row[1:-1])
    return {
        "visits": {visit.pop("id"): visit for visit in _visits()},
        "enquiries": {enquiry.pop("id"): enquiry for enquiry in Enquiry.objects.values("id", *ENQUIRY)},
        "chains": chains,
        "counters": {
            row[:3]: row[3] for row in DayCounter.objects.values_list("service_point", "day", "letter", "last")
        },
        "deeds": Deed.objects.count(),
    }


def said(model: Model) -> Row:
    """The model, in the same shape."""
    enquiries = {matter.id: _matter(matter) for matter in model.every_matter()}
    for guest in model.guests:
        for matter in guest.matters:
            enquiries[matter.id] |= {"visit": guest.id, "current": matter is guest.current}
    return {
        "visits": {guest.id: _guest(guest) for guest in model.guests},
        "enquiries": enquiries,
        "chains": {
            guest.id: [(guest.matters[part.matter].id, *part[1:]) for part in guest.lived]
            for guest in model.guests
            if guest.lived
        },
        "counters": model.numbers,
        "deeds": len(model.notes),
    }


def whole(guest: Guest) -> bool:
    """Whether a guest's stretches reach without a gap from the arrival to now."""
    starts = [part.start for part in guest.lived]
    ends = [part.end for part in guest.lived]
    return [guest.opened, *ends] == [*starts, guest.since]


def heard() -> dict[int, Row]:
    """Each open visit as a screen shows it that has heard every change, one after the other."""
    shown: dict[int, Row] = {}
    for changes in Deed.objects.order_by("id").values_list("changes", flat=True):
        shown |= {change["id"]: {key: change[key] for key in HEARD} for change in changes if "id" in change}
    return {visit: facts for visit, facts in shown.items() if facts["state"] != "ended"}


def told(guest: Guest, task_ids: dict[str, int]) -> Row:
    """A guest as a screen should show them by now."""
    return {
        "label": guest.label,
        "state": guest.state,
        "desk": guest.desk,
        "for_desk": guest.for_desk,
        "task": task_ids[guest.current.task],
        "since": guest.since.isoformat(),
        "queued_at": guest.queued.isoformat(),
        "announced_at": guest.announced.isoformat() if guest.announced else None,
        "ending": guest.ending,
        "enquiry": str(guest.current.id),
    }


def counted(model: Model, at: datetime) -> tuple[Row, Row]:
    """The product's statistics, and the model's own count of the same."""
    real = [matter for matter in model.every_matter() if not matter.withdrawn]
    answered = [matter for matter in real if matter.end.outcome not in ("", "left")]
    over = [guest for guest in model.guests if guest.state == "ended" and not guest.current.withdrawn]
    mine = {
        "number": len(real),
        "open": sum(not matter.end.outcome for matter in real),
        "tasks": Counter((matter.task, matter.end.outcome) for matter in real),
        "outcomes": Counter(matter.end.outcome for matter in real if matter.end.outcome),
        "units": Counter(matter.unit for matter in answered if matter.unit),
        "places": Counter(matter.place for matter in real),
        "solved": (
            sum(m.end.outcome in ("solved", "self_service", "solved_with_expert") for m in answered),
            len(answered),
        ),
        "no_shows": (sum(guest.ending == "no_show" for guest in over), len(over)),
        "times": {kind: _times(model, kind) for kind in ("waiting", "called", "serving")},
    }
    days = [matter.day for matter in real] or [date(2026, 1, 1)]
    found = statistics(None, min(days), max(days), at)
    theirs = {
        "number": found.number,
        "open": found.without_outcome,
        "tasks": Counter({(line.task.key, how): n for line in found.tasks for how, n in line.outcomes.items()}),
        "outcomes": Counter({line.key: line.number for line in found.outcomes}),
        "units": Counter({line.key: line.number for line in found.units}),
        "places": Counter({line.place.pk: line.number for line in found.places if line.number}),
        "solved": (found.solved.part, found.solved.whole),
        "no_shows": (found.no_shows.part, found.no_shows.whole),
        "times": {kind: (spread.measured, spread.mean) for kind, spread in found.times.items()},
    }
    return theirs, mine


def _visits() -> Iterator[Row]:
    for row in Visit.objects.values("id", "letter", "number", *VISIT):
        letter, number = row.pop("letter"), row.pop("number")
        yield row | {"label": f"{letter}{number:03d}" if number else ""}


def _guest(guest: Guest) -> Row:
    values = (guest.place, guest.day, guest.line, guest.state, guest.since, guest.opened, guest.queued, guest.announced)
    values += (guest.ended, guest.ending, guest.desk, guest.for_desk, guest.staff, len(guest.real) or 1, guest.op)
    return dict(zip(VISIT, values, strict=True)) | {"label": guest.label}


def _matter(matter: Matter) -> Row:
    values = (matter.place, matter.task, matter.happened, matter.day, matter.weekday, matter.minute, matter.unit)
    values += (matter.end.outcome, matter.end.why, matter.end.where, matter.withdrawn, matter.unreliable, None, False)
    return dict(zip(ENQUIRY, values, strict=True))


def _times(model: Model, kind: str) -> tuple[int, float | None]:
    """How many matters were measured and how many whole seconds they took on average."""
    took: Counter[object] = Counter()
    for guest in model.guests:
        for part in guest.lived:
            matter = guest.matters[part.matter]
            if part.kind == kind and not matter.withdrawn and not matter.unreliable:
                took[matter.id] += int((part.end - part.start).total_seconds())
    return len(took), round(sum(took.values()) / len(took), 1) if took else None
