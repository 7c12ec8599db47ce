"""The pages of messages: what is stuck and what is done about it, what came of the others, and the texts with their look."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.http import HttpResponse

from tests.apps.messages.senders import Phones
from tests.apps.messages.test_queueing import put
from tests.apps.messages.test_sending import Watch, all_due
from tests.interfaces.manage.test_arranging import Leader
from tests.people import NOON, Town, somebody
from velkommen.apps.messages.models import Message, MessageText
from velkommen.domain.messages import Purpose
from velkommen.domain.rights import Role
from velkommen.domain.sending import Never, Unknown, Why

pytestmark = pytest.mark.django_db
MESSAGES, TEXTS = "/manage/places/nordby/messages/", "/manage/places/nordby/texts/"


@pytest.fixture
def lea(town: Town) -> Leader:
    return Leader(town, "lea")


def words(page: HttpResponse) -> str:
    """What a page says."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split()))


def stuck(town: Town) -> None:
    """One that failed, one that may have been sent, one on its way, one for later, one sent."""
    for number in range(4):
        put(town, about=f"appointment:{number}")
    put(town, Purpose.REMINDER, not_before=NOON + timedelta(days=1))
    all_due(Phones(answers=[Never(Why.REFUSED), Unknown(Why.NO_REPLY), None]), Watch())
    Message.objects.filter(about="appointment:3").update(
        state="waiting", to="+4520123456", done_at=None, why="unreachable", attempts=2
    )


def test_a_leader_sees_what_is_stuck_and_no_address(town: Town, lea: Leader) -> None:
    stuck(town)
    page = lea.look(MESSAGES)
    said = words(page)
    expected = (
        "Not sent Appointment booked, SMS …56",
        "The provider refused the message.",
        "Perhaps sent Appointment booked, SMS …56",
        "Appointment booked SMS …56 Tuesday 24 November 2026 at 12:00 2 The provider could not be reached.",
        "1 message waits for its time.",
        "Nothing leaves the house by E-mail, SMS",
    )
    assert [text for text in expected if text not in said] == []
    assert "20123456" not in page.content.decode()


@pytest.mark.parametrize(("do", "left"), [("again", "waiting"), ("give_up", "uncertain")])
def test_a_leader_decides(town: Town, lea: Leader, do: str, left: str) -> None:
    stuck(town)
    undecided = Message.objects.get(state="uncertain")
    answer = lea.send(MESSAGES, do, str(undecided.pk))
    undecided.refresh_from_db()
    assert (answer.status_code, undecided.state, undecided.done_at is None) == (302, left, do == "again")


def test_what_is_over_says_so(town: Town, lea: Leader) -> None:
    stuck(town)
    row = Message.objects.get(state="uncertain")
    lea.send(MESSAGES, "give_up", str(row.pk))
    Message.objects.filter(pk=row.pk).update(done_at=None, to="x@y.dk")
    again = next(form for form in lea.forms(lea.look(MESSAGES)) if form.get("about") == [str(row.pk)])
    Message.objects.filter(pk=row.pk).update(done_at=NOON, to="", facts={})
    answer = lea.client.post(MESSAGES, again)
    assert (answer.status_code, "This message is over" in words(answer)) == (409, True)


def test_trouble_stands_where_a_leader_arranges_things(town: Town, lea: Leader) -> None:
    assert "needs a decision" not in words(lea.look("/manage/"))
    stuck(town)
    town.later(minutes=11)
    for page in ("/manage/", "/manage/messages/"):
        said = words(lea.look(page))
        assert "2 messages need a decision. Messages have waited since Tuesday 24 November 2026 at 12:00." in said


def test_delivery_of_some_days(town: Town, lea: Leader) -> None:
    stuck(town)
    assert "Appointment booked SMS 2 0 0 0" in words(lea.look(MESSAGES))
    assert "No message ended in these days." in words(lea.look(f"{MESSAGES}?first=2026-11-01&last=2026-11-02"))
    assert "Swap them" in words(lea.look(f"{MESSAGES}?first=2026-11-02&last=2026-11-01"))
    assert "is no day" in words(lea.look(f"{MESSAGES}?first=never"))


def test_a_text_is_looked_at_before_it_is_saved(town: Town, lea: Leader) -> None:
    address = f"{TEXTS}?purpose=reminder&channel=sms&language=en"
    shown = lea.send(address, "write", "reminder.sms.en", body="See you at {place} {date} {time} – bye", step="look")
    said = words(shown)
    assert "See you at Nordby Wednesday 16 December 10:15 – bye" in said
    assert "Nothing is saved yet." in said
    assert "hold 70 instead of 160: –" in said
    assert not MessageText.objects.exists()
    saved = lea.send(address, "write", "reminder.sms.en", body="See you at {place} {date} {time}", step="save")
    assert (saved.status_code, saved.headers["Location"]) == (302, f"{address}&done=write")
    assert (MessageText.objects.get().body, "This text was written here." in words(lea.look(address))) == (
        "See you at {place} {date} {time}",
        True,
    )
    lea.send(address, "reset", "reminder.sms.en")
    assert (MessageText.objects.count(), "This is the standard text." in words(lea.look(address))) == (0, True)


@pytest.mark.parametrize(
    ("body", "no"),
    [
        ("{place} {date} {time} {task}", "“task” in braces means nothing here."),
        ("{place}", "Without {date}, {time} this message is of no use."),
        ("{place} {date} {time}" + "x" * 500, "This text would be sent as 4 SMS. Shorten it to at most 3."),
        ("{place} {date} {time} 010190-1234", "This looks like a CPR number."),
    ],
)
@pytest.mark.parametrize("step", ["look", "save"])
def test_a_text_that_cannot_be_sent_says_why_at_its_field(
    town: Town, lea: Leader, body: str, no: str, step: str
) -> None:
    answer = lea.send(TEXTS, "write", "booked.sms.da", body=body, step=step)
    assert (answer.status_code, no in words(answer), body in unescape(answer.content.decode())) == (422, True, True)


def test_the_text_of_all_places_holds_where_none_was_written(town: Town, lea: Leader) -> None:
    somebody("adam", (None, Role.ADMIN))
    adam = Leader(town, "adam")
    address = "/manage/texts/?purpose=booked&channel=email&language=en"
    adam.send(address, "write", "booked.email.en", subject="At {place}", body="{date} {time}", step="save")
    said = words(lea.look(f"{TEXTS}?purpose=booked&channel=email&language=en"))
    assert ("This is the text of the whole municipality." in said, "At Nordby Wednesday 16 December 10:15" in said) == (
        True,
        True,
    )
    assert lea.look(address).status_code == 403


def test_a_text_nobody_knows_is_the_first_one(town: Town, lea: Leader) -> None:
    assert lea.look(f"{TEXTS}?purpose=poem&channel=sms&language=da").status_code == 200
    answer = lea.send(TEXTS, "write", "booked.sms.da", about="poem.sms.da", body="x")
    assert answer.status_code == 422
