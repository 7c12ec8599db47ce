from typing import Any

from django.db import models
from django.db.models import F, Q, Value

from velkommen.domain.hours.periods import MonthDay, Period, Season
from velkommen.domain.kinds import EquipmentKind, HoursLayer, PlaceKind, Unit, Wheelchair

EVERY_DAY = 0b111_1111
LAYERS = tuple(layer.value for layer in HoursLayer)
#: A constraint lets through what is neither true nor false, so each half is said to be there.
ON_THE_GLOBE = Q(latitude=None, longitude=None) | (
    Q(latitude__isnull=False, latitude__gte=-90, latitude__lte=90)
    & Q(longitude__isnull=False, longitude__gte=-180, longitude__lte=180)
)


class Position(models.Model):
    """Where something lies, in degrees (WGS 84): both or neither."""

    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = (models.CheckConstraint(name="%(class)s_on_the_globe", condition=ON_THE_GLOBE),)

    @property
    def position(self) -> tuple[float, float] | None:
        """Latitude and longitude; None where they are not known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)


def default_closed_days() -> list[str]:
    """What most municipalities keep besides the public holidays."""
    return ["06-05", "12-24", "12-31"]


class Municipality(Position):
    """The one municipality of this installation.

    `extra_closed_days` are the days ("MM-DD": 1 May, 5 June, 24 and 31 December) it keeps as if they were public holidays.
    `library_search_url` finds library materials: an address with `{words}` in it, or empty.
    """

    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=80)
    population = models.PositiveIntegerField()
    invented = models.BooleanField(default=False)
    library_search_url = models.CharField(max_length=200, blank=True, default="")
    extra_closed_days = models.JSONField(default=default_closed_days, blank=True)

    class Meta:
        constraints = (
            *Position.Meta.constraints,
            models.CheckConstraint(
                name="library_search_has_words",
                condition=Q(library_search_url="") | Q(library_search_url__contains="{words}"),
            ),
            models.UniqueConstraint(Value(1), name="one_municipality"),
        )

    def __str__(self) -> str:
        return self.name


class ServicePoint(Position):
    """A place where citizens are served. `max_waiting` None means no limit.

    Phone and e-mail are the place's own, shown to everybody. `numbers_from_home`: how many numbers drawn from home may be out
    with which nobody has come, those called in vain that day included; 0 means that none can be drawn. `wheelchair` "" means that
    nobody has said.
    """

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=160, blank=True)
    postal_code = models.CharField(max_length=4, blank=True, default="")
    town = models.CharField(max_length=60, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.EmailField(blank=True, default="")
    wheelchair = models.CharField(max_length=10, blank=True, default="")
    accessibility = models.CharField(max_length=300, blank=True, default="")
    max_waiting = models.PositiveSmallIntegerField(null=True, blank=True)
    numbers_from_home = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = (
            *Position.Meta.constraints,
            models.CheckConstraint(name="service_point_kind_known", condition=Q(kind__in=[k.value for k in PlaceKind])),
            models.CheckConstraint(
                name="service_point_wheelchair_known", condition=Q(wheelchair__in=["", *(w.value for w in Wheelchair)])
            ),
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


class Stop(Position):
    """Where a mobile library stops; its timetable is the opening periods that name it."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=160, blank=True, default="")

    class Meta:
        ordering = ("service_point_id", "id")
        constraints = (
            *Position.Meta.constraints,
            models.UniqueConstraint(name="stop_name_once_per_place", fields=("service_point", "name")),
        )

    def __str__(self) -> str:
        return self.name


class PeriodFields(models.Model):
    """The columns of a `Period`: `weekdays` has one bit for each (Monday the lowest), a season's days are month * 100 + day."""

    weekdays = models.PositiveSmallIntegerField()
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    season_first = models.PositiveSmallIntegerField(null=True, blank=True)
    season_last = models.PositiveSmallIntegerField(null=True, blank=True)
    every = models.PositiveSmallIntegerField(default=1)
    week = models.PositiveSmallIntegerField(default=0)
    on_holidays = models.BooleanField(default=False)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_forward",
                condition=Q(opens__lt=F("closes"), closes__lte=1440)
                & (Q(first=None) | Q(last=None) | Q(first__lte=F("last"))),
            ),
            models.CheckConstraint(
                name="%(class)s_comes_back",
                condition=Q(weekdays__gte=1, weekdays__lte=EVERY_DAY, every__gte=1, every__lte=53, week__lt=F("every")),
            ),
            models.CheckConstraint(
                name="%(class)s_season_whole",
                condition=Q(season_first=None, season_last=None)
                | Q(season_first__isnull=False, season_first__gte=101, season_first__lte=1231)
                & Q(season_last__isnull=False, season_last__gte=101, season_last__lte=1231),
            ),
        )

    def period(self) -> Period:
        """The row as the rules of the house know it."""
        season = None
        if self.season_first and self.season_last:
            season = Season(_month_day(self.season_first), _month_day(self.season_last))
        return Period(
            weekdays=frozenset(day for day in range(7) if self.weekdays >> day & 1),
            span=(self.opens, self.closes),
            first=self.first,
            last=self.last,
            season=season,
            every=self.every,
            week=self.week,
            on_holidays=self.on_holidays,
        )


