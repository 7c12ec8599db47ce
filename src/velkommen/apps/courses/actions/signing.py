"""Somebody signs up without a login, says where they are reached, or gives their seat up. The link is all the authority there is."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.courses import queries, telling
from velkommen.apps.courses.holding import check_open, dates_of, give_seats, hold, seat_for, write
from velkommen.apps.courses.models import Series, SignUp, SignUpContact
from velkommen.domain.contacts import Contact
from velkommen.domain.courses import SignUpState
from velkommen.domain.messages import LANGUAGES
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.tickets import new_link
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class SignedUp(TypedDict):
    """The series, the secret link of who signed up, and whether they have a seat, wait, or have left."""

    series: int
    link: str
    state: str


@deed(None)
def sign_up(
    *,
    series: int,
    contact: Contact | None = None,
    language: str = LANGUAGES[0],
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[SignedUp]:
    """Take a seat or, where all are taken, a place on the waiting list.

    Args:
        contact: where they are told of changes; needed to wait. It is kept until the course is over.

    Raises:
        Refusal: UNKNOWN_COURSE, COURSE_OFF, COURSE_BEGUN, SIGNED_UP_ALREADY, COURSE_FULL where there is no contact, BAD_VALUE.
    """
    if language not in LANGUAGES:
        raise Refusal(Code.BAD_VALUE, field="language")
    found = hold(series)
    dates = dates_of(found)
    check_open(found, dates, at)
    if contact and SignUpContact.objects.filter(series=found, to=contact.to).exists():
        raise Refusal(Code.SIGNED_UP_ALREADY)
    seat = seat_for(found)
    if seat is None and contact is None:
        raise Refusal(Code.COURSE_FULL)
    state = SignUpState.WAITING if seat is None else SignUpState.SEATED
    made = SignUp(series=found, state=state.value, seat=seat, link=new_link(), language=language, made_at=at)
    write(made, contact)
    telling.signed(made, dates, at)
    return _signed(made)


@deed(None)
def reach(*, link: str, contact: Contact | None, by: Actor, at: datetime, op: UUID) -> Done[SignedUp]:
    """Tell somebody elsewhere from now on, or (None) nowhere: what was written down before is deleted.

    Raises:
        Refusal: UNKNOWN_SIGN_UP, SIGN_UP_OVER, COURSE_OFF, COURSE_HELD, SIGNED_UP_ALREADY; COURSE_FULL to who waits and gives nothing.
    """
    series, found = _held(link)
    dates = [one for one in dates_of(series) if one.starts_at > at]
    if series.cancelled_at:
        raise Refusal(Code.COURSE_OFF)
    if not dates:
        raise Refusal(Code.COURSE_HELD)
    if contact is None and found.state == SignUpState.WAITING.value:
        raise Refusal(Code.COURSE_FULL)
    telling.unwanted(found, at)
    if contact is None:
        SignUpContact.objects.filter(sign_up=found).delete()
    else:
        write(found, contact)
        telling.signed(found, dates, at, occasion=at.isoformat(timespec="seconds"))
    return _signed(found)


@deed(None)
def leave(*, link: str, by: Actor, at: datetime, op: UUID) -> Done[SignedUp]:
    """Give up a seat, which goes to who waits first, or a place on the waiting list. Where they were reached is deleted.

    Raises:
        Refusal: UNKNOWN_SIGN_UP, SIGN_UP_OVER.
    """
    series, found = _held(link)
    telling.unwanted(found, at)
    SignUpContact.objects.filter(sign_up=found).delete()
    found.state, found.seat, found.left_at = SignUpState.LEFT.value, None, at
    found.save(update_fields=("state", "seat", "left_at"))
    give_seats(series, at)
    return _signed(found)


def _held(link: str) -> tuple[Series, SignUp]:
    """A sign-up that is not over, with its series held. Raises: Refusal UNKNOWN_SIGN_UP, SIGN_UP_OVER."""
    series = hold(queries.by_link(link).series_id)
    found = queries.by_link(link)  # once more: it may have changed before the series was held
    if found.state == SignUpState.LEFT.value:
        raise Refusal(Code.SIGN_UP_OVER)
    return series, found


def _signed(found: SignUp) -> Done[SignedUp]:
    answer = SignedUp(series=found.series_id, link=found.link, state=found.state)
    return Done(answer, found.series.service_point_id)
