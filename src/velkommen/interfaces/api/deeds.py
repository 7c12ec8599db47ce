"""Each write as one call of one action. No rules: what may not be done, the action refuses."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.apps.places import queries as places
from velkommen.apps.roster import actions as roster
from velkommen.apps.visits.queries import desk_beside
from velkommen.interfaces.api import answers, shapes
from velkommen.interfaces.api.answers import EnquiryDone, Logged, Seated, Ticket, VisitDone, answer, visit_done
from velkommen.interfaces.api.asking import asker, operation, stamp
from velkommen.interfaces.api.shapes import DeskNumber, EnquiryId, Slug, VisitId

router = Router()


@router.post("/service-points/{slug}/tickets", response=Ticket)
def issue_ticket(request: HttpRequest, slug: Slug, body: shapes.Draw) -> HttpResponse:
    """Draw a number for a task."""
    said = stamp(request)
    place = places.service_point(slug).pk
    done = actions.issue_ticket(place=place, task=body.task, language=body.language, **said)
    return answer({"visit": answers.visit(done["visit"]), "link": done["link"]})


@router.post("/service-points/{slug}/desks/{desk}/call-next", response=VisitDone)
def call_next(request: HttpRequest, slug: Slug, desk: DeskNumber) -> HttpResponse:
    """Call the one who has waited longest in the lines of a desk, closing its current visit when that has its outcomes."""
    said, there = stamp(request), places.desk_at(slug, desk)
    return visit_done(actions.call_next(place=there.service_point_id, desk=there.pk, **said))


@router.post("/service-points/{slug}/desks/{desk}/serve", response=VisitDone)
def serve_without_number(request: HttpRequest, slug: Slug, desk: DeskNumber, body: shapes.OfTask) -> HttpResponse:
    """Serve somebody who walked up to a desk without a number."""
    said, there = stamp(request), places.desk_at(slug, desk)
    place = there.service_point_id
    return visit_done(actions.serve_without_number(place=place, desk=there.pk, task=body.task, **said))


@router.post("/service-points/{slug}/desks/{desk}/take-seat", response=Seated)
def take_seat(request: HttpRequest, slug: Slug, desk: DeskNumber, body: shapes.Seat | None = None) -> HttpResponse:
    """Sit down at a desk, leaving any other."""
    said, there = stamp(request), places.desk_at(slug, desk)
    relieve = bool(body and body.relieve)
    roster.take_seat(place=there.service_point_id, desk=there.pk, relieve=relieve, **said)
    return answer({"desk": desk})


@router.post("/service-points/{slug}/leave-seat", response=Seated)
def leave_seat(request: HttpRequest, slug: Slug) -> HttpResponse:
    """Leave the desk one sits at; leaving none is fine."""
    said = stamp(request)
    return answer(roster.leave_seat(place=places.service_point(slug).pk, **said))


@router.post("/service-points/{slug}/enquiries", response=Logged)
def log_enquiries(request: HttpRequest, slug: Slug, body: shapes.Batch) -> HttpResponse:
    """Count enquiries that had no visit, each at its own time: all of them or none. An `id` known before is not counted again."""
    said = stamp(request)
    tallies = [Tally(**dict(one)) for one in body.enquiries]
    done = actions.log_enquiries(place=places.service_point(slug).pk, tallies=tallies, **said)
    return answers.logged(done)


@router.post("/visits/{visit}/call", response=VisitDone)
def call_visit(request: HttpRequest, visit: VisitId, body: shapes.AtDesk) -> HttpResponse:
    """Call a chosen number to a desk, out of turn."""
    said = stamp(request)
    return visit_done(actions.call_visit(visit=visit, desk=desk_beside(visit, body.desk), **said))


@router.post("/visits/{visit}/recall", response=VisitDone)
def recall_visit(request: HttpRequest, visit: VisitId) -> HttpResponse:
    """Let the board call a number again."""
    return visit_done(actions.recall_visit(visit=visit, **stamp(request)))


@router.post("/visits/{visit}/start", response=VisitDone)
def start_service(request: HttpRequest, visit: VisitId, body: shapes.Start | None = None) -> HttpResponse:
    """The citizen is here: serving begins. One who was not called needs a desk."""
    said = stamp(request)
    desk = desk_beside(visit, body.desk) if body and body.desk else None
    return visit_done(actions.start_service(visit=visit, desk=desk, **said))


@router.post("/visits/{visit}/park", response=VisitDone)
def park_visit(request: HttpRequest, visit: VisitId) -> HttpResponse:
    """Put a visit on hold; its desk is free."""
    return visit_done(actions.park_visit(visit=visit, **stamp(request)))


@router.post("/visits/{visit}/resume", response=VisitDone)
def resume_visit(request: HttpRequest, visit: VisitId, body: shapes.AtDesk) -> HttpResponse:
    """Go on with a visit that was on hold, at a free desk."""
    said = stamp(request)
    return visit_done(actions.resume_visit(visit=visit, desk=desk_beside(visit, body.desk), **said))


@router.post("/visits/{visit}/consult-expert", response=VisitDone)
def consult_expert(request: HttpRequest, visit: VisitId) -> HttpResponse:
    """Time with an expert begins; the desk is free meanwhile."""
    return visit_done(actions.consult_expert(visit=visit, **stamp(request)))


@router.post("/visits/{visit}/end-consult", response=VisitDone)
def end_consult(request: HttpRequest, visit: VisitId, body: shapes.AtDesk) -> HttpResponse:
    """Back at a desk from the expert."""
    said = stamp(request)
    return visit_done(actions.end_consult(visit=visit, desk=desk_beside(visit, body.desk), **said))


@router.post("/visits/{visit}/transfer", response=VisitDone)
def transfer_visit(request: HttpRequest, visit: VisitId, body: shapes.Transfer) -> HttpResponse:
    """Hand a visit over to another line or desk here; number, history and place in time are kept."""
    said = stamp(request)
    desk = desk_beside(visit, body.for_desk) if body.for_desk else None
    return visit_done(actions.transfer_visit(visit=visit, task=body.task, for_desk=desk, **said))


@router.post("/visits/{visit}/matters", response=VisitDone)
def add_matter(request: HttpRequest, visit: VisitId, body: shapes.OfTask) -> HttpResponse:
    """One more matter for the person at the desk."""
    return visit_done(actions.add_matter(visit=visit, task=body.task, **stamp(request)))


@router.post("/visits/{visit}/outcome", response=VisitDone)
def record_outcome(request: HttpRequest, visit: VisitId, body: shapes.OfMatter) -> HttpResponse:
    """Say how one matter ended, and go on with the visit."""
    return visit_done(actions.record_outcome(visit=visit, **dict(body), **stamp(request)))


@router.post("/visits/{visit}/finish", response=VisitDone)
def finish_visit(request: HttpRequest, visit: VisitId, body: shapes.Finish | None = None) -> HttpResponse:
    """End a visit; each of its matters must have an outcome."""
    return visit_done(actions.finish_visit(visit=visit, **dict(body or ()), **stamp(request)))


@router.post("/visits/{visit}/no-show", response=VisitDone)
def no_show(request: HttpRequest, visit: VisitId) -> HttpResponse:
    """Nobody came when the number was called."""
    return visit_done(actions.no_show(visit=visit, **stamp(request)))


@router.post("/visits/{visit}/leave", response=VisitDone)
def leave_visit(request: HttpRequest, visit: VisitId) -> HttpResponse:
    """The citizen goes again."""
    return visit_done(actions.leave_visit(visit=visit, **stamp(request)))


@router.post("/enquiries/{enquiry}/correct", response=EnquiryDone)
def correct_enquiry(request: HttpRequest, enquiry: EnquiryId, body: shapes.Correction) -> HttpResponse:
    """Put right what was registered: its outcome and, if given, its task."""
    return answer(actions.correct_enquiry(enquiry=enquiry, **dict(body), **stamp(request)))


@router.post("/enquiries/{enquiry}/mark-unreliable", response=EnquiryDone)
def mark_unreliable(request: HttpRequest, enquiry: EnquiryId, body: shapes.Unreliable | None = None) -> HttpResponse:
    """Set a measurement of time aside: it leaves the averages and stays in the counts."""
    unreliable = body.unreliable if body else True
    return answer(actions.mark_unreliable(enquiry=enquiry, unreliable=unreliable, **stamp(request)))


@router.post("/undo", response=answers.Undone)
def undo(request: HttpRequest, body: shapes.Undone) -> HttpResponse:
    """Take back one's own write of the last ten seconds, if nothing has happened to its visits since."""
    undone = operation(body.undone, asker(request))
    return answers.visits(actions.undo(undone=undone, **stamp(request))["visits"])
