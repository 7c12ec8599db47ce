"""Holding a series until the transaction ends, and giving its seats away meanwhile: nobody else counts them at the same time.

That no seat is had twice is the constraint's, whoever writes.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from velkommen.apps.courses import telling
from velkommen.apps.courses.models import REACHED_CONSTRAINT, SEAT_CONSTRAINT, CourseDate, Series, SignUp, SignUpContact
from velkommen.domain.contacts import Contact
from velkommen.domain.courses import SignUpState, free_seat
from velkommen.domain.refusals import Code, Refusal


def hold(series: int) -> Series:
    """A series, locked. Raises: Refusal UNKNOWN_COURSE."""
    rows = Series.objects.select_for_update(of=("self",)).select_related("course", "service_point", "stop")
    found = rows.filter(pk=series).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_COURSE)
    return found


def dates_of(series: Series) -> list[CourseDate]:
    return list(CourseDate.objects.filter(series=series).order_by("starts_at"))


def check_open(series: Series, dates: list[CourseDate], at: datetime) -> None:
    """Raises: Refusal COURSE_OFF, COURSE_BEGUN."""
    if series.cancelled_at:
        raise Refusal(Code.COURSE_OFF)
    if not dates or dates[0].starts_at <= at:
        raise Refusal(Code.COURSE_BEGUN)


def seat_for(series: Series) -> int | None:
    """A seat of a held series that is free; None when it is full."""
    taken = SignUp.objects.filter(series=series, seat__isnull=False).values_list("seat", flat=True)
    return free_seat({seat or 0 for seat in taken}, series.seats)


def write(sign_up: SignUp, contact: Contact | None = None) -> None:
    """Save a sign-up and, if it is given, where they are reached.

    Raises:
        Refusal: COURSE_FULL when somebody else has the seat, SIGNED_UP_ALREADY when somebody has signed up with this contact.
    """
    try:
        with transaction.atomic():
            sign_up.save()
            if contact:
                defaults = {"series": sign_up.series, "channel": contact.channel.value, "to": contact.to}
                row, _ = SignUpContact.objects.update_or_create(sign_up=sign_up, defaults=defaults)
                sign_up.contact = row
    except IntegrityError as error:
        if SEAT_CONSTRAINT in str(error) or "courses_signup.seat" in str(error):
            raise Refusal(Code.COURSE_FULL) from error
        if REACHED_CONSTRAINT in str(error) or "courses_signupcontact.to" in str(error):
            raise Refusal(Code.SIGNED_UP_ALREADY) from error
        raise


def give_seats(series: Series, at: datetime) -> int:
    """Give what is free of a held series to those on its waiting list, who came first first, and say how many got one.

    Nobody gets one once it has begun: they would hear of it too late.
    """
    dates, given = dates_of(series), 0
    if series.cancelled_at or not dates or dates[0].starts_at <= at:
        return given
    waiting = SignUp.objects.select_related("series__service_point", "series__stop", "contact")
    for one in waiting.filter(series=series, state=SignUpState.WAITING.value).order_by("pk"):
        seat = seat_for(series)
        if seat is None:
            break
        one.state, one.seat = SignUpState.SEATED.value, seat
        write(one)
        telling.got_a_seat(one, dates, at)
        given += 1
    return given
