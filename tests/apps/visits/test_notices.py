"""Telling citizens that it is soon their turn: once, when few enough are ahead, and at no cost where nobody asked."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.people import Town, refused
from velkommen.apps.enquiries import actions
from velkommen.apps.messages.models import Message
from velkommen.apps.visits import notices
from velkommen.apps.visits.models import TurnNotice, Visit
from velkommen.domain.contacts import parse
from velkommen.domain.refusals import Code
from velkommen.shared.actor import Actor, ActorKind
from velkommen.shared.log.models import Deed

pytestmark = pytest.mark.django_db


def ask(town: Town, visit: Visit, position: int = 2, contact: str = "20123456", **other: Any) -> None:
    by = town.by(Actor(ActorKind.CITIZEN, visit.pk))
    said = {"contact": parse(contact), "position": position, "language": "da", **other}
    actions.ask_to_be_told(visit=visit.pk, **said, **by)


def line(town: Town, many: int) -> list[Visit]:
    found = []
    for _ in range(many):
        town.later(seconds=1)
        found.append(town.draw())
    return found


def call(town: Town) -> None:
    town.later(seconds=1)
    called = actions.call_next(place=town.place.pk, desk=town.desk.pk, **town.by())["visit"]
    actions.no_show(visit=called["id"], **town.by())


def told() -> list[tuple[str, str, str]]:
    rows = Message.objects.order_by("id")
    return [(row.about, row.facts["number"], row.facts["position"]) for row in rows]


def test_one_is_told_when_few_enough_are_ahead_and_only_once(town: Town) -> None:
    mine = line(town, 5)[-1]
    ask(town, mine)
    call(town)
    assert told() == []
    call(town)
    call(town)
    assert told() == [(f"visit:{mine.pk}", mine.label, "2")]
    notice = TurnNotice.objects.get()
    assert (notice.to, notice.told_at is not None) == ("", True)


def test_one_who_is_near_already_is_told_at_once(town: Town) -> None:
    mine = line(town, 2)[-1]
    ask(town, mine, contact="anna@example.dk", language="en")
    row = Message.objects.get()
    assert (row.purpose, row.channel, row.to, row.language) == ("turn_soon", "email", "anna@example.dk", "en")
    assert row.facts == {"number": mine.label, "position": "1", "link": f"/n/{mine.link}/"}


def test_only_those_in_the_same_line_are_ahead(town: Town) -> None:
    line(town, 3)
    other = town.draw("assessment")
    ask(town, other, position=1)
    assert told() == [(f"visit:{other.pk}", other.label, "0")]


def test_asked_again_the_last_address_holds_until_one_is_told(town: Town) -> None:
    mine = line(town, 5)[-1]
    ask(town, mine, position=1)
    ask(town, mine, position=2, contact="30123456")
    assert list(TurnNotice.objects.values_list("position", "to")) == [(2, "+4530123456")]
    call(town)
    call(town)
    ask(town, mine, contact="40123456")
    assert (list(Message.objects.values_list("to", flat=True)), TurnNotice.objects.get().to) == (["+4530123456"], "")


def test_the_log_holds_no_address(town: Town) -> None:
    ask(town, line(town, 5)[-1])
    said = Deed.objects.get(name="ask_to_be_told")
    assert "20123456" not in json.dumps([said.answer, said.changes, said.before])


@pytest.mark.parametrize(
    ("other", "code"),
    [({"position": 0}, Code.BAD_VALUE), ({"position": 10}, Code.BAD_VALUE), ({"language": "de"}, Code.BAD_VALUE)],
)
def test_what_cannot_be_asked_is_refused(town: Town, other: dict[str, Any], code: Code) -> None:
    assert refused(ask, town=town, visit=line(town, 1)[0], **other)[0] is code
    assert not TurnNotice.objects.exists()


def test_only_the_citizen_of_a_number_that_waits_may_ask(town: Town) -> None:
    mine, other = line(town, 2)
    said: dict[str, Any] = {"visit": mine.pk, "contact": parse("20123456"), "position": 2, "language": "da"}
    for by in (town.mette, Actor(ActorKind.CITIZEN, other.pk)):
        assert refused(actions.ask_to_be_told, **said, **town.by(by))[0] is Code.NOT_ALLOWED
    actions.call_visit(visit=mine.pk, desk=town.desk.pk, **town.by())
    assert refused(ask, town=town, visit=mine)[0] is Code.NOT_IN_LINE


def statements(town: Town) -> int:
    with CaptureQueriesContext(connection) as seen:
        actions.call_next(place=town.place.pk, desk=town.desk.pk, **town.by())
    return len(seen)


def test_a_call_costs_nothing_more_where_nobody_asked_and_two_statements_where_somebody_did(town: Town) -> None:
    mine = line(town, 9)[-1]
    call(town)  # what is prepared once is prepared
    before = statements(town)
    actions.no_show(visit=Visit.objects.get(state="called").pk, **town.by())
    ask(town, mine, position=1)
    assert statements(town) == before + 2
    actions.no_show(visit=Visit.objects.get(state="called").pk, **town.by())
    TurnNotice.objects.all().delete()
    assert statements(town) == before


def test_an_address_goes_when_its_visit_is_over(town: Town) -> None:
    first, second = line(town, 9)[-2:]
    for visit in (first, second):
        ask(town, visit)
    actions.leave_visit(visit=first.pk, **town.by())
    notices.tidy(town.now)
    assert [notice.visit_id for notice in TurnNotice.objects.all()] == [second.pk]
    notices.tidy(town.now + timedelta(days=1))
    assert not TurnNotice.objects.exists()


def test_an_address_cannot_stay_when_its_visit_was_told(town: Town) -> None:
    ask(town, line(town, 9)[-1])
    with pytest.raises(IntegrityError), transaction.atomic():
        TurnNotice.objects.update(told_at=town.now)
