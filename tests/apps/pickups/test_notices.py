"""Whoever waits for something may be told that it lies ready; their address stays with the message alone."""

import json

import pytest

from tests.people import Town, refused
from velkommen.apps.messages.models import Message
from velkommen.apps.pickups import actions
from velkommen.apps.pickups.models import PickUp
from velkommen.domain.contacts import parse
from velkommen.domain.pickups import PickUpKind
from velkommen.domain.refusals import Code
from velkommen.shared.log.models import Deed

pytestmark = pytest.mark.django_db


def shelve(town: Town, contact: str = "20 12 34 56", **more: str) -> int:
    told = {"contact": parse(contact), **more}
    return actions.register_pickup(place=town.place.pk, kind=PickUpKind.PASSPORT, **told, **town.by())["pickup"]


def test_a_message_waits_with_the_number_and_the_last_day_and_not_with_what_it_is(town: Town) -> None:
    pk = shelve(town, language="en")
    row, lies = Message.objects.get(), PickUp.objects.get()
    assert (row.purpose, row.about, row.channel, row.to, row.language) == (
        "pickup_ready",
        f"pickup:{pk}",
        "sms",
        "+4520123456",
        "en",
    )
    assert row.facts == {"number": str(lies.number), "when": lies.destroy_after.isoformat()}
    assert lies.message_sent == town.now.date()


def test_nobody_is_told_where_no_address_was_given(town: Town) -> None:
    actions.register_pickup(place=town.place.pk, kind=PickUpKind.OTHER, **town.by())
    assert (Message.objects.count(), PickUp.objects.get().message_sent) == (0, None)


def test_the_log_holds_no_trace_of_the_address(town: Town) -> None:
    by = town.by()
    facts = {"place": town.place.pk, "kind": PickUpKind.PASSPORT}
    actions.register_pickup(**facts, contact=parse("20123456"), **by)
    said = Deed.objects.get(name="register_pickup")
    assert "20123456" not in json.dumps([said.answer, said.changes, said.before])
    assert actions.register_pickup(**facts, contact=parse("30123456"), **by) == said.answer  # no digest of it either


@pytest.mark.parametrize(
    ("deed", "days"), [(actions.hand_out_pickup, 0), (actions.destroy_pickup, 200)], ids=["fetched", "destroyed"]
)
def test_what_is_gone_is_not_told_any_more(town: Town, deed: object, days: int) -> None:
    pk = shelve(town)
    town.later(days=days)
    assert callable(deed)
    deed(place=town.place.pk, pickup=pk, **town.by())
    assert list(Message.objects.values_list("state", "why", "to")) == [("dropped", "not_wanted", "")]


def test_a_language_nobody_writes_in_is_refused_and_nothing_lies_there(town: Town) -> None:
    asked = {"place": town.place.pk, "kind": PickUpKind.PASSPORT, "contact": parse("20123456"), "language": "de"}
    assert refused(actions.register_pickup, **asked, **town.by())[0] is Code.BAD_VALUE
    assert not PickUp.objects.exists()
