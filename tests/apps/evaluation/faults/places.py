"""What can be wrong of places and tasks."""

from tests.apps.evaluation.corruption import Fault, past_check
from tests.apps.evaluation.rows import (
    NOW,
    TODAY,
    change,
    shelve,
)
from velkommen.apps.catalogue.models import Season, Task
from velkommen.apps.places.models import (
    Municipality,
    OpeningPeriod,
    ServicePoint,
    SpecialDay,
    Stop,
)


def nowhere() -> None:
    where = "UPDATE catalogue_task SET referral_id = NULL WHERE key = %s"
    past_check("catalogue_task", "task_referral_where_needed", where, "cash_benefit")


def backwards() -> None:
    season = Season.objects.create(task=change("minutes", 20).task, first=TODAY, last=TODAY, name="Valg")
    where = "UPDATE catalogue_season SET last = %s WHERE id = %s"
    past_check("catalogue_season", "season_forward", where, "2026-01-01", season.pk)


def close_before_opening() -> None:
    where = "UPDATE places_openingperiod SET closes = opens WHERE id = (SELECT MIN(id) FROM places_openingperiod)"
    past_check("places_openingperiod", "openingperiod_forward", where)


def open_twice() -> None:
    """The hours of a Monday, typed a second time."""
    row = OpeningPeriod.objects.filter(weekdays__lt=64).order_by("pk")[0]
    OpeningPeriod.objects.create(
        service_point=row.service_point, layer=row.layer, weekdays=row.weekdays, opens=row.opens, closes=row.closes
    )


def closed_and_open() -> None:
    place = ServicePoint.objects.get(slug="nordby")
    for hours in ({}, {"opens": 600, "closes": 720}):
        SpecialDay.objects.create(service_point=place, layer="staffed", day=TODAY, **hours)


def off_the_globe() -> None:
    past_check("places_stop", "stop_on_the_globe", "UPDATE places_stop SET latitude = 90.5")


def teapot() -> None:
    past_check("places_equipment", "equipment_kind_known", "UPDATE places_equipment SET kind = 'teapot'")


def of_no_form() -> None:
    past_check("catalogue_task", "task_kle_form", "UPDATE catalogue_task SET kle = '1.2' WHERE key = 'cash_benefit'")


def of_no_edition() -> None:
    Task.objects.filter(key="cash_benefit").update(kle_edition="")


FOUND: list[Fault] = [
    ("closed before it opens", {"hours_sound"}, close_before_opening),
    ("open twice at once", {"hours_sound"}, open_twice),
    (
        "at a stop of another place",
        {"hours_sound"},
        lambda: Stop.objects.update(service_point=ServicePoint.objects.get(slug="nordby")),
    ),
    ("closed and open", {"special_days_sound"}, closed_and_open),
    (
        "a day nobody knows",
        {"special_days_sound"},
        lambda: Municipality.objects.update(extra_closed_days=["04-01"]),
    ),
    ("a task sends people nowhere", {"tasks_readable"}, nowhere),
    (
        "a task of no use",
        {"tasks_readable"},
        lambda: Task.objects.filter(key="nemkonto").update(bring_da="a bank card"),
    ),
    ("a task refers to nobody", {"tasks_readable"}, lambda: change("referral", "the_moon")),
    ("a change of what is not there", {"tasks_readable"}, lambda: change("colour", "red")),
    ("a KLE number of no form", {"tasks_readable"}, of_no_form),
    ("a KLE number of no edition", {"kle_of_an_edition"}, of_no_edition),
    ("a season runs backwards", {"steps_sound"}, backwards),
    ("destroyed too early", {"shelves_sound"}, lambda: shelve(destroyed_at=NOW)),
    ("a stop off the globe", {"positions_possible"}, off_the_globe),
    ("a teapot", {"equipment_known", "offers_possible"}, teapot),
]
