"""Ten seconds of undo: each deed taken back, history kept, and when it is too late."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.people import Town, code, matter, past, state
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.apps.enquiries.actions.undoing import SHOWN_SECONDS, WINDOW
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Posting
from velkommen.apps.placement.queries import actor_of
from velkommen.apps.visits.models import Visit
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code
from velkommen.shared.log.models import Deed

#: Of a visit, what a deed may change and undo must put back. (`since` and `last_op` go on: undo is a deed too.)
PUT_BACK = ("state", "desk_id", "for_desk_id", "staff_id", "group_id", "ending", "ended_at", "matters", "queued_at")


def do(town: Town, name: str, **facts: Any) -> UUID:
    """Do a deed and return its operation."""
    by = town.by()
    getattr(actions, name)(**facts, **by)
    return by["op"]


def undo(town: Town, op: UUID, **by: Any) -> Any:
    return actions.undo(undone=op, **{**town.by(), **by})


def present() -> list[Any]:
    matters = Enquiry.objects.filter(withdrawn=False).order_by("pk")
    fields = ("pk", "task_id", "outcome", "destination_id", "reason", "unit", "current", "withdrawn")
    return [list(Visit.objects.order_by("pk").values(*PUT_BACK)), list(matters.values(*fields))]


def on_hold(town: Town) -> Visit:
    visit = town.serving()
    do(town, "park_visit", visit=visit.pk)
    return visit


def with_expert(town: Town) -> Visit:
    visit = town.serving()
    do(town, "consult_expert", visit=visit.pk)
    return visit


def answered(town: Town) -> Visit:
    visit = town.serving()
    do(town, "record_outcome", visit=visit.pk, outcome=Outcome.SOLVED)
    return visit


#: Deed -> (who it is done to, what else it needs).
DEEDS: dict[str, tuple[Callable[[Town], Visit], Callable[[Town], dict[str, Any]]]] = {
    "call_visit": (lambda t: t.draw(), lambda t: {"desk": t.desk.pk}),
    "recall_visit": (lambda t: t.called(), lambda _: {}),
    "start_service": (lambda t: t.called(), lambda _: {}),
    "no_show": (lambda t: t.called(), lambda _: {}),
    "leave_visit": (lambda t: t.draw(), lambda _: {}),
    "park_visit": (lambda t: t.serving(), lambda _: {}),
    "resume_visit": (on_hold, lambda t: {"desk": t.other_desk.pk}),
    "consult_expert": (lambda t: t.serving(), lambda _: {}),
    "end_consult": (with_expert, lambda t: {"desk": t.other_desk.pk}),
    "add_matter": (lambda t: t.serving(), lambda _: {"task": "mitid"}),
    "record_outcome": (
        lambda t: t.serving(),
        lambda _: {"outcome": Outcome.TO_AUTHORITY, "destination": "tax"},
    ),
    "finish_visit": (lambda t: t.serving(), lambda _: {"outcome": Outcome.SOLVED}),
    "transfer_visit": (lambda t: t.serving(), lambda t: {"task": "assessment", "for_desk": t.other_desk.pk}),
}


@pytest.mark.parametrize("name", DEEDS)
def test_undo_puts_everything_back_and_writes_the_time_that_passed(town: Town, name: str) -> None:
    made, more = DEEDS[name]
    visit = made(town)
    before, begun = present(), Visit.objects.get().since
    town.later(seconds=5)
    op = do(town, name, visit=visit.pk, **more(town))
    assert present() != before or name == "recall_visit"
    town.later(seconds=5)
    undo(town, op)
    assert present() == before
    visit.refresh_from_db()
    periods = list(Period.objects.order_by("started_at", "ended_at").values_list("started_at", "ended_at"))
    assert [end for _, end in periods] == [start for start, _ in periods[1:]] + ([visit.since] if periods else [])
    assert visit.since >= begun


def test_undo_of_a_transfer_that_began_a_new_matter(town: Town) -> None:
    visit = answered(town)
    before = present()
    op = do(town, "transfer_visit", visit=visit.pk, task="assessment")
    town.later(seconds=4)
    undo(town, op)
    assert (present(), Enquiry.objects.filter(withdrawn=True).count()) == (before, 1)


def test_undo_of_next_opens_again_what_it_closed(town: Town) -> None:
    visit, waiting = answered(town), town.draw()
    before = present()
    op = do(town, "call_next", place=town.place.pk, desk=town.desk.pk)
    assert (state(visit), state(waiting)) == ("ended", "called")
    undo(town, op)
    assert present() == before


def test_the_time_until_undo_counts_as_what_it_was(town: Town) -> None:
    visit = town.serving()
    town.later(seconds=100)
    op = do(town, "finish_visit", visit=visit.pk, outcome=Outcome.SOLVED)
    town.later(seconds=8)
    undo(town, op)
    town.later(seconds=12)
    do(town, "finish_visit", visit=visit.pk, outcome=Outcome.SOLVED)
    assert past(visit)[2:] == [("serving", 100), ("serving", 20)]


def test_undo_of_an_outcome_of_an_earlier_matter(town: Town) -> None:
    visit = town.serving()
    first = matter(visit)
    do(town, "add_matter", visit=visit.pk, task="mitid")
    before = present()
    op = do(town, "record_outcome", visit=visit.pk, enquiry=first.pk, outcome=Outcome.SOLVED)
    undo(town, op)
    assert present() == before


def test_undo_of_an_ending_gives_each_matter_back_its_own_outcome(town: Town) -> None:
    visit = answered(town)
    do(town, "add_matter", visit=visit.pk, task="mitid")
    do(town, "park_visit", visit=visit.pk)
    before = present()
    undo(town, do(town, "leave_visit", visit=visit.pk))
    assert present() == before


@pytest.mark.parametrize("name", ["issue_ticket", "serve_without_number"])
def test_undo_of_a_beginning_ends_the_visit_and_counts_nothing(town: Town, name: str) -> None:
    desk = {"desk": town.desk.pk} if name == "serve_without_number" else {}
    op = do(town, name, place=town.place.pk, task="mitid", **desk)
    undo(town, op)
    visit, found = Visit.objects.get(), Enquiry.objects.get()
    assert (visit.state, visit.ending, found.withdrawn) == ("ended", "left", True)


def test_a_number_taken_back_is_not_given_out_again(town: Town) -> None:
    op = do(town, "issue_ticket", place=town.place.pk, task="mitid")
    undo(town, op)
    assert town.draw().label == "A002"


def log(town: Town, many: int = 1) -> UUID:
    tallies = [Tally(uuid4(), "mitid", Outcome.SOLVED, town.now) for _ in range(many)]
    return do(town, "log_enquiries", place=town.place.pk, tallies=tallies)


def test_undo_of_a_batch_takes_back_each_and_screens_hear_how_many(town: Town) -> None:
    log(town)
    undo(town, log(town, 3))
    assert sorted(Enquiry.objects.values_list("withdrawn", flat=True)) == [False, True, True, True]
    assert Deed.objects.get(name="undo").changes == [{"counted": -3, "place": town.place.pk}]


def test_undo_of_a_correction(town: Town) -> None:
    log(town)
    before = present()
    op = do(town, "correct_enquiry", enquiry=Enquiry.objects.get().pk, task="passport", outcome=Outcome.COME_BACK)
    undo(town, op)
    assert present() == before


def test_undo_twice_is_undo_once(town: Town) -> None:
    op = do(town, "call_visit", visit=town.draw().pk, desk=town.desk.pk)
    town.later(seconds=5)
    by = town.by()
    first = actions.undo(undone=op, **by)
    assert (actions.undo(undone=op, **by), Period.objects.count()) == (first, 2)


@pytest.mark.parametrize("what", ["visit", "count"])
def test_what_was_undone_is_not_undone_again(town: Town, what: str) -> None:
    op = log(town) if what == "count" else do(town, "call_visit", visit=town.draw().pk, desk=town.desk.pk)
    undo(town, op)
    before = present()
    assert (code(undo, town=town, op=op), present()) == (Code.UNDO_OVERTAKEN, before)


def test_undo_is_accepted_a_little_longer_than_it_is_shown(town: Town) -> None:
    visit = town.draw()
    op = do(town, "call_visit", visit=visit.pk, desk=town.desk.pk)
    town.later(seconds=int(WINDOW.total_seconds()) + 1)
    late = code(undo, town=town, op=op)
    town.now -= timedelta(seconds=1)
    undo(town, op)
    assert (late, state(visit), timedelta(seconds=SHOWN_SECONDS) < WINDOW) == (Code.UNDO_TOO_LATE, "waiting", True)


def test_what_was_never_done_is_not_undone(town: Town) -> None:
    assert code(undo, town=town, op=uuid4()) is Code.UNDO_TOO_LATE


def test_nobody_undoes_what_somebody_else_did(town: Town) -> None:
    visit = town.draw()
    op = do(town, "call_visit", visit=visit.pk, desk=town.desk.pk)
    assert (code(undo, town=town, op=op, by=town.lea), state(visit)) == (Code.NOT_ALLOWED, "called")


@pytest.mark.parametrize("name", ["call_visit", "log_enquiries"])
def test_who_lost_the_right_meanwhile_undoes_nothing(town: Town, name: str) -> None:
    op = do(town, name, visit=town.draw().pk, desk=town.desk.pk) if name == "call_visit" else log(town)
    before = present()
    Posting.objects.filter(staff=town.mette.id).delete()
    gone = actor_of(Staff.objects.get(pk=town.mette.id))
    assert (code(undo, town=town, op=op, by=gone), present()) == (Code.NOT_ALLOWED, before)


def test_what_a_colleague_went_on_with_is_not_undone(town: Town) -> None:
    visit = town.serving()
    op = do(town, "park_visit", visit=visit.pk)
    actions.resume_visit(visit=visit.pk, desk=town.other_desk.pk, **town.by(town.ali))
    assert (code(undo, town=town, op=op), state(visit)) == (Code.UNDO_OVERTAKEN, "serving")


def test_nobody_is_put_back_at_a_desk_that_is_taken(town: Town) -> None:
    visit = town.serving()
    op = do(town, "park_visit", visit=visit.pk)
    actions.serve_without_number(place=town.place.pk, desk=town.desk.pk, task="mitid", **town.by(town.ali))
    assert (code(undo, town=town, op=op), state(visit)) == (Code.UNDO_OVERTAKEN, "parked")


@pytest.mark.parametrize("name", ["correct_enquiry", "record_outcome", "log_enquiries"])
def test_what_a_colleague_put_right_meanwhile_stays(town: Town, name: str) -> None:
    visit = town.serving()
    op = do(town, "record_outcome", visit=visit.pk, outcome=Outcome.SOLVED)
    found = matter(visit)
    if name == "log_enquiries":
        op = log(town)
        found = Enquiry.objects.get(visit=None)
    if name == "correct_enquiry":
        op = do(town, "correct_enquiry", enquiry=found.pk, outcome=Outcome.SELF_SERVICE)
    actions.correct_enquiry(enquiry=found.pk, outcome=Outcome.COME_BACK, **town.by(town.ali))
    no = code(undo, town=town, op=op)
    found.refresh_from_db()
    assert (no, found.outcome, found.withdrawn) == (Code.UNDO_OVERTAKEN, "come_back", False)
