"""A number drawn from home: at most one that is still open for each browser, remembered by a signed cookie with its link."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from velkommen.apps.enquiries.actions import issue_ticket
from velkommen.apps.placement.queries import public_at
from velkommen.apps.places import queries as places
from velkommen.apps.visits.models import Visit
from velkommen.apps.visits.queries import by_link
from velkommen.domain.lifecycle import OPEN
from velkommen.interfaces.web.fields import operation
from velkommen.shared import clock

COOKIE, SALT = "velkommen_number", "velkommen.finder.number"
A_DAY = 24 * 60 * 60  # seconds


def held(request: HttpRequest, at: datetime) -> Visit | None:
    """The number this browser drew today and that is still open (one statement, and none for those who drew none)."""
    link = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=A_DAY)
    visit = by_link(link) if link else None
    still = visit is not None and visit.day == clock.local_day(at) and visit.state in OPEN
    return visit if still else None


def drawn(request: HttpRequest, task: str, language: str, at: datetime) -> str:
    """The link of the number of this browser: the one it holds, or a new one at the place the form names.

    Raises:
        Refusal: as `issue_ticket` for the public.
    """
    before = held(request, at)
    if before and before.link:
        return before.link
    place = places.service_point(request.POST.get("place", "")).pk
    by = public_at(place)
    answer = issue_ticket(place=place, task=task, language=language, by=by, at=at, op=operation(request))
    return answer["link"]


def remember(answer: HttpResponse, link: str) -> None:
    """Let the browser keep the link, for the finder's own pages."""
    answer.set_signed_cookie(
        COOKIE, link, salt=SALT, max_age=A_DAY, path="/find/", secure=settings.HTTPS, httponly=True, samesite="Lax"
    )
