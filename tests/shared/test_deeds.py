"""`deed`, worn by small actions made for these tests: one operation one effect, a refusal leaves nothing, the right is asked."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import NOON, Town, code, refused
from velkommen.apps.places.models import SpecialDay
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import PUBLIC, SYSTEM, Actor
from velkommen.shared.log import deeds
from velkommen.shared.log.deeds import Done, deed
from velkommen.shared.log.models import Deed
from velkommen.shared.log.queries import edition


@deed(Right.SERVE)
def close_day(*, place: int, why: str, by: Actor, at: datetime, op: UUID) -> Done[dict[str, Any]]:
    """Forgets to ask for the right, as an action must not: that is what is tried here."""
    made = SpecialDay.objects.create(service_point_id=place, layer="staffed", day=at.date(), why=why)
    if why == "no reason":
        raise Refusal(Code.NOTHING_GIVEN)
    return Done({"id": made.pk, "at": at, "why": why}, place, [{"closed": why}], [{"was": "open"}])


@deed(None)
def do_nothing(*, by: Actor, at: datetime, op: UUID) -> Done[dict[str, Any]]:
    return Done({}, None)


def counts() -> tuple[int, int]:
    return SpecialDay.objects.count(), Deed.objects.count()


def test_a_deed_leaves_one_line_with_who_when_where_and_what(town: Town) -> None:
    op = uuid4()
    answer = close_day(place=town.place.pk, why="Stocktaking", by=town.mette, at=NOON, op=op)
    row = Deed.objects.get(op=op)
    assert (row.name, row.actor, row.service_point_id, row.at) == ("close_day", town.mette.key, town.place.pk, NOON)
    assert (row.answer, row.changes, row.before) == (answer, [{"closed": "Stocktaking"}], [{"was": "open"}])


def test_the_same_operation_gets_the_first_answer_and_changes_nothing(town: Town) -> None:
    facts = {"place": town.place.pk, "why": "Stocktaking", **town.by()}
    first = close_day(**facts)
    assert (close_day(**{**facts, "at": NOON.replace(hour=12)}), counts()) == (first, (1, 1))


def test_the_control_of_repeats_a_new_operation_is_a_new_deed(town: Town) -> None:
    close_day(place=town.place.pk, why="Stocktaking", **town.by())
    town.later(days=1)
    close_day(place=town.place.pk, why="Stocktaking", **town.by())
    assert counts() == (2, 2)


@pytest.mark.parametrize("other", ["why", "by", "deed"])
def test_an_operation_used_for_something_else_is_refused(town: Town, other: str) -> None:
    facts = {"place": town.place.pk, "why": "Stocktaking", **town.by()}
    close_day(**facts)
    if other == "deed":
        said = code(do_nothing, **{key: facts[key] for key in ("by", "at", "op")})
    else:
        said = code(close_day, **{**facts, **{"why": {"why": "Storm"}, "by": {"by": town.ali}}[other]})
    assert (said, counts()) == (Code.OPERATION_REUSED, (1, 1))


def test_a_refusal_takes_everything_back_its_own_line_too(town: Town) -> None:
    assert (code(close_day, place=town.place.pk, why="no reason", **town.by()), counts()) == (
        Code.NOTHING_GIVEN,
        (0, 0),
    )


def test_a_refused_operation_may_be_tried_again(town: Town) -> None:
    by = town.by()
    code(close_day, place=town.place.pk, why="no reason", **by)
    close_day(place=town.place.pk, why="Storm", **by)
    assert counts() == (1, 1)


@pytest.mark.parametrize("who", ["sara", "public"])
def test_an_action_that_forgot_to_ask_changes_nothing_without_the_right(town: Town, who: str) -> None:
    by = {**town.by(town.sara), **({"by": PUBLIC} if who == "public" else {})}
    assert (code(close_day, place=town.place.pk, why="Storm", **by), counts()) == (Code.NOT_ALLOWED, (0, 0))


def test_the_control_of_rights_without_the_last_look_it_would_have_changed(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Actor, "require", lambda *_: None)
    close_day(place=town.place.pk, why="Storm", **town.by(town.sara))
    assert counts() == (1, 1)


@dataclass(frozen=True)
class Row:
    note: str


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"why": "for 120188-1234"}, "why"),
        ({"rows": [Row("1201881234")]}, "note"),
        ({"rows": (Row("1201881234"),)}, "note"),
        ({"value": ["a line", "for 120188-1234"]}, "value"),
        ({"facts": {"bring_da": ["for 120188-1234"]}}, "bring_da"),
        ({"special": {NOON.date(): Row("for 120188-1234")}}, "note"),
        ({"row": Row("for 120188-1234")}, "note"),
        ({"row": {"inside": [Row("for 120188-1234")]}}, "note"),
        ({"words": frozenset({"for 120188-1234"})}, "words"),
    ],
)
def test_no_text_of_a_deed_holds_a_cpr_number(town: Town, given: dict[str, Any], field: str) -> None:
    @deed(None)
    def write(*, by: Actor, at: datetime, op: UUID, **said: object) -> Done[dict[str, Any]]:
        return Done(dict(said), None)

    assert refused(write, **given, **town.by()) == (Code.CPR_IN_TEXT, {"field": field})
    assert counts() == (0, 0)


@pytest.mark.parametrize("text", ["a\0b", "a\x01b", "a\x7fb", "a\ud800b"])
def test_no_text_of_a_deed_holds_what_is_no_text(town: Town, text: str) -> None:
    @deed(None)
    def write(*, by: Actor, at: datetime, op: UUID, **said: object) -> Done[dict[str, Any]]:
        return Done({}, None)

    assert code(write, rows=[Row(text)], **town.by()) is Code.ILLEGIBLE
    assert write(rows=[Row("a line\nand another\twith a tab")], **town.by()) == {}


def test_a_deed_of_no_place_asks_at_no_place(town: Town) -> None:
    @deed(Right.SERVE)
    def nowhere(*, by: Actor, at: datetime, op: UUID) -> Done[dict[str, Any]]:
        return Done({}, None)

    assert code(nowhere, **town.by(town.mette)) is Code.NOT_ALLOWED
    assert nowhere(**town.by(SYSTEM)) == {}


def test_the_answer_is_what_json_makes_of_it_the_first_time_too(town: Town) -> None:
    answer = close_day(place=town.place.pk, why="Påske", **town.by())
    assert answer == json.loads(json.dumps(answer)) == Deed.objects.get().answer


@pytest.mark.parametrize(("length", "told_whole"), [(100, True), (deeds.NOTIFY_LIMIT, False)])
def test_news_too_long_for_a_notice_is_told_without_its_changes(town: Town, length: int, told_whole: bool) -> None:
    @deed(None)
    def tell(*, by: Actor, at: datetime, op: UUID) -> Done[dict[str, Any]]:
        return Done({}, town.place.pk, [{"text": "å" * (length // 2)}])

    with CaptureQueriesContext(connection) as asked:
        tell(**town.by())
    told = [query["sql"] for query in asked if "pg_notify" in query["sql"]]
    assert len(Deed.objects.get().changes[0]["text"]) == length // 2
    if connection.vendor == "postgresql":
        assert [sql.count("å") > length // 2 for sql in told] == [told_whole]


def test_the_edition_is_the_newest_deed_that_changed_rules(town: Town) -> None:
    @deed(None)
    def arrange(*, rules: bool, by: Actor, at: datetime, op: UUID) -> Done[dict[str, Any]]:
        return Done({}, None, rules=rules)

    seen = [edition()]
    for rules in (True, False, True):
        arrange(rules=rules, **town.by())
        seen.append(edition())
    first, second = Deed.objects.filter(rules=True).order_by("id").values_list("id", flat=True)
    assert seen == [0, first, first, second]


def test_a_deed_that_changes_no_screen_tells_nobody(town: Town) -> None:
    with CaptureQueriesContext(connection) as asked:
        do_nothing(**town.by())
    assert [query["sql"] for query in asked if "pg_notify" in query["sql"]] == []


@dataclass(frozen=True)
class Agreed:
    units: frozenset[str]
    performed: Mapping[str, frozenset[str]]


MARK = """
from tests.shared.test_deeds import Agreed
from velkommen.shared.actor import SYSTEM
from velkommen.shared.log.deeds import _fingerprint
words = frozenset({"library", "citizen_service", "partner", "police", "tourist_office"})
print(_fingerprint("f", SYSTEM.key, {"agreement": Agreed(words, {"b": words, "a": words}), "cells": [1, 2]}))
"""


def test_the_same_facts_are_the_same_in_every_process() -> None:
    """Sets are in another order in each, by design of the language; a repeat must be known all the same."""
    said = {
        subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{MARK}"],
            env={**os.environ, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "velkommen.project.settings"},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def refuse_closed(*, place: int, why: str, **_: object) -> None:
    if SpecialDay.objects.filter(service_point_id=place).exists():
        raise Refusal(Code.NOTHING_GIVEN)


@deed(Right.SERVE, ahead=refuse_closed)
def close_once(*, place: int, why: str, by: Actor, at: datetime, op: UUID) -> Done[dict[str, Any]]:
    made = SpecialDay.objects.create(service_point_id=place, layer="staffed", day=at.date(), why=why)
    return Done({"id": made.pk}, place)


def writing(act: Any, **facts: Any) -> int:
    """How many statements that begin or end a transaction, or write, a refusal took."""
    with CaptureQueriesContext(connection) as asked:
        code(act, **facts)
    return sum(not query["sql"].startswith("SELECT") for query in asked)


def test_what_is_refused_ahead_holds_nothing(town: Town) -> None:
    facts = {"place": town.place.pk, "why": "Storm"}
    close_once(**facts, **town.by())
    assert (writing(close_once, **facts, **town.by()), counts()) == (0, (1, 1))


def test_control_what_an_action_refuses_has_held_something(town: Town) -> None:
    assert writing(close_day, place=town.place.pk, why="no reason", **town.by()) > 0


def test_a_repeat_of_what_would_now_be_refused_ahead_gets_the_first_answer(town: Town) -> None:
    facts = {"place": town.place.pk, "why": "Storm", **town.by()}
    assert (close_once(**facts) == close_once(**facts), counts()) == (True, (1, 1))
