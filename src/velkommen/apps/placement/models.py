from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from velkommen.apps.catalogue.models import Task, TaskGroup
from velkommen.apps.places.models import Desk, PeriodFields, ServicePoint
from velkommen.domain.catalogue import COMPETENCE_FORM
from velkommen.domain.competence import Level, Won
from velkommen.domain.kinds import DeskRole, Unit
from velkommen.domain.placement.facts import Away
from velkommen.domain.rights import Role

DEVICE_ROLES = (Role.KIOSK.value, Role.BOARD.value)
NO_ROLE = "none"
OFFER_ROLES = ("", NO_ROLE, *(role.value for role in DeskRole))
ALWAYS = date(2000, 1, 1)  # the day of what nobody has dated
STAFF_ROLES = tuple(role.value for role in Role if role.value not in DEVICE_ROLES)


class Offer(models.Model):
    """From a day on a place does this with a task: a step that holds until the next one of the same place and task.

    A role of "" is the one the catalogue names, "none" ends it. `order` only matters until the place has its own use to sort by.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    since = models.DateField(default=ALWAYS)
    role = models.CharField(max_length=10, blank=True, default="")
    order = models.PositiveSmallIntegerField(default=0)
    at_kiosk = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "id")
        constraints = (
            models.UniqueConstraint(name="offer_once_a_day", fields=("service_point", "task", "since")),
            models.CheckConstraint(name="offer_role_known", condition=Q(role__in=OFFER_ROLES)),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.task_id} {self.role}"


class TaskPeriod(PeriodFields):
    """A task's own hours at a place; they count inside the staffed hours. A task without rows has those of the place."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")

    class Meta(PeriodFields.Meta):
        abstract = False
        ordering = ("service_point_id", "task_id", "id")

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.task_id} {self.opens}-{self.closes}"


