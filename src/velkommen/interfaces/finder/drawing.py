"""A number drawn from home: at most one that is still open for each browser, remembered by a signed cookie with its link."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from velkommen.apps.enquiries.actions import issue_ticket
from velkommen.apps.placement.queries import public_at
from velkommen.apps.places import queries as places
from velkommen.apps.visits.models import Visit
from velkommen.apps.visits.queries import by_link, drawn_from_home
from velkommen.domain.lifecycle import OPEN
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.web.fields import operation
from velkommen.shared import clock

COOKIE, SALT = "velkommen_number", "velkommen.finder.number"
A_DAY = 24 * 60 * 60  # seconds


def held(request: HttpRequest, at: datetime) -> Visit | None:
    """The number this browser drew today and that is still open (one statement, and none for those who drew none)."""
    link = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=A_DAY)
    return _open(link, at) if link else None


def drawn(request: HttpRequest, task: str, language: str, at: datetime) -> str:
    """The link of the number of this browser: the one it holds, or a new one at the place the form names.

    Raises:
        Refusal: as `issue_ticket` for the public; NUMBER_OVER for an old page whose number is finished: whatever is pressed on it has
            been answered, so it must be drawn anew.
    """
    before = held(request, at)
    if before and before.link:
        return before.link
    place = places.service_point(request.POST.get("place", "")).pk
    link = _draw(place, task, language, at, operation(request))
    if link is None or _open(link, at) is None:
        raise Refusal(Code.NUMBER_OVER)
    return link


def _draw(place: int, task: str, language: str, at: datetime, op: UUID) -> str | None:
    """The link of the number drawn. Two buttons of one page: the first press counts; None when its number is no longer in line."""
    try:
        answer = issue_ticket(place=place, task=task, language=language, by=public_at(place), at=at, op=op)
    except Refusal as refusal:
        if refusal.code is not Code.OPERATION_REUSED:
            raise
        first = drawn_from_home(op, clock.local_day(at))
        return first.link if first else None
    return answer["link"]


def _open(link: str, at: datetime) -> Visit | None:
    visit = by_link(link)
    still = visit is not None and visit.day == clock.local_day(at) and visit.state in OPEN
    return visit if still else None


def remember(answer: HttpResponse, link: str) -> None:
    """Let the browser keep the link, for the finder's own pages."""
    answer.set_signed_cookie(
        COOKIE, link, salt=SALT, max_age=A_DAY, path="/find/", secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
