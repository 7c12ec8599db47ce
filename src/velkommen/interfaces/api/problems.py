"""Every "no" of the API as application/problem+json (RFC 9457): a sentence in the reader's language, a code, and the facts."""

import json
import logging
from collections.abc import Callable, Mapping
from enum import StrEnum
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.web.middleware import STATUS
from velkommen.shared.wording import sentence

CONTENT_TYPE = "application/problem+json"
_logger = logging.getLogger("velkommen.api")


class Fault(StrEnum):
    """What is wrong with a request before any rule is asked, or with the house itself."""

    NO_TOKEN = "no_token"  # noqa: S105 - the name of a fault, not a secret
    KEY_MISSING = "key_missing"
    NOT_JSON = "not_json"
    TOO_LARGE = "too_large"
    UNKNOWN_ADDRESS = "unknown_address"
    WRONG_METHOD = "wrong_method"
    BUSY = "busy"
    BROKEN = "broken"


#: Fault -> (status, sentence with the cure).
FAULTS: Mapping[Fault, tuple[HTTPStatus, Promise]] = MappingProxyType(
    {
        Fault.NO_TOKEN: (
            HTTPStatus.UNAUTHORIZED,
            _("Send the header “Authorization: Bearer” with a token that is valid. A token can be revoked."),
        ),
        Fault.KEY_MISSING: (
            HTTPStatus.BAD_REQUEST,
            _(
                "Send the header “Idempotency-Key”: a new UUID for each thing you do, and the same one when you try it "
                "again."
            ),
        ),
        Fault.NOT_JSON: (HTTPStatus.BAD_REQUEST, _("The body is not JSON. Send a JSON object.")),
        Fault.TOO_LARGE: (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("The body is too large. Send it in several calls.")),
        Fault.UNKNOWN_ADDRESS: (
            HTTPStatus.NOT_FOUND,
            _("There is nothing at this address. /api/v1/openapi.json lists those that exist."),
        ),
        Fault.WRONG_METHOD: (HTTPStatus.METHOD_NOT_ALLOWED, _("This address does not take that method.")),
        Fault.BUSY: (
            HTTPStatus.SERVICE_UNAVAILABLE,
            _("The database did not answer in time. Nothing was changed: try again with the same key."),
        ),
        Fault.BROKEN: (
            HTTPStatus.INTERNAL_SERVER_ERROR,
            _("Something went wrong here. Nothing was changed. It is noted in the log of the server."),
        ),
    }
)


class BadRequest(Exception):
    """A request that cannot be read. Args: which fault."""

    def __init__(self, which: Fault) -> None:
        super().__init__(which.value)
        self.which = which


class Instead(Exception):
    """A "no" of the house, with what could be had instead. Args: the refusal; plain values."""

    def __init__(self, refusal: Refusal, alternatives: list[dict[str, str]]) -> None:
        super().__init__(refusal.code.value)
        self.refusal, self.alternatives = refusal, alternatives


def fault(which: Fault, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """The answer to a request that no rule was asked about."""
    status, words = FAULTS[which]
    return _problem(status, which.value, str(words), {}, headers)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A "no" of the house; its facts stand beside the sentence."""
    return _problem(STATUS[refusal.kind], refusal.code.value, sentence(refusal), refusal.facts)


def _refused_with_more(request: HttpRequest, error: Instead) -> HttpResponse:
    no = error.refusal
    facts = {**no.facts, "alternatives": error.alternatives}
    return _problem(STATUS[no.kind], no.code.value, sentence(no), facts)


def misshapen(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request whose fields are missing, unknown or of the wrong shape: each is named, none is quoted."""
    errors = [{"field": _field(one["loc"]), "code": one["type"], "message": one["msg"]} for one in error.errors]
    refusal = Refusal(Code.BAD_VALUE, field=", ".join(dict.fromkeys(one["field"] for one in errors)))
    return _problem(STATUS[refusal.kind], refusal.code.value, sentence(refusal), {**refusal.facts, "errors": errors})


def _unknown_token(request: HttpRequest, _error: Exception) -> HttpResponse:
    given = ', error="invalid_token"' if "Authorization" in request.headers else ""
    return fault(Fault.NO_TOKEN, {"WWW-Authenticate": f'Bearer realm="velkommen"{given}'})


def _busy(_request: HttpRequest, error: Exception) -> HttpResponse:
    _logger.warning("the database did not answer: %s", error)
    return fault(Fault.BUSY, {"Retry-After": "1"})


def _broken(_request: HttpRequest, error: Exception) -> HttpResponse:
    _logger.error("an operation broke", exc_info=error)
    return fault(Fault.BROKEN)


def _field(where: tuple[object, ...]) -> str:
    """A field as its sender knows it: "enquiries.0.task", without "body" and the name of our parameter."""
    source, *rest = map(str, where)
    return ".".join(rest[1:] if source == "body" else rest) or "body"


def _bad(_request: HttpRequest, error: BadRequest) -> HttpResponse:
    return fault(error.which)


def _unread(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """What ninja says of a body it could not have parsed."""
    return fault(Fault.NOT_JSON)


def _too_large(_request: HttpRequest, _error: Exception) -> HttpResponse:
    return fault(Fault.TOO_LARGE)


def _problem(
    status: int, code: str, detail: str, facts: Mapping[str, Any], headers: Mapping[str, str] | None = None
) -> HttpResponse:
    members = {
        "type": f"urn:velkommen:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
    }
    text = json.dumps({**facts, **members}, ensure_ascii=False).encode("utf-8", "replace")
    return HttpResponse(text, status=status, content_type=CONTENT_TYPE, headers=headers)


_HANDLERS: Mapping[type[Exception], Callable[..., HttpResponse]] = MappingProxyType(
    {
        Refusal: refused,
        Instead: _refused_with_more,
        ValidationError: misshapen,
        BadRequest: _bad,
        AuthenticationError: _unknown_token,
        HttpError: _unread,
        RequestDataTooBig: _too_large,
        OperationalError: _busy,
        Exception: _broken,
    }
)


def add_handlers(api: NinjaAPI) -> None:
    """Give every exception that an operation may raise its answer."""
    for kind, handler in _HANDLERS.items():
        api.add_exception_handler(kind, handler)
