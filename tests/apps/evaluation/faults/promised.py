"""What can be wrong of appointments, courses and messages."""

from datetime import timedelta

from tests.appointments import booked
from tests.apps.evaluation.corruption import Fault, past_check
from tests.apps.evaluation.rows import (
    NOW,
    TODAY,
    last_cell,
    promised,
    tell,
    visits,
)
from velkommen.apps.appointments.models import Appointment, Cell, Contact, Terms
from velkommen.apps.courses.models import Answer, Series, SignUp, SignUpContact
from velkommen.apps.courses.queries import coming
from velkommen.apps.messages.models import MessageCount, MessageText
from velkommen.apps.places.models import (
    Desk,
    ServicePoint,
)


def doubly_promised() -> None:
    """Two at one time. The constraint refuses it, so the cells of the first were lost before."""
    first = promised()
    taken = (first.desk, first.staff_id, first.starts_at, ["nemkonto"])
    Cell.objects.filter(appointment=first).delete()
    booked(*taken)


def come_elsewhere() -> None:
    visit = visits(state="waiting").get()
    other = Desk.objects.exclude(service_point=visit.service_point).order_by("pk")[0]
    made = promised(keeps_until=NOW, state="cancelled")
    Cell.objects.filter(appointment=made).delete()
    Appointment.objects.filter(pk=made.pk).update(state="arrived", visit=visit, service_point=other.service_point)


def promised_too_much() -> None:
    place = ServicePoint.objects.order_by("pk")[0]
    Terms.objects.filter(service_point=place).delete()
    made = Terms.objects.create(service_point=place)
    where = "UPDATE appointments_terms SET walk_in = 90 WHERE id = %s"
    past_check("appointments_terms", "terms_shares_of_a_whole", where, made.pk)


def confirmed_with_a_link() -> None:
    where = "UPDATE appointments_appointment SET confirm = 'still-open' WHERE id = %s"
    past_check("appointments_appointment", "appointment_only_asked_confirms", where, promised().pk)


def still_reached() -> None:
    made = promised(-9 * 24 * 60)
    Contact.objects.create(appointment=made, channel="email", to="somebody@example.dk")


def first_series(*, full: bool = True) -> Series:
    """The next series that is full, or the next one that is not."""
    found = [one.row for one in coming(NOW) if (one.free == 0) is full]
    return found[0]


def without_a_date() -> None:
    row = first_series(full=False)
    SignUpContact.objects.filter(series=row).delete()
    row.dates.all().delete()


def too_many_hands() -> None:
    where = "UPDATE courses_answer SET yes = asked + 1 WHERE id = %s"
    past_check("courses_answer", "answer_of_those_asked", where, Answer.objects.order_by("pk")[0].pk)


def still_reached_after_a_course() -> None:
    sign_up = SignUp.objects.filter(contact=None, series__dates__ends_at__lt=NOW).order_by("pk")[0]
    SignUpContact.objects.create(sign_up=sign_up, series=sign_up.series, channel="email", to="somebody@example.dk")


def address_left_behind() -> None:
    pk = tell().pk
    past_check(
        "messages_message",
        "message_address_until_over",
        "UPDATE messages_message SET state = 'dropped', done_at = not_before WHERE id = %s",
        pk,
    )
    MessageCount.objects.create(
        service_point=ServicePoint.objects.get(slug="nordby"),
        day=TODAY + timedelta(days=1),
        purpose="reminder",
        channel="sms",
        outcome="dropped",
        number=1,
    )


def sent_by_nobody() -> None:
    pk = tell().pk
    update = "UPDATE messages_message SET state = 'sending' WHERE id = %s"
    past_check("messages_message", "message_sending_has_worker", update, pk)


def written_with_a_hole() -> None:
    MessageText.objects.create(purpose="booked", channel="sms", language="da", body="Din tid: {task}")


FOUND: list[Fault] = [
    ("confirmed, and still to confirm", {"appointments_sound"}, confirmed_with_a_link),
    ("coming for nothing", {"appointments_sound"}, lambda: promised().matters.all().delete()),
    ("come at another place", {"arrivals_agree"}, come_elsewhere),
    (
        "five minutes of a desk are gone",
        {"cells_exact"},
        lambda: Cell.objects.filter(pk=last_cell(promised())).delete(),
    ),
    ("five minutes too many", {"cells_exact"}, lambda: Cell.objects.filter(pk=last_cell(promised())).update(slot=1)),
    ("booked twice", {"cells_exact", "appointments_apart"}, doubly_promised),
    ("reached for ever", {"contacts_forgotten"}, still_reached),
    ("more than all is promised", {"terms_sound"}, promised_too_much),
    ("a seat that is not there", {"seats_once"}, lambda: first_series(full=False).sign_ups.update(seat=150)),
    ("a seat nobody was given", {"seats_given"}, lambda: first_series().sign_ups.filter(seat=1).delete()),
    ("a course without a date", {"courses_sound"}, without_a_date),
    ("counted before it was held", {"courses_sound"}, lambda: first_series(full=False).dates.update(came=3)),
    ("more hands than people", {"courses_sound"}, too_many_hands),
    ("reached after a course", {"sign_ups_forgotten"}, still_reached_after_a_course),
    (
        "reached of a course that is off",
        {"sign_ups_forgotten"},
        lambda: Series.objects.filter(pk=first_series().pk).update(cancelled_at=NOW),
    ),
    ("sent by nobody", {"messages_once"}, sent_by_nobody),
    ("an address left behind", {"addresses_let_go"}, address_left_behind),
    (
        "nobody decided about it",
        {"addresses_let_go"},
        lambda: tell(state="failed", next_try_at=NOW - timedelta(days=8)),
    ),
    ("a message not counted", {"messages_counted"}, lambda: tell(state="sent", done_at=NOW, to="", facts={})),
    ("no worker runs", {"messages_leave"}, lambda: tell(next_try_at=NOW - timedelta(minutes=11))),
    ("a text with a hole", {"texts_can_be_sent"}, written_with_a_hole),
]
