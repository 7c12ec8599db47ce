"""What time passes over: contacts are forgotten, lapsed holds go, and lengths follow what was measured."""

from datetime import timedelta
from uuid import uuid4

from tests.apps.appointments.conftest import PASSPORT, Booking, local
from tests.people import stretch
from velkommen.apps.appointments import actions
from velkommen.apps.appointments.actions.keeping import anything_old
from velkommen.apps.appointments.models import Appointment, Contact, Unmet
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.actions.measuring import measure_paces
from velkommen.apps.enquiries.actions.tickets import new_enquiry
from velkommen.shared.actor import SYSTEM

TEN = local(25, 10)


def served(booking: Booking, times: int, seconds: int) -> None:
    """So many had their passport done yesterday, in so many seconds each."""
    began = booking.town.now - timedelta(days=1)
    task = Task.objects.get(key="passport")
    for _ in range(times):
        enquiry = new_enquiry(booking.place, task, began)
        enquiry.outcome = "solved"
        enquiry.save(force_insert=True)
        stretch(enquiry, "serving", began, seconds, desk_id=booking.town.desk.pk, staff_id=booking.town.mette.id)
    measure_paces(**booking.town.by(SYSTEM))


def test_a_contact_is_forgotten_a_week_after_its_appointment_and_not_before(booking: Booking) -> None:
    booking.booked(TEN)
    left = []
    for days in (6, 2):
        booking.town.later(days=days)
        assert anything_old(booking.town.now) is (days == 2)
        actions.forget_contacts(**booking.town.by(SYSTEM))
        left.append((Contact.objects.count(), Appointment.objects.count()))
    assert left == [(1, 1), (0, 1)]


def test_a_hold_nobody_confirmed_goes_with_all_of_it_a_day_later(booking: Booking) -> None:
    booking.asked(TEN)
    booking.town.later(days=1, minutes=21)
    said = actions.forget_contacts(**booking.town.by(SYSTEM))
    assert (said["holds"], Appointment.objects.count(), Contact.objects.count()) == (1, 0, 0)


def test_an_appointment_is_as_long_as_its_task_takes_there(booking: Booking) -> None:
    served(booking, times=20, seconds=13 * 60 + 10)
    made = booking.held(TEN)
    assert made.ends_at - made.starts_at == timedelta(minutes=15)


def test_with_too_few_measured_it_is_as_long_as_the_catalogue_says(booking: Booking) -> None:
    served(booking, times=19, seconds=13 * 60)
    made = booking.held(TEN)
    assert made.ends_at - made.starts_at == timedelta(minutes=5)


def test_what_was_not_found_is_counted_by_day_task_and_place(booking: Booking) -> None:
    for place in (None, booking.place, None):
        actions.note_unmet(task=PASSPORT[0].task, place=place, **booking.public() | {"op": uuid4()})
    rows = Unmet.objects.order_by("id").values_list("task__key", "service_point", "times")
    assert list(rows) == [("passport", None, 2), ("passport", booking.place, 1)]
