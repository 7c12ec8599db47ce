"""Places: hours that can be kept, positions on the globe, equipment and stops that belong where they are."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import check, kept, rows
from velkommen.apps.places.models import (
    Equipment,
    HoursEdition,
    Municipality,
    OpeningPeriod,
    ServicePoint,
    SpecialDay,
    Stop,
    TravelOverride,
)
from velkommen.apps.places.queries import EXTRA_DAYS
from velkommen.domain.hours.checks import problems
from velkommen.domain.hours.periods import Period


@check(
    _("Opening hours can be kept: they run forward, come back, do not overlap, and name stops of their own place"),
    _("Citizens may be told wrong hours. Type the hours of these places anew."),
)
def hours_sound(at: datetime) -> Iterator[str]:
    whole = ("openingperiod_forward", "openingperiod_comes_back", "openingperiod_season_whole")
    yield from kept(OpeningPeriod, *whole, "openingperiod_layer_known")
    yield from kept(HoursEdition, "hoursedition_layer_known")
    yield from kept(Stop, "stop_name_once_per_place")
    yield from rows(OpeningPeriod.objects.exclude(stop=None).exclude(stop__service_point=F("service_point")))
    yield from _overlapping()


def _overlapping() -> Iterator[str]:
    layers: dict[tuple[str, str], list[Period]] = {}
    for row in OpeningPeriod.objects.select_related("service_point"):
        layers.setdefault((row.service_point.name, row.layer), []).append(row.period())
    yield from (f"{name} ({layer})" for (name, layer), periods in layers.items() if problems(periods))


@check(
    _("A special day is said once, either closed or with hours, and the municipality keeps only days there are"),
    _("Citizens may be told wrong hours. Type the hours of these days anew."),
)
def special_days_sound(at: datetime) -> Iterator[str]:
    yield from kept(SpecialDay, "specialday_once", "specialday_closed_once")
    yield from kept(SpecialDay, "specialday_forward", "specialday_layer_known")
    stretches = SpecialDay.objects.filter(
        service_point=OuterRef("service_point"), layer=OuterRef("layer"), day=OuterRef("day"), opens__isnull=False
    )
    yield from rows(SpecialDay.objects.filter(Exists(stretches), opens=None))
    for town in Municipality.objects.all():
        unknown = sorted(set(town.extra_closed_days) - set(EXTRA_DAYS))
        yield from (f"{town.name}: {day}" for day in unknown)


@check(
    _("Every position lies on the globe, and each journey that is typed in is kept once"),
    _("The nearest place may be the wrong one. Type the coordinates or the journey anew."),
)
def positions_possible(at: datetime) -> Iterator[str]:
    yield from kept(Municipality, "municipality_on_the_globe", "library_search_has_words")
    yield from kept(ServicePoint, "servicepoint_on_the_globe", "service_point_wheelchair_known")
    yield from kept(Stop, "stop_on_the_globe")
    yield from kept(TravelOverride, "traveloverride_once", "traveloverride_ordered")


@check(
    _("Equipment is of a known kind, is there once, and is expected back only if it is out"),
    _("Tasks may be refused or promised wrongly. Put the equipment of the place right."),
)
def equipment_known(at: datetime) -> Iterator[str]:
    yield from kept(Equipment, "equipment_kind_known", "equipment_back_after_out", "equipment_once")
