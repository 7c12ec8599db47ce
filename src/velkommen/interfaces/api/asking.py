"""What every request of a program says: who asks (the token), which operation it is (the key), and nothing private."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypedDict, cast
from uuid import UUID, uuid5

from django.http import HttpRequest
from ninja.parser import Parser
from ninja.security import HttpBearer

from velkommen.apps.placement.queries import actor_by_token, device_by_token
from velkommen.domain.privacy import has_cpr, refuse_cpr
from velkommen.domain.rights import Role
from velkommen.interfaces.api.problems import BadRequest, Fault
from velkommen.shared import clock
from velkommen.shared.actor import PUBLIC, Actor

KEY = "Idempotency-Key"
KEY_PATTERN = r"^[\x21-\x7e]{1,200}$"
_KEYS = UUID("5f3c1f0e-0f0c-5a7e-9d43-6b1f0a7c2d11")  # the namespace keys that are no UUID are mapped in
_KEY = re.compile(KEY_PATTERN)
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)


class Stamp(TypedDict):
    by: Actor
    at: datetime
    op: UUID


class Token(HttpBearer):
    """Who asks: a member of staff by an access token, or a kiosk by its own. What they say is looked at before it is used."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        by = actor_by_token(token) or _kiosk(token)
        if by:
            _refuse_private(request)
        return by


class Anybody:
    """Who sends no token is the public; whoever sends one is asked for it. For what everybody may read."""

    def __call__(self, request: HttpRequest) -> Actor | None:
        if "Authorization" in request.headers:
            return None
        _refuse_private(request)
        return PUBLIC


class Json(Parser):
    """The body as it was read when it was looked at."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return cast(dict[str, Any], _said(request))


def asker(request: HttpRequest) -> Actor:
    """Who asks (known since the token was read)."""
    return cast(Actor, request.auth)  # type: ignore[attr-defined] # set by ninja


def stamp(request: HttpRequest) -> Stamp:
    """Who, when and under which operation, for one action.

    Raises: BadRequest without a usable key; Refusal CPR_IN_TEXT.
    """
    by = asker(request)
    key = request.headers.get(KEY, "").strip()
    if not _KEY.match(key):
        raise BadRequest(Fault.KEY_MISSING)
    return {"by": by, "at": clock.now(), "op": operation(key, by)}


def operation(key: str, by: Actor) -> UUID:
    """The operation a key stands for: a UUID is itself, anything else is mapped (UUID version 5 of actor and key).

    Raises: Refusal CPR_IN_TEXT.
    """
    if _UUID.fullmatch(key):
        return UUID(key)
    return uuid5(_KEYS, f"{by.key}|{refuse_cpr(key, KEY)}")


def _kiosk(token: str) -> Actor | None:
    known = device_by_token(token, Role.KIOSK)
    return known[1] if known else None


def _refuse_private(request: HttpRequest) -> None:
    """Nothing shaped like a CPR number anywhere in address, query or body. UUIDs look like one now and then, and are none.

    Raises: Refusal CPR_IN_TEXT with the field; BadRequest.
    """
    for part in request.path.split("/"):
        _look(part, "path")
    for name, values in request.GET.lists():
        for text in (name, *values):
            _look(text, "query")
    if request.body:
        for field, text in _texts(_said(request)):
            _look(text, field)


def _look(text: str, field: str) -> None:
    if not _UUID.fullmatch(text):
        refuse_cpr(text, field)


def _texts(said: object) -> Iterator[tuple[str, str]]:
    """Every text and whole number in a JSON value with the field it stands in; names of fields are texts of the body."""
    found: list[tuple[str, object]] = [("body", said)]
    while found:
        field, value = found.pop()
        if isinstance(value, str | int):
            yield field, str(value)
        elif isinstance(value, list):
            found += ((field, one) for one in value)
        elif isinstance(value, dict):
            found += (("body", name) for name in value)
            found += ((name if _plain(name) else "body", one) for name, one in value.items())


def _plain(name: str) -> bool:
    """Whether a name may be repeated in an answer."""
    return name.isidentifier() and not has_cpr(name)


def _said(request: HttpRequest) -> object:
    """The body, read once. Raises: BadRequest when it is not JSON."""
    known = getattr(request, "velkommen_said", None)
    if known is None:
        try:
            known = json.loads(request.body)
        except (ValueError, RecursionError) as error:
            raise BadRequest(Fault.NOT_JSON) from error
        request.velkommen_said = known  # type: ignore[attr-defined]
    return known
