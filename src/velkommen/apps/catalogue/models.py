from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from velkommen.domain.catalogue import (
    COMPETENCE_FORM,
    HTTPS,
    KLE_FACET_FORM,
    KLE_FORM,
    LONGEST_HANDLING,
    Attendance,
    Authority,
    SelfService,
    Where,
)
from velkommen.domain.kinds import DeskRole, Unit
from velkommen.domain.outcomes import DestinationKind, Discretion


class Named(models.Model):
    """Something with a Danish and an English name (names are data, not messages)."""

    name_da = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the person reading."""
        return self.name_en if (get_language() or "da").startswith("en") else self.name_da


class TaskGroup(Named):
    """A group of tasks that wait in one line; its letter begins the number."""

    letter = models.CharField(max_length=1, unique=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("order",)


class Destination(Named):
    """Where a referral may send somebody."""

    key = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20)
    contact = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                name="destination_kind_known", condition=Q(kind__in=[k.value for k in DestinationKind])
            ),
        )


class Task(Named):
    """Something a citizen can be helped with: its standard facts, which a TaskChange overrides from a day on.

    `historic` is the category of the report's chart (2010, p. 15) the topic belongs to. `minutes` is a guess until the place
    has measured its own. Lists hold words of closed lists (`equipment`) or lines of text, in the order they are shown.
    `referral` is where somebody goes who cannot be helped at the desk; `pickup` the task by which the result is fetched.
    """

    key = models.SlugField(max_length=40, unique=True)
    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="tasks")
    authority = models.CharField(max_length=30, default=Authority.MUNICIPALITY.value)
    authority_named = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=20, default=Unit.CITIZEN_SERVICE.value)
    desk_role = models.CharField(max_length=10)
    discretion = models.CharField(max_length=5)
    minutes = models.PositiveSmallIntegerField()
    competence = models.CharField(max_length=40, blank=True)
    equipment = models.JSONField(default=list, blank=True)
    attendance = models.CharField(max_length=20, default=Attendance.NO.value)
    where = models.CharField(max_length=20, default=Where.HOME.value)
    self_service = models.CharField(max_length=10, default=SelfService.NONE.value)
    link = models.CharField(max_length=300, blank=True)
    bring_da = models.JSONField(default=list, blank=True)
    bring_en = models.JSONField(default=list, blank=True)
    synonyms_da = models.JSONField(default=list, blank=True)
    synonyms_en = models.JSONField(default=list, blank=True)
    topics = models.JSONField(default=list, blank=True)
    referral = models.ForeignKey(Destination, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    pickup = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seasonal = models.BooleanField(default=False)
    icon = models.CharField(max_length=40, blank=True)
    historic = models.CharField(max_length=30)
    legal_basis = models.CharField(max_length=200, blank=True)
    kle = models.CharField(max_length=8, blank=True)
    kle_facet = models.CharField(max_length=3, blank=True)
    kle_edition = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="task_desk_role_known", condition=Q(desk_role__in=[r.value for r in DeskRole])),
            models.CheckConstraint(
                name="task_discretion_known", condition=Q(discretion__in=[d.value for d in Discretion])
            ),
            models.CheckConstraint(
                name="task_authority_known", condition=Q(authority__in=[a.value for a in Authority])
            ),
            models.CheckConstraint(name="task_unit_known", condition=Q(unit__in=[u.value for u in Unit])),
            models.CheckConstraint(
                name="task_attendance_known", condition=Q(attendance__in=[a.value for a in Attendance])
            ),
            models.CheckConstraint(name="task_where_known", condition=Q(where__in=[w.value for w in Where])),
            models.CheckConstraint(
                name="task_self_service_known", condition=Q(self_service__in=[s.value for s in SelfService])
            ),
            models.CheckConstraint(
                name="task_minutes_of_a_day", condition=Q(minutes__gte=1, minutes__lte=LONGEST_HANDLING)
            ),
            models.CheckConstraint(
                name="task_referral_where_needed",
                condition=~Q(Q(desk_role=DeskRole.REFER.value) | Q(discretion=Discretion.HIGH.value), referral=None),
            ),
            models.CheckConstraint(
                name="task_competence_form", condition=Q(competence="") | Q(competence__regex=COMPETENCE_FORM)
            ),
            models.CheckConstraint(name="task_kle_form", condition=Q(kle="") | Q(kle__regex=KLE_FORM)),
            models.CheckConstraint(
                name="task_kle_facet_form", condition=Q(kle_facet="") | Q(kle_facet__regex=KLE_FACET_FORM)
            ),
            models.CheckConstraint(name="task_link_is_https", condition=Q(link="") | Q(link__startswith=HTTPS)),
        )


class TaskChange(models.Model):
    """From a day on a field of a task holds something else in this municipality. `value` is what `domain.catalogue.read` reads."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20)
    value = models.JSONField()
    since = models.DateField()
    why = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("since", "id")
        constraints = (models.UniqueConstraint(name="task_change_once_a_day", fields=("task", "field", "since")),)


class Fee(Named):
    """What one part of a fee costs from a day on, in øre, for one case ("" is everybody no other case fits); 0 ends it."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="fees")
    component = models.SlugField(max_length=40)
    case = models.SlugField(max_length=40, blank=True)
    case_da = models.CharField(max_length=120, blank=True)
    case_en = models.CharField(max_length=120, blank=True)
    amount = models.PositiveIntegerField()
    since = models.DateField()
    source = models.CharField(max_length=200, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(name="fee_once_a_day", fields=("task", "component", "case", "since")),)


class Suspension(models.Model):
    """Days on which nobody does a task anywhere in the municipality, and why (shown to citizens)."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="suspensions")
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=160)

    class Meta:
        ordering = ("first",)
        constraints = (
            models.UniqueConstraint(name="suspension_once", fields=("task", "first")),
            models.UniqueConstraint(name="suspension_one_without_end", fields=("task",), condition=Q(last=None)),
            models.CheckConstraint(name="suspension_forward", condition=Q(last=None) | Q(first__lte=F("last"))),
        )


class Season(models.Model):
    """Days in which a seasonal task is done at all, both included (postal voting before an election)."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="seasons")
    first = models.DateField()
    last = models.DateField()
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ("first",)
        constraints = (
            models.UniqueConstraint(name="season_once", fields=("task", "first")),
            models.CheckConstraint(name="season_forward", condition=Q(first__lte=F("last"))),
        )
