"""The way of a program's request: straight to its operation, past sessions, cookies and forms, which programs do not have."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from velkommen.interfaces.api.problems import Fault, fault

API = "/api/"
V1 = "/api/v1"
ADDRESSES = "velkommen.interfaces.api.urls"
LANGUAGES = frozenset(code for code, _ in settings.LANGUAGES)


class Straight:
    """Answers whatever lies under /api/, each "no" as problem+json, in the language the request asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(API):
            return self.get_response(request)
        language = language_of(request)
        with translation.override(language):
            response = _answer(request)
        response.headers["Content-Language"] = language
        return response


def language_of(request: HttpRequest) -> str:
    """The first of our languages in Accept-Language, else Danish. No cookie is asked."""
    wanted = parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    return next((code[:2] for code, _ in wanted if code[:2] in LANGUAGES), settings.LANGUAGE_CODE)


def _answer(request: HttpRequest) -> HttpResponse:
    try:
        if not request.path_info.startswith(f"{V1}/"):
            raise Http404
        found = resolve(request.path_info.removeprefix(V1), ADDRESSES)
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Http404:
        return fault(Fault.UNKNOWN_ADDRESS)
    if response.status_code == 405:
        return fault(Fault.WRONG_METHOD, {"Allow": response.headers["Allow"]})
    return response
