"""Guide cards: who writes them, what is kept of what they said before, whose they are."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.people import Town, code, refused, somebody
from velkommen.apps.knowledge import actions, queries
from velkommen.apps.knowledge.models import Addition, Card, CardVersion, KnowledgeEdition
from velkommen.apps.knowledge.searching import edition
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Posting
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.actor import Actor


def write(town: Town, steps: str, by: Actor | None = None, **facts: Any) -> dict[str, Any]:
    said = {"task": "passport", "language": "da", "steps": steps, "pitfalls": ""} | facts
    return dict(actions.write_card(**said, **town.by(by or town.lea)))


def said(language: str = "da") -> list[tuple[int, str, int | None]]:
    """Every version: its number, its steps, what it was taken from; the newest first."""
    return [(row.number, row.steps, row.taken_from) for row in queries.history("passport", language)]


def test_the_first_who_writes_a_card_owns_it(town: Town) -> None:
    answer = write(town, "Bed om det gamle pas\n\nTag et foto")
    assert answer == {"task": "passport", "language": "da", "number": 1, "addition": None}
    card, now = queries.card("passport"), queries.current("passport")["da"]
    assert card is not None
    assert (card.owner_id, card.review_on) == (town.lea.id, date(2027, 11, 24))
    assert (now.steps, now.author_id, now.at) == ("Bed om det gamle pas\nTag et foto", town.lea.id, town.now)


def test_every_version_is_kept(town: Town) -> None:
    for steps in ("one", "two", "three"):
        write(town, steps)
    assert said() == [(3, "three", None), (2, "two", None), (1, "one", None)]
    assert [row.number for row in CardVersion.objects.filter(current=True)] == [3]


def test_each_language_has_its_own_versions(town: Town) -> None:
    write(town, "et")
    write(town, "one", language="en")
    assert (said("da"), said("en")) == ([(1, "et", None)], [(1, "one", None)])


def test_the_same_again_is_no_new_version(town: Town) -> None:
    write(town, "one")
    before = edition()
    town.later(days=10)
    assert write(town, "one\n")["number"] == 1
    card = queries.card("passport")
    assert (said(), edition(), card and card.review_on) == ([(1, "one", None)], before, date(2027, 12, 4))


def test_an_old_version_is_taken_back_as_a_new_one(town: Town) -> None:
    write(town, "one")
    write(town, "two")
    answer = actions.take_back_version(task="passport", language="da", number=1, **town.by(town.lea))
    assert answer["number"] == 3
    assert said()[0] == (3, "one", 1)


def test_a_version_that_never_was_is_not_taken_back(town: Town) -> None:
    write(town, "one")
    asked = {"task": "passport", "language": "en", "number": 1}
    assert code(actions.take_back_version, **asked, **town.by(town.lea)) == Code.UNKNOWN_CARD


def test_nobody_overwrites_what_they_have_not_seen(town: Town) -> None:
    write(town, "one", base=0)
    write(town, "two", base=1)
    facts = {"task": "passport", "language": "da", "steps": "other", "pitfalls": "", "base": 1}
    assert refused(actions.write_card, **facts, **town.by(town.lea)) == (Code.CARD_CHANGED, {"who": "Lea"})
    assert said()[0] == (2, "two", None)


def test_control_who_has_seen_it_writes_on(town: Town) -> None:
    write(town, "one", base=0)
    assert write(town, "two", base=1)["number"] == 2


def test_who_keeps_knowledge_at_one_place_writes_for_all(town: Town) -> None:
    expert = somebody("eva", (town.sydby, Role.EXPERT))
    assert write(town, "one", expert)["number"] == 1


def test_who_only_reads_does_not_write(town: Town) -> None:
    facts = {"task": "passport", "language": "da", "steps": "one", "pitfalls": ""}
    assert code(actions.write_card, **facts, **town.by()) == Code.NOT_ALLOWED


def test_the_owner_writes_without_any_other_right(town: Town) -> None:
    write(town, "one")
    Card.objects.update(owner=town.mette.id)
    assert write(town, "two", town.mette)["number"] == 2


def test_an_owner_who_reads_nothing_any_more_writes_nothing(town: Town) -> None:
    write(town, "one")
    Card.objects.update(owner=town.mette.id)
    gone = Actor(town.mette.kind, town.mette.id, "Mette", town.mette.unit)
    facts = {"task": "passport", "language": "da", "steps": "two", "pitfalls": ""}
    assert code(actions.write_card, **facts, **town.by(gone)) == Code.NOT_ALLOWED


@pytest.mark.parametrize(
    ("facts", "no"),
    [
        ({"steps": " "}, Code.TEXT_MISSING),
        ({"steps": "x" * 301}, Code.TEXT_TOO_LONG),
        ({"steps": "010190-1234"}, Code.CPR_IN_TEXT),
        ({"steps": "x", "language": "sv"}, Code.BAD_VALUE),
        ({"steps": "x", "task": "juggling"}, Code.UNKNOWN_TASK),
    ],
)
def test_what_is_refused_leaves_no_card(town: Town, facts: dict[str, str], no: Code) -> None:
    said = {"task": "passport", "language": "da", "pitfalls": ""} | facts
    assert code(actions.write_card, **said, **town.by(town.lea)) == no
    assert (Card.objects.count(), KnowledgeEdition.objects.count()) == (0, 0)


def test_pitfalls_alone_are_a_card(town: Town) -> None:
    write(town, "", pitfalls="Begge forældre skriver under")
    assert queries.current("passport")["da"].pitfalls == "Begge forældre skriver under"


def test_a_review_moves_the_day(town: Town) -> None:
    write(town, "one")
    town.later(days=400)
    actions.review_card(task="passport", **town.by(town.lea))
    card = queries.card("passport")
    assert card is not None
    assert card.review_on == date(2028, 12, 28)


def test_a_card_nobody_wrote_is_not_reviewed(town: Town) -> None:
    assert code(actions.review_card, task="passport", **town.by(town.lea)) == Code.UNKNOWN_CARD


@pytest.mark.parametrize("how", ["left", "unposted"])
def test_the_card_of_who_left_is_nobodys_until_it_is_taken_over(town: Town, how: str) -> None:
    write(town, "one")
    assert [card.owned for card in queries.cards()] == [True]  # type: ignore[attr-defined] # annotated
    if how == "left":
        Staff.objects.filter(pk=town.lea.id).update(is_active=False)
    else:
        Posting.objects.filter(staff=town.lea.id).delete()
    assert [card.owned for card in queries.cards()] == [False]  # type: ignore[attr-defined] # annotated
    expert = somebody("eva", (town.sydby, Role.EXPERT))
    actions.take_over_card(task="passport", **town.by(expert))
    assert [(card.owner_id, card.owned) for card in queries.cards()] == [(expert.id, True)]  # type: ignore[attr-defined] # annotated


def test_an_answer_becomes_the_last_step(town: Town) -> None:
    write(town, "one", pitfalls="careful")
    actions.draft_from_answer(task="passport", place=None, text="two", **town.by(town.lea))
    now = queries.current("passport")["da"]
    assert (now.steps, now.pitfalls, now.number) == ("one\ntwo", "careful", 2)


def test_an_answer_becomes_a_card(town: Town) -> None:
    actions.add_to_card(task="mitid", text="one\ntwo", **town.by(town.lea))
    assert queries.current("mitid")["da"].steps == "one\ntwo"


def test_an_answer_becomes_an_addition(town: Town) -> None:
    answer = actions.draft_from_answer(task="passport", place=town.place.pk, text="Room 2", **town.by(town.lea))
    made = Addition.objects.get(pk=answer["addition"])
    assert (made.service_point_id, made.text, made.author_id) == (town.place.pk, "Room 2", town.lea.id)


def test_an_answer_stays_nowhere_else_than_where_one_keeps_knowledge(town: Town) -> None:
    asked = {"task": "passport", "place": town.sydby.pk, "text": "Room 2"}
    assert code(actions.draft_from_answer, **asked, **town.by(town.lea)) == Code.NOT_ALLOWED


def test_two_current_versions_are_refused_by_the_database(town: Town) -> None:
    write(town, "one")
    card = Card.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        CardVersion.objects.create(card=card, language="da", number=2, at=town.now)
    CardVersion.objects.create(card=card, language="da", number=2, at=town.now, current=False)  # control
