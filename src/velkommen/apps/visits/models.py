from django.conf import settings
from django.db import models
from django.db.models import F, Q

from velkommen.apps.catalogue.models import TaskGroup
from velkommen.apps.places.models import Desk, ServicePoint
from velkommen.domain.lifecycle import AT_DESK, Ending, State
from velkommen.domain.messages import LANGUAGES, MOST_AHEAD, Channel
from velkommen.domain.tickets import label

DESK_CONSTRAINT = "visit_one_per_desk"


class DayCounter(models.Model):
    """The last number drawn of a letter at a place on a local day. Raised in the transaction that uses it: no holes."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=1)
    last = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(name="day_counter_once", fields=("service_point", "day", "letter")),)

    def __str__(self) -> str:
        return label(self.letter, self.last)


class Visit(models.Model):
    """One citizen's visit, as it is now. Its past lies in the periods of its enquiries.

    `day` is the local day of the place; `queued_at` is what the line is sorted by and survives a transfer; `since` is when the
    present state began; `matters` how many enquiries it holds; `last_op` is the operation that touched it last, so that undo
    knows whether it was overtaken.
    Who has an appointment is `booked` and queued at its time: from then on before those who walked in, until then behind them.
    Someone served without a number has neither letter, number nor link. `from_home`: the number was drawn by a browser anywhere,
    not at the place.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=1, blank=True)
    number = models.PositiveIntegerField(null=True)
    link = models.CharField(max_length=32, unique=True, null=True)  # noqa: DJ001 - NULL, so that many visits may have none
    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=5, default="da")
    state = models.CharField(max_length=12)
    since = models.DateTimeField()
    opened_at = models.DateTimeField()
    queued_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, blank=True)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, related_name="+")
    for_desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    matters = models.PositiveSmallIntegerField(default=1)
    last_op = models.UUIDField()
    from_home = models.BooleanField(default=False)
    booked = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(name="visit_line", fields=("service_point", "day", "state", "-booked", "queued_at", "id")),
            models.Index(name="visit_at_desk", fields=("desk", "state")),
            models.Index(name="visit_from_home", fields=("service_point", "day"), condition=Q(from_home=True)),
        )
        constraints = (
            models.UniqueConstraint(name="visit_number_once", fields=("service_point", "day", "letter", "number")),
            models.UniqueConstraint(
                name=DESK_CONSTRAINT, fields=("desk",), condition=Q(state__in=[s.value for s in State if s in AT_DESK])
            ),
            models.CheckConstraint(name="visit_state_known", condition=Q(state__in=[s.value for s in State])),
            models.CheckConstraint(
                name="visit_ended_has_end",
                condition=Q(state=State.ENDED.value, ended_at__isnull=False, ending__in=[e.value for e in Ending])
                | (~Q(state=State.ENDED.value) & Q(ended_at__isnull=True, ending="")),
            ),
            models.CheckConstraint(
                name="visit_at_desk_has_desk",
                condition=~Q(state__in=[s.value for s in State if s in AT_DESK]) | Q(desk__isnull=False),
            ),
            models.CheckConstraint(
                name="visit_number_whole",
                condition=Q(letter="", number__isnull=True, link__isnull=True)
                | (~Q(letter="") & Q(number__isnull=False, number__gte=1, link__isnull=False)),
            ),
            models.CheckConstraint(name="visit_time_forward", condition=Q(since__gte=F("opened_at"))),
        )

    def __str__(self) -> str:
        return self.label or f"visit {self.pk}"

    @property
    def label(self) -> str:
        """The number as people read it, for example "B014"; empty for a visit without one."""
        return label(self.letter, self.number) if self.number else ""


class TurnNotice(models.Model):
    """Whom to tell that it is soon a visit's turn: when `position` or fewer are ahead of it.

    The one table where a citizen's address lies beside a number. It is empty again once they are told (`told_at`), and the row goes
    when the visit is over.
    """

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=5)
    to = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=5)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="turn_notice_known",
                condition=Q(
                    position__gte=1,
                    position__lte=MOST_AHEAD,
                    channel__in=[channel.value for channel in Channel],
                    language__in=LANGUAGES,
                ),
            ),
            models.CheckConstraint(
                name="turn_notice_address_until_told",
                condition=(Q(told_at=None) & ~Q(to="")) | Q(told_at__isnull=False, to=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.visit_id} {self.position}"
