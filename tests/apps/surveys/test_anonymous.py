"""Nothing in the database ties an answer to who gave it: two people who answer differently leave the same database whichever way round.

So no id, no order of rows, no time and no row of the log can say it: all of them are in what is compared.
"""

import logging
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection, transaction

from tests.surveys import BADLY, WELL, Surveys, all_say
from velkommen.apps.surveys.actions import Thanks
from velkommen.apps.surveys.models import Tally
from velkommen.domain.rights import Right
from velkommen.domain.surveys import Said
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed
from velkommen.shared.log.models import Deed

pytestmark = pytest.mark.django_db
FIRST, SECOND = UUID(int=1), UUID(int=2)
Rows = dict[str, list[str]]


def everything() -> Rows:
    """Every row of every table, in the order of the table's ids, which are counted from one (a sequence does not go back)."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            rows = cursor.fetchall()
            if columns[0] == "id":
                rows = [(number, *row[1:]) for number, row in enumerate(sorted(rows, key=lambda row: row[0]))]
            found[table] = [repr(row) for row in rows] if columns[0] == "id" else sorted(map(repr, rows))
    found.pop("sqlite_sequence", None)
    return found


def after(votes: Callable[[], object]) -> Rows:
    """The whole database as votes leave it; they are taken back."""
    with transaction.atomic():
        votes()
        found = everything()
        transaction.set_rollback(True)
    return found


def differing(one: Rows, other: Rows) -> list[str]:
    return [table for table in one if one[table] != other[table]]


def test_who_of_the_staff_said_what_is_nowhere(surveys: Surveys) -> None:
    town, round_id = surveys.town, surveys.round()

    def vote(first: Actor, second: Actor, *degrees: str) -> None:
        surveys.vote(round_id, first, degrees[0], op=FIRST)
        town.later(minutes=1)
        surveys.vote(round_id, second, degrees[1], op=SECOND)
        town.later(minutes=-1)

    usual = after(lambda: vote(town.mette, town.lea, "high", "not"))
    assert differing(usual, after(lambda: vote(town.mette, town.lea, "not", "high"))) == []
    assert differing(usual, after(lambda: vote(town.lea, town.mette, "high", "not"))) == []  # nor who was first
    assert differing(usual, after(lambda: vote(town.lea, town.ali, "high", "not"))) != []  # it does look


def test_which_number_said_what_is_nowhere(surveys: Surveys) -> None:
    surveys.ask()
    surveys.by_number(surveys.ended())  # the month and its box are there: their ids do not go back
    one, other = surveys.ended(), surveys.ended()

    def vote(*answers: dict[str, str]) -> None:
        surveys.by_number(one, answers[0], op=FIRST)
        surveys.by_number(other, answers[1], op=SECOND)

    assert differing(after(lambda: vote(WELL, BADLY)), after(lambda: vote(BADLY, WELL))) == []


def test_the_log_keeps_that_somebody_answered(surveys: Surveys, caplog: pytest.LogCaptureFixture) -> None:
    round_id = surveys.round()
    with caplog.at_level(logging.INFO, "velkommen.deeds"):
        surveys.vote(round_id, surveys.town.mette, op=FIRST)
    row = Deed.objects.get(op=FIRST)
    assert (row.name, row.actor, row.answer, row.changes, row.before) == (
        "answer_as_staff",
        "staff:0",
        {"counted": True},
        [],
        [],
    )
    assert [record.getMessage() for record in caplog.records] == ["answer_as_staff by staff:0 at place None"]


def test_control_a_deed_that_names_who_votes_is_found(surveys: Surveys) -> None:
    """The same vote without the guards: named in the log, and its answer part of the fingerprint."""
    town = surveys.town

    @deed(Right.LEARN)
    def told(*, said: str, by: Actor, at: object, op: UUID) -> Done[Thanks]:
        return Done({"counted": True}, town.place.pk)

    def vote(first: str, second: str) -> None:
        told(said=first, **{**town.by(), "op": FIRST})
        told(said=second, **{**town.by(town.lea), "op": SECOND})

    assert differing(after(lambda: vote("high", "not")), after(lambda: vote("not", "high"))) == ["log_deed"]


def test_control_a_row_for_each_vote_is_found(surveys: Surveys) -> None:
    town, round_id = surveys.town, surveys.round()
    box = Tally.objects.order_by("box").values_list("box", flat=True)[0]

    def vote(*degrees: str) -> None:
        for who, degree in zip((town.mette, town.lea), degrees, strict=True):
            surveys.vote(round_id, who, degree)
            Tally.objects.create(box_id=box, question="solved", answer="yes" if degree == "high" else "no", number=1)

    assert "surveys_tally" in differing(after(lambda: vote("high", "not")), after(lambda: vote("not", "high")))


def test_postgres_does_not_say_either_which_sums_the_last_vote_raised(surveys: Surveys) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite does not keep which transaction wrote a row")
    round_id = surveys.round()
    surveys.vote(round_id, surveys.town.mette, "high")
    surveys.vote(round_id, surveys.town.lea, "not")
    voted = "surveys_tally JOIN surveys_box ON surveys_box.id = box_id WHERE answers > 0"
    asked = f"SELECT COUNT(DISTINCT surveys_tally.xmin::text) FROM {voted}"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone() == (1,)
        cursor.execute("UPDATE surveys_tally SET number = number WHERE answer = 'high'")  # the control
        cursor.execute(asked)
        assert cursor.fetchone() == (2,)


def test_an_answer_is_in_no_text_that_python_makes_of_it() -> None:
    said: Said = all_say("lesser")
    assert "lesser" not in f"{said!r} {said}"
