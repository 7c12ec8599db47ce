"""One's own pages: what is ahead, what is said once, and what is done with one press."""

from datetime import timedelta

import pytest

from tests.apps.roster.conftest import TODAY, TOMORROW, of, shift_of
from tests.interfaces.roster.conftest import Reader, words
from velkommen.apps.placement.models import Absence
from velkommen.apps.roster import actions
from velkommen.apps.roster.models import Deal, Leave, Note, Wish


def test_my_shifts_say_when_and_where(mette: Reader) -> None:
    assert "Wednesday 25 November 10:00–14:00 Nordby Give up or swap" in words(mette.look())


def test_an_absence_is_looked_at_before_it_is_told(ali: Reader) -> None:
    typed = {"first": TOMORROW.isoformat(), "last": "", "hours": "15-17"}
    shown = words(ali.send("", "ill", step="look", **typed))
    expected = (
        "You are away: what it does",
        "Nordby, Wednesday 25 November, 15:00-17:00",
        "Nobody else is on duty for some of that time.",
        "Nothing is saved yet.",
    )
    assert [text for text in expected if text not in shown] == []
    assert "Could step in" not in shown
    assert Absence.objects.count() == 0
    answer = ali.send("", "ill", step="save", **typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/roster/?done=ill")
    assert Absence.objects.values_list("opens", "closes", "sudden").get() == (900, 1020, True)


def test_what_was_typed_stays_where_it_was_refused(mette: Reader) -> None:
    typed = {"first": (TODAY + timedelta(days=9)).isoformat(), "last": "", "hours": "quarter past"}
    page = mette.send("", "ill", step="look", **typed)
    assert page.status_code == 422
    assert "“quarter past” cannot be the hours of a day." in words(page)
    assert 'value="quarter past"' in page.content.decode()
    far = mette.send("", "ill", step="save", **{**typed, "hours": ""})
    assert "That is more than a day ahead. Ask for leave instead" in words(far)


def test_leave_is_asked_for_and_taken_back(mette: Reader) -> None:
    day = (TODAY + timedelta(days=9)).isoformat()
    mette.send("", "leave", first=day, last=day)
    assert "Thursday 3 December: asked for Take it back" in words(mette.look())
    mette.send("", "withdraw-leave", Leave.objects.get().pk)
    assert Leave.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"free": "free", "weekday": "5", "day": ""}, "Free every Saturday"),
        ({"free": "work", "weekday": "5", "day": "2026-12-24"}, "Work on Thursday 24 December"),
    ],
)
def test_a_wish_is_made_and_taken_back(mette: Reader, typed: dict[str, str], expected: str) -> None:
    mette.send("", "wish", **typed)
    assert expected in words(mette.look())
    mette.send("", "wish", **{**typed, "free": "none"})
    assert Wish.objects.count() == 0


def test_news_is_shown_until_it_is_read(mette: Reader) -> None:
    actions.remove_shift(shift=shift_of(mette.town.mette.id), **mette.town.by(mette.town.lea))
    assert "You no longer have this shift: Wednesday 25 November, 10:00-14:00 (Nordby)." in words(mette.look())
    mette.send("", "read", Note.objects.get().pk)
    assert "News" not in words(mette.look())


def test_back_at_work(mette: Reader) -> None:
    mette.send("", "ill", step="save", first=TODAY.isoformat(), last=(TODAY + timedelta(days=3)).isoformat(), hours="")
    mette.send("", "back", Absence.objects.get().pk, day=TOMORROW.isoformat())
    assert Absence.objects.get().last == TODAY


def test_a_swap_from_the_page_of_open_shifts(mette: Reader, ali: Reader) -> None:
    mette.send("", "offer", shift_of(mette.town.mette.id))
    page = words(ali.look("open/"))
    assert "Wednesday 25 November 10:00–14:00 Nordby Mette gives it up." in page
    ali.send("open/", "claim", shift_of(mette.town.mette.id), instead=shift_of(ali.town.ali.id))
    assert "What you asked for" in words(ali.look("open/"))
    assert "Ali wants it. The leader decides; until then it is yours." in words(mette.look())
    ali.send("open/", "withdraw", Deal.objects.get().pk)
    assert Deal.objects.get().state == "open"


def test_a_no_to_a_claim_is_said_on_the_page(mette: Reader, ali: Reader) -> None:
    page = ali.send("open/", "claim", shift_of(mette.town.mette.id))
    assert page.status_code == 409
    assert "is no longer free: somebody was faster, or keeps it." in words(page)


def test_my_shifts_as_a_calendar_file_name_nobody_else(mette: Reader) -> None:
    written = mette.look("shifts.ics").content.decode()
    assert written.count("BEGIN:VEVENT") == len(of(mette.town.mette.id)) == 1
    assert "DTSTART;TZID=Europe/Copenhagen:20261125T100000" in written or "DTSTART:20261125T090000Z" in written
    assert "Ali" not in written


def test_nobody_writes_a_deed_there_is_none_of(mette: Reader) -> None:
    assert mette.send("", "dance").status_code == 422
