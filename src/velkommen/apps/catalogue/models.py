from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from velkommen.domain.kinds import DeskRole
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


class Task(Named):
    """Something a citizen can be helped with.

    `historic` is the category of the report's chart (2010, p. 15) the topic belongs to; the other facts carry their source
    in `source`. `minutes` is a guess until the place has measured its own.
    """

    key = models.SlugField(max_length=40, unique=True)
    group = models.ForeignKey(TaskGroup, on_delete=models.PROTECT, related_name="tasks")
    authority = models.CharField(max_length=80)
    desk_role = models.CharField(max_length=10)
    discretion = models.CharField(max_length=5)
    minutes = models.PositiveSmallIntegerField()
    icon = models.CharField(max_length=40, blank=True)
    historic = models.CharField(max_length=30)
    legal_basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="task_desk_role_known", condition=Q(desk_role__in=[r.value for r in DeskRole])),
            models.CheckConstraint(
                name="task_discretion_known", condition=Q(discretion__in=[d.value for d in Discretion])
            ),
        )


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
