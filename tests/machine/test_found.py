"""What the state machine has found, each once more by itself."""

from uuid import UUID

from tests.people import Town, code, matter, past, refused
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code
from velkommen.shared.log.models import Deed


def last_op() -> UUID:
    return Deed.objects.latest("id").op


def test_starting_what_is_served_already_says_so_and_asks_for_no_desk(town: Town) -> None:
    visit = town.serving()
    no, facts = refused(actions.start_service, visit=visit.pk, **town.by(town.ali))
    assert (no, facts["state"], facts["who"]) == (Code.ILLEGAL_MOVE, "serving", "Mette")


def test_calling_what_was_called_says_so_even_at_a_desk_that_is_taken(town: Town) -> None:
    visit = town.called()
    actions.serve_without_number(place=town.place.pk, desk=town.other_desk.pk, task="mitid", **town.by(town.ali))
    no = code(actions.call_visit, visit=visit.pk, desk=town.other_desk.pk, **town.by(town.ali))
    assert no is Code.ILLEGAL_MOVE


def test_time_before_another_matter_stays_with_who_served_then(town: Town) -> None:
    visit = town.serving()
    town.later(seconds=30)
    actions.add_matter(visit=visit.pk, task="mitid", **town.by(town.ali))
    served = Period.objects.filter(enquiry__visit=visit, kind="serving").values_list("staff", "seconds")
    assert list(served) == [(town.mette.id, 30)]


def test_a_transfer_taken_back_leaves_no_wait_that_never_was(town: Town) -> None:
    actions.serve_without_number(place=town.place.pk, desk=town.desk.pk, task="mitid", **town.by())
    walked_in = Enquiry.objects.get()
    visit = walked_in.visit
    assert visit is not None
    actions.record_outcome(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    town.later(seconds=20)
    actions.transfer_visit(visit=visit.pk, task="passport", **town.by())
    town.later(seconds=5)
    actions.undo(undone=last_op(), **town.by())
    assert past(visit) == [("serving", 20), ("waiting", 5)]
    assert list(Period.objects.filter(enquiry=walked_in).values_list("kind", flat=True)) == ["serving"]


def test_a_correction_does_not_change_who_answered(town: Town) -> None:
    visit = town.serving()
    actions.finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    actions.correct_enquiry(enquiry=matter(visit).pk, outcome=Outcome.COME_BACK, **town.by(town.ali))
    assert (matter(visit).outcome, matter(visit).unit) == ("come_back", "library")


def test_screens_hear_when_the_matter_at_a_desk_is_put_right_and_when_that_is_taken_back(town: Town) -> None:
    visit = town.serving()
    actions.record_outcome(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    found = matter(visit)
    actions.correct_enquiry(enquiry=found.pk, task="mitid", outcome=Outcome.SOLVED, **town.by())
    actions.undo(undone=last_op(), **town.by())
    told = [deed.changes for deed in Deed.objects.filter(name__in=["correct_enquiry", "undo"]).order_by("id")]
    assert [change["task_key"] for changes in told for change in changes] == ["mitid", "passport"]


def test_nobody_hears_of_a_visit_that_is_over(town: Town) -> None:
    visit = town.serving()
    actions.finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    actions.correct_enquiry(enquiry=matter(visit).pk, task="mitid", outcome=Outcome.SOLVED, **town.by())
    assert Deed.objects.latest("id").changes == []
