"""Guidance at the desk: the card of the task in hand, what is otherwise here, what is to be read, and "this is wrong"."""

import re
from typing import Any
from uuid import uuid4

from tests.interfaces.desk.conftest import Branch
from velkommen.apps.knowledge import actions
from velkommen.apps.knowledge.models import Receipt, Report
from velkommen.domain.knowledge import Answer
from velkommen.shared.actor import SYSTEM


def stamp(branch: Branch) -> dict[str, Any]:
    return {"by": SYSTEM, "at": branch.now, "op": uuid4()}


def write(branch: Branch, steps: int = 3, task: str = "passport") -> None:
    said = "\n".join(f"Trin {number}" for number in range(1, steps + 1))
    actions.write_card(task=task, language="da", steps=said, pitfalls="Pas på", **stamp(branch))


def announce(branch: Branch) -> int:
    day = branch.now.date()
    told = {"title": "Brandøvelse", "text": "Kl. 10", "first": day, "last": day, "must_read": True}
    return actions.announce(**told, **stamp(branch))["announcement"]


def page(branch: Branch) -> str:
    branch.client.cookies["velkommen_language"] = "en"
    return branch.look().content.decode()


def test_the_card_of_the_task_in_hand_is_shown(branch: Branch) -> None:
    write(branch), write(branch, task="mitid")
    actions.add_locally(place=branch.place.pk, task="passport", text="Lokale 2", **stamp(branch))
    branch.serving()
    said = page(branch)
    assert re.findall(r"<li>(Trin \d|Pas på|Lokale 2)", said) == ["Lokale 2", "Trin 1", "Trin 2", "Trin 3", "Pas på"]


def test_a_long_card_is_folded_after_six_steps(branch: Branch) -> None:
    write(branch, steps=9)
    branch.serving()
    shown, _, folded = page(branch).partition("All steps")
    assert (shown.count("<li>Trin"), folded.count("<li>Trin"), '<ol start="7">' in folded) == (6, 3, True)


def test_a_task_without_a_card_says_so(branch: Branch) -> None:
    branch.serving()
    assert "Nobody has written how to do this yet." in page(branch)


def test_nobody_at_the_desk_no_card(branch: Branch) -> None:
    write(branch)
    assert "Trin 1" not in page(branch)


def test_what_is_to_be_read_stands_on_top_until_it_is(branch: Branch) -> None:
    made = announce(branch)
    assert "<b>Brandøvelse</b> Kl. 10" in page(branch)
    assert branch.press("read", announcement=made).status_code == 303
    assert "Brandøvelse" not in page(branch)
    assert [receipt.staff for receipt in Receipt.objects.all()] == [branch.mette]
    assert "Noted as read." in page(branch)


def test_at_a_colleagues_desk_nothing_is_to_be_pressed(branch: Branch) -> None:
    announce(branch)
    branch.client.force_login(branch.ali)
    said = page(branch)
    assert ("Brandøvelse" in said, "wrong/" in said) == (False, False)


def test_one_press_says_that_something_is_wrong(branch: Branch) -> None:
    write(branch)
    branch.serving()
    branch.press("wrong", task="passport")
    made = Report.objects.get()
    assert (made.task.key, made.service_point, made.said_by, made.text) == ("passport", branch.place, branch.mette, "")
    assert "Told to whoever keeps the card." in page(branch)


def test_the_answer_comes_back_to_the_desk(branch: Branch) -> None:
    write(branch)
    branch.serving()
    branch.press("wrong", task="passport", text="Gebyret er gammelt")
    made = Report.objects.get()
    actions.answer_report(report=made.pk, answer=Answer.RIGHT, reply="Det steg i januar", **stamp(branch))
    assert "<b>passport en</b>: It is right as it stands: Det steg i januar" in page(branch)
    branch.press("answer-seen", report=made.pk)
    assert "Det steg i januar" not in page(branch)


def test_a_refused_word_is_kept(branch: Branch) -> None:
    branch.serving()
    answer = branch.press("wrong", task="passport", text="010190-1234")
    assert (answer.status_code, 'value="010190-1234"' in answer.content.decode()) == (422, True)
    assert not Report.objects.exists()


def test_the_search_comes_back_to_this_desk(branch: Branch) -> None:
    assert f'href="/knowledge/?from={branch.url}" data-key="V"' in page(branch)
