"""Arranging places: who may, what is written, what is refused with which words, and that every process hears of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from tests.people import NOON, Town, code, refused, somebody
from velkommen.apps.appointments.actions import retire_place
from velkommen.apps.places import actions, queries
from velkommen.apps.places.actions import Hours
from velkommen.apps.places.models import (
    Desk,
    Equipment,
    HoursEdition,
    Municipality,
    OpeningPeriod,
    ServicePoint,
    SpecialDay,
    Stop,
    TravelOverride,
)
from velkommen.domain.hours.periods import Period, Season
from velkommen.domain.kinds import HoursLayer
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Role
from velkommen.shared.actor import Actor
from velkommen.shared.log.models import Deed
from velkommen.shared.log.queries import edition

DOOR, STAFFED = HoursLayer
TUESDAY = date(2026, 11, 24)
MORNING = Hours(Period(frozenset({1}), (600, 720)))
WINTER_SUNDAY = Hours(Period(frozenset({6}), (720, 900), season=Season((10, 1), (3, 31))))

Act = Callable[..., Any]
Facts = dict[str, Any]


@pytest.fixture
def adam(town: Town) -> Actor:
    """The administrator of a municipality."""
    Municipality.objects.create(code="0999", name="Fjordby", population=42_000)
    return somebody("adam", (None, Role.ADMIN))


#: Every deed of the room with facts that are in order: (place, another place, a piece of equipment) -> facts.
DEEDS: dict[str, tuple[Act, Callable[[int, int, int], Facts]]] = {
    "set_hours": (actions.set_hours, lambda p, _o, _e: {"place": p, "layer": STAFFED, "hours": [MORNING]}),
    "set_special_day": (
        actions.set_special_day,
        lambda p, _o, _e: {"place": p, "layer": STAFFED, "day": TUESDAY, "spans": [], "why": "Storm"},
    ),
    "clear_special_day": (
        actions.clear_special_day,
        lambda p, _o, _e: {"place": p, "layer": STAFFED, "day": TUESDAY},
    ),
    "edit_place": (actions.edit_place, lambda p, _o, _e: {"place": p, "facts": {"name": "Ny Nordby"}}),
    "add_desk": (
        actions.add_desk,
        lambda p, _o, _e: {"place": p, "number": 9, "name": "Skranke 9", "units": ["library"]},
    ),
    "add_stop": (actions.add_stop, lambda p, _o, _e: {"place": p, "name": "Torvet"}),
    "set_equipment": (actions.set_equipment, lambda p, _o, _e: {"place": p, "kind": "safe", "name": "Boks"}),
    "remove_equipment": (actions.remove_equipment, lambda _p, _o, e: {"equipment": e}),
    "report_broken": (actions.report_broken, lambda _p, _o, e: {"equipment": e}),
    "report_working": (actions.report_working, lambda _p, _o, e: {"equipment": e}),
    "add_place": (actions.add_place, lambda _p, _o, _e: {"slug": "vestby", "name": "Vestby", "kind": "branch"}),
    "set_travel": (actions.set_travel, lambda p, o, _e: {"origin": p, "destination": o, "minutes": 45}),
    "edit_municipality": (actions.edit_municipality, lambda _p, _o, _e: {"facts": {"extra_closed_days": []}}),
}
EVERYWHERE = {"add_place", "set_travel", "edit_municipality"}  # Lea leads Nordby alone
AT_THE_DESK = {"report_broken", "report_working"}


def prepared(town: Town, name: str) -> tuple[Act, Facts]:
    """A deed at Nordby that is in order."""
    act, facts = DEEDS[name]
    piece = Equipment.objects.create(service_point=town.place, kind="document_scanner", name="Scanner")
    return act, facts(town.place.pk, town.sydby.pk, piece.pk)


def test_every_deed_of_the_room_is_tried_here() -> None:
    assert set(actions.__all__) == {*DEEDS, "Hours", "Fact", "found_municipality"}  # founding: test_founding.py


@pytest.mark.parametrize("name", DEEDS)
def test_only_those_who_arrange_may_and_every_process_hears_of_it(town: Town, adam: Actor, name: str) -> None:
    act, facts = prepared(town, name)
    allowed = {"mette": name in AT_THE_DESK, "lea": name not in EVERYWHERE, "sara": False}
    assert {who: _may(act, facts, town.by(getattr(town, who))) for who in allowed} == allowed
    act(**facts, **town.by(adam))
    assert edition() == Deed.objects.get().pk


def _may(act: Act, facts: Facts, by: Facts) -> bool:
    """Whether somebody may do it; what was done is taken back."""
    try:
        with transaction.atomic():
            act(**facts, **by)
            transaction.set_rollback(True)
    except Refusal as no:
        if no.code is not Code.NOT_ALLOWED:
            raise
        return False
    return True


def test_hours_are_replaced_whole_and_the_change_is_remembered(town: Town) -> None:
    sunday = {"place": town.place.pk, "layer": STAFFED, "hours": [MORNING, WINTER_SUNDAY]}
    actions.set_hours(**sunday, **town.by(town.lea))
    hours = queries.timetable(town.place.pk)
    days = [TUESDAY, date(2026, 11, 29), date(2026, 6, 28), date(2026, 11, 25)]
    assert [hours.spans(day) for day in days] == [((600, 720),), ((720, 900),), (), ()]
    (change,) = queries.history(town.place.pk)
    assert (change.layer, change.day, change.at, change.by) == ("staffed", None, NOON, town.lea.key)
    assert [row["weekdays"] for row in change.before] == [127]
    assert [(row["weekdays"], row["season_first"], row["stop"]) for row in change.after] == [
        (2, None, ""),
        (64, 1001, ""),
    ]


def test_hours_said_again_are_no_change(town: Town) -> None:
    for _ in range(2):
        actions.set_hours(place=town.place.pk, layer=DOOR, hours=[MORNING], **town.by(town.lea))
    assert (HoursEdition.objects.count(), OpeningPeriod.objects.filter(layer="door").count()) == (1, 1)


def test_a_bus_has_its_hours_at_its_stops(town: Town) -> None:
    for name in ("Skolen", "Torvet"):
        actions.add_stop(
            place=town.place.pk, name=name, facts={"latitude": 55.0, "longitude": 10.0}, **town.by(town.lea)
        )
    at = {"place": town.place.pk, "layer": STAFFED}
    hours = [Hours(MORNING.period, "Skolen"), Hours(Period(frozenset({1}), (780, 900)), "Torvet")]
    actions.set_hours(**at, hours=hours, **town.by(town.lea))
    rows = OpeningPeriod.objects.filter(layer="staffed", service_point=town.place)
    assert list(rows.values_list("stop__name", "opens")) == [("Skolen", 600), ("Torvet", 780)]
    twice = [Hours(MORNING.period, "Skolen"), Hours(MORNING.period, "Torvet")]
    said, facts = refused(actions.set_hours, **at, hours=twice, **town.by(town.lea))
    assert (said, facts["fault"], facts["stop"]) == (Code.BAD_HOURS, "stops_overlap", "Skolen")
    nowhere = refused(actions.set_hours, **at, hours=[Hours(MORNING.period, "Havnen")], **town.by(town.lea))
    assert nowhere == (Code.UNKNOWN_STOP, {"stop": "Havnen", "number": 1})


def test_a_special_day_is_set_changed_and_taken_back(town: Town) -> None:
    at = {"place": town.place.pk, "layer": STAFFED, "day": TUESDAY}
    seen = []
    for spans in ([], [(600, 660), (720, 780)]):
        actions.set_special_day(**at, spans=spans, why="Personaledag", **town.by(town.lea))
        seen.append(queries.timetable(town.place.pk).spans(TUESDAY))
    actions.clear_special_day(**at, **town.by(town.lea))
    seen.append(queries.timetable(town.place.pk).spans(TUESDAY))
    assert seen == [(), ((600, 660), (720, 780)), ((0, 1440),)]
    assert [(len(e.before), len(e.after), e.day) for e in queries.history(town.place.pk)] == [
        (2, 0, TUESDAY),
        (1, 2, TUESDAY),
        (0, 1, TUESDAY),
    ]


def test_a_refused_change_of_hours_leaves_them_as_they_were(town: Town) -> None:
    wrong = [MORNING, Hours(Period(frozenset({1}), (660, 780)))]
    said, facts = refused(actions.set_hours, place=town.place.pk, layer=STAFFED, hours=wrong, **town.by(town.lea))
    assert (said, facts["fault"], facts["number"], facts["other_number"]) == (Code.BAD_HOURS, "overlap", 1, 2)
    assert queries.timetable(town.place.pk).spans(TUESDAY) == ((0, 1440),)
    assert not HoursEdition.objects.exists()


BAD: list[tuple[str, Facts, tuple[Code, str]]] = [
    ("edit_place", {"facts": {"latitude": 91.0, "longitude": 10.0}}, (Code.OFF_THE_GLOBE, "91.0")),
    ("edit_place", {"facts": {"latitude": float("nan"), "longitude": 10.0}}, (Code.OFF_THE_GLOBE, "nan")),
    ("edit_place", {"facts": {"latitude": 55.0}}, (Code.OFF_THE_GLOBE, "55.0")),
    ("edit_place", {"facts": {"max_waiting": -1}}, (Code.BELOW_ZERO, "max_waiting")),
    ("edit_place", {"facts": {"numbers_from_home": -1}}, (Code.BELOW_ZERO, "numbers_from_home")),
    ("edit_place", {"facts": {"numbers_from_home": 40_000}}, (Code.BAD_VALUE, "numbers_from_home")),
    ("edit_place", {"facts": {"name": ""}}, (Code.BAD_VALUE, "name")),
    ("edit_place", {"facts": {"name": "x" * 81}}, (Code.BAD_VALUE, "name")),
    ("edit_place", {"facts": {"email": "nobody"}}, (Code.BAD_VALUE, "email")),
    ("edit_place", {"facts": {"wheelchair": "perhaps"}}, (Code.BAD_VALUE, "wheelchair")),
    ("edit_place", {"facts": {"postal_code": "80000"}}, (Code.BAD_VALUE, "postal_code")),
    ("edit_place", {"facts": {"postal_code": "8oo0"}}, (Code.BAD_VALUE, "postal_code")),
    ("edit_place", {"facts": {"slug": "other"}}, (Code.BAD_VALUE, "slug")),
    ("edit_place", {"facts": {"kind": "castle"}}, (Code.BAD_VALUE, "kind")),
    ("add_place", {"slug": "sydby"}, (Code.NAME_TAKEN, "sydby")),
    ("add_place", {"slug": "Vest by"}, (Code.BAD_VALUE, "slug")),
    ("add_place", {"kind": "castle"}, (Code.BAD_VALUE, "kind")),
    ("add_desk", {"number": 1}, (Code.NAME_TAKEN, "1")),
    ("add_desk", {"number": -1}, (Code.BELOW_ZERO, "number")),
    ("add_desk", {"units": ["police"]}, (Code.BAD_VALUE, "units")),
    ("set_equipment", {"kind": "teapot"}, (Code.UNKNOWN_EQUIPMENT, "teapot")),
    ("set_equipment", {"name": " "}, (Code.BAD_VALUE, "name")),
    ("report_broken", {"equipment": 987_654}, (Code.UNKNOWN_EQUIPMENT, "987654")),
    ("report_broken", {"back_at": TUESDAY - timedelta(days=1)}, (Code.BACK_BEFORE_OUT, "")),
    ("set_travel", {"minutes": -1}, (Code.BELOW_ZERO, "minutes")),
    ("edit_municipality", {"facts": {"extra_closed_days": ["04-01"]}}, (Code.BAD_VALUE, "extra_closed_days")),
    (
        "edit_municipality",
        {"facts": {"library_search_url": "https://b.example/"}},
        (Code.BAD_VALUE, "library_search_url"),
    ),
    ("set_special_day", {"spans": [(720, 600)]}, (Code.BAD_HOURS, "span_reversed")),
    ("set_special_day", {"why": "x" * 81}, (Code.BAD_VALUE, "why")),
]


@pytest.mark.parametrize(("name", "changed", "no"), BAD, ids=lambda part: str(part)[:40])
def test_bad_input_is_refused_and_names_what_is_wrong(
    town: Town, adam: Actor, name: str, changed: Facts, no: tuple[Code, str]
) -> None:
    act, facts = prepared(town, name)
    before = Deed.objects.count()
    said, told = refused(act, **{**facts, **changed}, **town.by(adam))
    first = next((str(told[key]) for key in ("fault", "latitude", "field", "name", "equipment") if key in told), "")
    assert ((said, first), Deed.objects.count()) == (no, before)


def test_a_place_of_which_nothing_is_known_is_refused(town: Town, adam: Actor) -> None:
    assert code(retire_place, place=987_654, **town.by(adam)) is Code.UNKNOWN_PLACE
    retire_place(place=town.place.pk, **town.by(town.lea))
    assert code(actions.edit_place, place=town.place.pk, facts={}, **town.by(town.lea)) is Code.PLACE_RETIRED


@pytest.mark.parametrize(("latitude", "odd"), [(55.1, []), (10.2, ["outside_denmark"])])
def test_a_position_outside_denmark_is_kept_with_a_warning(town: Town, latitude: float, odd: list[str]) -> None:
    """Allinge on Bornholm lies inside; swapped coordinates do not."""
    where = {"latitude": latitude, "longitude": 14.8}
    answer = actions.edit_place(place=town.place.pk, facts=where, **town.by(town.lea))
    assert answer["warnings"] == odd
    assert ServicePoint.objects.get(pk=town.place.pk).position == (latitude, 14.8)


def test_a_new_place_has_a_desk_and_a_stop(town: Town, adam: Actor) -> None:
    place = actions.add_place(
        slug="vestby", name="  Vestby  Bibliotek ", kind="mobile_library", facts={"town": "Fjordby"}, **town.by(adam)
    )["place"]
    actions.add_desk(place=place, number=1, name="Bussen", units=["library", "library"], **town.by(adam))
    actions.add_stop(place=place, name="Torvet", **town.by(adam))
    found = ServicePoint.objects.get(pk=place)
    assert (found.slug, found.name, found.town, found.active) == ("vestby", "Vestby Bibliotek", "Fjordby", True)
    assert [unit.unit for unit in Desk.objects.get(service_point=place).units.all()] == ["library"]
    twin = refused(actions.add_stop, place=place, name="Torvet", **town.by(adam))
    assert (Stop.objects.count(), twin) == (1, (Code.NAME_TAKEN, {"name": "Torvet"}))


def test_equipment_breaks_once_and_works_again(town: Town) -> None:
    piece = actions.set_equipment(place=town.place.pk, kind="safe", name="Boks", **town.by(town.lea))["equipment"]
    again = actions.set_equipment(
        place=town.place.pk, kind="safe", name="Boks", accessibility="Lav", **town.by(town.lea)
    )["equipment"]
    states = [_state(piece)]
    for why, back in (("Nøglen er væk", None), ("Ny nøgle er bestilt", TUESDAY)):
        actions.report_broken(equipment=piece, why=why, back_at=back, **town.by())
        states.append(_state(piece))
        town.later(minutes=5)
    actions.report_working(equipment=piece, **town.by())
    assert (again, [*states, _state(piece)]) == (
        piece,
        [
            (True, None, None, "", "Lav"),
            (False, NOON, None, "Nøglen er væk", "Lav"),
            (False, NOON, TUESDAY, "Ny nøgle er bestilt", "Lav"),
            (True, None, None, "", "Lav"),
        ],
    )


def _state(piece: int) -> tuple[Any, ...]:
    row = Equipment.objects.get(pk=piece)
    return row.works, row.out_since, row.back_at, row.why, row.accessibility


def test_a_journey_is_typed_in_whichever_way_and_forgotten_again(town: Town, adam: Actor) -> None:
    there, back = (town.place.pk, town.sydby.pk), (town.sydby.pk, town.place.pk)
    for (origin, destination), minutes in ((there, 45), (back, 50)):
        actions.set_travel(origin=origin, destination=destination, minutes=minutes, why="Færge", **town.by(adam))
    assert [row.minutes for row in TravelOverride.objects.all()] == [50]
    actions.set_travel(origin=town.place.pk, destination=town.sydby.pk, minutes=None, **town.by(adam))
    same = {"origin": town.place.pk, "destination": town.place.pk, "minutes": 1}
    assert (TravelOverride.objects.count(), code(actions.set_travel, **same, **town.by(adam))) == (0, Code.BAD_VALUE)


def test_the_municipality_keeps_the_days_it_chose(town: Town, adam: Actor) -> None:
    OpeningPeriod.objects.update(on_holidays=False)
    labour_day = date(2026, 5, 1)
    assert queries.timetable(town.place.pk).spans(labour_day) == ((0, 1440),)
    actions.edit_municipality(facts={"extra_closed_days": ["05-01"]}, **town.by(adam))
    assert queries.timetable(town.place.pk).why_closed(labour_day) == "Arbejdernes kampdag"
    assert SpecialDay.objects.count() == 0
