"""Every address and every operation, with everybody who may come, by GET and by POST, against the table of what each needs."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import urlencode
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker

from tests.rights.table import OPERATIONS, PAGES, Need, Needs, Row
from tests.rights.visitors import NOBODYS, Visitor, World, everything, found, taken_back
from velkommen.domain.rights import Right, Role
from velkommen.interfaces.api.urls import api
from velkommen.shared import clock
from velkommen.shared.actor import Actor

ALLOWED = {200, 302, 303, 409, 422}
DENIED = {401, 403, 404}
V1 = "/api/v1"
FORM = "application/x-www-form-urlencoded"
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@dataclass(frozen=True)
class Door:
    """A page by its name, or an operation of the API by its id, path, method and the required fields of its body."""

    name: str
    row: Row
    parameters: tuple[str, ...] = ()
    path: str = ""
    method: str = ""
    body: tuple[str, ...] | None = None

    @property
    def program(self) -> bool:
        return bool(self.path)


def walk(patterns: list[URLPattern | URLResolver], route: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern of the house with its whole route."""
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, here)
        else:
            yield here, pattern


ALL = list(walk(get_resolver().url_patterns))
API_ROUTE = V1.lstrip("/") + "/"
OF_PAGES = {str(pattern.name): route for route, pattern in ALL if pattern.name == "openapi" or API_ROUTE not in route}
SCHEMA = api.get_openapi_schema()


