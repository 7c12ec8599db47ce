from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from velkommen.apps.places.models import ServicePoint
from velkommen.domain.yearbook import LIMITS, MOST, YEARS


class LibraryMonth(models.Model):
    """Visits to a library (besøgstal) and loans from it (udlån) in a calendar month, as its own systems count them; None: not known."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    visits = models.PositiveIntegerField(null=True, blank=True)
    loans = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = "month of a library"
        constraints = (
            models.UniqueConstraint(name="library_month_once", fields=("service_point", "year", "month")),
            models.CheckConstraint(
                name="library_month_known",
                condition=Q(year__gte=YEARS.start, year__lt=YEARS.stop, month__gte=1, month__lte=12),
            ),
            models.CheckConstraint(
                name="library_month_says_something", condition=Q(visits__isnull=False) | Q(loans__isnull=False)
            ),
            models.CheckConstraint(
                name="library_month_in_reason",
                condition=(Q(visits=None) | Q(visits__isnull=False, visits__lte=MOST))
                & (Q(loans=None) | Q(loans__isnull=False, loans__lte=MOST)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.year}-{self.month:02}"


class Inhabitants(models.Model):
    """How many people live in the municipality from a day on, and who says so."""

    day = models.DateField(unique=True)
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=120)

    class Meta:
        verbose_name = "number of inhabitants"
        ordering = ("-day",)
        constraints = (models.CheckConstraint(name="inhabitants_there_are", condition=Q(number__gt=0)),)

    def __str__(self) -> str:
        return f"{self.day}: {self.number}"


class Target(models.Model):
    """What the municipality aims at. No row: nothing is aimed at."""

    kind = models.CharField(max_length=20, unique=True)
    number = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "target"
        constraints = (
            models.CheckConstraint(
                name="target_within_its_limits",
                condition=reduce(
                    or_,
                    (Q(kind=one.value, number__gte=of.start, number__lt=of.stop) for one, of in LIMITS.items()),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