def columns(period: Period) -> dict[str, Any]:
    """The other way round: what a row of a period has in the columns of `PeriodFields`."""
    season = period.season
    return {
        "weekdays": sum(1 << day for day in period.weekdays),
        "opens": period.span[0],
        "closes": period.span[1],
        "first": period.first,
        "last": period.last,
        "season_first": season.first[0] * 100 + season.first[1] if season else None,
        "season_last": season.last[0] * 100 + season.last[1] if season else None,
        "every": period.every,
        "week": period.week,
        "on_holidays": period.on_holidays,
    }


def _month_day(number: int) -> MonthDay:
    return number // 100, number % 100


class OpeningPeriod(PeriodFields):
    """Hours of a place that come back, in one layer; at a stop, when the place is a mobile library."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    layer = models.CharField(max_length=10)
    stop = models.ForeignKey(Stop, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("service_point_id", "layer", "id")
        constraints = (
            *PeriodFields.Meta.constraints,
            models.CheckConstraint(name="openingperiod_layer_known", condition=Q(layer__in=LAYERS)),
        )

    def __str__(self) -> str:
        return f"{self.layer} {self.weekdays} {self.opens}-{self.closes}"


class SpecialDay(models.Model):
    """A local day with hours of its own in one layer, and why (shown to citizens).

    Without hours it is closed; several rows are several stretches.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    layer = models.CharField(max_length=10)
    day = models.DateField()
    opens = models.PositiveSmallIntegerField(null=True, blank=True)
    closes = models.PositiveSmallIntegerField(null=True, blank=True)
    why = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        ordering = ("day", "opens")
        constraints = (
            models.CheckConstraint(name="specialday_layer_known", condition=Q(layer__in=LAYERS)),
            models.CheckConstraint(
                name="specialday_forward",
                condition=Q(opens=None, closes=None)
                | Q(opens__isnull=False, closes__isnull=False, opens__lt=F("closes"), closes__lte=1440),
            ),
            models.UniqueConstraint(name="specialday_once", fields=("service_point", "layer", "day", "opens")),
            models.UniqueConstraint(
                name="specialday_closed_once", fields=("service_point", "layer", "day"), condition=Q(opens=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.layer} {self.day} {self.opens}-{self.closes}"


class HoursEdition(models.Model):
    """One change of the hours of a place: what a layer, or (with a day) one special day of it, was before and is after.

    `by` is an actor's key. Before and after are the rows as JSON, for a layer with the name of the stop.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    layer = models.CharField(max_length=10)
    day = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=40)
    before = models.JSONField(default=list)
    after = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(name="edition_of_place", fields=("service_point", "id")),)
        constraints = (models.CheckConstraint(name="hoursedition_layer_known", condition=Q(layer__in=LAYERS)),)

    def __str__(self) -> str:
        return f"{self.layer} {self.at}"


class Equipment(models.Model):
    """A piece of equipment at a place. It works unless it is out since a moment; `back_at` is the day it is expected again."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=80)
    out_since = models.DateTimeField(null=True, blank=True)
    back_at = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=160, blank=True, default="")
    accessibility = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ("service_point_id", "kind", "id")
        constraints = (
            models.CheckConstraint(name="equipment_kind_known", condition=Q(kind__in=[k.value for k in EquipmentKind])),
            models.CheckConstraint(
                name="equipment_back_after_out", condition=Q(out_since__isnull=False) | Q(back_at=None, why="")
            ),
            models.UniqueConstraint(name="equipment_once", fields=("service_point", "kind", "name")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def works(self) -> bool:
        return self.out_since is None


class TravelOverride(models.Model):
    """How long it really takes between two places, both ways, where an estimate by distance is wrong (a ferry), and why."""

    origin = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    destination = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="traveloverride_once", fields=("origin", "destination")),
            models.CheckConstraint(name="traveloverride_ordered", condition=Q(origin__lt=F("destination"))),
        )

    def __str__(self) -> str:
        return f"{self.origin_id} {self.destination_id} {self.minutes}"