def operations() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Every operation as (id, path, method, description)."""
    for path, methods in SCHEMA["paths"].items():
        for method, described in methods.items():
            yield described["operationId"], path, method, described


def fields(described: dict[str, Any]) -> tuple[str, ...] | None:
    """The required fields of an operation's body; None when it needs no body."""
    if not described.get("requestBody", {}).get("required"):
        return None
    shape = described["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[-1]
    return tuple(SCHEMA["components"]["schemas"][shape].get("required", ()))


def doors() -> Iterator[Door]:
    for name, route in sorted(OF_PAGES.items()):
        if name in PAGES:
            yield Door(name, PAGES[name], tuple(re.findall(r"<(?:\w+:)?(\w+)>", route)))
    for name, path, method, described in sorted(operations(), key=lambda found: found[0]):
        if name in OPERATIONS:
            yield Door(name, OPERATIONS[name], (), path, method, fields(described))


DOORS = list(doors())
GUARDED = [door for door in DOORS if isinstance(door.row.post or door.row.get, Right)]


def named(door: Door) -> str:
    return f"{'api' if door.program else 'page'}:{door.name}"


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once: every request is taken back again."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), transaction.atomic(), quick:
        yield found()
        transaction.set_rollback(True)


def ask(door: Door, method: str, visitor: Visitor, world: World) -> HttpResponse:
    """One request of one visitor, at the world's present moment."""
    with clock.fixed(world.town.now):
        if door.program:
            return _as_program(door, method, visitor, world)
        secret = {"kiosk": visitor.kiosk, "board": visitor.board}.get(door.name.split("-", maxsplit=1)[0], "")
        known = {"token": secret or NOBODYS}
        if isinstance(door.row.get, Needs) and door.row.get is Needs.LINK:
            known["link"] = visitor.link or NOBODYS
        if door.row.get is Needs.GUEST:
            known["link"] = visitor.guest or NOBODYS
        if door.row.get is Needs.SIGNED_UP:
            known["link"] = visitor.signed_up or NOBODYS
        facts = {**world.facts, "op": str(uuid4()), **known}
        address = reverse(door.name, kwargs={name: facts[name] for name in door.parameters})
        return visitor.client.get(address) if method == "get" else visitor.client.post(address, sent(facts), FORM)


def sent(facts: Mapping[str, Any]) -> str:
    """A form as browsers send it. To take one apart that could hold files takes longer than most pages do."""
    return urlencode(facts, doseq=True)


def _as_program(door: Door, method: str, visitor: Visitor, world: World) -> HttpResponse:
    headers = {
        "Idempotency-Key": str(uuid4()),
        **({"Authorization": f"Bearer {visitor.token}"} if visitor.token else {}),
    }
    address = V1 + door.path.removeprefix(V1).format(**world.facts)
    if method == "get":
        return visitor.client.get(address, {"service_point": world.facts["service_point"]}, headers=headers)
    said = {name: world.facts[name] for name in door.body or ()}
    body = "" if door.body is None else json.dumps(said, default=str)
    return visitor.client.post(address, body, content_type="application/json", headers=headers)


def denied(answer: HttpResponse) -> bool:
    to_login = answer.status_code == 302 and answer.headers["Location"].startswith("/login/")
    return answer.status_code in DENIED or to_login


def faults(door: Door, method: str, visitor: Visitor, world: World) -> list[str]:
    """What is wrong with the answer to one visitor, in sentences; none when all is well."""
    need: Need = getattr(door.row, method)
    may = visitor.may(need, world.town.place, program=door.program)
    with taken_back(visitor) as written:
        answer = ask(door, method, visitor, world)
        asked = method == "get" or not may  # whoever may do a deed may change what it changes
        changed = asked and bool(written) and everything() != world.before
    who = f"{method.upper()} {named(door)} by {visitor.name}: {answer.status_code}"
    found = []
    if need is None and not (denied(answer) or answer.status_code == 405):
        found.append(f"{who}, but the table says that nobody may")
    if need is not None and may and (denied(answer) or answer.status_code not in ALLOWED):
        found.append(f"{who}, but the table says they may ({need})")
    if need is not None and not may and not denied(answer):
        found.append(f"{who}, but the table says they may not ({need})")
    if changed:
        found.append(f"{who}, and it changed something")
    leaked = leaks(answer, need, visitor, world, program=door.program)
    return [*found, *([f"{who}, and the answer holds {leaked}"] if leaked else [])]


def leaks(answer: HttpResponse, need: Need, visitor: Visitor, world: World, *, program: bool) -> list[str]:
    """What stands in an answer and is not for this visitor's eyes. The names of places are no secret where nothing is."""
    text = text_of(answer.getvalue())  # a file is sent in pieces, and closed when it is read
    if visitor.may_know_of(need, world.town.place, program=program):
        return []
    secret = world.secrets + ([] if need in (Needs.NOTHING, Needs.TOKEN, Needs.OPEN) else [world.town.place.name])
    return [word for word in secret if stands(word, text) and word != visitor.link]


def stands(word: str, text: str) -> bool:
    """Whether a word is said. A number of four signs is met by chance, now and then, inside the random key of a form."""
    return re.search(rf"(?<![0-9A-Za-z]){re.escape(word)}(?![0-9A-Za-z])", text) is not None


def text_of(content: bytes) -> str:
    """What an answer says, out of a workbook too."""
    if not content.startswith(b"PK"):
        return content.decode()
    book = load_workbook(BytesIO(content))
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_every_page_has_its_row() -> None:
    assert sorted(set(OF_PAGES) - set(PAGES)) == [], "add what the new page needs to PAGES in tests/rights/table.py"


def test_every_operation_has_its_row() -> None:
    new = {name for name, *_ in operations()} - set(OPERATIONS)
    assert sorted(new) == [], "add what the new operation needs to OPERATIONS in tests/rights/table.py"


def test_every_row_has_its_address() -> None:
    gone = (set(PAGES) - set(OF_PAGES)) | (set(OPERATIONS) - {name for name, *_ in operations()})
    assert sorted(gone) == [], "take the rows of what no longer exists out of tests/rights/table.py"


def test_every_address_has_a_name_of_its_own() -> None:
    names = [pattern.name for route, pattern in ALL if API_ROUTE not in route]
    assert [name for name in names if name is None or names.count(name) > 1] == []


def test_no_operation_hides_from_the_description() -> None:
    routes = {"/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route) for route, _ in ALL if route.startswith(API_ROUTE)}
    told = {V1 + path.removeprefix(V1) for path in SCHEMA["paths"]}
    assert routes - told <= {f"{V1}/openapi.json", f"{V1}/"}


@pytest.mark.parametrize("answer", ["<b>B001</b>", '{"label":"B001"}', "B001", "/B001/", "B001, B002"])
def test_a_number_is_found_however_it_is_told(answer: str) -> None:
    assert stands("B001", answer)


def test_a_number_inside_a_random_key_is_no_leak() -> None:
    assert not stands("B001", '<input type="hidden" name="csrfmiddlewaretoken" value="gkB001w60aCZp2Mm2IRtp5pz5Z">')


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_who_may_and_who_may_not(door: Door, world: World) -> None:
    methods = ("get", "post") if not door.program else (door.method,)
    wrong = [line for method in methods for visitor in world.visitors for line in faults(door, method, visitor, world)]
    assert wrong == []


@pytest.mark.parametrize("door", GUARDED, ids=named)
def test_the_control_without_the_guard_the_table_finds_it(
    door: Door, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Actor, "may", lambda *_: True)
    method = "post" if door.row.post else "get"
    expert = next(visitor for visitor in world.visitors if visitor.name == "expert abroad")
    assert [line for line in faults(door, method, expert, world) if "may not" in line] != []


@pytest.mark.parametrize("name", ["clerk who left", "clerk with a revoked token", "a revoked kiosk"])
def test_the_control_of_what_was_revoked_the_table_finds_who_is_turned_away(name: str, world: World) -> None:
    """The same visitors, said to be in good standing: the house turns them away, and the table would not."""
    known = next(visitor for visitor in world.visitors if visitor.name == name)
    trusted = replace(known, programs=((world.town.place, Role.CLERK),))
    door = next(door for door in DOORS if door.name == "get_queue")
    assert [line for line in faults(door, "get", trusted, world) if "they may (" in line] != []
