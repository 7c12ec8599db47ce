"""Who reads what: the words of a lifeline, person by person and stage by stage, and that every opening is noted."""

from collections.abc import Callable

import pytest

from tests.lifelines import Line
from tests.people import code, somebody
from velkommen.apps.lifelines import actions, queries
from velkommen.apps.lifelines.models import Lifeline, NoteOpening
from velkommen.domain.kinds import Unit
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM

QUESTION, ANSWER = "May it be done so?", "Yes."


def people(line: Line) -> dict[str, object]:
    named = {name: getattr(line.town, name) for name in ("mette", "ali", "lea", "sara")}
    pia = somebody("pia", (line.town.place, Role.PARTNER), unit=Unit.PARTNER)
    experts = {name: getattr(line, name) for name in ("erik", "eva", "palle", "otto")}
    return named | experts | {"pia": pia, "rikke": somebody("rikke", (None, Role.AUDITOR))}


def readers(line: Line, row: Lifeline) -> dict[str, set[str]]:
    """Who may open what: name -> "q" and "a"."""
    found = {}
    for name, by in people(line).items():
        words = queries.words(line.row(row.pk), by, line.town.now)  # type: ignore[arg-type] # actors
        found[name] = {"a" if one.note.answer else "q" for one in words}
    return {name: what for name, what in found.items() if what}


@pytest.mark.parametrize(
    ("made", "who"),
    [
        (lambda line: line.ask(line.erik, text=QUESTION), {"mette": {"q"}, "erik": {"q"}}),
        (lambda line: line.ask(text=QUESTION), {"mette": {"q"}}),
        (lambda line: line.accepted(line.eva, text=QUESTION), {"mette": {"q"}, "eva": {"q"}}),
        (
            lambda line: line.answered(line.erik, text=QUESTION),
            {"mette": {"q", "a"}, "erik": {"a"}},
        ),
    ],
)
def test_who_reads_what(line: Line, made: Callable[[Line], Lifeline], who: dict[str, set[str]]) -> None:
    assert readers(line, made(line)) == who


def test_who_was_named_reads_it_no_more_when_somebody_else_has_accepted(line: Line) -> None:
    row = line.ask(line.erik, text=QUESTION)
    line.timer(minutes=2)
    assert len(queries.words(line.row(row.pk), line.erik, line.town.now)) == 1
    actions.accept(lifeline_id=row.pk, **line.town.by(line.eva))
    assert readers(line, row) == {"mette": {"q"}, "eva": {"q"}}
    assert code(actions.open_notes, lifeline_id=row.pk, **line.town.by(line.erik)) is Code.NOT_ASKED


def test_a_colleague_reads_what_they_have_taken_over(line: Line) -> None:
    row = line.answered(line.erik, text=QUESTION)
    actions.take_desk(lifeline_id=row.pk, **line.town.by(line.town.ali))
    assert readers(line, row)["ali"] == {"q", "a"}


def test_text_is_there_for_who_wrote_it_or_has_opened_it_today(line: Line) -> None:
    row = line.answered(line.erik, answer=ANSWER, text=QUESTION)
    mette = line.town.mette
    assert [one.text for one in queries.words(row, mette, line.town.now)] == [QUESTION, None]
    actions.open_notes(lifeline_id=row.pk, **line.town.by())
    assert [one.text for one in queries.words(row, mette, line.town.now)] == [QUESTION, ANSWER]
    line.town.later(days=1)
    assert [one.text for one in queries.words(row, mette, line.town.now)] == [QUESTION, None]


def test_every_opening_is_noted_once_a_day(line: Line) -> None:
    row = line.answered(line.erik, text=QUESTION)
    for _ in range(2):
        actions.open_notes(lifeline_id=row.pk, **line.town.by())
    line.town.later(days=1)
    actions.open_notes(lifeline_id=row.pk, **line.town.by())
    mette = NoteOpening.objects.filter(staff=line.town.mette.id, note__answer=True)
    assert mette.count() == 2
    first = line.town.now.replace(year=2020)
    assert len(queries.openings(first, line.town.now)) == 3  # her own question, and Erik's opening of it, besides


@pytest.mark.parametrize(
    ("name", "no"),
    [
        ("pia", Code.NOTES_NOT_FOR_PARTNERS),
        ("palle", Code.NOTES_NOT_FOR_PARTNERS),
        ("ali", Code.NOT_ASKED),
        ("eva", Code.NOT_ASKED),
        ("otto", Code.NOT_ASKED),
        ("rikke", Code.NOT_ASKED),
    ],
)
def test_nobody_else_opens_a_note(line: Line, name: str, no: Code) -> None:
    row = line.accepted(line.erik, text=QUESTION)
    before = NoteOpening.objects.count()
    by = people(line)[name]
    assert code(actions.open_notes, lifeline_id=row.pk, **line.town.by(by)) is no  # type: ignore[arg-type] # an actor
    assert NoteOpening.objects.count() == before


def test_a_clerk_who_becomes_a_partners_reads_their_own_words_no_more(line: Line) -> None:
    row = line.ask(line.erik, text=QUESTION)
    partner = line.town.mette.__class__(
        line.town.mette.kind, line.town.mette.id, "Mette", Unit.PARTNER, line.town.mette.grants
    )
    assert queries.words(row, partner, line.town.now) == []


def test_what_is_gone_is_said_to_be(line: Line) -> None:
    row = line.answered(line.erik, text=QUESTION)
    actions.close_lifeline(lifeline_id=row.pk, helped=True, **line.town.by())
    line.town.later(days=31)
    actions.forget_notes(**line.town.by(SYSTEM))
    assert [(one.text, one.gone) for one in queries.words(line.row(row.pk), line.town.mette, line.town.now)] == [
        ("", True),
        (None, True),
    ]
