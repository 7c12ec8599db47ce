"""Reading what the desk needs, each in one statement: its board, a visit's matters, what was counted, what was done."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, Q, QuerySet, Value, When

from velkommen.apps.enquiries.actions.undoing import SHOWN_SECONDS
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.visits.queries import LINE_LIMIT, for_desk, in_order
from velkommen.domain.lifecycle import AT_DESK, OPEN, State
from velkommen.shared.actor import Actor
from velkommen.shared.log.models import Deed

USE_DAYS = 30
DEEDS_SEEN = 12  # more than a place does in the seconds undo is offered
#: What a desk does that is not taken back by one press: it has its own way back, or needs none.
NOT_UNDONE = frozenset(
    {
        *("undo", "mark_unreliable", "take_seat", "leave_seat", "arrive", "report_wrong", "note_read", "see_answer"),
        *("ask_expert", "join", "take_over", "call_back", "pass_on", "recall", "take_desk", "close_lifeline"),
        *("open_notes", "take_back_answer"),
    }
)


@dataclass
class DeskBoard:
    """Open visits of a place as one desk sees them, each by its current matter (visit, desk, staff and task loaded).

    `line` is who this desk may call, next one first, at most LINE_LIMIT; `here` is at this desk now, also if it was
    forgotten there yesterday.
    """

    line: list[Enquiry] = field(default_factory=list)
    parked: list[Enquiry] = field(default_factory=list)
    with_expert: list[Enquiry] = field(default_factory=list)
    here: Enquiry | None = None


@dataclass(frozen=True)
class Latest:
    """The version a screen of a place starts from, and what the actor did in the last seconds (None: nothing).

    `last` is what they did last there, however long ago, if not many deeds have been done there since.
    """

    version: int
    deed: Deed | None
    last: Deed | None = None

    @property
    def undoable(self) -> bool:
        return self.deed is not None and self.deed.name not in NOT_UNDONE


def board(place: int, desk: int, day: date, at: datetime) -> DeskBoard:
    """What a desk sees of its place on a local day, at a moment of it (one statement)."""
    at_desk = Q(visit__desk=desk, visit__state__in=[s.value for s in AT_DESK])
    today = Q(visit__service_point=place, visit__day=day, visit__state__in=[s.value for s in OPEN])
    rows = (
        Enquiry.objects.select_related("visit", "visit__desk", "visit__staff", "task")
        .filter(today | at_desk, current=True)
        .annotate(callable=Case(When(for_desk(desk), then=Value(value=True)), default=Value(value=False)))
        .order_by(*in_order(at, "visit__"))
    )
    seen = DeskBoard()
    for row in rows[: 2 * LINE_LIMIT]:
        _sort_in(seen, row, desk)
    return seen


def _sort_in(seen: DeskBoard, row: Enquiry, desk: int) -> None:
    visit = row.visit
    assert visit is not None
    if visit.state == State.WAITING and row.callable:  # type: ignore[attr-defined] # annotated in `board`
        seen.line.append(row)
    elif visit.state == State.PARKED:
        seen.parked.append(row)
    elif visit.state == State.WITH_EXPERT:
        seen.with_expert.append(row)
    elif visit.state in AT_DESK and visit.desk_id == desk:
        seen.here = row


def open_matters(place: int, day: date, at: datetime, most: int) -> list[Enquiry]:
    """The open visits of a place on a local day by their current matters, next one first, with all that is told of them."""
    rows = _current().filter(visit__service_point=place, visit__day=day, visit__state__in=[s.value for s in OPEN])
    return list(rows.order_by(*in_order(at, "visit__"))[:most])


def current_matter(visit: int) -> Enquiry | None:
    """What a visit is about now, with all that is told of it; None when there is no such visit."""
    return _current().filter(visit=visit).first()


def _current() -> QuerySet[Enquiry]:
    told = ("visit", "visit__service_point", "visit__desk", "visit__for_desk", "visit__staff", "task")
    return Enquiry.objects.select_related(*told).filter(current=True)


def matters(visit: int) -> list[Enquiry]:
    """The matters of a visit, first begun first, with task and destination."""
    rows = Enquiry.objects.select_related("task", "destination").filter(visit=visit, withdrawn=False)
    return list(rows.order_by("happened_at", "current"))


def recent(place: int, day: date, most: int = 5) -> list[Enquiry]:
    """What was counted last at a place on a local day, newest first, with task and destination."""
    rows = Enquiry.objects.select_related("task", "destination").filter(
        service_point=place, day=day, withdrawn=False, imprecise=False
    )
    return list(rows.exclude(outcome="").order_by("-happened_at", "-id")[:most])


def task_use(place: int, day: date) -> dict[int, int]:
    """How often each task was asked for at a place in the thirty days up to a local day: task id -> enquiries."""
    used = Enquiry.objects.filter(service_point=place, day__gt=day - timedelta(days=USE_DAYS), withdrawn=False)
    return dict(used.values_list("task").annotate(times=Count("id")).order_by())


def one_enquiry(enquiry: str) -> Enquiry | None:
    """A matter with task and destination, or None when it was undone."""
    return Enquiry.objects.select_related("task", "destination").filter(pk=enquiry, withdrawn=False).first()


def latest(place: int, by: Actor, at: datetime) -> Latest:
    """The newest deed at a place, and the actor's own newest if it is young enough to be undone (one statement)."""
    fields = ("id", "op", "name", "actor", "at", "answer")
    deeds = list(Deed.objects.only(*fields).filter(service_point_id=place).order_by("-id")[:DEEDS_SEEN])
    young = at - timedelta(seconds=SHOWN_SECONDS)
    last = next((deed for deed in deeds if deed.actor == by.key), None)
    return Latest(deeds[0].pk if deeds else 0, last if last and last.at >= young else None, last)
