"""What a place promises, said in words and looked at; and every change says first which appointments it would hit."""

from typing import Any

import pytest

from tests.apps.appointments.conftest import PASSPORT, Booking, local, one
from tests.interfaces.manage.test_arranging import Leader, said
from tests.people import Town
from velkommen.apps.appointments import actions
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.appointments.models import Terms as Row
from velkommen.apps.catalogue.models import Task
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Competence, DutyPeriod
from velkommen.apps.places.models import Equipment, SpecialDay

TERMS = "/manage/places/nordby/appointments/"
TEN = local(25, 10)


@pytest.fixture
def lea(town: Town) -> Leader:
    return Leader(town, "lea")


@pytest.fixture
def booked(lea: Leader) -> Appointment:
    """Somebody comes at ten tomorrow."""
    booking = Booking(lea.town)
    return one(actions.book(place=booking.place, wanted=PASSPORT, starts=TEN, **lea.town.by()))


def test_terms_are_looked_at_in_words_and_in_times_before_they_are_saved(lea: Leader, booked: Appointment) -> None:
    shown = lea.send(TERMS, "terms", walk_in="40", acute="10", internal="10", walk_in_days=["0"])
    page = shown.content.decode()
    sentence = (
        "Of 10 minutes, 4 are kept for walk-ins, 1 for the day itself, 1 for staff, and 4 can be booked from home."
    )
    assert sentence in page
    assert "passport (en): 144 times bookable from home next week (now 168)" in page
    assert Row.objects.get().walk_in == 0
    lea.save(shown)
    row = Row.objects.get()
    assert (row.walk_in, row.acute, row.internal, row.walk_in_days) == (40, 10, 10, 1)


@pytest.mark.parametrize(
    ("typed", "no"),
    [
        ({"walk_in": "a lot"}, "“Kept for walk-ins, per cent” must be from 0 to 100. Write a whole number."),
        ({"hold": "1"}, "“Minutes a time is held while somebody fills in” must be from 2 to 60. Write a whole number."),
        ({"release": "24.30"}, "“24.30” is no time of day. Write it like 8.00 or 15.30."),
        ({"since": "soon"}, "“soon” is no day from 1900 to 2060. Write the day again, or choose it from the calendar."),
    ],
)
def test_terms_that_cannot_be_are_said(lea: Leader, booked: Appointment, typed: dict[str, str], no: str) -> None:
    status, sentences = said(lea.send(TERMS, "terms", **typed))
    assert (status, no in sentences) == (422, True)


def test_shares_of_more_than_a_whole_are_said(lea: Leader, booked: Appointment) -> None:
    status, sentences = said(lea.send(TERMS, "terms", walk_in="60", acute="30", internal="20"))
    assert (status, "makes 110 % together" in sentences[0]) == (422, True)


HITS = "1 appointment could not be kept as it was planned"


@pytest.mark.parametrize(
    ("page", "do", "about", "typed"),
    [
        ("hours/", "hours", "staffed", {"hours": "Mo-Su 12:00-18:00"}),
        ("hours/", "day", "", {"day": "2026-11-25", "hours": "", "why": "Kursus"}),
        ("hours/", "task", "", {"task": "passport", "hours": "Mo-Su 12:00-18:00"}),
        ("", "suspend", "", {"task": "passport", "first": "2026-11-24", "why": "Systemet er nede"}),
    ],
)
def test_a_change_says_first_which_appointments_it_would_hit(
    lea: Leader, booked: Appointment, page: str, do: str, about: str, typed: dict[str, str]
) -> None:
    shown = lea.send(f"/manage/places/nordby/{page}", do, about, **typed).content.decode()
    assert HITS in shown
    assert "The appointment on Wednesday 25 November at 10:00, Nordby" in shown


def test_duty_that_changes_says_first_which_appointments_it_would_hit(lea: Leader, booked: Appointment) -> None:
    about = str(booked.staff_id)
    shown = lea.send("/manage/places/nordby/people/", "duty", about, hours="Mo-Su 12:00-16:00")
    assert HITS in shown.content.decode()
    lea.save(shown)
    assert "1 needs a decision" in lea.look("/manage/").content.decode()


@pytest.mark.parametrize("do", ["broken", "remove"])
def test_a_machine_that_somebody_counts_on_is_not_taken_away_unseen(lea: Leader, do: str) -> None:
    booking = Booking(lea.town)
    Task.objects.filter(key="passport").update(equipment=["photo_stand"])
    machine = Equipment.objects.create(service_point=lea.town.place, kind="photo_stand", name="Foto")
    book.forget()
    one(actions.book(place=booking.place, wanted=PASSPORT, starts=TEN, **lea.town.by()))
    shown = lea.send("/manage/places/nordby/", do, str(machine.pk))
    assert HITS in shown.content.decode()
    machine.refresh_from_db()
    assert machine.works
    lea.save(shown)
    assert [one.works for one in Equipment.objects.all()] == ([False] if do == "broken" else [])


def test_a_machine_nobody_counts_on_is_reported_at_once(lea: Leader, booked: Appointment) -> None:
    machine = Equipment.objects.create(service_point=lea.town.place, kind="printer", name="Printer")
    book.forget()
    lea.send("/manage/places/nordby/", "broken", str(machine.pk))
    machine.refresh_from_db()
    assert not machine.works


def test_a_competence_that_somebody_counts_on_is_not_withdrawn_unseen(lea: Leader) -> None:
    booking = Booking(lea.town)
    Task.objects.filter(key="passport").update(competence="passport_office")
    DutyPeriod.objects.exclude(posting__staff=lea.town.mette.id).delete()
    Competence.objects.create(staff_id=lea.town.mette.id, key="passport_office", first="2020-01-01")
    book.forget()
    one(actions.book(place=booking.place, wanted=PASSPORT, starts=TEN, **lea.town.by()))
    facts: dict[str, Any] = {"key": "passport_office", "day": "2026-11-25"}
    shown = lea.send("/manage/places/nordby/people/", "withdraw", str(lea.town.mette.id), **facts)
    assert HITS in shown.content.decode()
    assert Competence.objects.get().last is None
    assert not SpecialDay.objects.exists()
