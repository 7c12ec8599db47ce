"""The calendar of the staff, page by page: what it shows, what a press does, and what is said when it cannot be."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.apps.appointments.conftest import local
from tests.interfaces.calendar.conftest import Desk
from velkommen.apps.appointments.actions import make_feed
from velkommen.apps.appointments.models import Appointment, Block, Contact, Feed
from velkommen.apps.messages.models import Message
from velkommen.domain.booking.days import LAST
from velkommen.integrations.calendars.checks import problems
from velkommen.shared import clock

TEN = local(25, 10)
AT = "2026-11-25T10:00"


def text(page: HttpResponse) -> str:
    """What a page says, its tags left out."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.content.decode())).split())


def appointment() -> Appointment:
    return Appointment.objects.latest("id")


def test_a_week_says_who_comes_when_to_whom_and_what_is_promised(mette: Desk) -> None:
    mette.booking.terms(walk_in=40)
    made = mette.book(TEN)
    said = text(mette.look())
    assert f"10:00–10:05 passport (en) {made.staff.first_name}, {made.desk.name}" in said
    assert "Morning promised 5 of 140 min, kept for walk-ins 100 min" in said


def test_a_week_says_who_has_come_who_did_not_and_who_has_not_confirmed(mette: Desk) -> None:
    mette.book(local(24, 12, 15))
    mette.book(local(24, 13))
    mette.send(f"{appointment().pk}/arrive/")
    mette.town.later(minutes=26)
    mette.booking.asked(local(25, 11))
    said = text(mette.look())
    assert [word in said for word in ("did not come", "has come", "not confirmed")] == [True, True, True]


def test_a_full_week_is_small_and_takes_the_same_statements(mette: Desk, django_assert_max_num_queries: Any) -> None:
    for day in (25, 26, 27, 28, 29):
        for quarter in range(24):
            mette.book(local(day, 10) + timedelta(minutes=15 * quarter))
    mette.look()
    with django_assert_max_num_queries(20):
        page = mette.look("?week=2026-W48&for=mitid.1")
    assert page.content.count(b'class="vk-cal-one') == 120
    assert len(page.content) <= 60_000


def test_a_free_time_is_a_link_and_leads_to_a_slip_with_the_code(mette: Desk) -> None:
    page = mette.look("?week=2026-W48&task=passport&people=2")
    assert page.headers["Location"] == "/calendar/nordby/?week=2026-W48&for=passport.2"
    week = mette.look("?week=2026-W48&for=passport.2").content.decode()
    assert f'href="book/?for=passport.2&amp;at={AT}"' in week
    assert "passport (en), 2 people" in text(mette.look(f"book/?for=passport.2&at={AT}"))
    done = mette.send("book/", **{"for": "passport.2", "at": AT, "contact": "a@example.dk", "language": "en"})
    made = appointment()
    assert done.headers["Location"] == f"/calendar/nordby/{made.pk}/slip/"
    assert (made.starts_at, made.matters.get().people, made.contact.to) == (TEN, 2, "a@example.dk")
    slip = text(mette.look(f"{made.pk}/slip/"))
    assert (made.code in slip, "passport" in slip) == (True, False)


def test_a_time_sold_meanwhile_is_refused_with_the_nearest(mette: Desk) -> None:
    mette.book(TEN), mette.book(TEN)
    no = mette.send("book/", **{"for": "passport.1", "at": AT, "language": "da"})
    assert no.status_code == 409
    assert "Nothing was booked" in text(no)
    assert "at=2026-11-25T10:15" in no.content.decode()
    assert Appointment.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"contact": "nobody"}, 422, "neither an e-mail address nor a mobile number"),
        ({"at": "tomorrow"}, 422, "is no day from 1900"),
        ({"for": ""}, 422, "Choose a task first"),
        ({"language": "xx"}, 422, "cannot be used"),
        ({"at": "2026-03-29T02:30"}, 422, "The clock skips this time"),
    ],
)
def test_what_cannot_be_booked_is_said(mette: Desk, typed: dict[str, str], status: int, said: str) -> None:
    no = mette.send("book/", **{"for": "passport.1", "at": AT, "language": "da", **typed})
    assert (no.status_code, said in text(no), Appointment.objects.count()) == (status, True, 0)


