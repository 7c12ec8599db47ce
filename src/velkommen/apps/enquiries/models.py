import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from velkommen.apps.catalogue.models import Destination, Task
from velkommen.apps.places.models import Desk, ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.domain.kinds import Channel, EnquiryKind, Source, Unit
from velkommen.domain.lifecycle import OPEN, State
from velkommen.domain.outcomes import REFERRALS, Outcome, Reason
from velkommen.domain.waiting.line import How


class ImportBatch(models.Model):
    """A file that was imported whole; the same bytes are never taken twice."""

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    enquiries = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.name


class Enquiry(models.Model):
    """One matter a citizen came with. There is no person in it, and no free text.

    `day`, `weekday` (0 = Monday) and `minute` (0-1439) are the local clock of the place at `happened_at`: hours and shares are
    asked of them, never of UTC. `current` marks the matter its visit is about now. `withdrawn` rows were undone and count nowhere.
    `unreliable` rows leave the averages of time and stay in the counts. `imprecise` rows (imported sheets) know no time of day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, null=True, related_name="+")
    current = models.BooleanField(default=False)
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    day = models.DateField()
    weekday = models.PositiveSmallIntegerField()
    minute = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=20, default=Channel.IN_PERSON.value)
    kind = models.CharField(max_length=20, default=EnquiryKind.TRANSACTION.value)
    unit = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=20, blank=True)
    withdrawn = models.BooleanField(default=False)
    unreliable = models.BooleanField(default=False)
    imprecise = models.BooleanField(default=False)
    source = models.CharField(max_length=10, default=Source.DESK.value)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "enquiries"
        indexes = (
            models.Index(name="enquiry_place_day", fields=("service_point", "day", "task", "outcome")),
            models.Index(name="enquiry_day", fields=("day", "service_point")),
            models.Index(
                name="enquiry_set_aside", fields=("day",), condition=Q(withdrawn=True) | Q(unreliable=True)
            ),  # few: their times are left out, and to find them must not take a look at each
            models.Index(
                name="enquiry_served", fields=("day", "id", "task", "withdrawn"), condition=Q(withdrawn=False)
            ),
        )
        constraints = (
            models.UniqueConstraint(name="enquiry_one_current", fields=("visit",), condition=Q(current=True)),
            models.CheckConstraint(
                name="enquiry_outcome_known", condition=Q(outcome__in=["", *[o.value for o in Outcome]])
            ),
            models.CheckConstraint(
                name="enquiry_referral_names_where",
                condition=Q(outcome__in=[o.value for o in REFERRALS], destination__isnull=False)
                | (~Q(outcome__in=[o.value for o in REFERRALS]) & Q(destination__isnull=True)),
            ),
            models.CheckConstraint(
                name="enquiry_not_possible_says_why",
                condition=Q(outcome=Outcome.NOT_POSSIBLE.value, reason__in=[r.value for r in Reason])
                | (~Q(outcome=Outcome.NOT_POSSIBLE.value) & Q(reason="")),
            ),
            models.CheckConstraint(name="enquiry_channel_known", condition=Q(channel__in=[c.value for c in Channel])),
            models.CheckConstraint(name="enquiry_kind_known", condition=Q(kind__in=[k.value for k in EnquiryKind])),
            models.CheckConstraint(name="enquiry_unit_known", condition=Q(unit__in=["", *[u.value for u in Unit]])),
            models.CheckConstraint(name="enquiry_local_clock", condition=Q(weekday__lte=6, minute__lte=1439)),
            models.CheckConstraint(
                name="enquiry_current_has_visit", condition=Q(current=False) | Q(visit__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"enquiry {self.pk}"


class Period(models.Model):
    """A stretch of an enquiry's life that is over: written once when it ends, never changed (triggers refuse it).

    `seconds` is whole seconds from `started_at` to `ended_at`, stored so that sums need no date arithmetic. `day` and `service_point` are
    those of the enquiry, so that ten years of times are read in one go and not enquiry by enquiry; a trigger lets them follow it.
    """

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    seconds = models.PositiveIntegerField()
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = (
            models.Index(name="period_day", fields=("day", "service_point", "enquiry", "kind", "seconds")),
            models.Index(
                name="period_served",
                fields=("day", "service_point", "staff", "enquiry", "kind"),
                condition=Q(kind=State.SERVING.value, staff__isnull=False),
            ),  # with `enquiry_served`: who served what (what each is about is in it, else SQLite would look at the rows)
        )  # read without its rows
        constraints = (
            models.CheckConstraint(
                name="period_kind_known", condition=Q(kind__in=[s.value for s in State if s in OPEN])
            ),
            models.CheckConstraint(name="period_forward", condition=Q(ended_at__gte=F("started_at"))),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.seconds} s"


class Forecast(models.Model):
    """The wait that was predicted when a number was drawn, in minutes, so that what is told can be held against what came.

    What came is not stored: it is the first period of waiting. A number whose wait nobody could tell has no row.
    """

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=10)
    low = models.DecimalField(max_digits=5, decimal_places=1)
    middle = models.DecimalField(max_digits=5, decimal_places=1)
    high = models.DecimalField(max_digits=5, decimal_places=1)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(name="forecast_how_known", condition=Q(how__in=[how.value for how in How])),
            models.CheckConstraint(
                name="forecast_in_order", condition=Q(low__gte=0, middle__gte=F("low"), high__gte=F("middle"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.low}-{self.high} min"


class Pace(models.Model):
    """How long a task takes at the desks of a place, as measured in the months before a day: mean minutes and coefficient of variation.

    Told waits and the length of appointments rest on it. Never typed: measured anew by the worker (`actions.measuring`).
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    mean = models.DecimalField(max_digits=6, decimal_places=2)
    cv = models.DecimalField(max_digits=4, decimal_places=2)
    day = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="pace_once", fields=("service_point", "task")),
            models.CheckConstraint(name="pace_some", condition=Q(mean__gt=0, cv__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.task_id} {self.mean} min"
