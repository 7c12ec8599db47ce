"""What the deeds of the desk leave behind is what the doctor calls healthy."""

from uuid import uuid4

from tests.people import Town
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.doctor import examine
from velkommen.domain.outcomes import Outcome, Reason


def test_a_day_with_every_deed_leaves_nothing_to_find(town: Town) -> None:
    Task.objects.update(historic="other")
    at_desk = {"desk": town.desk.pk}
    first = town.serving()
    actions.add_matter(visit=first.pk, task="mitid", **town.by())
    town.later(seconds=30)
    actions.record_outcome(visit=first.pk, outcome=Outcome.SOLVED, **town.by())
    matter = Enquiry.objects.get(visit=first, current=False)
    actions.record_outcome(
        visit=first.pk, enquiry=matter.pk, outcome=Outcome.NOT_POSSIBLE, reason=Reason.PAPERS_MISSING, **town.by()
    )
    actions.park_visit(visit=first.pk, **town.by())
    second = town.called()
    actions.recall_visit(visit=second.pk, **town.by())
    actions.no_show(visit=second.pk, **town.by())
    town.later(seconds=30)
    actions.resume_visit(visit=first.pk, **at_desk, **town.by())
    actions.consult_expert(visit=first.pk, **town.by())
    actions.end_consult(visit=first.pk, **at_desk, **town.by())
    ended = town.by()
    actions.finish_visit(visit=first.pk, **ended)
    town.later(seconds=5)
    actions.undo(undone=ended["op"], **town.by())
    actions.transfer_visit(visit=first.pk, task="assessment", **town.by())
    actions.leave_visit(visit=first.pk, **town.by())
    wrong = town.by()
    actions.serve_without_number(place=town.place.pk, task="passport", **at_desk, **wrong)
    actions.undo(undone=wrong["op"], **town.by())
    counted = Tally(id=uuid4(), task="passport", outcome=Outcome.SOLVED, happened_at=town.now)
    actions.log_enquiries(place=town.place.pk, tallies=[counted], **town.by())
    assert [finding.check.name for finding in examine(town.now) if not finding.ok] == []