def test_an_address_that_cannot_be_read_is_said(mette: Desk) -> None:
    assert [mette.look(path).status_code for path in ("?week=2026-W60", "?week=x", "?for=%27.1")] == [422, 422, 422]


def test_a_series_shows_what_cannot_be_had_and_books_the_others(mette: Desk) -> None:
    mette.book(local(2, 10, month=12)), mette.book(local(2, 10, month=12))
    rhythm = {"for": "passport.1", "at": AT, "language": "da", "every": "1", "times": "3"}
    page = mette.look("series/?" + "&".join(f"{name}={value}" for name, value in rhythm.items()))
    assert "1 date cannot be had" in text(page)
    assert re.findall(r'name="skip" value="([^"]+)"[^>]* checked', page.content.decode()) == ["2026-12-02"]
    refused = mette.send("series/", **rhythm)
    assert (refused.status_code, Appointment.objects.count()) == (409, 2)
    done = mette.send("series/", skip=["2026-12-02"], **rhythm)
    made = Appointment.objects.filter(series__isnull=False).order_by("starts_at")
    assert [one.starts_at for one in made] == [TEN, local(9, 10, month=12)]
    assert done.headers["Location"] == f"/calendar/nordby/{made[0].pk}/slip/"
    assert all(one.code in text(mette.look(f"{made[0].pk}/slip/")) for one in made)


def test_too_many_dates_are_refused_in_words(mette: Desk) -> None:
    no = mette.look(f"series/?for=passport.1&at={AT}&every=1&times=99")
    assert (no.status_code, "“How many times” cannot be used. Write a whole number from 1 to 26." in text(no)) == (
        422,
        True,
    )


def test_an_appointment_moves_by_a_button_to_a_time_the_keys_offer_too(mette: Desk) -> None:
    made = mette.book(TEN)
    offered = json.loads(mette.look(f"{made.pk}/times/?week=2026-W48").content)["times"]
    assert offered[:1] == [["2026-11-24T12:00", "Tuesday 24 November 12:00", "12:00"]]
    assert all(at != AT for at, *_ in offered)
    assert 'value="2026-11-25T10:15"' in mette.look(f"{made.pk}/move/?week=2026-W48").content.decode()
    done = mette.send(f"{made.pk}/move/", starts="2026-11-25T10:15")
    made.refresh_from_db()
    assert made.starts_at == local(25, 10, 15)
    assert "The appointment is moved." in text(mette.look(done.headers["Location"].partition("#")[0]))


def test_a_move_to_a_time_sold_meanwhile_leaves_it_where_it_was(mette: Desk) -> None:
    made = mette.book(TEN)
    mette.book(local(25, 11)), mette.book(local(25, 11))
    no = mette.send(f"{made.pk}/move/", starts="2026-11-25T11:00")
    made.refresh_from_db()
    assert (no.status_code, made.starts_at) == (409, TEN)


def test_cancelling_says_why_and_a_message_goes_out(mette: Desk) -> None:
    made = mette.booking.booked(TEN)
    assert "A message goes out at once" in text(mette.look(f"{made.pk}/cancel/"))
    mette.send(f"{made.pk}/cancel/", why="cannot_keep")
    made.refresh_from_db()
    assert (made.state, made.cancelled_why) == ("cancelled", "cannot_keep")
    assert Message.objects.filter(purpose="cancelled").count() == 1
    assert Contact.objects.filter(appointment=made).exists()
    assert "10:00" not in text(mette.look()).partition("Wed 25 Nov")[2].partition("Thu")[0].replace("10:00-16:00", "")


def test_an_appointment_of_another_place_is_not_found_here(mette: Desk) -> None:
    assert mette.look("999/").status_code == 404
    assert mette.look("/calendar/sydby/").status_code == 403


def test_a_block_is_looked_at_then_saved_and_what_it_hits_needs_a_decision(lea: Desk, mette: Desk) -> None:
    made = lea.book(TEN)
    block = {
        "of": f"person-{made.staff_id}",
        "first": "2026-11-25",
        "hours": "10-12",
        "rhythm": "once",
        "why": "Course",
    }
    look = lea.send("blocks/", do="look", **block)
    assert "1 appointment could not be kept" in text(look)
    assert (Block.objects.count(), look.status_code) == (0, 200)
    lea.send("blocks/", do="save", **block)
    assert "10:00–12:00 Mette: Course" in text(lea.look()) or "10:00–12:00 Ali: Course" in text(lea.look())
    assert "1 appointment cannot be kept" in text(lea.look())
    page = text(mette.look("decisions/"))
    assert ("The colleague is not there then." in page, "Keep it with another colleague" in page) == (True, True)
    done = mette.send(f"{made.pk}/reassign/", **{"from": "decisions"})
    assert done.headers["Location"] == "/calendar/nordby/decisions/"
    assert "Nothing. Every appointment ahead can be kept." in text(mette.look("decisions/"))


