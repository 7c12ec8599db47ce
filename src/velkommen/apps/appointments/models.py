from django.conf import settings
from django.db import models
from django.db.models import F, Q

from velkommen.apps.catalogue.models import Task
from velkommen.apps.placement.models import Device
from velkommen.apps.places.models import EVERY_DAY, Desk, Equipment, PeriodFields, ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.domain.booking import terms
from velkommen.domain.booking.cells import CELL
from velkommen.domain.booking.days import LAST, Kind
from velkommen.domain.booking.life import AppointmentState, CancelReason

CELL_CONSTRAINT = "cell_taken_once"


class Terms(models.Model):
    """What a place has decided about appointments (`domain.booking.terms`, where the columns are explained)."""

    service_point = models.OneToOneField(ServicePoint, on_delete=models.CASCADE, related_name="+")
    since = models.DateField(null=True, blank=True)
    walk_in = models.PositiveSmallIntegerField(default=terms.Terms.walk_in)
    acute = models.PositiveSmallIntegerField(default=terms.Terms.acute)
    internal = models.PositiveSmallIntegerField(default=terms.Terms.internal)
    horizon = models.PositiveSmallIntegerField(default=terms.Terms.horizon)
    release = models.PositiveSmallIntegerField(default=terms.Terms.release)
    notice = models.PositiveSmallIntegerField(default=terms.Terms.notice)
    hold = models.PositiveSmallIntegerField(default=terms.Terms.hold)
    late = models.PositiveSmallIntegerField(default=terms.Terms.late)
    returns = models.PositiveSmallIntegerField(default=terms.Terms.returns)
    walk_in_days = models.PositiveSmallIntegerField(default=0)
    most = models.PositiveSmallIntegerField(default=terms.Terms.most)
    most_people = models.PositiveSmallIntegerField(default=terms.Terms.most_people)
    step = models.PositiveSmallIntegerField(default=terms.Terms.step)
    walk_in_only = models.ManyToManyField(Task, related_name="+", blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="terms_shares_of_a_whole",
                condition=Q(walk_in__lte=terms.WHOLE - F("acute") - F("internal")),
            ),
            models.CheckConstraint(name="terms_step", condition=Q(step__in=[5, 10, 15, 20, 30, 60])),
            models.CheckConstraint(name="terms_days", condition=Q(walk_in_days__lte=EVERY_DAY, release__lt=1440)),
        )

    def __str__(self) -> str:
        return f"terms of {self.service_point_id}"


class BookingDay(models.Model):
    """One row for each place and local day with appointments: who takes time of a day holds it, so that shares are counted in turn."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (models.UniqueConstraint(name="booking_day_once", fields=("service_point", "day")),)

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.day}"


class Appointment(models.Model):
    """Time of a person, a desk and machines of a place, promised to somebody.

    `day` is the local day; `keeps_until` the moment from which its cells are anybody's (a hold that ran out, a cancelled time that comes
    back, an appointment nobody came to), None: they stay its own. `confirm` is the one-time link; `link` the citizen's own. `code` is said
    at the kiosk. `series` ties appointments made together. `booked_at`: when it was confirmed first. `moves` counts its changes,
    `asked` the links sent to confirm it. `asker`: public or staff. `unproven`: held by somebody whose browser did not prove that they
    are no robot. `cancelled_why` is a word of a closed list, "" where nobody said.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    keeps_until = models.DateTimeField(null=True, blank=True)
    asker = models.CharField(max_length=6)
    language = models.CharField(max_length=5, default="da")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    machines = models.JSONField(default=list)
    link = models.CharField(max_length=32, unique=True)
    confirm = models.CharField(max_length=32, unique=True, null=True, blank=True)
    code = models.CharField(max_length=6)
    series = models.UUIDField(null=True, blank=True)
    moves = models.PositiveSmallIntegerField(default=0)
    asked = models.PositiveSmallIntegerField(default=0)
    unproven = models.BooleanField(default=False)
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    booked_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        indexes = (
            models.Index(name="appointment_plan", fields=("service_point", "day")),
            models.Index(name="appointment_of_staff", fields=("staff", "day")),
            models.Index(name="appointment_series", fields=("series",), condition=Q(series__isnull=False)),
            models.Index(name="appointment_unproven", fields=("service_point",), condition=Q(unproven=True)),
        )
        constraints = (
            models.UniqueConstraint(
                name="appointment_code_once_a_day",
                fields=("service_point", "day", "code"),
                condition=~Q(state=AppointmentState.CANCELLED.value),
            ),
            models.CheckConstraint(
                name="appointment_state_known", condition=Q(state__in=[state.value for state in AppointmentState])
            ),
            models.CheckConstraint(name="appointment_forward", condition=Q(starts_at__lt=F("ends_at"))),
            models.CheckConstraint(
                name="appointment_arrived_has_visit",
                condition=Q(state=AppointmentState.ARRIVED.value, visit__isnull=False)
                | (~Q(state=AppointmentState.ARRIVED.value) & Q(visit=None)),
            ),
            models.CheckConstraint(
                name="appointment_only_asked_confirms",
                condition=Q(confirm=None) | Q(state=AppointmentState.ASKED.value),
            ),
            models.CheckConstraint(
                name="appointment_cancelled_why",
                condition=Q(cancelled_why="")
                | Q(
                    state=AppointmentState.CANCELLED.value, cancelled_why__in=[reason.value for reason in CancelReason]
                ),
            ),
            models.CheckConstraint(
                name="appointment_promise_ends",
                condition=Q(keeps_until__isnull=False) | Q(state=AppointmentState.ARRIVED.value),
            ),
        )

    def __str__(self) -> str:
        return f"appointment {self.pk}"


