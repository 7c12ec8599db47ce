"""What kiosk, board and follow page share: authority by the address alone, a language without a cookie, waits in words."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from velkommen.apps.placement.queries import device_by_token
from velkommen.domain.rights import Role
from velkommen.domain.waiting.line import How, Told
from velkommen.domain.waiting.ranges import WaitRange

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)

Page = Callable[..., HttpResponse]


def public(view: Page) -> Page:
    """A page whose secret address is all the authority there is: no cookie is read or set, and nobody learns the address.

    Exempt from the CSRF check, which guards authority a browser sends by itself (cookies); here there is none of it.
    """

    @csrf_exempt
    @wraps(view)
    def run(request: HttpRequest, **parts: str) -> HttpResponse:
        response = view(request, **parts)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return run


def device_page(role: Role) -> Callable[[Page], Page]:
    """A page of a paired screen, as a function `f(request, device, by, **the rest of its path)`.

    The token in the path says which screen; one that is unknown or revoked gets a page that says so.
    """

    def wear(view: Page) -> Page:
        @public
        @wraps(view)
        def run(request: HttpRequest, *, token: str, **parts: str) -> HttpResponse:
            known = device_by_token(token, role)
            if known is None:
                return show(request, "web/unpaired.html", {}, language_of(request), status=404)
            device, by = known
            return view(request, device, by, **parts)

        return run

    return wear


def show(
    request: HttpRequest, template: str, facts: Mapping[str, Any], language: str, status: int = 200
) -> HttpResponse:
    """A page in one language, whatever the browser or a cookie prefers."""
    with translation.override(language):
        response = render(request, template, dict(facts), status=status)
        response.headers["Content-Language"] = language
        return response


def language_of(request: HttpRequest, default: str = settings.LANGUAGE_CODE) -> str:
    """The language asked for in the address (?language=en), else the default."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else default


def wait_words(told: Told | None) -> str:
    """A wait as a person would say it: a range, never a promise; that it cannot be told, where nobody can say."""
    return range_words(told.range) if told else gettext("The wait cannot be told just now")


def wait_note(told: Told | None) -> str:
    """What a wait rests on, where that is less than measured minutes."""
    guess = told is not None and told.how is not How.MEASURED
    return gettext("A guess: too little has been measured here yet.") if guess else ""


def range_words(wait: WaitRange) -> str:
    """A range of minutes in words."""
    if wait.low >= wait.high:
        return gettext("more than %(low)s min") % {"low": wait.low}
    if wait.low == 0:
        return gettext("under %(high)s min") % {"high": wait.high}
    return gettext("about %(low)s–%(high)s min") % {"low": wait.low, "high": wait.high}
