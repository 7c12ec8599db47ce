"""Searching what the desk needs to know: forgiving, of this very moment, for those who may read it, and quick."""

from datetime import date
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import Town
from velkommen.apps.catalogue.models import Task
from velkommen.apps.knowledge import actions, searching
from velkommen.apps.placement import book
from velkommen.project.bench import guidance

TODAY = date(2026, 11, 24)
LIMIT_MS = 30


@pytest.fixture(autouse=True)
def read_anew() -> None:
    searching.forget()


def found(town: Town, query: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.task) for hit in searching.search(query, [town.place.pk], TODAY).hits]


@pytest.fixture
def known(town: Town) -> Town:
    Task.objects.filter(key="passport").update(synonyms_da=["rejsedokument"])
    steps = "Bed om det gamle pas\nTag et foto ved fotostanderen\nKlip hjørnet af"
    actions.write_card(task="passport", language="da", steps=steps, pitfalls="", **town.by(town.lea))
    actions.write_card(task="mitid", language="da", steps="Vidnet skal være fyldt 18", pitfalls="", **town.by(town.lea))
    actions.add_locally(place=town.place.pk, task="mitid", text="Gæster sidder i lokale 2", **town.by(town.lea))
    return town


@pytest.mark.parametrize(
    ("query", "task"),
    [
        ("passport", "passport"),
        ("rejsedokumenter", "passport"),
        ("hjoernet", "passport"),
        ("hjorne", "passport"),
        ("fotostander", "passport"),
        ("fotostnaderen", "passport"),
        ("vidne", "mitid"),
        ("vidner", "mitid"),
    ],
)
def test_it_forgives_what_people_type(known: Town, query: str, task: str) -> None:
    assert found(known, query)[:1] == [("card", task)]


def test_additions_are_found_where_one_reads_them(known: Town) -> None:
    assert found(known, "gaester lokale") == [("addition", "mitid")]
    assert searching.search("gæster lokale", [known.sydby.pk], TODAY).hits == ()


def test_announcements_are_found_on_their_days(known: Town) -> None:
    said = {"title": "Brandøvelse", "text": "Vi mødes ved cyklerne", "first": TODAY, "last": TODAY}
    actions.announce(**said, at_places=frozenset({known.place.pk}), **known.by(known.lea))
    assert found(known, "brandoevelse") == [("announcement", "")]
    assert found(known, "cykler") == [("announcement", "")]
    tomorrow = date(2026, 11, 25)
    assert [hit.kind for hit in searching.search("brandøvelse", [known.place.pk], tomorrow).hits] == []


def test_what_was_written_just_now_is_found(known: Town) -> None:
    assert found(known, "slette appen") == []
    actions.add_to_card(task="mitid", text="Slet den gamle app først", **known.by(known.lea))
    assert found(known, "slette appen") == [("card", "mitid")]


def test_what_was_taken_away_is_not(known: Town) -> None:
    made = actions.add_locally(place=known.place.pk, task="passport", text="Kælderen", **known.by(known.lea))
    assert found(known, "kælder") == [("addition", "passport")]
    actions.remove_addition(addition=made["addition"], **known.by(known.lea))
    assert found(known, "kælder") == []


def test_control_a_process_that_does_not_look_at_the_edition_finds_the_old(
    known: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(known, "app")
    monkeypatch.setattr(searching, "edition", lambda: searching._kept and searching._kept.edition)
    actions.add_to_card(task="mitid", text="Slet den gamle app først", **known.by(known.lea))
    assert found(known, "slette appen") == []


def test_a_search_asks_two_small_questions(known: Town) -> None:
    found(known, "pas")
    with CaptureQueriesContext(connection) as asked:
        found(known, "vidne")
    assert len(asked) == 2


def test_five_hundred_cards_are_searched_in_time(town: Town) -> None:
    made = guidance.write_many(500, town.now)
    book.forget()
    took = sorted(guidance.searched([town.place.pk], TODAY, process_time))  # other work on the machine is not counted
    assert (len(made), took[len(took) // 2] < LIMIT_MS) == (500, True)