class AppointmentMatter(models.Model):
    """A task somebody comes for, and for how many people."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="matters")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("appointment_id", "id")
        constraints = (
            models.UniqueConstraint(name="appointment_matter_once", fields=("appointment", "task")),
            models.CheckConstraint(
                name="appointment_matter_people", condition=Q(people__gte=1, people__lte=terms.MOST_PEOPLE)
            ),
        )

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.task_id} x {self.people}"


class Contact(models.Model):
    """Where somebody who has an appointment is reached. Apart from it, and gone some days after it (see `actions.keeping`)."""

    appointment = models.OneToOneField(Appointment, on_delete=models.CASCADE, related_name="contact")
    channel = models.CharField(max_length=5)
    to = models.CharField(max_length=254)

    class Meta:
        indexes = (models.Index(name="contact_of", fields=("to",)),)

    def __str__(self) -> str:
        return f"contact of {self.appointment_id}"


class Cell(models.Model):
    """Five minutes of one resource, taken by one appointment: the constraint is what makes a double booking impossible.

    `slot` counts cells since 1970 (`domain.booking.cells`).
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="+")
    kind = models.PositiveSmallIntegerField()
    resource = models.BigIntegerField()
    slot = models.IntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name=CELL_CONSTRAINT, fields=("kind", "resource", "slot")),
            models.CheckConstraint(  # not as a list: `doctor` asks Django for the table, which cannot read "1, 2, 3" back from SQLite
                name="cell_kind_known", condition=Q(kind__gte=min(Kind).value, kind__lte=max(Kind).value)
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}:{self.resource} {self.slot * CELL}"


class WrongCode(models.Model):
    """A code that was typed at a screen and opened nothing, kept for minutes to slow down guessing: never which code."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(name="wrong_code_recent", fields=("device", "at")),)

    def __str__(self) -> str:
        return f"wrong code {self.pk}"


class Block(PeriodFields):
    """Time that is not there for appointments, though somebody is: a meeting, a course. It comes back like hours do.

    Of one person, one desk or one piece of equipment, or (none of them) of the whole place. `why` is for colleagues.
    `nth`: only in that week of each month (`domain.booking.days.in_nth_week`).
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    equipment = models.ForeignKey(Equipment, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=80, blank=True, default="")
    nth = models.PositiveSmallIntegerField(default=0)

    class Meta(PeriodFields.Meta):
        abstract = False
        ordering = ("service_point_id", "id")
        constraints = (  # type: ignore[assignment] # one more than the columns it shares
            *PeriodFields.Meta.constraints,
            models.CheckConstraint(name="block_week_of_month", condition=Q(nth__lte=LAST)),
            models.CheckConstraint(
                name="block_of_one_thing",
                condition=Q(staff=None, desk=None) | Q(staff=None, equipment=None) | Q(desk=None, equipment=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.opens}-{self.closes}"


class BlockException(models.Model):
    """A local day on which a block that comes back does not hold."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(name="block_exception_once", fields=("block", "day")),)

    def __str__(self) -> str:
        return f"{self.block_id} not on {self.day}"


class Feed(models.Model):
    """A secret address at which a calendar program reads appointments: those of a place, or one's own. Its digest (SHA-256) alone."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="feed_of_a_place_or_a_person",
                condition=Q(service_point=None, staff__isnull=False) | Q(service_point__isnull=False, staff=None),
            ),
        )

    def __str__(self) -> str:
        return f"feed {self.pk}"


class Unmet(models.Model):
    """How many searches of a local day found no time at all: what was wished for, never by whom. No place: at any."""

    day = models.DateField()
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="unmet_once", fields=("day", "task", "service_point")),
            models.UniqueConstraint(
                name="unmet_anywhere_once", fields=("day", "task"), condition=Q(service_point=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.task_id} {self.times}"
