"""When there is time: against the slow telling of the rule, and each part of the rule by itself."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count, repeat
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.domain.booking.houses import AUTUMN, HERE, SPRING, TUESDAY, House, Slow, midnight, shown
from tests.domain.placement import towns
from velkommen.domain.booking.days import Kind, Resource, Taken
from velkommen.domain.booking.freedom import Capacity, Matter, Needs, Wanted
from velkommen.domain.catalogue import Days, TaskFacts
from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import Unit
from velkommen.domain.placement.facts import Place, Posted
from velkommen.domain.placement.town import Town

PASSPORT: Wanted = (Matter("passport"),)
MITID: Wanted = (Matter("mitid"),)
DAYS = (TUESDAY, SPRING, AUTUMN)
ALL_DAY = (0, 1440)
HOW: dict[str, Any] = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": list(HealthCheck),
}


def free(house: House, wanted: Wanted = PASSPORT, *, day: date = TUESDAY, **how: object) -> list[str]:
    """The times of a day, as the clock on the wall shows them."""
    usual: dict[str, object] = {"taken": (), "promised": 100, "step": 30, "earliest": 0}
    return shown(house.capacity().starts(wanted, HERE, day, **usual | how))  # type: ignore[arg-type]


def spans(least: int = 1) -> st.SearchStrategy[tuple[tuple[int, int], ...]]:
    one = st.tuples(st.integers(0, 280), st.integers(1, 120)).map(lambda s: (s[0] * 5, min((s[0] + s[1]) * 5, 1440)))
    return st.lists(one, min_size=least, max_size=2).map(tuple)


RESOURCES = st.sampled_from([Resource(kind, number) for kind in Kind for number in (1, 2)])
HOUSES = st.builds(
    House,
    staffed=spans(),
    people=st.lists(st.tuples(spans(), st.booleans()), min_size=1, max_size=3).map(tuple),
    desks=st.lists(st.sampled_from([frozenset(), frozenset("P"), frozenset("PM")]), min_size=1, max_size=2).map(tuple),
    scanners=st.integers(1, 2),
    blocked=st.lists(st.tuples(spans().map(lambda s: s[0]), st.none() | RESOURCES), max_size=2).map(tuple),
    minutes=st.fixed_dictionaries({"passport": st.sampled_from([5, 13, 45]), "mitid": st.sampled_from([10, 32])}),
)
TAKEN = st.lists(
    st.builds(
        Taken,
        st.integers(0, 287),
        st.integers(1, 12),
        st.lists(RESOURCES, min_size=1, max_size=3, unique=True).map(tuple),
    ),
    max_size=6,
)
WANTED = st.sampled_from([PASSPORT, MITID, (Matter("passport", 2), Matter("mitid")), (Matter("mitid", 3),)])


@settings(max_examples=60, **HOW)
@given(
    house=HOUSES,
    taken=TAKEN,
    wanted=WANTED,
    day=st.sampled_from(DAYS),
    promised=st.sampled_from([0, 35, 60, 100]),
    step=st.sampled_from([5, 15, 30]),
    after=st.integers(0, 900),
)
def test_the_masks_say_what_the_rule_says_told_minute_by_minute(
    house: House, taken: list[Taken], wanted: Wanted, day: date, promised: int, step: int, after: int
) -> None:
    earliest = midnight(day) + after
    capacity = house.capacity()
    if capacity.needs(wanted, HERE, day) is None:  # nobody is there who may: the rule of the places, told elsewhere
        return
    found = capacity.starts(wanted, HERE, day, taken, promised, step, earliest)
    assert list(found) == Slow(house, day, taken, promised).starts(wanted, step, earliest)
    for begins in found:  # and whatever is shown can be taken
        assert capacity.choose(wanted, HERE, day, taken, promised, begins) is not None


def test_what_is_chosen_is_shown_and_nothing_else_can_be_taken() -> None:
    capacity = House().capacity()
    open_ones = set(capacity.starts(PASSPORT, HERE, TUESDAY, (), 100, 5, 0))
    first = midnight(TUESDAY)
    taken = {m for m in range(first, first + 1440) if capacity.choose(PASSPORT, HERE, TUESDAY, (), 100, m)}
    assert taken == open_ones


def test_the_last_time_is_the_one_that_ends_with_the_hours() -> None:
    assert free(House(), step=15)[-1] == "15.45"


def test_several_matters_take_as_long_as_all_of_them_by_somebody_who_may_do_all() -> None:
    both = (Matter("passport", 2), Matter("mitid"))
    house = House(people=((((600, 960),), False), (((600, 660),), True)))
    assert (free(house, MITID)[-1], free(house, both)) == ("15.30", ["10.00"])


def test_one_scanner_serves_one_at_a_time_however_many_people_there_are() -> None:
    taken = [Taken(120, 3, (Resource(Kind.MACHINE, 1),))]
    two = ((((600, 660),), True),) * 2
    assert free(House(people=two), taken=taken, step=15) == ["10.15", "10.30", "10.45"]
    assert free(House(people=two, scanners=2), taken=taken, step=15) == ["10.00", "10.15", "10.30", "10.45"]


def test_a_desk_that_serves_other_lines_alone_is_no_desk_for_it() -> None:
    house = House(desks=(frozenset("M"),))
    assert (free(house), free(house, MITID)[:1]) == ([], ["10.00"])


def test_of_each_part_of_the_day_the_share_is_kept() -> None:
    """Ten to twelve are 24 cells, of which half may be promised: four times fifteen minutes."""
    four = [Taken(120 + 3 * n, 3, (Resource(Kind.PERSON, 1), Resource(Kind.DESK, 1))) for n in range(4)]
    morning = lambda taken: [one for one in free(House(), taken=taken, promised=50) if one < "12"]  # noqa: E731 - short
    assert (morning(four[:3]), morning(four)) == (["11.00", "11.30"], [])


def test_the_desk_that_serves_fewest_lines_and_the_person_who_can_least_are_taken_first() -> None:
    house = House(
        people=((((600, 960),), True), (((600, 960),), False)),
        desks=(frozenset(), frozenset("M"), frozenset("PM")),
    )
    chosen = house.capacity().choose(MITID, HERE, TUESDAY, (), 100, midnight(TUESDAY) + 600)
    assert chosen is not None
    assert (chosen.person, chosen.desk, chosen.machines) == (2, 2, ())


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_appointment_reaches_across_midnight_though_the_place_never_closes(day: date) -> None:
    house = House(staffed=(ALL_DAY,), people=((((0, 1440),), True),), minutes={"passport": 45})
    found = free(house, day=day, step=15)
    assert (found[0], found[-1]) == ("00.00", "23.15")


def test_in_spring_no_time_lies_in_the_hour_that_does_not_exist() -> None:
    house = House(staffed=(ALL_DAY,), people=((((0, 1440),), True),))
    night = [one for one in free(house, day=SPRING, step=30) if "01" <= one < "04"]
    assert night == ["01.00", "01.30", "03.00", "03.30"]


def test_in_autumn_the_hour_that_comes_twice_is_shown_once() -> None:
    house = House(staffed=(ALL_DAY,), people=((((0, 1440),), True),))
    night = [one for one in free(house, day=AUTUMN, step=30) if "01" <= one < "04"]
    assert night == ["01.00", "01.30", "02.00", "02.30", "03.00", "03.30"]


def test_what_is_blocked_is_not_there_and_comes_back_on_a_day_excepted() -> None:
    blocked = House(blocked=(((600, 900), None),))
    assert free(blocked) == ["15.00", "15.30"]
    capacity = blocked.capacity()
    (block,) = capacity.blocks[HERE]
    excepted = type(block)(block.period, block.resource, frozenset({TUESDAY}))
    freed = type(capacity)(capacity.town, capacity.desks, blocks={HERE: (excepted,)})
    assert len(freed.starts(PASSPORT, HERE, TUESDAY, (), 100, 30, 0)) == 12


def test_what_was_promised_is_kept_while_all_of_it_is_there() -> None:
    chosen = House().capacity().choose(PASSPORT, HERE, TUESDAY, (), 100, midnight(TUESDAY) + 600)
    assert chosen is not None
    shorter = House(people=((((660, 960),), True),)).capacity()
    untrained = House(people=((((600, 960),), False),)).capacity()
    closed = House(staffed=((720, 960),)).capacity()
    assert [one.keeps(PASSPORT, HERE, TUESDAY, chosen) for one in (House().capacity(), shorter, untrained, closed)] == [
        True,
        False,
        False,
        False,
    ]
    assert [one.lacks(HERE, TUESDAY, chosen) for one in (shorter, untrained, closed)] == [
        Kind.PERSON,
        None,
        Kind.PERSON,
    ]


def needed(capacities: Iterable[Capacity], first: date) -> list[Needs | None]:
    """What a task needs on three weeks of days, each asked of the next capacity."""
    days = (first + timedelta(days=ahead) for ahead in range(21))
    return [capacity.needs((Matter("task"),), HERE, day) for day, capacity in zip(days, capacities, strict=False)]


def staffed(there: Place, task: TaskFacts, unit: Unit) -> Town:
    """A town by chance in which somebody of a unit is always there, so that mostly there is something to need."""
    somebody = Posted(99, "x", unit, {key: (Days(towns.LONG_AGO, None, ""),) for key in towns.KEYS})
    always = Timetable((Period(frozenset(range(7)), ALL_DAY),), there.staffed.special, there.staffed.holidays)
    return towns.town(replace(there, staffed=always, people=(*there.people, somebody)), task=task)


TOWNS = st.builds(staffed, towns.places, towns.tasks, st.sampled_from(Unit))


def alike(there: Town, first: date) -> None:
    """Also over a change of clocks, of competences, agreements, suspensions, offers and machines."""
    afresh = (Capacity(there, {}) for _ in count())
    assert needed(repeat(Capacity(there, {})), first) == needed(afresh, first)


by_chance = given(there=TOWNS, first=st.sampled_from(towns.FIRST_DAYS))
test_days_that_are_taken_to_be_alike_are = settings(max_examples=150, **HOW)(by_chance(alike))
unshrunk = settings(max_examples=150, phases=(Phase.generate,), **HOW)(by_chance(alike))


def test_control_were_all_days_taken_to_be_alike_they_would_not_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Town, "pattern", lambda *_: None)
    with pytest.raises(AssertionError):
        unshrunk()
