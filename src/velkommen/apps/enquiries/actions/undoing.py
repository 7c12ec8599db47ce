"""Ten seconds of undo: a new deed that puts things back. History stays: the time that passed is a period like any other."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, TypedDict
from uuid import UUID

from django.db import IntegrityError

from velkommen.apps.enquiries.facts import VisitFacts, put_right, visit_facts
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.enquiries.transitions import Stamp, end_period, held, visit_of
from velkommen.domain.lifecycle import Ending, State
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed
from velkommen.shared.log.models import Deed

SHOWN_SECONDS = 10  # what the screen offers
WINDOW = timedelta(seconds=SHOWN_SECONDS + 3)  # and what the house accepts: the press and the way here take time


class UndoAnswer(TypedDict):
    """The visits as they are now."""

    visits: list[VisitFacts]


@deed(Right.REGISTER)
def undo(*, undone: UUID, by: Actor, at: datetime, op: UUID) -> Done[UndoAnswer]:
    """Take back one's own deed of the last ten seconds, if nothing has happened to its visits and matters since.

    Raises:
        Refusal: UNDO_TOO_LATE, UNDO_OVERTAKEN, NOT_ALLOWED when the deed was somebody else's or the right is gone.
    """
    done = Deed.objects.filter(op=undone).first()
    if done is None or not done.before:
        raise Refusal(Code.UNDO_TOO_LATE)
    if done.actor != by.key:
        raise Refusal(Code.NOT_ALLOWED)
    if at - done.at > WINDOW:
        raise Refusal(Code.UNDO_TOO_LATE)
    if _put_right_since(done):
        raise Refusal(Code.UNDO_OVERTAKEN)
    stamp = Stamp(by, at, op)
    try:
        changes = [facts for entry in reversed(done.before) for facts in _put_back(entry, undone, stamp)]
    except IntegrityError as error:
        raise Refusal(Code.UNDO_OVERTAKEN) from error
    logged = done.name == "log_enquiries"
    counted = [{"counted": -len(done.before), "place": done.service_point_id}] if logged else []
    return Done({"visits": changes}, done.service_point_id, [*changes, *counted])


def _put_right_since(done: Deed) -> bool:
    """Whether a later deed changed a matter of this one: `last_op` guards visits, the log guards what has none."""
    mine = {entry.get("enquiry") or entry.get("created_enquiry") for entry in done.before} - {None}
    later = Deed.objects.filter(service_point_id=done.service_point_id, id__gt=done.pk).values_list("before", flat=True)
    return any(entry.get("enquiry") in mine for before in later for entry in before)


def _put_back(entry: Mapping[str, Any], undone: UUID, stamp: Stamp) -> list[VisitFacts]:
    if "created_visit" in entry:
        return [_withdraw_visit(entry["created_visit"], undone, stamp)]
    if "created_enquiry" in entry:
        _withdraw_enquiry(entry, undone, stamp)
        return []
    if "visit" in entry:
        return [_restore_visit(entry, undone, stamp)]
    matter = Enquiry.objects.get(pk=entry["enquiry"])
    _restore_matter(matter, entry)
    return put_right(matter)


def _restore_visit(entry: Mapping[str, Any], undone: UUID, stamp: Stamp) -> VisitFacts:
    enquiry = _untouched(entry["visit"], undone, stamp)
    visit, was = visit_of(enquiry), visit_of(enquiry).state
    if was == State.ENDED:
        visit.since, visit.ended_at, visit.ending = visit.ended_at or visit.since, None, ""
    elif was != entry["state"] and stamp.at > visit.since:  # else a matter taken back just now has had that time
        end_period(enquiry, stamp.at)
    visit.state, visit.desk_id, visit.for_desk_id = entry["state"], entry["desk"], entry["for_desk"]
    visit.staff_id, visit.group_id, visit.last_op = entry["staff"], entry["group"], stamp.op
    visit.save()
    if str(enquiry.pk) == entry["enquiry"]:
        _restore_matter(enquiry, entry)
    return visit_facts(enquiry, was)


def _restore_matter(enquiry: Enquiry, entry: Mapping[str, Any]) -> None:
    enquiry.task_id, enquiry.outcome = entry["task"], entry["outcome"]
    enquiry.destination_id, enquiry.reason, enquiry.unit = entry["destination"], entry["reason"], entry["unit"]
    enquiry.save(update_fields=("task", "outcome", "destination", "reason", "unit"))


def _withdraw_visit(visit: int, undone: UUID, stamp: Stamp) -> VisitFacts:
    """A visit that should not have begun ends at once and its matters count nowhere; its number is not given out again."""
    enquiry = _untouched(visit, undone, stamp)
    gone, was = visit_of(enquiry), visit_of(enquiry).state
    end_period(enquiry, max(stamp.at, gone.since))
    gone.state, gone.ending, gone.ended_at, gone.last_op = State.ENDED.value, Ending.LEFT.value, gone.since, stamp.op
    gone.save()
    Enquiry.objects.filter(visit=gone).update(withdrawn=True, outcome=Outcome.LEFT.value)
    return visit_facts(enquiry, was)


def _withdraw_enquiry(entry: Mapping[str, Any], undone: UUID, stamp: Stamp) -> None:
    """Take back a matter; where it had taken another's place in a visit, that one is current again."""
    added = Enquiry.objects.get(pk=entry["created_enquiry"])
    if added.visit_id and "after" in entry:
        visit = visit_of(_untouched(added.visit_id, undone, stamp))
        added.visit = visit
        end_period(added, max(stamp.at, visit.since))
        visit.matters -= 1
        visit.save(update_fields=("since", "matters"))
    if not Enquiry.objects.filter(pk=added.pk, withdrawn=False).update(withdrawn=True, current=False):
        raise Refusal(Code.UNDO_OVERTAKEN)
    if "after" in entry:
        Enquiry.objects.filter(pk=entry["after"]).update(current=True)


def _untouched(visit: int, undone: UUID, stamp: Stamp) -> Enquiry:
    """The visit, locked, if the deed to undo is the last thing that happened to it."""
    enquiry = held(visit, stamp.by)
    if visit_of(enquiry).last_op != undone:
        raise Refusal(Code.UNDO_OVERTAKEN)
    return enquiry
