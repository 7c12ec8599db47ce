from django.conf import settings
from django.db import models
from django.db.models import F, Q

from velkommen.apps.placement.models import Absence, Shift
from velkommen.apps.places.models import EVERY_DAY, Desk, ServicePoint
from velkommen.domain.catalogue import COMPETENCE_FORM
from velkommen.domain.hours.periods import Span
from velkommen.domain.roster import needs
from velkommen.domain.roster.deals import LIVE, DealState, LeaveState, News
from velkommen.domain.roster.rules import MOST, Rule, RuleKey

_LIVE = sorted(state.value for state in LIVE)


class Seat(models.Model):
    """One member of staff at one desk: each at most once, by constraint."""

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, related_name="+")
    staff = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.staff_id} at {self.desk_id}"


class Need(models.Model):
    """So many people a place needs on some weekdays (one bit each, Monday the lowest) who hold a competence ("": anybody)."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    weekdays = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()
    competence = models.CharField(max_length=40, blank=True, default="")
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("opens", "id")
        constraints = (
            models.CheckConstraint(
                name="need_possible",
                condition=Q(opens__lt=F("closes"), closes__lte=1440)
                & Q(weekdays__gte=1, weekdays__lte=EVERY_DAY, number__gte=1, number__lte=needs.MOST),
            ),
            models.CheckConstraint(
                name="need_competence_form", condition=Q(competence="") | Q(competence__regex=COMPETENCE_FORM)
            ),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.competence} {self.number}"

    def need(self) -> needs.Need:
        """The row as the rules of the house know it."""
        weekdays = frozenset(day for day in range(7) if self.weekdays >> day & 1)
        return needs.Need(weekdays, (self.opens, self.closes), self.competence, self.number)


class Wish(models.Model):
    """Somebody wants to work, or to be free, on a weekday (0 is Monday) that comes back or on one local day."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    free = models.BooleanField()
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("day", "weekday", "id")
        constraints = (
            models.UniqueConstraint(name="wish_once_a_weekday", fields=("staff", "weekday")),
            models.UniqueConstraint(name="wish_once_a_day", fields=("staff", "day")),
            models.CheckConstraint(
                name="wish_of_one_day",
                condition=Q(day=None, weekday__isnull=False, weekday__lte=6) | Q(day__isnull=False, weekday=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.day or self.weekday}"


class Leave(models.Model):
    """Somebody asks to be away on some days, both included, or on a part of one. Approved, it is an absence."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField()
    opens = models.PositiveSmallIntegerField(null=True, blank=True)
    closes = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, default=LeaveState.ASKED.value)
    absence = models.OneToOneField(Absence, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("first", "id")
        constraints = (
            models.CheckConstraint(name="leave_state_known", condition=Q(state__in=[s.value for s in LeaveState])),
            models.CheckConstraint(
                name="leave_possible",
                condition=Q(first__lte=F("last"))
                & (
                    Q(opens=None, closes=None)
                    | Q(
                        opens__isnull=False,
                        closes__isnull=False,
                        opens__lt=F("closes"),
                        closes__lte=1440,
                        first=F("last"),
                    )
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.first}-{self.last} {self.state}"

    @property
    def span(self) -> Span | None:
        """The part of the day, if it is one."""
        return (self.opens, self.closes) if self.opens is not None and self.closes is not None else None


class Deal(models.Model):
    """A shift on its way from somebody (None: nobody has it) to somebody else, perhaps for another shift of theirs (`instead`).

    One that is alive holds its shift: it is neither changed nor deleted until somebody has decided.
    """

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="+")
    giver = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    instead = models.ForeignKey(Shift, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, default=DealState.OPEN.value)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="deal_one_alive", fields=("shift",), condition=Q(state__in=_LIVE)),
            models.CheckConstraint(name="deal_state_known", condition=Q(state__in=[s.value for s in DealState])),
            models.CheckConstraint(
                name="deal_has_two_sides",
                condition=(Q(state=DealState.OPEN.value, taker=None) & Q(giver__isnull=False))
                | Q(taker__isnull=False)
                | Q(state__in=[DealState.REFUSED.value, DealState.WITHDRAWN.value]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.shift_id} {self.giver_id}-{self.taker_id} {self.state}"


class Ask(models.Model):
    """A leader asked somebody to take an open shift: whoever was asked needs no approval any more."""

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(name="ask_once", fields=("shift", "staff")),)

    def __str__(self) -> str:
        return f"{self.shift_id} {self.staff_id}"


class Note(models.Model):
    """What somebody is to hear about their shifts, until they have read it: what another did, where, and on which day from when to when."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=20)
    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    day = models.DateField()
    opens = models.PositiveSmallIntegerField(null=True, blank=True)
    closes = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        constraints = (models.CheckConstraint(name="note_known", condition=Q(what__in=[n.value for n in News])),)

    def __str__(self) -> str:
        return f"{self.staff_id} {self.what} {self.day}"


class RosterTerms(models.Model):
    """How a place keeps its roster. `approves`: a shift that changes hands waits for the leader, else the rules alone decide."""

    service_point = models.OneToOneField(ServicePoint, on_delete=models.CASCADE, related_name="+")
    approves = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.approves}"


class RosterRule(models.Model):
    """A rule of working time as a place keeps it, where it is not the usual one (`domain.roster.rules.STANDARD`)."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=20)
    on = models.BooleanField(default=True)
    number = models.PositiveSmallIntegerField()
    refuses = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="roster_rule_once", fields=("service_point", "key")),
            models.CheckConstraint(name="roster_rule_known", condition=Q(key__in=[k.value for k in RuleKey])),
            models.CheckConstraint(name="roster_rule_number", condition=Q(number__lte=MOST)),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.key}"

    def rule(self) -> Rule:
        """The row as the rules of the house know it."""
        return Rule(RuleKey(self.key), self.number, self.on, self.refuses)
