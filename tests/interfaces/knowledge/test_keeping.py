"""Keeping guidance: cards written and taken back, additions, what was found wrong, announcements; what is refused keeps what was typed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.interfaces.knowledge.conftest import Pages, Seen, text
from tests.people import Town, somebody
from velkommen.apps.knowledge import actions, queries
from velkommen.apps.knowledge.models import Addition, Announcement, Card, CardVersion, Report
from velkommen.apps.people.models import Staff
from velkommen.domain.rights import Role
from velkommen.interfaces.knowledge.minding import PATIENCE


def steps(language: str = "da") -> list[str]:
    return [row.steps for row in queries.history("passport", language)]


def test_a_card_is_written(lea: Pages) -> None:
    answer = lea.send("tasks/passport/write/", language="da", base=0, steps="Et\nTo", pitfalls="")
    assert (answer.status_code, steps()) == (302, ["Et\nTo"])
    assert "It is saved." in lea.read("tasks/passport/?done=written")


def test_a_form_begins_with_what_the_card_says(lea: Pages, card: str) -> None:
    page = lea.look(f"{card}write/?language=da").content.decode()
    assert ">Bed om det gamle pas\nTag et foto</textarea>" in page
    assert 'name="base" value="1"' in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Nothing is written yet."),
        ("x" * 301, "at most 300 characters"),
        ("Ring til 010190-1234", "CPR"),
        ("\n".join("x" * 41), "at most 40 lines"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(lea: Pages, typed: str, said: str) -> None:
    mind = "careful" if typed else " "
    answer = lea.send("tasks/passport/write/", language="da", base=0, steps=typed, pitfalls=mind)
    assert (answer.status_code, said in text(answer)) == (422, True)
    assert f">{typed}</textarea>" in answer.content.decode()
    assert f">{mind}</textarea>" in answer.content.decode()


def test_who_was_overtaken_sees_the_newer_one_and_saves_on_top(lea: Pages, card: str, town: Town) -> None:
    actions.write_card(task="passport", language="da", steps="Nyt", pitfalls="", **town.by(town.lea))
    answer = lea.send(f"{card}write/", language="da", base=1, steps="Mit", pitfalls="")
    assert answer.status_code == 409
    assert "Lea has saved a newer version meanwhile." in text(answer)
    assert "What it says now Nyt" in text(answer)
    assert ">Mit</textarea>" in answer.content.decode()
    assert 'name="base" value="2"' in answer.content.decode()


def test_the_history_shows_what_differs_and_an_old_one_is_taken_back(lea: Pages, card: str, town: Town) -> None:
    actions.write_card(task="passport", language="da", steps="Tag et foto\nBetal", pitfalls="", **town.by(town.lea))
    said = lea.read(f"{card}history/?language=da")
    assert "Version 2 holds now" in said
    assert (
        "Steps Gone: Bed om det gamle pas Tag et foto New: Betal Mind this Gone: Begge forældre skriver under" in said
    )
    lea.send(f"{card}take-back/", language="da", number=1)
    assert steps()[0] == "Bed om det gamle pas\nTag et foto"
    assert "taken back from version 1" in lea.read(f"{card}history/?language=da")


def test_who_only_reads_is_offered_no_button(mette: Pages, card: str) -> None:
    page = mette.look(card).content.decode()
    assert [f"{card}{deed}/" in page for deed in ("write", "keep", "at/nordby")] == [False] * 3


def test_the_same_press_twice_is_one_deed(lea: Pages) -> None:
    op = "5d9a3c64-9f0e-4f6e-8f8f-0d8f6f0c7a11"
    for _ in range(2):
        lea.send("tasks/passport/write/", op, language="da", base=0, steps="Et", pitfalls="")
    assert steps() == ["Et"]


def test_an_addition_is_written_and_taken_away(lea: Pages, card: str) -> None:
    lea.send(f"{card}at/nordby/", text="Fotoet er i lokale 2")
    assert "Where it is otherwise Nordby Fotoet er i lokale 2 Lea, 24 Nov 2026" in lea.read(card)
    made = queries.additions("passport", [lea.town.place.pk])[0]
    lea.send(f"{card}at/nordby/", do="remove", addition=made.pk)
    assert "Fotoet" not in lea.read(card)


def test_an_addition_of_another_place_is_not_taken_away_here(lea: Pages, card: str, town: Town) -> None:
    eva = somebody("eva", (town.sydby, Role.EXPERT))
    other = actions.add_locally(place=town.sydby.pk, task="passport", text="x", **town.by(eva))
    assert lea.send(f"{card}at/nordby/", do="remove", addition=other["addition"]).status_code == 404


def test_what_is_wrong_reaches_the_owner_and_the_answer_who_said_it(mette: Pages, lea: Pages, card: str) -> None:
    mette.send(f"{card}wrong/", text="Fotoet er væk")
    assert "Said of your cards passport (en) Mette, 24 Nov 2026 Fotoet er væk" in lea.read("keeping/")
    made = Report.objects.get()
    assert lea.send(f"reports/{made.pk}/", answer="right").status_code == 422
    assert lea.send(f"reports/{made.pk}/", answer="right", reply="Det er i lokale 2").status_code == 302
    assert "Nothing waits for your answer." in lea.read("keeping/")
    said = mette.read("keeping/")
    assert "Fotoet er væk It is right as it stands: Det er i lokale 2 Lea, 24 Nov 2026 Read" in said
    mette.send(f"reports/{made.pk}/seen/")
    assert Report.objects.get().seen_at == mette.town.now


@pytest.mark.parametrize(("where", "number"), [("card", (1, 0)), ("place", (0, 1))])
def test_a_proposal_is_mended_and_taken_by_one_press(
    lea: Pages, town: Town, where: str, number: tuple[int, int]
) -> None:
    made = actions.propose_text(task="passport", place=town.place.pk, text="Bring it.", **town.by())["report"]
    assert "Proposal: Bring it." in lea.read("keeping/")
    assert ">Bring it.</textarea>" in lea.look(f"reports/{made}/").content.decode()
    refused = lea.send(f"reports/{made}/", answer="taken", where=where, text="of 120188-1234")
    assert (refused.status_code, "of 120188-1234</textarea>" in refused.content.decode()) == (422, True)
    assert lea.send(f"reports/{made}/", answer="taken", where=where, text="Bring the old one.").status_code == 302
    kept = CardVersion.objects.filter(steps="Bring the old one."), Addition.objects.filter(text="Bring the old one.")
    assert tuple(one.count() for one in kept) == number


def test_answered_meanwhile_it_says_by_whom(mette: Pages, lea: Pages, card: str) -> None:
    mette.send(f"{card}wrong/", text="")
    made = Report.objects.get()
    lea.send(f"reports/{made.pk}/", answer="mended")
    answer = lea.send(f"reports/{made.pk}/", answer="mended")
    assert (answer.status_code, "Lea has answered this already." in text(answer)) == (409, True)


def test_what_its_owner_leaves_lying_is_shown_to_the_leader(mette: Pages, seen: Seen, card: str, town: Town) -> None:
    """Gone, or silent for two days: nothing is lost."""
    mette.send(f"{card}wrong/", text="")
    Report.objects.update(service_point=town.place)
    bo = seen(somebody("bo", (town.place, Role.LEAD)))
    found = "Said of cards of others passport (en) Mette, Nordby, 24 Nov 2026"
    assert f"{found} (said" in bo.read("keeping/")
    town.now += PATIENCE + timedelta(seconds=1)
    assert f"{found} · its owner has not answered (said" in bo.read("keeping/")
    Staff.objects.filter(username="lea").update(is_active=False)
    said = bo.read("keeping/")
    assert f"{found} · the card is nobody's (said" in said
    assert "Cards that are nobody's passport (en) Take it over" in said
    bo.send(f"{card}keep/", do="own", to="keeping")
    assert Card.objects.get().owner_id == Staff.objects.get(username="bo").pk


def test_a_card_that_is_due_is_listed_until_it_is_read(lea: Pages, card: str, town: Town) -> None:
    assert "No card is due." in lea.read("keeping/")
    town.later(days=366)
    assert "To be read again passport (en) 24 Nov 2027 · Lea It is right" in lea.read("keeping/")
    assert "should have been read again on 24 Nov 2027" in lea.read(card)
    lea.send(f"{card}keep/", do="review", to="keeping")
    assert "No card is due." in lea.read("keeping/")


def test_a_long_list_costs_as_little_as_a_short_one(lea: Pages, town: Town) -> None:
    counts = []
    for key in ("passport", "mitid"):
        actions.add_to_card(task=key, text="x", **town.by(town.lea))
        for by in (town.mette, town.ali):
            actions.report_wrong(task=key, place=town.place.pk, **town.by(by))
        lea.look("keeping/")
        with CaptureQueriesContext(connection) as asked:
            lea.look("keeping/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def announce(lea: Pages, **facts: object) -> object:
    today = lea.town.now.date()
    said = {"title": "Brandøvelse", "text": "Kl. 10", "where": lea.town.place.pk, "must_read": "yes"}
    return lea.send("announcements/", **{**said, "first": today, "last": today, **facts})


def test_an_announcement_is_made_read_and_counted(mette: Pages, lea: Pages) -> None:
    announce(lea)
    made = Announcement.objects.get()
    assert "Brandøvelse Must be read Kl. 10 Nordby · 24 Nov 2026 – 24 Nov 2026 · Lea Read" in mette.read(
        "announcements/"
    )
    mette.send(f"announcements/{made.pk}/read/")
    assert "You have read it" in mette.read("announcements/")
    said = lea.read(f"announcements/{made.pk}/")
    assert "Have not read it 2 Ali Lea Have read it 1 Mette 24 Nov 2026" in said
    assert "Have not read it" not in mette.read(f"announcements/{made.pk}/")


def test_an_announcement_is_taken_away(mette: Pages, lea: Pages) -> None:
    announce(lea)
    made = Announcement.objects.get()
    assert mette.send(f"announcements/{made.pk}/withdraw/").status_code == 403
    lea.send(f"announcements/{made.pk}/withdraw/")
    assert "Nothing is announced." in mette.read("announcements/")


@pytest.mark.parametrize(
    ("facts", "status"),
    [({"title": ""}, 422), ({"last": "soon"}, 422), ({"last": "2026-01-01"}, 422), ({"where": ""}, 422)],
)
def test_a_refused_announcement_keeps_what_was_typed(lea: Pages, facts: dict[str, str], status: int) -> None:
    answer = announce(lea, **facts)
    assert answer.status_code == status  # type: ignore[attr-defined]
    assert ">Kl. 10</textarea>" in answer.content.decode()  # type: ignore[attr-defined]
    assert not Announcement.objects.exists()


def test_nobody_announces_where_they_keep_nothing(lea: Pages, mette: Pages, town: Town) -> None:
    assert announce(lea, where=town.sydby.pk).status_code == 403  # type: ignore[attr-defined]
    assert announce(lea, where="all").status_code == 403  # type: ignore[attr-defined]
    assert announce(mette).status_code == 403  # type: ignore[attr-defined]
