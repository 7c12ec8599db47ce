"""What every HTML answer gets: strict security headers, and a page instead of a traceback."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit, urlunsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from velkommen.domain.privacy import has_cpr
from velkommen.domain.refusals import Code, Kind, Refusal
from velkommen.domain.texts import legible
from velkommen.shared.wording import sentence

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
STATUS = {Kind.CONFLICT: 409, Kind.UNPROCESSABLE: 422, Kind.FORBIDDEN: 403, Kind.NOT_FOUND: 404}
MEGABYTE = 1024 * 1024
Handler = Callable[[HttpRequest], HttpResponse]


def status_on_page(refusal: Refusal) -> int:
    """Of a "no" on a page its reader may see: what is somebody else's to read or answer is a conflict there, and no closed door."""
    theirs = refusal.kind is Kind.FORBIDDEN and refusal.code is not Code.NOT_ALLOWED
    return STATUS[Kind.CONFLICT if theirs else refusal.kind]


class SecurityHeaders:
    """Content-Security-Policy without exceptions, and no caching of pages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Cookies:
    """Leaves out cookies that no browser was given here, before any of them is looked up."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: text for name, text in request.COOKIES.items() if legible(text)}
        return self.get_response(request)


class Language:
    """Danish first: a page is Danish until its reader asks for another language, whatever the browser was bought with."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class Refusals:
    """Turns a refusal that no view took care of into a page that says what happened and what to do.

    What no view and no database can read is refused before they see it; so is what is too long to be read whole: a file that was cut off
    would be none at all.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not legible(request.path_info):
            raise Http404
        if _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return _page(request, Refusal(Code.TOO_LARGE, most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE))
        if illegible(request):
            return _page(request, Refusal(Code.ILLEGIBLE))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return _page(request, error) if isinstance(error, Refusal) else None


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdecimal() else 0


def illegible(request: HttpRequest) -> bool:
    """Whether a field of the address or of a form holds what is no text."""
    fields = (*request.GET.lists(), *request.POST.lists())
    return not all(legible(text) for name, texts in fields for text in (name, *texts))


def _page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    facts = {"sentence": sentence(refusal), "unfounded": refusal.code is Code.NO_PLACE_YET, "back": _back(request)}
    return render(request, "web/refused.html", facts, status=STATUS[refusal.kind])


def _back(request: HttpRequest) -> str:
    """The page of this house the reader came from, to choose again there; "" where that is not known, or leads to the same "no".

    A form sent to its own address leads back: what was refused is the sending, and every page that takes a form shows it too.
    """
    came = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came, {request.get_host()}) or has_cpr(unquote(came)):
        return ""
    before = urlsplit(came)
    address = urlunsplit(("", "", before.path, before.query, ""))
    if not url_has_allowed_host_and_scheme(address, None):  # //elsewhere.example/ leads out once its host is taken away
        return ""
    again = request.method == "GET" and address == request.get_full_path()
    return "" if again or before.path == resolve_url(settings.LOGIN_URL) else address