class LocalSuspension(models.Model):
    """Days on which a task is not done at one place (None: until further notice), and why (shown to citizens)."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=160)

    class Meta:
        ordering = ("first", "id")
        constraints = (
            models.UniqueConstraint(name="local_suspension_once", fields=("service_point", "task", "first")),
            models.CheckConstraint(name="local_suspension_forward", condition=Q(last=None) | Q(first__lte=F("last"))),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.task_id} {self.first}"


class Agreement(models.Model):
    """How library and citizen service work together at a place from a day on; the model (1-4) is derived from it.

    `units`, `partners` and `all_but_discretion` hold words of closed lists. `project_owner` is a job title, not a person.
    `is_centre`: whether the council has decided that the place is a citizen service centre; None when nobody knows.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    since = models.DateField()
    small_start = models.BooleanField(default=False)
    premises_shared = models.BooleanField(default=False)
    leadership_joint = models.BooleanField(default=False)
    desk_shared = models.BooleanField(default=False)
    units = models.JSONField(default=list, blank=True)
    partners = models.JSONField(default=list, blank=True)
    all_but_discretion = models.JSONField(default=list, blank=True)
    project_owner = models.CharField(max_length=80, blank=True, default="")
    is_centre = models.BooleanField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("service_point_id", "since")
        constraints = (
            models.UniqueConstraint(name="agreement_once_a_day", fields=("service_point", "since")),
            models.CheckConstraint(
                name="agreement_decision_dated",
                condition=Q(decided_on=None) | Q(is_centre__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.since}"


class AgreedTask(models.Model):
    """Under an agreement a unit does a task besides the unit whose task it is."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="performed")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    unit = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="agreed_task_once", fields=("agreement", "task", "unit")),
            models.CheckConstraint(name="agreed_task_unit_known", condition=Q(unit__in=[u.value for u in Unit])),
        )

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.task_id} {self.unit}"


class Competence(models.Model):
    """How able a member of staff is, from a day until another, both included (None: without end); one level on one day.

    `key` is what tasks ask for, or the key of a task that asks for nothing: what an expert answers for. `won` says how it came to be;
    of peer training `taught_by` and `enquiries` say with whom, and how many real enquiries it took.
    """

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    level = models.CharField(max_length=10, default=Level.ALONE.value)
    first = models.DateField(default=ALWAYS)
    last = models.DateField(null=True, blank=True)
    won = models.CharField(max_length=10, default=Won.UNKNOWN.value)
    taught_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    enquiries = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("staff_id", "key", "first")
        constraints = (
            models.UniqueConstraint(name="competence_once", fields=("staff", "key", "first")),
            models.UniqueConstraint(name="competence_one_without_end", fields=("staff", "key"), condition=Q(last=None)),
            models.CheckConstraint(name="competence_forward", condition=Q(last=None) | Q(first__lte=F("last"))),
            models.CheckConstraint(name="competence_key_form", condition=Q(key__regex=COMPETENCE_FORM)),
            models.CheckConstraint(name="competence_level_known", condition=Q(level__in=[one.value for one in Level])),
            models.CheckConstraint(name="competence_won_known", condition=Q(won__in=[one.value for one in Won])),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.key}"


class DeskGroup(models.Model):
    """A line a desk serves. A desk without rows serves every line of its place."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(TaskGroup, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(name="desk_group_once", fields=("desk", "group")),)

    def __str__(self) -> str:
        return f"{self.desk_id} {self.group_id}"


class Posting(models.Model):
    """A role somebody holds at a service point, or everywhere (no service point)."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=10)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="posting_once", fields=("staff", "service_point", "role")),
            models.UniqueConstraint(
                name="posting_once_everywhere", fields=("staff", "role"), condition=Q(service_point=None)
            ),
            models.CheckConstraint(name="posting_role_of_staff", condition=Q(role__in=STAFF_ROLES)),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.role} {self.service_point_id}"


class DutyPeriod(PeriodFields):
    """When somebody usually serves where they are posted. Where a place has no rows, all who are posted are taken to be on duty."""

    posting = models.ForeignKey(Posting, on_delete=models.CASCADE, related_name="+")

    class Meta(PeriodFields.Meta):
        abstract = False
        ordering = ("posting_id", "id")

    def __str__(self) -> str:
        return f"{self.posting_id} {self.opens}-{self.closes}"


class Shift(models.Model):
    """Somebody serves at a place on a local day, in minutes of the clock on the wall; without anybody it is open, to be claimed.

    It decides who is on duty only on a day that is published (`RosteredDay`); until then it is a draft.
    """

    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("day", "opens", "id")
        constraints = (
            models.CheckConstraint(name="shift_forward", condition=Q(opens__lt=F("closes"), closes__lte=1440)),
            models.UniqueConstraint(name="shift_begins_once", fields=("staff", "day", "opens")),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.service_point_id} {self.day} {self.opens}-{self.closes}"


class RosteredDay(models.Model):
    """A local day of which the shifts of a place are published: they decide who is on duty there, usual duty does not."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(db_index=True)

    class Meta:
        ordering = ("service_point_id", "day")
        constraints = (models.UniqueConstraint(name="rostered_day_once", fields=("service_point", "day")),)

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.day}"


class Absence(models.Model):
    """Days, both included, on which somebody is away; with minutes only a part of one day. Never a reason: illness is nobody's business.

    `sudden`: told the same day, or as one calls in sick.
    """

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    first = models.DateField()
    last = models.DateField(db_index=True)
    opens = models.PositiveSmallIntegerField(null=True, blank=True)
    closes = models.PositiveSmallIntegerField(null=True, blank=True)
    sudden = models.BooleanField(default=False)

    class Meta:
        ordering = ("first", "id")
        constraints = (
            models.CheckConstraint(name="absence_forward", condition=Q(first__lte=F("last"))),
            models.CheckConstraint(
                name="absence_part_of_one_day",
                condition=Q(opens=None, closes=None)
                | Q(
                    opens__isnull=False, closes__isnull=False, opens__lt=F("closes"), closes__lte=1440, first=F("last")
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.first}-{self.last}"

    def away(self) -> Away:
        """The row as the rules of the house know it."""
        span = (self.opens, self.closes) if self.opens is not None and self.closes is not None else None
        return Away(self.first, self.last, span)


class Device(models.Model):
    """A kiosk or a board at a service point. Only the digest of its token is stored; revoking is at once."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(name="device_role_known", condition=Q(role__in=DEVICE_ROLES)),)

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
