"""Courses for citizens: seats that are had once, dates in their order, numbers that can be, and contacts that go when a course is over."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from velkommen.apps.courses.actions.afterwards import old_contacts
from velkommen.apps.courses.models import Answer, CanDo, CourseDate, Series, SignUp, SignUpContact
from velkommen.apps.evaluation.checks.registry import check, kept, rows

A_NIGHT = timedelta(days=1)  # the worker forgets them within the hour


@check(
    _("No seat of a course is had twice, and nobody has one that is not there"),
    _("Somebody may stand without a chair. Give the course more seats, or call whoever came last."),
)
def seats_once(at: datetime) -> Iterator[str]:
    yield from kept(SignUp, "sign_up_seat_once", "sign_up_seat_of_state", "sign_up_language_known")
    yield from rows(SignUp.objects.filter(seat__gt=F("series__seats")))


@check(
    _("Nobody waits for a course that has a free seat and has not begun"),
    _("Somebody waits in vain. Change the number of seats by one and back: whoever waits first gets it."),
)
def seats_given(at: datetime) -> Iterator[str]:
    seated, waiting = (Count("sign_ups", filter=Q(sign_ups__state=state)) for state in ("seated", "waiting"))
    coming = Series.objects.filter(cancelled_at=None).exclude(dates__starts_at__lte=at)
    yield from rows(coming.annotate(taken=seated, line=waiting).filter(line__gt=0, taken__lt=F("seats")))


@check(
    _("A series of a course has seats and dates, and its numbers can be"),
    _("People may come on a day that is none, or figures are wrong. Put the dates and numbers of the series right."),
)
def courses_sound(at: datetime) -> Iterator[str]:
    yield from kept(Series, "series_seats")
    yield from kept(CourseDate, "course_date_once", "course_date_forward", "course_date_came")
    yield from kept(CanDo, "can_do_order_once", "can_do_order_short")
    yield from kept(Answer, "answer_once", "answer_of_those_asked")
    yield from rows(Series.objects.filter(dates=None))
    yield from rows(Answer.objects.exclude(line__course=F("series__course")))
    yield from rows(CourseDate.objects.filter(came__isnull=False, starts_at__gt=at))


@check(
    _("Where people are reached who signed up for a course is forgotten when it is over"),
    _("Addresses lie longer than was promised. Let the worker run, which forgets them every hour."),
)
def sign_ups_forgotten(at: datetime) -> Iterator[str]:
    yield from kept(SignUpContact, "sign_up_reached_once", "sign_up_contact_known")
    yield from rows(old_contacts(at - A_NIGHT))
    gone = Q(sign_up__state="left") | Q(series__cancelled_at__isnull=False) | ~Q(sign_up__series=F("series"))
    yield from rows(SignUpContact.objects.filter(gone))
