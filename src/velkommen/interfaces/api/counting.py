"""What a counting week asks besides, for programs that count: which questions today, their answers, and taking one back."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from velkommen.apps.counting import actions
from velkommen.apps.counting.queries import asking
from velkommen.apps.places import queries as places
from velkommen.domain.rights import Right
from velkommen.interfaces.api import shapes
from velkommen.interfaces.api.answers import Answered, CountingNow, answer
from velkommen.interfaces.api.asking import asker, operation, stamp
from velkommen.interfaces.api.shapes import EnquiryId, Slug
from velkommen.shared import clock

router = Router()


@router.get("/service-points/{slug}/counting-week", response=CountingNow)
def get_counting_week(request: HttpRequest, slug: Slug) -> HttpResponse:
    """What is asked besides at a place today, and about which enquiries."""
    place = places.service_point(slug).pk
    asker(request).require(Right.REGISTER, place)
    found = asking(place, clock.local_day(clock.now()))
    if found is None:
        return answer({"counting_week": None})
    said = {"tasks": sorted(found.package.tasks), "channels": sorted(found.package.channels)}
    return answer({"counting_week": {"name": found.name, **said, "questions": list(found.questions)}})


@router.post("/enquiries/{enquiry}/extra-answers", response=Answered)
def answer_questions(request: HttpRequest, enquiry: EnquiryId, body: shapes.ExtraAnswers) -> HttpResponse:
    """Answer what a counting week asks about an enquiry that has ended. Nobody is held up by it: an enquiry without answers counts too."""
    return _said(actions.answer_questions(enquiry=enquiry, **dict(body), **stamp(request)))


@router.post("/extra-answers/undo", response=Answered)
def take_back_answer(request: HttpRequest, body: shapes.Undone) -> HttpResponse:
    """Take back one's own answer of the last ten seconds: what was said before holds again."""
    undone = operation(body.undone, asker(request))
    return _said(actions.take_back_answer(undone=undone, **stamp(request)))


def _said(done: Mapping[str, Any]) -> HttpResponse:
    return answer({name: done[name] for name in ("enquiry", "digital", "avoidable", "matters")})
