"""Words put into a lifeline turn up nowhere but with those who may read them: on no other page, in no frame, log, message, table or export.

A leak made on purpose is found each time, so that finding nothing means something.
"""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker

from tests import lifelines
from tests.interfaces.cli.conftest import say
from tests.lifelines import Line
from tests.rights.test_rights import DOORS, Door, ask, named
from tests.rights.visitors import Visitor, World, _member, found, taken_back
from velkommen.apps.enquiries.actions import finish_visit
from velkommen.apps.evaluation.checks.records import text_columns
from velkommen.apps.evaluation.checks.registry import house_models
from velkommen.apps.lifelines import actions
from velkommen.apps.lifelines.models import Lifeline, LifelineNote
from velkommen.apps.messages.models import Message
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.queries import actor_of
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.contacts import parse
from velkommen.domain.handover import Matter
from velkommen.domain.kinds import Unit
from velkommen.domain.lifelines import Note
from velkommen.domain.outcomes import Outcome
from velkommen.domain.rights import Role
from velkommen.interfaces.live.hub import News, message
from velkommen.shared.log.models import Deed

QUESTION, ANSWER, NUMBER = "kanariefugl-spørgsmål", "kanariefugl-svar", "20987654"
SUNG = ("kanariefugl", NUMBER)
pytestmark = [pytest.mark.django_db, pytest.mark.once]


def sings(text: str) -> bool:
    return any(word in text for word in SUNG) or "kanariefugl" in json.dumps(text)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world of rights with lifelines asked, answered, closed and to be rung, all with words; nobody who may read them is a visitor."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), transaction.atomic(), quick:
        made = found()
        sing(lifelines.build(made.town))
        made.visitors.append(_partner(made))
        yield made
        transaction.set_rollback(True)


def sing(line: Line) -> None:
    """Words at every stage, and a number."""
    first = line.town.serving()
    line.answered(line.erik, answer=ANSWER, text=QUESTION, visit=first.pk)
    actions.open_notes(lifeline_id=Lifeline.objects.latest("pk").pk, **line.town.by())
    finish_visit(visit=first.pk, outcome=Outcome.SOLVED_WITH_EXPERT, **line.town.by())
    line.timer(seconds=1)
    second = line.town.serving()
    facts = {"matter": Matter.APPLICATION, "note": Note(QUESTION), "contact": parse(NUMBER)}
    actions.call_back(visit=second.pk, to=line.erik.id, **facts, **line.town.by())
    third = line.town.serving()
    line.ask(text=QUESTION, visit=third.pk)


def _partner(made: World) -> Visitor:
    """Somebody of a partner's who serves at Nordby beside those who asked."""
    visitor = _member("a partner's clerk at home", ((made.town.place, Role.CLERK),))
    Staff.objects.filter(username=visitor.name).update(unit=Unit.PARTNER.value)
    return visitor


def neighbours(world: World) -> list[Visitor]:
    """Whoever is near enough to hear it: everybody who works at Nordby, its screens, those who come there, and a stranger."""
    return [one for one in world.visitors if one.here or one.name.endswith("at home") or one.name == "a stranger"]


def heard(door: Door, world: World) -> list[str]:
    """Which visitors are told of it at a door, by GET or POST."""
    names = []
    for visitor in neighbours(world):
        for method in ("get", "post"):
            with taken_back(visitor):
                response = ask(door, method, visitor, world)
                body = b"".join(response) if response.streaming else response.content
            if sings(body.decode("utf-8", "ignore")) or any(sings(str(value)) for value in response.headers.values()):
                names.append(f"{method} {visitor.name}")
    return names


@pytest.mark.parametrize("door", DOORS, ids=named)
def test_no_page_and_no_answer_sings(door: Door, world: World) -> None:
    assert heard(door, world) == []


def test_control_a_place_called_like_the_canary_is_heard_of(world: World) -> None:
    desk = next(door for door in DOORS if door.name == "desk")
    with transaction.atomic():
        ServicePoint.objects.filter(pk=world.town.place.pk).update(name="kanariefugl")
        names = heard(desk, world)
        transaction.set_rollback(True)
    assert "get clerk at home" in names


def tables() -> list[str]:
    """The columns of the house in which it sings."""
    singing = []
    for model in house_models():
        for column in text_columns(model):
            values = model._default_manager.exclude(**{column: None}).values_list(column, flat=True)
            if any(sings(str(value)) for value in values):
                singing.append(f"{model.__name__}.{column}")
    return singing


def test_words_stand_in_one_table_and_the_number_in_another(world: World) -> None:
    assert sorted(tables()) == ["CallBack.to", "LifelineNote.text"]


def test_control_words_in_an_answer_of_the_log_are_found(world: World) -> None:
    with transaction.atomic():
        deed = Deed.objects.filter(name="answer").latest("id")
        Deed.objects.filter(pk=deed.pk).update(answer={**deed.answer, "text": ANSWER})
        assert "Deed.answer" in tables()
        transaction.set_rollback(True)


def frames() -> list[str]:
    """What every audience was told of every deed."""
    told = Deed.objects.order_by("id").values_list("pk", "service_point_id", "changes")
    messages = [message(News(pk, place or 0, changes)) for pk, place, changes in told]
    return [frame.decode() for one in messages for frame in one.frames.values()]


def test_no_frame_sings(world: World) -> None:
    everything = frames()
    assert any('"lifeline":' in frame for frame in everything)
    assert [frame for frame in everything if sings(frame)] == []


def test_control_words_in_a_change_are_heard(world: World) -> None:
    with transaction.atomic():
        Deed.objects.filter(name="answer").update(changes=[{"lifeline": 1, "text": ANSWER}])
        assert [frame for frame in frames() if sings(frame)] != []
        transaction.set_rollback(True)


def test_no_message_is_about_a_lifeline(world: World) -> None:
    assert {
        purpose for purpose in Message.objects.values_list("purpose", flat=True) if not purpose.startswith("course_")
    } == set()


def test_no_line_of_the_log_sings(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="velkommen")
    with transaction.atomic():
        served = Lifeline.objects.latest("pk").enquiry.visit_id
        finish_visit(visit=served, outcome=Outcome.COME_BACK, **world.town.by())  # type: ignore[arg-type] # it has a visit
        sing(Line(world.town, *_again(world)))
        transaction.set_rollback(True)
    assert (any("ask_expert by" in line for line in caplog.messages), sings(caplog.text)) == (True, False)


def _again(world: World) -> tuple[Any, ...]:
    experts = [actor_of(Staff.objects.get(username=name)) for name in ("erik", "eva", "palle", "otto")]
    return ServicePoint.objects.get(slug="hall"), *experts


def test_no_command_and_no_export_sings(world: World, tmp_path: Path) -> None:
    open_data = [
        ("export", "open-data", form, "--to", str(tmp_path / form), "--address", "https://example.dk")
        for form in ("hsds.json", "hsds.zip", "cpsv.jsonld", "places.ics")
    ]
    exports = [say(*words) for words in (("export", "municipality", str(tmp_path / "all.xlsx")), *open_data)]
    said = [say("doctor", "--json"), *exports]
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert ([one.exit_code for one in exports], len(files)) == ([0] * 5, 5)
    assert [text for text in [*(one.output for one in said), *map(_text, files)] if sings(text)] == []


def _text(file: Path) -> str:
    if file.suffix != ".xlsx":
        return file.read_bytes().decode("utf-8", "ignore")
    book = load_workbook(file)
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_control_there_are_words_to_be_found(world: World) -> None:
    assert LifelineNote.objects.filter(text__contains="kanariefugl").count() == 4
