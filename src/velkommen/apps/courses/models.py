from django.db import models
from django.db.models import F, Q

from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import ServicePoint, Stop
from velkommen.domain.courses import MOST_CAME, MOST_LINES, MOST_SEATS, SignUpState
from velkommen.domain.messages import LANGUAGES, Channel

SEAT_CONSTRAINT, REACHED_CONSTRAINT = "sign_up_seat_once", "sign_up_reached_once"


class Course(models.Model):
    """A course for citizens, kept by a place; others may hold it too. English is empty where there is none: then Danish is shown."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    title_da = models.CharField(max_length=80)
    title_en = models.CharField(max_length=80, blank=True, default="")
    text_da = models.CharField(max_length=1000)
    text_en = models.CharField(max_length=1000, blank=True, default="")

    def __str__(self) -> str:
        return self.title_da


class CanDo(models.Model):
    """Something one can do after a course. `order` is None where the course says so no longer and people were asked about it before."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField(null=True, blank=True)
    line_da = models.CharField(max_length=120)
    line_en = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        verbose_name = "can-do line"
        ordering = ("course_id", "order", "id")
        constraints = (
            models.UniqueConstraint(name="can_do_order_once", fields=("course", "order")),
            models.CheckConstraint(name="can_do_order_short", condition=Q(order=None) | Q(order__lt=MOST_LINES)),
        )

    def __str__(self) -> str:
        return self.line_da


class Series(models.Model):
    """A course held once: at a place, on some dates, with so many seats.

    `stop` is set where it is held at a stop of a mobile library. `edition` counts its changes, so that calendars and messages tell
    them apart. A series that is cancelled stays, for whoever has its link.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="series")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    room = models.CharField(max_length=80, blank=True, default="")
    seats = models.PositiveSmallIntegerField()
    holder = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "series"
        constraints = (models.CheckConstraint(name="series_seats", condition=Q(seats__gte=1, seats__lte=MOST_SEATS)),)

    def __str__(self) -> str:
        return f"{self.course_id} at {self.service_point_id}"


class CourseDate(models.Model):
    """One date of a series. `came` is how many came: a number and nothing else, None until somebody has counted."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    came = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("series_id", "starts_at")
        constraints = (
            models.UniqueConstraint(name="course_date_once", fields=("series", "starts_at")),
            models.CheckConstraint(name="course_date_forward", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(name="course_date_came", condition=Q(came=None) | Q(came__lte=MOST_CAME)),
        )
        indexes = (models.Index(name="course_date_ends", fields=("ends_at",)),)

    def __str__(self) -> str:
        return f"{self.starts_at}"


class SignUp(models.Model):
    """A seat, or a place on the waiting list, of somebody nobody knows: whoever has the link. Waiting ones come in the order of their ids.

    It stays when the course is over, so that figures can be counted again; where they were reached does not (`SignUpContact`).
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="sign_ups")
    state = models.CharField(max_length=10)
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    link = models.CharField(max_length=32, unique=True)
    language = models.CharField(max_length=5)
    made_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "sign-up"
        constraints = (
            models.UniqueConstraint(name=SEAT_CONSTRAINT, fields=("series", "seat"), condition=Q(seat__isnull=False)),
            models.CheckConstraint(
                name="sign_up_seat_of_state",
                condition=Q(state=SignUpState.SEATED.value, seat__isnull=False, seat__gte=1, left_at=None)
                | Q(state=SignUpState.WAITING.value, seat=None, left_at=None)
                | Q(state=SignUpState.LEFT.value, seat=None, left_at__isnull=False),
            ),
            models.CheckConstraint(name="sign_up_language_known", condition=Q(language__in=LANGUAGES)),
        )

    def __str__(self) -> str:
        return f"{self.series_id} {self.state}"


class SignUpContact(models.Model):
    """Where somebody who signed up is reached.

    Purpose: to tell them of their seat, of changes, and the day before. Kept until the last date has ended, or until the seat is given
    up or the course cancelled; the worker deletes it within the hour. Given of free will, and never shown to anybody again.
    """

    sign_up = models.OneToOneField(SignUp, on_delete=models.CASCADE, related_name="contact")
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=5)
    to = models.CharField(max_length=254)

    class Meta:
        verbose_name = "contact of a sign-up"
        constraints = (
            models.UniqueConstraint(name=REACHED_CONSTRAINT, fields=("series", "to")),
            models.CheckConstraint(
                name="sign_up_contact_known", condition=Q(channel__in=[c.value for c in Channel]) & ~Q(to="")
            ),
        )

    def __str__(self) -> str:
        return f"contact of {self.sign_up_id}"


class Answer(models.Model):
    """How many of those asked at the end of a series could do something: hands in the air, counted. Never who."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="answers")
    line = models.ForeignKey(CanDo, on_delete=models.PROTECT, related_name="+")
    yes = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="answer_once", fields=("series", "line")),
            models.CheckConstraint(
                name="answer_of_those_asked", condition=Q(asked__gte=1, asked__lte=MOST_CAME, yes__lte=F("asked"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.yes} of {self.asked}"
