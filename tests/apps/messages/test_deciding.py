"""What a person decides about a message: sent again or let be, at their own places only; and the texts they write."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.apps.messages.senders import Phones
from tests.apps.messages.test_queueing import HOUR, put
from tests.apps.messages.test_sending import Watch, all_due, counts, state
from tests.people import NOON, Town, refused
from velkommen.apps.messages import texts
from velkommen.apps.messages.actions import give_up, reset_text, send_again, write_text
from velkommen.apps.messages.models import Message, MessageText
from velkommen.apps.messages.queries import Counted, Trouble, counted, later, trouble, troubles
from velkommen.domain.message_texts import Text
from velkommen.domain.messages import Channel, Purpose
from velkommen.domain.refusals import Code
from velkommen.domain.sending import Never, NotSent, Unknown, Why
from velkommen.shared.actor import SYSTEM

pytestmark = pytest.mark.django_db
LOST, REFUSED = Unknown(Why.NO_REPLY), Never(Why.REFUSED)


def undecided(town: Town, answer: NotSent, phones: Phones | None = None) -> tuple[int, Phones]:
    put(town)
    taking = phones or Phones()
    taking.answers = [answer]
    all_due(taking, Watch())
    return Message.objects.get().pk, taking


@pytest.mark.parametrize(("answer", "arrived"), [(LOST, 2), (REFUSED, 1)])
def test_a_message_is_sent_again_because_somebody_says_so(town: Town, answer: NotSent, arrived: int) -> None:
    pk, phones = undecided(town, answer)
    assert send_again(message=pk, **town.by(town.lea)) == {"message": pk}
    all_due(phones, Watch())
    assert (state()[0], len(phones.reached), counts()) == ("sent", arrived, {"sent": 1})


def test_one_that_failed_goes_under_a_new_key_and_one_that_may_have_come_under_its_own(town: Town) -> None:
    pk, phones = undecided(town, REFUSED)
    before, op = Message.objects.get().key, uuid4()
    send_again(message=pk, by=town.lea, at=town.now, op=op)
    assert Message.objects.get().key == op != before
    phones.answers = [LOST]
    all_due(phones, Watch())
    send_again(message=pk, **town.by(town.lea))
    assert Message.objects.get().key == op


def test_one_sent_again_late_is_worth_an_hour(town: Town) -> None:
    pk, _phones = undecided(town, REFUSED)
    town.later(days=300)
    send_again(message=pk, **town.by(town.lea))
    assert Message.objects.get().useless_after == town.now + HOUR


@pytest.mark.parametrize(("answer", "outcome"), [(LOST, "uncertain"), (REFUSED, "failed")])
def test_a_message_is_let_be_and_counted_as_what_it_is(town: Town, answer: NotSent, outcome: str) -> None:
    pk, _phones = undecided(town, answer)
    give_up(message=pk, **town.by(town.lea))
    assert (state(), counts()) == ((outcome, str(answer.why), ""), {outcome: 1})


@pytest.mark.parametrize("decide", [send_again, give_up])
def test_who_may_not_and_what_is_over(town: Town, decide: Any) -> None:
    pk, phones = undecided(town, LOST)
    assert refused(decide, message=pk, **town.by(town.mette))[0] is Code.NOT_ALLOWED
    assert refused(decide, message=pk + 1, **town.by(town.lea))[0] is Code.UNKNOWN_MESSAGE
    give_up(message=pk, **town.by(town.lea))
    assert refused(decide, message=pk, **town.by(town.lea))[0] is Code.MESSAGE_OVER
    put(town, about="appointment:2")
    waits = Message.objects.get(state="waiting").pk
    assert refused(decide, message=waits, **town.by(town.lea))[0] is Code.MESSAGE_OVER
    assert phones.reached != []


def test_trouble_is_told_place_by_place(town: Town) -> None:
    both = [town.place.pk, town.sydby.pk]
    assert trouble(both, NOON) is None
    undecided(town, REFUSED)
    put(town, about="appointment:2", place=town.sydby.pk)
    put(town, Purpose.REMINDER, not_before=NOON + HOUR)
    soon, old = NOON + timedelta(minutes=9), NOON + timedelta(minutes=10)
    assert troubles(both, soon) == {town.place.pk: Trouble(None, 1)}
    assert troubles(both, old) == {town.place.pk: Trouble(None, 1), town.sydby.pk: Trouble(NOON, 0)}
    assert (trouble(both, old), later(both, NOON)) == (Trouble(NOON, 1), 1)


def test_delivery_is_counted_by_purpose_and_channel(town: Town) -> None:
    for number in range(3):
        put(town, about=f"a:{number}")
    put(town, Purpose.REMINDER)
    all_due(Phones(), Watch())
    day = NOON.date()
    assert counted([town.place.pk], day, day) == [
        Counted("booked", "sms", 3, 0, 0, 0),
        Counted("reminder", "sms", 1, 0, 0, 0),
    ]
    assert counted([town.place.pk], day - timedelta(days=9), day - timedelta(days=1)) == []
    assert counted([town.sydby.pk], day, day) == []


BOOKED: dict[str, Any] = {"purpose": Purpose.BOOKED, "channel": Channel.SMS, "language": "da"}


def test_a_text_is_written_changed_and_taken_back(town: Town) -> None:
    place, body = town.place.pk, "Vi ses hos {place} {date} kl. {time}"
    for text in ("Kom til {place} {date} {time}", f"  {body}\r\n"):
        write_text(place=place, subject="", body=text, **BOOKED, **town.by(town.lea))
    assert texts.text(place, *BOOKED.values()) == Text("", body)
    reset_text(place=place, **BOOKED, **town.by(town.lea))
    assert texts.text(place, *BOOKED.values()) == texts.standard()["booked", "sms", "da"]


def test_a_text_for_all_places_takes_a_right_for_all_places(town: Town) -> None:
    facts = {"place": None, "subject": "", "body": "{place} {date} {time}", **BOOKED}
    assert refused(write_text, **facts, **town.by(town.lea))[0] is Code.NOT_ALLOWED
    assert refused(write_text, **{**facts, "place": town.sydby.pk}, **town.by(town.lea))[0] is Code.NOT_ALLOWED
    assert refused(reset_text, place=None, **BOOKED, **town.by(town.lea))[0] is Code.NOT_ALLOWED
    write_text(**facts, **town.by(SYSTEM))
    assert MessageText.objects.get().service_point is None


def test_a_text_that_cannot_be_sent_is_not_written(town: Town) -> None:
    said = {"place": town.place.pk, "subject": "", "body": "Din tid til {task}", **BOOKED}
    assert refused(write_text, **said, **town.by(town.lea))[0] is Code.UNKNOWN_PLACEHOLDER
    assert not MessageText.objects.exists()
