"""Counting: enquiries registered without a visit, put right, or their times set aside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import Destination, Task
from velkommen.apps.enquiries.actions.matters import enquiry_before, set_outcome
from velkommen.apps.enquiries.actions.tickets import new_enquiry
from velkommen.apps.enquiries.facts import LogAnswer, put_right
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.placement import asking, book
from velkommen.apps.placement import queries as placement
from velkommen.apps.places import queries as places
from velkommen.domain.kinds import Channel, EnquiryKind, Source, Unit
from velkommen.domain.outcomes import DestinationKind, Outcome, Reason, check_outcome
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed
from velkommen.shared.wording_tasks import name_on

MOST_AT_ONCE = 500
CLOCK_SLACK = timedelta(minutes=2)  # a phone's clock may run ahead of ours by this much
OLDEST = timedelta(days=400)


@dataclass(frozen=True)
class Tally:
    """One enquiry to count, as a client made it. `id` is the client's: the same id is never counted twice."""

    id: UUID
    task: str
    outcome: Outcome
    happened_at: datetime
    destination: str | None = None
    reason: Reason | None = None
    channel: Channel = Channel.IN_PERSON
    kind: EnquiryKind = EnquiryKind.TRANSACTION


class EnquiryAnswer(TypedDict):
    enquiry: str


@deed(Right.REGISTER)
def log_enquiries(*, place: int, tallies: Sequence[Tally], by: Actor, at: datetime, op: UUID) -> Done[LogAnswer]:
    """Count enquiries that had no visit, each at its own time. All or nothing; ids known before are not counted again.

    Args:
        place: service point id.
        tallies: 1 to 500 of them.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, NOTHING_GIVEN, TOO_MANY, UNKNOWN_TASK, TASK_NOT_OFFERED,
            UNKNOWN_DESTINATION, IN_THE_FUTURE, TOO_LONG_AGO, NOT_YOURS, and what `check_outcome` refuses; from the second row on with
            `row` (1-based).
    """
    by.require(Right.REGISTER, place)
    places.hold(place)  # the same row sent in two operations is counted by one of them and known to the other
    if not tallies:
        raise Refusal(Code.NOTHING_GIVEN)
    if len(tallies) > MOST_AT_ONCE:
        raise Refusal(Code.TOO_MANY, most=MOST_AT_ONCE)
    tasks = {task.key: task for task in catalogue.tasks()}
    town = book.town()
    named = any(tally.destination for tally in tallies)
    destinations = {d.key: d for d in catalogue.destinations()} if named else {}
    ids = [tally.id for tally in tallies]
    known = _known(ids, place)
    rows = []
    for number, tally in enumerate(tallies, start=1):
        if tally.id not in known:
            rows.append(_row(tally, number, place, tasks, destinations, town, by, at))
            known.add(tally.id)
    Enquiry.objects.bulk_create(rows)
    answer = LogAnswer(enquiries=[str(i) for i in ids], new=len(rows), known=len(tallies) - len(rows))
    changes = [{"counted": len(rows), "place": place}] if rows else []
    return Done(answer, place, changes, [{"created_enquiry": str(row.pk)} for row in rows])