def test_a_block_comes_back_in_the_last_week_of_the_month_but_for_a_day_excepted(lea: Desk) -> None:
    lea.send("blocks/", do="save", of="place", first="2026-11-25", hours="10-12", rhythm=f"nth-{LAST}", weekday=["2"])
    block = Block.objects.get()
    assert (block.nth, block.weekdays, block.first.isoformat(), block.last) == (LAST, 0b100, "2026-11-25", None)
    page = text(lea.look("blocks/"))
    assert "Wednesday 10:00-12:00, from 25 November 2026, only the last one in a month" in page
    assert "Not on 25 Nov 2026" in page
    lea.send("blocks/", do="except-2026-11-25", block=block.pk)
    assert "On 25 Nov 2026 after all" in text(lea.look("blocks/"))
    lea.send("blocks/", do="remove", block=block.pk)
    assert Block.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"hours": "25"}, "cannot be the hours of a day"),
        ({"hours": "12-10"}, "cannot be the hours of a day"),
        ({"first": ""}, "is no day from 1900"),
        ({"rhythm": "nth-9"}, "cannot be used"),
        ({"of": "desk-999"}, "cannot be used"),
        ({"last": "2026-01-01"}, "before they begin"),
    ],
)
def test_a_block_that_cannot_be_is_said(lea: Desk, typed: dict[str, str], said: str) -> None:
    block = {"of": "place", "first": "2026-11-25", "hours": "10-12", "rhythm": "every-1", **typed}
    no = lea.send("blocks/", do="look", **block)
    assert (no.status_code, said in text(no), Block.objects.count()) == (422, True, 0)


def test_who_only_books_reads_the_blocks_and_makes_none(mette: Desk) -> None:
    assert "Block time" not in text(mette.look("blocks/"))
    assert mette.send("blocks/", do="remove", block=1).status_code == 403


def address(page: HttpResponse) -> str:
    return re.findall(r'/calendar/feed/[^"<]+', page.content.decode())[0]


def test_ones_own_feed_says_the_task_and_no_contact_and_is_not_sent_twice(mette: Desk) -> None:
    made = mette.booking.booked(TEN)
    Appointment.objects.filter(pk=made.pk).update(staff=mette.town.mette.id)
    where = address(mette.send("/calendar/feeds/"))
    with clock.fixed(mette.town.now):
        read = Client().get(where)
        again = Client().get(where, headers={"If-None-Match": read.headers["ETag"]})
    assert (read.status_code, again.status_code, problems(read.content)) == (200, 304, [])
    body = read.content.decode()
    assert ("passport (da)" in body, "example.dk" in body) == (True, False)


def test_the_feed_of_a_place_never_says_what_it_is_about_and_ends_when_revoked(lea: Desk) -> None:
    lea.book(TEN)
    where = address(lea.send("/calendar/feeds/", place=lea.booking.place))
    with clock.fixed(lea.town.now):
        body = Client().get(where).content.decode()
    assert (body.count("BEGIN:VEVENT"), "passport" in body) == (1, False)
    lea.send("/calendar/feeds/", feed=Feed.objects.get().pk)
    assert Client().get(where).status_code == 404


def test_the_feed_of_who_no_longer_works_here_ends(mette: Desk) -> None:
    token = make_feed(by=mette.town.mette, at=mette.town.now)
    feed = Feed.objects.get()
    assert feed.staff is not None
    feed.staff.is_active = False
    feed.staff.save()
    assert Client().get(f"/calendar/feed/{token}.ics").status_code == 404


def test_whoever_has_one_place_is_led_to_its_week(mette: Desk) -> None:
    assert mette.look("/calendar/").headers["Location"] == "/calendar/nordby/"
    assert 'href="/calendar/"' in mette.look("/staff/").content.decode()
