"""An appointment begins: a time is held while somebody fills in, they confirm by a one-time link, and it is theirs. Staff book at once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from velkommen.apps.appointments import queries, telling
from velkommen.apps.appointments.facts import AppointmentAnswer, appointment_facts
from velkommen.apps.appointments.models import Appointment, AppointmentMatter, Contact
from velkommen.apps.appointments.taking import Wish, keeps, look, put, take, write_cells
from velkommen.apps.catalogue.models import Task
from velkommen.apps.places import queries as places
from velkommen.domain import contacts
from velkommen.domain.booking.freedom import Wanted
from velkommen.domain.booking.life import AppointmentState, Step, new_code, step
from velkommen.domain.booking.terms import MOST_ASKED, MOST_UNPROVEN, Asker, Terms
from velkommen.domain.messages import Channel
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.tickets import new_link
from velkommen.shared.actor import Actor, ActorKind
from velkommen.shared.log.deeds import Done, deed

CONTACT_LOCK = 8_354  # beside the lock of the rules


def _look_to_hold(*, place: int, wanted: Wanted, starts: datetime, by: Actor, at: datetime, **_: object) -> None:
    look(Wish(wanted, place, starts, asker_of(by, place), at))


def _look_to_book(
    *, place: int, wanted: Wanted, starts: datetime, asker: Asker = Asker.PUBLIC, by: Actor, at: datetime, **_: object
) -> None:
    by.require(Right.BOOK, place)
    look(Wish(wanted, place, starts, asker, at))


@deed(None, ahead=_look_to_hold)
def hold(
    *,
    place: int,
    wanted: Wanted,
    starts: datetime,
    language: str = "da",
    proven: bool = True,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[AppointmentAnswer]:
    """Hold a time for some minutes, while somebody says where they are reached.

    Args:
        proven: whether the door knows that it is no robot who asks. Of the others a place holds only a few times at once.

    Raises:
        Refusal: UNPROVEN_FULL, SLOT_TAKEN, and what `taking.check` refuses.
    """
    asker = asker_of(by, place)
    if not proven:
        _check_unproven(place, at)
    wish = Wish(wanted, place, starts, asker, at)
    made, _ = _make(wish, AppointmentState.HELD, language, at, unproven=not proven)
    return Done({"appointment": appointment_facts(made)}, place)


@deed(None)
def ask_to_confirm(
    *, appointment: int, contact: contacts.Contact, by: Actor, at: datetime, op: UUID
) -> Done[AppointmentAnswer]:
    """Send the one-time link that confirms an appointment, to an address or a number that is kept for it alone.

    Raises:
        Refusal: UNKNOWN_APPOINTMENT, NOT_ALLOWED, APPOINTMENT_OVER, SLOT_TAKEN when the hold ran out and somebody else has the time,
            TOO_MANY_BOOKED when this contact has as many as one may have, ASKED_TOO_OFTEN.
    """
    found = held(appointment, by)
    step(AppointmentState(found.state), Step.ASK)
    _keep_or_retake(found, at)
    _ask(found, contact, at)
    return Done({"appointment": appointment_facts(found)}, found.service_point_id)


@deed(None)
def confirm(*, link: str, by: Actor, at: datetime, op: UUID) -> Done[AppointmentAnswer]:
    """The one-time link was used: the time is theirs, also when the hold ran out meanwhile, unless somebody else has it.

    Raises:
        Refusal: UNKNOWN_APPOINTMENT when there is no such link, or it was used; SLOT_TAKEN.
    """
    found = _locked(confirm=link)
    _keep_or_retake(found, at)
    _book(found, at)
    return Done({"appointment": appointment_facts(found)}, found.service_point_id)


@deed(Right.BOOK)
def book(
    *,
    place: int,
    wanted: Wanted,
    starts: datetime,
    contact: contacts.Contact | None = None,
    language: str = "da",
    series: UUID | None = None,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[AppointmentAnswer]:
    """Book for somebody who stands at the desk or is on the telephone; without a contact they get a slip with the code.

    Raises:
        Refusal: NOT_ALLOWED, SLOT_TAKEN, and what `taking.check` refuses.
    """
    by.require(Right.BOOK, place)
    made = book_one(Wish(wanted, place, starts, Asker.STAFF, at), contact, language, series, at)
    return Done({"appointment": appointment_facts(made)}, place)


@deed(Right.BOOK, ahead=_look_to_book)
def book_for(
    *,
    place: int,
    wanted: Wanted,
    starts: datetime,
    contact: contacts.Contact,
    language: str = "da",
    asker: Asker = Asker.PUBLIC,
    sure: bool = False,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[AppointmentAnswer]:
    """Book for a citizen who filled in a form elsewhere, by what the public may have or (`asker`) staff.

    Args:
        sure: whoever filled in is known to be reached there, so it is theirs at once; else they are sent the one-time link.

    Raises:
        Refusal: NOT_ALLOWED, SLOT_TAKEN, TOO_MANY_BOOKED, and what `taking.check` refuses.
    """
    by.require(Right.BOOK, place)
    made, terms = _make(Wish(wanted, place, starts, asker, at), AppointmentState.HELD, language, at)
    if sure:
        if asker is Asker.PUBLIC:
            _check_limit(made, contact, terms, at)
        _reach(made, contact)
        _book(made, at)
    else:
        _ask(made, contact, at)
    return Done({"appointment": appointment_facts(made)}, place)


def book_one(
    wish: Wish, contact: contacts.Contact | None, language: str, series: UUID | None, at: datetime
) -> Appointment:
    """Book within a deed of staff. Raises: Refusal as `book`."""
    made, _ = _make(wish, AppointmentState.HELD, language, at)
    made.series = series
    made.save(update_fields=("series",))
    if contact:
        _reach(made, contact)
    _book(made, at)
    return made


def asker_of(by: Actor, place: int) -> Asker:
    """As whom somebody asks: staff only where they may book."""
    return Asker.STAFF if by.kind is ActorKind.STAFF and by.may(Right.BOOK, place) else Asker.PUBLIC


def held(appointment: int, by: Actor) -> Appointment:
    """An appointment, locked, for the guest whose it is or for staff who may book there.

    Raises:
        Refusal: UNKNOWN_APPOINTMENT, NOT_ALLOWED.
    """
    found = _locked(pk=appointment)
    own = by.kind is ActorKind.GUEST and by.id == appointment
    if not own:
        by.require(Right.BOOK, found.service_point_id)
    return found


def contact_of(appointment: Appointment) -> contacts.Contact | None:
    """Where whoever has it is reached, as long as that is kept."""
    row = Contact.objects.filter(appointment=appointment).first()
    return contacts.Contact(Channel(row.channel), row.to) if row else None


def kept_for(starts: datetime, terms: Terms) -> datetime:
    """Until when a booked time is kept for whoever booked it."""
    return starts + timedelta(minutes=terms.late)


def _make(
    wish: Wish, state: AppointmentState, language: str, at: datetime, *, unproven: bool = False
) -> tuple[Appointment, Terms]:
    chosen, terms = take(wish)
    made = Appointment(
        service_point=places.service_point_by_id(wish.place),
        state=state.value,
        keeps_until=at + timedelta(minutes=terms.hold),
        asker=wish.asker.value,
        language=language,
        link=new_link(),
        code=_code(wish),
        unproven=unproven,
        made_at=at,
    )
    put(made, chosen)
    made.save(force_insert=True)
    tasks = Task.objects.in_bulk([matter.task for matter in wish.wanted], field_name="key")
    AppointmentMatter.objects.bulk_create(
        AppointmentMatter(appointment=made, task=tasks[matter.task], people=matter.people) for matter in wish.wanted
    )
    write_cells(made, chosen)
    return made, terms


def _ask(found: Appointment, contact: contacts.Contact, at: datetime) -> None:
    """Raises: Refusal APPOINTMENT_OVER, ASKED_TOO_OFTEN, TOO_MANY_BOOKED."""
    found.state = step(AppointmentState(found.state), Step.ASK).value
    if found.asked >= MOST_ASKED:
        raise Refusal(Code.ASKED_TOO_OFTEN, most=MOST_ASKED)
    terms = queries.calendar().terms_of(found.service_point_id)
    _check_limit(found, contact, terms, at)
    found.confirm, found.keeps_until = new_link(), at + 2 * timedelta(minutes=terms.hold)
    found.asked += 1
    found.save(update_fields=("state", "confirm", "keeps_until", "asked"))
    _reach(found, contact)
    telling.ask(found, contact, at)


def _check_unproven(place: int, at: datetime) -> None:
    """Raises: Refusal UNPROVEN_FULL. Those who ask at once ask in turn: the place is held until the transaction ends."""
    point = places.hold(place)
    states = (AppointmentState.HELD.value, AppointmentState.ASKED.value)
    open_ones = queries.keeping(at).filter(service_point=place, unproven=True, state__in=states)
    if open_ones[MOST_UNPROVEN - 1 : MOST_UNPROVEN].exists():
        raise Refusal(Code.UNPROVEN_FULL, place=point.name)


def _book(found: Appointment, at: datetime) -> None:
    found.state = step(AppointmentState(found.state), Step.CONFIRM).value
    terms = queries.calendar().terms_of(found.service_point_id)
    found.confirm, found.keeps_until, found.booked_at = None, kept_for(found.starts_at, terms), at
    found.save(update_fields=("state", "confirm", "keeps_until", "booked_at"))
    telling.booked(found, contact_of(found), at)


def _keep_or_retake(found: Appointment, at: datetime) -> None:
    """Nothing while the time is held. After that it is taken anew, as far as it can be had.

    Raises:
        Refusal: SLOT_TAKEN, and what `taking.check` refuses.
    """
    if keeps(found, at):
        return
    wish = Wish(queries.wanted_of(found), found.service_point_id, found.starts_at, Asker(found.asker), at)
    chosen, _ = take(wish, leaving=found)
    put(found, chosen)
    found.save(update_fields=("staff", "desk", "machines", "ends_at"))
    write_cells(found, chosen)


def _check_limit(found: Appointment, contact: contacts.Contact, terms: Terms, at: datetime) -> None:
    """Raises: Refusal TOO_MANY_BOOKED. Two who ask with the same contact at once ask in turn."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [CONTACT_LOCK, contact.to])
    states = (AppointmentState.ASKED.value, AppointmentState.BOOKED.value)
    open_ones = queries.keeping(at).filter(contact__to=contact.to, state__in=states, asker=Asker.PUBLIC.value)
    if open_ones.exclude(pk=found.pk)[terms.most - 1 : terms.most].exists():
        raise Refusal(Code.TOO_MANY_BOOKED, most=terms.most)


def _reach(found: Appointment, contact: contacts.Contact) -> None:
    Contact.objects.update_or_create(appointment=found, defaults={"channel": contact.channel.value, "to": contact.to})


def _locked(**which: object) -> Appointment:
    """Raises: Refusal UNKNOWN_APPOINTMENT."""
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("service_point")
    found = rows.filter(**which).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_APPOINTMENT)
    return found


def _code(wish: Wish) -> str:
    """A code nobody else of the day has; the day is held, so it stays so."""
    used = set(
        Appointment.objects.filter(service_point=wish.place, day=wish.day)
        .exclude(state=AppointmentState.CANCELLED.value)
        .values_list("code", flat=True)
    )
    code = new_code()
    while code in used:
        code = new_code()
    return code
