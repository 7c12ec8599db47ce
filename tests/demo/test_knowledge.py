"""What the desks of Fjordby have written: enough for every page of guidance to show something, and nothing of a citizen."""

import pytest

from tests.demo.conftest import TUESDAY_NOON
from velkommen.apps.catalogue.models import Task
from velkommen.apps.knowledge import models, queries, searching
from velkommen.apps.knowledge.writing import write_steps
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import ServicePoint
from velkommen.project.demo import build, cards
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

pytestmark = pytest.mark.django_db
TODAY = clock.local_day(TUESDAY_NOON)


def test_twenty_tasks_have_a_card_some_are_due_and_one_is_nobodys(fjordby: build.Summary) -> None:
    found = queries.cards()
    due = [card.task.key for card in found if card.review_on < TODAY]
    nobodys = [card.task.key for card in found if not card.owned]  # type: ignore[attr-defined] # annotated
    assert (len(found), due, nobodys) == (
        22,
        ["residence_certificate", "state_pension", "postal_vote"],
        ["state_pension"],
    )


def test_every_card_could_have_been_written_by_hand(fjordby: build.Summary) -> None:
    for key, plan in cards.CARDS.items():
        said = ("\n".join(plan.steps), "\n".join(plan.pitfalls))
        made = write_steps(key, "da", *said, by=SYSTEM, at=TUESDAY_NOON)
        assert (made.steps, made.pitfalls) == said
    assert models.CardVersion.objects.count() == len(cards.CARDS) + len(cards.ENGLISH) + 1


def test_mette_has_something_to_read_and_an_answer(fjordby: build.Summary) -> None:
    nordby, mette = ServicePoint.objects.get(slug="nordby"), Staff.objects.get(username="mette")
    task = Task.objects.get(key="passport_adult")
    seen = queries.at_desk(nordby.pk, task.pk, mette.pk, TODAY)
    assert [one.title for one in seen.announcements] == ["Fotostanderen i Nordby bliver skiftet"]
    assert [(one.title, one.answer) for one in seen.answers] == [("gp_change", "right")]
    assert (len(seen.card.steps if seen.card else ()), len(seen.additions)) == (8, 1)


@pytest.mark.parametrize(
    ("query", "task"),
    [
        ("fingeraftryk", "passport_adult"),
        ("vidne til mitid", "mitid_issue"),
        ("hoereapparat batterier", "hearing_batteries"),
    ],
)
def test_what_is_asked_at_a_desk_is_found(fjordby: build.Summary, query: str, task: str) -> None:
    searching.forget()
    assert task in [hit.task for hit in searching.search(query, [], TODAY).hits]
