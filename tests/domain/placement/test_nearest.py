"""Where else, when, and how far: for those who are told that it cannot be done here."""

from dataclasses import replace
from datetime import date, datetime

from tests.domain.placement.towns import LONG_AGO, ZONE, Days, place, task, town
from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.intervals import minute_of, moment_of
from velkommen.domain.kinds import DeskRole, PlaceKind, Unit
from velkommen.domain.placement.facts import Offered, Place, Posted, Stop
from velkommen.domain.placement.town import Chance, Town
from velkommen.domain.steps import Steps

NOON = minute_of(datetime(2026, 11, 23, 12, tzinfo=ZONE))  # a Monday
HERE, NEAR, FAR = (56.0, 10.0), (56.0, 10.1), (56.0, 11.0)  # 6 and 62 km


def open_on(weekdays: set[int], opens: int = 600, closes: int = 1080) -> Timetable:
    return Timetable([Period(frozenset(weekdays), (opens, closes))])


def branch(number: int, position: tuple[float, float] | None, hours: Timetable, **more: object) -> Place:
    person = Posted(number, "x", Unit.CITIZEN_SERVICE)
    return place(number, position=position, staffed=hours, people=(person,), **more)


ALWAYS = open_on(set(range(7)))
HOME = branch(1, HERE, ALWAYS, offers={})


def order(there: Town, origin: object = 1, **more: object) -> list[int]:
    return [chance.place for chance in there.nearest("task", NOON, origin, **more)]  # type: ignore[arg-type]


def test_the_nearer_of_two_that_are_open_comes_first() -> None:
    assert order(town(HOME, branch(2, FAR, ALWAYS), branch(3, NEAR, ALWAYS))) == [3, 2]


def test_a_far_place_today_comes_before_a_near_one_tomorrow() -> None:
    assert order(town(HOME, branch(2, FAR, ALWAYS), branch(3, NEAR, open_on({1})))) == [2, 3]


def test_one_that_closes_before_one_gets_there_is_offered_for_its_next_day() -> None:
    closing = branch(2, FAR, open_on({0, 1}, 600, 750))  # half an hour from now; the way takes longer
    (chance,) = town(HOME, closing).nearest("task", NOON, 1)
    assert moment_of(chance.begins).astimezone(ZONE) == datetime(2026, 11, 24, 10, tzinfo=ZONE)


def test_a_ferry_counts_as_typed_in() -> None:
    there = town(HOME, branch(2, NEAR, ALWAYS), branch(3, FAR, ALWAYS))
    assert order(replace(there, ferries={(1, 2): 300})) == [3, 2]


def test_where_no_position_is_known_the_way_is_not_either() -> None:
    (chance,) = town(HOME, branch(2, None, ALWAYS)).nearest("task", NOON, 1)
    assert (chance.minutes, chance.begins) == (None, NOON)


def test_one_may_ask_from_anywhere_or_from_nowhere() -> None:
    there = town(branch(1, HERE, ALWAYS), branch(2, NEAR, ALWAYS))
    assert (order(there, (56.0, 10.2)), order(there, None)) == ([2, 1], [1, 2])


def test_only_places_that_do_it_in_a_role() -> None:
    helps = branch(2, NEAR, ALWAYS, offers={"task": Steps.of([(date(2000, 1, 1), Offered(DeskRole.ASSIST))])})
    there = town(HOME, helps, branch(3, FAR, ALWAYS))
    assert order(there, role=DeskRole.COMPLETE) == [3]


def test_a_bus_is_met_at_the_stop_it_stands_at() -> None:
    stops = (Stop("Engparken", FAR, open_on({1})), Stop("Torvet", NEAR, open_on({2})))
    bus = branch(2, None, open_on({1, 2}), stops=stops, kind=PlaceKind.MOBILE_LIBRARY)
    (chance,) = town(HOME, bus).nearest("task", NOON, 1)
    begins = minute_of(datetime(2026, 11, 24, 10, tzinfo=ZONE))
    assert chance == Chance(2, 108, begins, begins + 480, DeskRole.COMPLETE, "Engparken")


def test_where_it_is_done_nowhere_nothing_is_promised() -> None:
    assert town(HOME).nearest("task", NOON, 1) == []


def until(*people: Posted, **more: object) -> list[str]:
    """The hour until which the one other place is named on Monday at noon."""
    other = replace(branch(2, NEAR, ALWAYS), people=people, **more)  # type: ignore[arg-type]
    found = town(HOME, other, task=task(competence="passport", self_service=True)).nearest("task", NOON)
    return [f"{moment_of(chance.ends).astimezone(ZONE):%H.%M}" for chance in found]


def trained(number: int, opens: int, closes: int) -> Posted:
    held = {"passport": (Days(LONG_AGO, None, ""),)}
    return Posted(number, "x", Unit.CITIZEN_SERVICE, held, open_on({0}, opens, closes))


def untrained(number: int, opens: int, closes: int) -> Posted:
    return replace(trained(number, opens, closes), competences={})


def test_it_goes_on_when_a_colleague_comes_or_takes_over() -> None:
    assert until(trained(1, 600, 900), trained(2, 840, 1080)) == ["18.00"]


def test_it_ends_where_only_help_is_left_and_where_nobody_is() -> None:
    assert until(trained(1, 600, 900), untrained(2, 600, 1080)) == ["15.00"]
    assert until(trained(1, 600, 840), trained(2, 900, 1080)) == ["14.00"]


def test_a_bus_is_met_until_it_drives_on() -> None:
    stops = (Stop("A", NEAR, open_on({0}, 660, 780)), Stop("B", FAR, open_on({0}, 780, 1080)))
    assert until(trained(1, 600, 1080), kind=PlaceKind.MOBILE_LIBRARY, stops=stops) == ["13.00"]
