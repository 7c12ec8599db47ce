"""The description of the API: what ninja knows of each operation, and the "no" each may answer, which it does not."""

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from velkommen.interfaces.api.asking import KEY, KEY_PATTERN
from velkommen.interfaces.api.problems import CONTENT_TYPE

INTRODUCTION = f"""\
The same deeds as the desk's, for programs.

**Who.** `Authorization: Bearer <token>`. A token acts for one member of staff with the rights of that person; `velkommen token
create USER` makes one. A paired kiosk may use its own token to draw numbers. There are no cookies.

**Once.** Every write needs `{KEY}`: a new UUID for each thing done, the same one when it is tried again because no answer
came. The same key with the same request gets the same answer, and happens once; the same key with another request is refused
(409 `operation_reused`). A refusal changes nothing and is not kept: the same key may be tried again. A key that is no UUID (1 to
200 printable characters) is mapped to a UUID of version 5 of the actor and the key. A key is kept as long as the log of deeds.

**No.** Every refusal is `{CONTENT_TYPE}` (RFC 9457): `detail` is a sentence in the language of `Accept-Language` (Danish,
or English), `code` never changes, and the facts it speaks of stand beside it. 409 says that things stand otherwise (and who did
what), 422 that what was sent cannot be, 403 and 404 that it is not for you or not there.

**Private.** Nothing shaped like a CPR number is taken anywhere in a request (422 `cpr_in_text`).

**Appointments.** What is free (`/booking/products`, `locations`, `dates`, `times`, `fields`) can be asked without a token. A program
books, changes and cancels by the token of staff who may, for citizens: by what the public may have, unless it says `internal`. Whatever
else is sent with it has no effect, and `ignored` names it. A time that cannot be had is refused with `alternatives`.

**Names.** Service points are told by slug, desks by number, tasks and destinations by key, visits by id, enquiries by UUID.
Times are ISO 8601 with their zone; days are local days.
"""
ALWAYS = {
    401: "No token, or none that is valid",
    422: "What was sent cannot be: its shape, or what a rule says of it",
    500: "Something went wrong here",
    503: "The database did not answer in time; try again with the same key",
}
FORBIDDEN = {403: "Not allowed here"}
NOT_FOUND = {404: "There is none, or not for you"}
ON_WRITES = {
    400: "No usable Idempotency-Key, or a body that is not JSON",
    409: "Things stand otherwise, or the key was used for something else",
    413: "The body is too large",
}
OPEN = {"list_products", "list_locations", "list_dates", "list_times", "list_fields"}  # without a token, too
FREE = {"list_service_points", "list_tasks"} | OPEN  # any valid token may
HIDDEN = {"get_visit", "get_appointment"}  # what one may not see is not there
OF_A_VISIT = {"get_visit", "undo"}
PROBLEM = {
    "type": "object",
    "description": "What happened and what to do. The facts it speaks of stand beside these members.",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldError"}},
        "alternatives": {"type": "array", "items": {"$ref": "#/components/schemas/Alternative"}},
    },
    "additionalProperties": True,
}
FIELD_ERROR = {
    "type": "object",
    "required": ["field", "code", "message"],
    "properties": {"field": {"type": "string"}, "code": {"type": "string"}, "message": {"type": "string"}},
}
ALTERNATIVE = {
    "type": "object",
    "description": "A time that can be had instead: the nearest there, then the first at other places.",
    "required": ["location", "starts"],
    "properties": {"location": {"type": "string"}, "starts": {"type": "string", "format": "date-time"}},
}
KEY_HEADER = {
    "name": KEY,
    "in": "header",
    "required": True,
    "description": "A new UUID for each thing done, the same one when it is tried again.",
    "schema": {"type": "string", "pattern": KEY_PATTERN},
}


class DescribedAPI(NinjaAPI):
    """Operations are called by the names of their functions; each says every status it may answer."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**where)
        for path, methods in schema["paths"].items():
            for method, operation in methods.items():
                _complete(operation, writes=method == "post", of_a_visit="{visit}" in path or "{appointment}" in path)
        schema["components"]["schemas"].update(Problem=PROBLEM, FieldError=FIELD_ERROR, Alternative=ALTERNATIVE)
        return schema


def description(api: NinjaAPI) -> Any:
    """The view of the description, made once: it says nothing of the house's data."""

    @cache
    def text() -> bytes:
        return json.dumps(api.get_openapi_schema(), ensure_ascii=False).encode()

    @require_GET
    def openapi(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(text(), content_type="application/json")

    return openapi


def statuses(name: str, *, writes: bool, of_a_visit: bool) -> dict[int, str]:
    """Every "no" an operation may answer."""
    found = dict(ALWAYS)
    if name not in FREE | HIDDEN:
        found |= FORBIDDEN
    if of_a_visit or name in OF_A_VISIT:
        found |= NOT_FOUND
    return found | ON_WRITES if writes else found


def _complete(operation: dict[str, Any], *, writes: bool, of_a_visit: bool) -> None:
    problem = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, words in sorted(statuses(operation["operationId"], writes=writes, of_a_visit=of_a_visit).items()):
        operation["responses"][status] = {"description": words, "content": problem}
    if writes:
        operation["parameters"].append(KEY_HEADER)
    if operation["operationId"] in OPEN:
        operation["security"] = [{"Token": []}, {}]
