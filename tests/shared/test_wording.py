"""Every "no" has its sentence, in both languages, and every fact a sentence needs is given where the "no" is said."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import velkommen
from velkommen.domain.catalogue import Attendance, Authority, SelfService, Where
from velkommen.domain.handover import Basis, Matter, Receiver
from velkommen.domain.indicators.document import Indicator, Method, Unit
from velkommen.domain.indicators.likeness import Density, Size
from velkommen.domain.lifecycle import Ending, Move, State
from velkommen.domain.lifelines import End, Stage, Way, Why
from velkommen.domain.outcomes import Outcome, Reason
from velkommen.domain.pickups import PickUpKind
from velkommen.domain.refusals import Code, Fact, Refusal, Shape
from velkommen.shared import wording, wording_atlas, wording_lifelines, wording_tasks, wording_values
from velkommen.shared.wording import SENTENCES, sentence

SOURCE = Path(velkommen.__file__).parent
#: What `sentence` itself makes of other facts.
MADE = {"state", "move", "label", "where", "because", "next", "cure"}
GIVEN: dict[str, Fact] = {
    "state": "called",
    "move": "call",
    "label": "A001",
    "who": "Mette",
    "desk": "Skranke 1",
    "place": "Nordby",
    "task": "Pas",
    "tasks": ["Pas", "MitID"],
    "destination": "tax",
    "opens": "2026-11-25T10:00:00+01:00",
    "days": 400,
    "month": "2026-12",
    "most": 500,
    "why": "The sheet is empty.",
    "field": "from",
    "text": "30-02-2026",
    "username": "mette",
    "number": 7,
    "until": "2027-05-28",
    "name": "nordby",
    "latitude": 91.0,
    "longitude": 10.2,
    "equipment": "teapot",
    "stop": "Torvet",
    "rule": "not_competent",
    "competence": "passport",
    "elsewhere": ["Sydby"],
    "known": ["{place}", "{date}"],
    "names": ["{date}"],
    "parts": 4,
    "rows": 1_048_576,
    "seconds": 5,
    "said": "Table with name enquirys does not exist!",
    "appointment": "cancelled",
    "least": 5,
    "sum": 120,
    "on": "2026-11-25",
    "minutes": 7,
    "yes": 13,
    "basis": "no_right",
    "stage": "answered",
    "breach": "rest",
    "found": 570,
    "limit": 660,
    "hitch": "teacher_left",
    "done": 3,
    "wanted": 10,
    "seats": 12,
    "week": "Uge 48",
    "example": "in_person = personlig",
    "municipality": "Opdigtet Kommune",
    "digits": "0411",
    "schema": 2,
    "ours": 1,
    "where": "indicators[1].value",
}


def placeholders(code: Code) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", str(SENTENCES[code])))


def said() -> Iterator[tuple[str, Code, set[str]]]:
    """Each place in the source that says a "no" by its code: where, which, the facts given. One that passes on facts is left out."""
    for file in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "Refusal" and node.args):
                continue
            first = node.args[0]
            if isinstance(first, ast.Attribute) and ast.unparse(first.value) == "Code":
                facts = {keyword.arg for keyword in node.keywords}
                if None not in facts:
                    yield f"{file.name}:{node.lineno}", Code[first.attr], {str(fact) for fact in facts}


@pytest.mark.parametrize("code", list(Code))
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_no_has_a_whole_sentence(code: Code, language: str) -> None:
    facts = GIVEN if code is Code.ILLEGAL_MOVE else {k: v for k, v in GIVEN.items() if k not in {"state", "move"}}
    with translation.override(language):
        text = sentence(Refusal(code, **facts))
    assert [left for left in ("–", "%(", "None") if left in text] == []
    assert text.endswith(".")


@pytest.mark.parametrize("code", [code for code in Code if str(SENTENCES[code]) != "%(why)s"])
def test_every_no_is_said_in_danish(code: Code) -> None:
    with translation.override("da"):
        danish = str(SENTENCES[code])
    with translation.override("en"):
        assert danish != str(SENTENCES[code])


def test_every_fact_of_a_sentence_is_given_where_it_is_said() -> None:
    lacking = [f"{where}: {code} lacks {placeholders(code) - facts - MADE}" for where, code, facts in said()]
    assert [line for line in lacking if not line.endswith("set()")] == []


def test_every_no_is_said_somewhere() -> None:
    text = "".join(
        file.read_text(encoding="utf-8")
        for file in sorted(SOURCE.rglob("*.py"))
        if file.name != "refusals.py" and not file.name.startswith("wording")
    )
    assert [code.name for code in Code if f"Code.{code.name}" not in text] == []


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (wording.STATES, State),
        (wording.MOVES, Move),
        (wording.ENDINGS, Ending),
        (wording.OUTCOMES, Outcome),
        (wording.REASONS, Reason),
        (wording_tasks.AUTHORITIES, Authority),
        (wording_tasks.ATTENDANCES, Attendance),
        (wording_tasks.WHERES, Where),
        (wording_tasks.SELF_SERVICES, SelfService),
        (wording_tasks.PICKUP_KINDS, PickUpKind),
        (wording_lifelines.WAYS, Way),
        (wording_lifelines.STAGES, Stage),
        (wording_lifelines.ENDS, End),
        (wording_lifelines.WHYS, Why),
        (wording_lifelines.RECEIVERS, Receiver),
        (wording_lifelines.MATTERS, Matter),
        (wording_lifelines.BASES, Basis),
        (wording_atlas.INDICATORS, Indicator),
        (wording_atlas.UNITS, Unit),
        (wording_atlas.METHODS, Method),
        (wording_atlas.SIZES, Size),
        (wording_atlas.DENSITIES, Density),
    ],
)
def test_every_word_of_the_house_has_its_words(table: dict[str, object], kind: type) -> None:
    assert set(table) == set(kind)


@pytest.mark.parametrize(
    ("facts", "where"),
    [
        ({"who": "Mette", "desk": "Skranke 1"}, " (Mette, Skranke 1)"),
        ({"who": "Mette", "desk": ""}, " (Mette)"),
        ({"who": "", "desk": "Skranke 1"}, " (Skranke 1)"),
        ({}, ""),
    ],
)
def test_an_illegal_move_says_what_happened_and_who_did_it(facts: dict[str, str], where: str) -> None:
    with translation.override("en"):
        text = sentence(Refusal(Code.ILLEGAL_MOVE, state="called", move="call", label="A001", **facts))
    assert text == f"A001 cannot be called: it is called{where}. Nothing was changed."


def test_a_visit_without_a_number_is_this_visit() -> None:
    with translation.override("en"):
        text = sentence(Refusal(Code.ILLEGAL_MOVE, state="parked", move="park", label=""))
    assert text == "This visit cannot be put on hold: it is on hold. Nothing was changed."


@pytest.mark.parametrize(
    ("language", "opens", "words"),
    [
        ("en", "2026-11-25T10:00:00+01:00", "It opens Wednesday 25 November at 10:00."),
        ("en", None, "It opens at a time not yet announced."),
    ],
)
def test_the_next_opening_in_words(language: str, opens: str | None, words: str) -> None:
    with translation.override(language):
        assert sentence(Refusal(Code.PLACE_CLOSED, place="Nordby", opens=opens)).endswith(words)


def test_the_next_opening_in_danish() -> None:
    with translation.override("da"):
        text = sentence(Refusal(Code.PLACE_CLOSED, place="Nordby", opens="2026-11-25T10:00:00+01:00"))
    assert "onsdag den 25. november kl. 10.00" in text


@pytest.mark.parametrize(("language", "day"), [("en", "28 May 2027"), ("da", "28. maj 2027")])
def test_a_day_in_words(language: str, day: str) -> None:
    with translation.override(language):
        assert day in sentence(Refusal(Code.PICKUP_KEPT, number=7, until="2027-05-28"))


def test_a_row_of_a_batch_is_named_first() -> None:
    with translation.override("en"):
        text = sentence(Refusal(Code.UNKNOWN_TASK, task="x", row=3))
    assert text == "Row 3: There is no such task: x. Choose one from the list of tasks."


def test_a_percent_sign_in_a_fact_is_no_placeholder() -> None:
    with translation.override("en"):
        assert "100%(x)s" in sentence(Refusal(Code.UNKNOWN_TASK, task="100%(x)s"))


@pytest.mark.parametrize(
    ("allowed", "cure"),
    [
        ({"shape": Shape.WHOLE}, "Write a whole number in digits, like 12."),
        ({"shape": Shape.WHOLE, "least": 1, "most": 99}, "Write a whole number from 1 to 99."),
        ({"shape": Shape.NUMBER}, "Write a number in digits, like 12 or 12.5."),
        ({"shape": Shape.NUMBER, "least": 1, "most": 10_000}, "Write a number from 1 to 10000."),
        ({"shape": Shape.CHOICE}, "Choose one of those that can be chosen."),
        ({"shape": Shape.LINE, "most": 80}, "Write at most 80 characters."),
        ({"shape": Shape.LINE, "least": 1, "most": 80}, "Write something, at most 80 characters."),
        ({}, "Write it another way, or choose one of those that can be chosen."),
    ],
)
def test_what_cannot_be_used_is_told_with_what_can(allowed: dict[str, Fact], cure: str) -> None:
    """The field is called as the form calls it: “number” is the inhabitants of the yearbook elsewhere."""
    with translation.override("en"):
        text = sentence(Refusal(Code.BAD_VALUE, field="number", **allowed))
    assert text == f"The value of “number” cannot be used. {cure}"


def test_every_shape_has_its_cure() -> None:
    assert set(wording_values.CURES) == set(Shape)