@deed(Right.REGISTER)
def correct_enquiry(
    *,
    enquiry: UUID,
    outcome: Outcome,
    task: str | None = None,
    destination: str | None = None,
    reason: Reason | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[EnquiryAnswer]:
    """Put right what was registered: its outcome and, if given, its task; who answered stays. The log keeps how it was.

    What was not solved before is made "solved" only by somebody able to solve it, or by a leader of the place where somebody of the
    unit that answered is.

    Raises:
        Refusal: UNKNOWN_ENQUIRY (also when it has no outcome yet), NOT_ALLOWED, TASK_NOT_OFFERED, UNKNOWN_TASK, NOT_YOURS, and what
            `check_outcome` refuses.
    """
    found = _locked(enquiry, by)
    if not found.outcome:
        raise Refusal(Code.UNKNOWN_ENQUIRY)
    before, was = enquiry_before(found), (found.task.key, found.outcome)
    if task:
        found.task = placement.offer(found.service_point_id, task, found.day).task
        found.save(update_fields=("task",))
    solver = None if (found.task.key, outcome.value) == was else by
    also = Unit(found.unit) if found.unit and by.may(Right.ARRANGE, found.service_point_id) else None
    set_outcome(found, outcome, destination, reason, None if found.unit else by.unit, solver, also)
    return Done({"enquiry": str(enquiry)}, found.service_point_id, put_right(found), [before])


@deed(Right.REGISTER)
def mark_unreliable(
    *, enquiry: UUID, unreliable: bool = True, by: Actor, at: datetime, op: UUID
) -> Done[EnquiryAnswer]:
    """Set a measurement of time aside (somebody forgot to press): it leaves the averages and stays in the counts.

    Raises:
        Refusal: UNKNOWN_ENQUIRY, NOT_ALLOWED.
    """
    found = _locked(enquiry, by)
    found.unreliable = unreliable
    found.save(update_fields=("unreliable",))
    return Done({"enquiry": str(enquiry)}, found.service_point_id)


def _known(ids: Sequence[UUID], place: int) -> set[UUID]:
    """Which ids are counted already. Raises: Refusal BAD_VALUE when one belongs to another place."""
    rows = dict(Enquiry.objects.filter(pk__in=ids).values_list("pk", "service_point_id"))
    if any(there != place for there in rows.values()):
        raise Refusal(Code.BAD_VALUE, field="id")
    return set(rows)


def _row(
    tally: Tally,
    number: int,
    place: int,
    tasks: Mapping[str, Task],
    destinations: Mapping[str, Destination],
    town: Town,
    by: Actor,
    at: datetime,
) -> Enquiry:
    try:
        task, day = _task(tally, place, tasks, town)
        where = _destination(tally, destinations)
        _check_time(tally.happened_at, at)
        check_outcome(
            tally.outcome,
            destination=DestinationKind(where.kind) if where else None,
            reason=tally.reason,
            discretion=asking.solving(town, place, task.key, day, tally.outcome, by),
        )
    except Refusal as refusal:
        raise Refusal(refusal.code, **{**refusal.facts, "row": number}) from refusal
    row = new_enquiry(place, task, tally.happened_at)
    row.pk, row.outcome, row.destination = tally.id, tally.outcome.value, where
    row.reason = tally.reason.value if tally.reason else ""
    row.channel, row.kind, row.source = tally.channel.value, tally.kind.value, Source.DESK.value
    row.unit = by.unit.value if by.unit else ""
    return row


def _task(tally: Tally, place: int, tasks: Mapping[str, Task], town: Town) -> tuple[Task, date]:
    """The task, as the place had it on the day it was asked for, and that day."""
    day = clock.local_day(tally.happened_at)
    if tally.task not in tasks:
        raise Refusal(Code.UNKNOWN_TASK, task=tally.task)
    task, there = tasks[tally.task], town.places[place]
    if there.offered(task.key, day) is None:
        raise Refusal(Code.TASK_NOT_OFFERED, place=there.name, task=name_on(town, task.key, day))
    return task, day


def _destination(tally: Tally, destinations: Mapping[str, Destination]) -> Destination | None:
    if tally.destination is None:
        return None
    if tally.destination not in destinations:
        raise Refusal(Code.UNKNOWN_DESTINATION, destination=tally.destination)
    return destinations[tally.destination]


def _check_time(happened_at: datetime, at: datetime) -> None:
    if happened_at > at + CLOCK_SLACK:
        raise Refusal(Code.IN_THE_FUTURE)
    if happened_at < at - OLDEST:
        raise Refusal(Code.TOO_LONG_AGO, days=OLDEST.days)


def _locked(enquiry: UUID, by: Actor) -> Enquiry:
    found = (
        Enquiry.objects.select_for_update(of=("self",))
        .select_related("task")
        .filter(pk=enquiry, withdrawn=False)
        .first()
    )
    if found is None:
        raise Refusal(Code.UNKNOWN_ENQUIRY)
    by.require(Right.REGISTER, found.service_point_id)
    return found
