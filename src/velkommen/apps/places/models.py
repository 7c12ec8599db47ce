from django.db import models
from django.db.models import F, Q

from velkommen.domain.kinds import PlaceKind, Unit


class Municipality(models.Model):
    """The one municipality of this installation."""

    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=80)
    population = models.PositiveIntegerField()
    invented = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class ServicePoint(models.Model):
    """A place where citizens are served. `max_waiting` None means no limit."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=160, blank=True)
    max_waiting = models.PositiveSmallIntegerField(null=True, blank=True)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="service_point_kind_known", condition=Q(kind__in=[k.value for k in PlaceKind])),
        )

    def __str__(self) -> str:
        return self.name


class Desk(models.Model):
    """A desk at a service point; `number` is what the board shows."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="desks")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ("service_point_id", "number")
        constraints = (models.UniqueConstraint(name="desk_number_once_per_place", fields=("service_point", "number")),)

    def __str__(self) -> str:
        return self.name


class DeskUnit(models.Model):
    """A unit that staffs a desk; a joint desk has several."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="units")
    unit = models.CharField(max_length=20)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="desk_unit_once", fields=("desk", "unit")),
            models.CheckConstraint(name="desk_unit_known", condition=Q(unit__in=[u.value for u in Unit])),
        )

    def __str__(self) -> str:
        return f"{self.desk_id} {self.unit}"


class OpeningSpan(models.Model):
    """Staffed hours on one weekday (0 = Monday), in minutes after local midnight."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="spans")
    weekday = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("weekday", "opens")
        constraints = (
            models.CheckConstraint(
                name="opening_span_forward", condition=Q(weekday__lte=6, closes__lte=1440, opens__lt=F("closes"))
            ),
            models.UniqueConstraint(name="opening_span_once", fields=("service_point", "weekday", "opens")),
        )

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}-{self.closes}"


class Closure(models.Model):
    """A local day on which a service point is closed, and why (shown to citizens)."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="closures")
    day = models.DateField()
    why = models.CharField(max_length=80)

    class Meta:
        constraints = (models.UniqueConstraint(name="closure_once", fields=("service_point", "day")),)

    def __str__(self) -> str:
        return f"{self.day} {self.why}"
