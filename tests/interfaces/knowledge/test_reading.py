"""Searching and reading guidance: what is found, what a card shows, what changed, and what it costs."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.interfaces.knowledge.conftest import Pages, Seen, text
from tests.people import Town
from velkommen.apps.catalogue.models import Fee, Task
from velkommen.apps.knowledge import actions
from velkommen.apps.placement import book
from velkommen.apps.placement.models import RosteredDay, Shift
from velkommen.project.bench import guidance


def test_a_card_is_found_and_shows_its_first_steps(mette: Pages, card: str) -> None:
    said = mette.read("?q=fotto")
    assert "passport (en) Bed om det gamle pas Tag et foto" in said


def test_nothing_found_says_so_and_what_comes_near(mette: Pages, card: str) -> None:
    assert "Nothing is written about “xyzzyxyzzy”." in mette.read("?q=xyzzyxyzzy")


def test_without_a_question_every_card_is_there(mette: Pages, card: str) -> None:
    said = mette.read()
    assert "All cards passport (en)" in said
    assert "Tasks without a card" not in said


def test_who_keeps_knowledge_sees_what_nobody_has_written(lea: Pages, card: str) -> None:
    assert "Tasks without a card (2) assessment (en) mitid (en)" in lea.read()


def test_the_search_over_a_desk_gets_what_is_found_alone(mette: Pages, card: str) -> None:
    page = mette.look("?q=foto&from=/desk/nordby/1/", headers={"X-Velkommen-Fragment": "1"})
    assert "<html" not in page.content.decode()
    assert 'href="/knowledge/tasks/passport/?from=/desk/nordby/1/"' in page.content.decode()


@pytest.mark.parametrize(
    ("came", "leads"),
    [("/desk/nordby/1/", True), ("//evil.example/", False), ("https://evil.example/desk/nordby/1/", False)],
)
def test_the_way_back_leads_to_a_desk_and_nowhere_else(mette: Pages, card: str, came: str, leads: bool) -> None:
    page = mette.look(f"{card}?from={came}").content.decode()
    assert (f'class="back-link" href="{came}"' in page) == leads


def test_a_card_shows_the_facts_of_the_catalogue_as_they_are_today(mette: Pages, card: str, town: Town) -> None:
    task = Task.objects.get(key="passport")
    facts = {"name_da": "Passet", "name_en": "The passport", "component": "base"}
    Fee.objects.create(task=task, amount=62_700, since=date(2020, 1, 1), **facts)
    Fee.objects.create(task=task, amount=89_000, since=date(2026, 11, 24), **facts)
    Task.objects.filter(pk=task.pk).update(bring_en=["The old passport"], link="https://www.borger.dk/pas")
    book.forget()
    said = mette.read(card)
    assert "How to do it Bed om det gamle pas Tag et foto Mind this Begge forældre skriver under" in said
    assert "To bring The old passport Price DKK 890" in said
    assert "Do it online www.borger.dk Who decides The municipality" in said
    assert "Who keeps it Lea · read again on 24 Nov 2027" in said


def test_a_card_in_another_language_says_in_which(mette: Pages, card: str) -> None:
    assert '<div lang="da">' in mette.look(card).content.decode()


def test_a_task_nobody_knows_is_refused(mette: Pages) -> None:
    assert mette.look("tasks/juggling/").status_code == 422


def test_the_search_says_nothing_of_other_places(mette: Pages, seen: Seen, town: Town) -> None:
    actions.add_locally(place=town.place.pk, task="passport", text="Kælderen", **town.by(town.lea))
    assert "Nordby Kælderen" in mette.read("?q=kælder")
    assert "Kælderen" not in seen(town.sara).read("?q=kælder")
    assert "Kælderen" not in seen(town.sara).read("tasks/passport/")


def test_what_is_typed_is_never_markup(mette: Pages) -> None:
    assert b"<script>alert" not in mette.look("?q=<script>alert(1)</script>").content


def test_a_search_costs_the_same_in_a_large_house(mette: Pages, town: Town) -> None:
    counts = []
    for number in (3, 500):
        Task.objects.filter(key__startswith="many_").delete()
        guidance.write_many(number, town.now)
        book.forget()
        mette.look("?q=ansøgning")
        with CaptureQueriesContext(connection) as asked:
            mette.look("?q=ansøgning", headers={"X-Velkommen-Fragment": "1"})
        counts.append(len(asked))
    assert counts == [8, 8]


def test_a_card_costs_so_many_statements(mette: Pages, card: str, town: Town) -> None:
    for number in range(9):
        actions.add_locally(place=town.place.pk, task="passport", text=f"Room {number}", **town.by(town.lea))
    mette.look(card)
    with CaptureQueriesContext(connection) as asked:
        mette.look(card)
    assert len(asked) <= 9


def test_what_changed_in_the_last_week(mette: Pages, card: str, town: Town) -> None:
    actions.add_locally(place=town.place.pk, task="mitid", text="Room 2", **town.by(town.lea))
    Fee.objects.create(
        task=Task.objects.get(key="mitid"),
        name_en="Code reader",
        component="reader",
        amount=10000,
        since=town.now.date(),
    )
    town.later(days=1)
    said = mette.read("changes/")
    assert "passport (en) Card The card is written anew in Danish. See what is new : passport (en)" in said
    assert "mitid (en) Nordby Room 2" in said
    assert "mitid (en) Price Code reader: DKK 100" in said


def test_what_changed_since_a_moment(mette: Pages, card: str, town: Town) -> None:
    town.later(days=1)
    local = (town.now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    assert "Nothing has changed since then at your places." in mette.read(f"changes/?since={local}")


def test_changes_begin_where_the_readers_last_shift_ended(mette: Pages, card: str, town: Town) -> None:
    shifts = {"service_point": town.place, "staff_id": town.mette.id}
    Shift.objects.create(day=town.now.date(), opens=480, closes=13 * 60, **shifts)
    RosteredDay.objects.create(service_point=town.place, day=town.now.date())
    town.later(hours=2)
    assert "Nothing has changed since then at your places." in mette.read("changes/")


@pytest.mark.parametrize("since", ["yesterday", "0001-01-01T00:00", "9999-01-01T00:00"])
def test_a_moment_nobody_means_is_refused(mette: Pages, since: str) -> None:
    assert mette.look(f"changes/?since={since}").status_code == 422


def test_every_page_says_the_same_without_a_script(mette: Pages, card: str) -> None:
    page = mette.look("?q=foto")
    assert re.findall(r"<script\b[^>]*src", page.content.decode()) == ["<script defer src"]
    assert "Bed om det gamle pas" in text(page)
