"""The book is as old as the newest deed that says it changed rules: so each deed of a room whose rows are in it must say so."""

import ast
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest

import velkommen.apps
from tests import people
from velkommen.apps.appointments.actions import retire_place
from velkommen.apps.placement import book
from velkommen.apps.places.models import Stop
from velkommen.domain.placement.town import Town

ROOMS = ("places", "catalogue", "placement", "people", "setup", "roster")
#: An account without a posting, a password and a paired screen decide nothing of who may do what; nor do a seat, what a place needs, what
#: was heard, what is wished or asked for.
NO_RULES = {"create_staff", "set_password", "revoke_device", "take_seat", "leave_seat"}
NO_RULES |= {"set_needs", "set_roster_rules", "read_notes", "wish", "ask_leave"}
CONTROL = """
def _done(place): return Done({}, place%s)
@deed(Right.ARRANGE)
def close(*, place): return _done(place)
"""


def silent(source: str) -> set[str]:
    """The deeds of a module that may be done without saying that rules were changed."""
    functions = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}
    deeds = [one for one in functions.values() if any("deed(" in ast.unparse(worn) for worn in one.decorator_list)]
    return {one.name for one in deeds if not (said := list(_said(one, functions))) or not all(said)}


def _said(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]) -> Iterator[bool]:
    """What each `Done` says that it makes, itself or by a function of the same module."""
    for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        if name == "Done":
            yield "rules=True" in [ast.unparse(given) for given in call.keywords]
        elif name in functions and name != function.name:
            yield from _said(functions[name], functions)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """What these tests let be read is nobody else's."""
    yield
    book.forget()


@pytest.mark.parametrize("room", ROOMS)
def test_every_deed_whose_rows_are_in_the_book_says_that_it_changed_rules(room: str) -> None:
    files = sorted((Path(velkommen.apps.__path__[0]) / room).rglob("*.py"))
    assert set().union(*(silent(file.read_text(encoding="utf-8")) for file in files)) <= NO_RULES


def test_control_a_deed_that_forgets_it_is_found() -> None:
    assert [silent(CONTROL % said) for said in ("", ", rules=False", ", rules=True")] == [{"close"}, {"close"}, set()]


def test_a_bus_that_was_retired_leaves_its_stops_out(town: people.Town) -> None:
    Stop.objects.create(service_point=town.place, name="Torvet")
    assert [stop.name for stop in book.read().places[town.place.pk].stops] == ["Torvet"]
    retire_place(place=town.place.pk, **town.by(town.lea))
    assert list(book.town().places) == [town.sydby.pk]


class Slowly:
    """Reads an empty town, and takes its time."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Town:
        self.times += 1
        time.sleep(0.1)
        return Town(ZoneInfo("Europe/Copenhagen"), {}, {})


def asked_by_four(read: Callable[[], object]) -> list[object]:
    """What four threads get that ask at once, before anybody has read anything."""
    book.forget()
    ready = Barrier(4)

    def ask() -> object:
        ready.wait()
        return read()

    with ThreadPoolExecutor(4) as threads:
        return [asked.result() for asked in [threads.submit(ask) for _ in range(4)]]


def test_of_many_who_ask_at_once_one_reads_and_the_others_wait_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "read", slowly_read := Slowly())
    found = asked_by_four(lambda: book.town(current=1))
    assert (len({id(town) for town in found}), slowly_read.times) == (1, 1)


def test_control_without_waiting_each_reads_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "read", slowly_read := Slowly())
    monkeypatch.setattr(book, "_reading", nullcontext())
    asked_by_four(lambda: book.town(current=1))
    assert slowly_read.times > 1
