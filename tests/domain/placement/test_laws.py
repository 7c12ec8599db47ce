"""What holds for every town: more never makes it worse, one moment agrees with a stretch of time, another town is another town."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.placement import reference, towns
from tests.domain.placement.towns import FIRST_DAYS, SPAN, quarters, staffed_more, without_memory
from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.timetable import Timetable, wall
from velkommen.domain.intervals import covers, minute_of
from velkommen.domain.placement import day, deciding, town
from velkommen.domain.placement.deciding import RANK
from velkommen.domain.placement.facts import Away, Machine, Place, Posted
from velkommen.domain.placement.town import Town

first_days = st.sampled_from(FIRST_DAYS)
lean = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def ranks(there: Town, first: date) -> list[int]:
    """How good each quarter of an hour is, by instants."""
    return [RANK[there.answer("task", 1, moment).verdict.role] for moment in quarters(first)]


def by_stretches(there: Town, first: date) -> list[int]:
    """The same, by stretches of time."""
    last = first + timedelta(days=SPAN - 1)
    found = list(there.over("task", 1, first, last))
    minutes = [minute_of(moment) for moment in quarters(first)]
    return [
        max((RANK[time.verdict.role] for time in found if covers(((time.begins, time.ends),), minute)), default=0)
        for minute in minutes
    ]


def by_those_who_serve(there: Town, first: date) -> list[int]:
    """How good each quarter of an hour is in which those who come are served, by who serves them in which hours."""
    last = first + timedelta(days=SPAN - 1)
    own = there.places[1].own_hours.get("task")
    found = [
        (wall(day, span[0], there.zone), wall(day, span[1], there.zone), RANK[role])
        for serving in there.serving("task", 1, first, last)
        for day, span, role in there.served(1, serving, own)
    ]
    minutes = [minute_of(moment) for moment in quarters(first)]
    return [max((rank for begins, ends, rank in found if begins <= minute < ends), default=0) for minute in minutes]


def possible(there: Town, first: date) -> list[int]:
    """The same by instants."""
    verdicts = [there.answer("task", 1, moment).verdict for moment in quarters(first)]
    return [RANK[verdict.role] if verdict.possible else 0 for verdict in verdicts]


def never_worse(before: Town, after: Town, first: date) -> bool:
    return all(b >= a for a, b in zip(ranks(before, first), ranks(after, first), strict=True))


@lean
@given(towns.towns, first_days)
def test_an_instant_and_a_stretch_say_the_same(there: Town, first: date) -> None:
    """Also when the clock goes forward and back: a quarter of an hour is a moment, not a time on the wall."""
    assert ranks(there, first) == by_stretches(there, first)


@lean
@given(towns.towns, first_days)
def test_who_serves_when_says_the_same_as_each_instant(there: Town, first: date) -> None:
    assert by_those_who_serve(there, first) == possible(there, first)


def test_control_the_least_of_the_roles_of_a_crew_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    week = Timetable([Period(frozenset(range(7)), (600, 900), on_holidays=True)])
    crew = (
        Posted(1, "x", towns.Unit.CITIZEN_SERVICE, {"passport": (towns.Days(towns.LONG_AGO, None, ""),)}),
        Posted(2, "y", towns.Unit.CITIZEN_SERVICE),
    )
    what = towns.task(competence="passport", self_service=towns.SelfService.YES)
    there = towns.town(towns.place(staffed=week, people=crew), task=what)
    assert by_those_who_serve(there, FIRST_DAYS[2]) == possible(there, FIRST_DAYS[2])
    monkeypatch.setattr(town, "RANK", {role: -rank for role, rank in RANK.items()})
    assert by_those_who_serve(there, FIRST_DAYS[2]) != possible(there, FIRST_DAYS[2])


def test_the_weeks_looked_at_are_an_hour_shorter_and_longer_where_the_clock_changes() -> None:
    assert [len(quarters(first)) - SPAN * 96 for first in FIRST_DAYS] == [-4, 4, 0]


def test_control_stretches_by_the_clock_on_the_wall_differ_where_it_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    nights = Timetable([towns.Period(frozenset(range(7)), (60, 240), on_holidays=True)])
    there = towns.town(towns.place(staffed=nights, people=(Posted(1, "x", towns.Unit.CITIZEN_SERVICE),)))
    assert [ranks(there, first) == by_stretches(there, first) for first in FIRST_DAYS] == [True, True, True]
    monkeypatch.setattr(day, "wall", lambda on, minute, zone: wall(on, 0, zone) + minute)
    moved = without_memory(there, there.places[1])
    right = [by_stretches(there, first) == by_stretches(moved, first) for first in FIRST_DAYS]
    assert right == [False, False, True]


@lean
@given(towns.towns, towns.people, first_days)
def test_one_more_person_never_makes_it_worse(there: Town, person: Posted, first: date) -> None:
    place = there.places[1]
    fresh = replace(person, id=99, duty=person.duty if place.duty_recorded else None)
    assert never_worse(there, without_memory(there, replace(place, people=(*place.people, fresh))), first)


@lean
@given(towns.towns, towns.periods, first_days)
def test_longer_duty_never_makes_it_worse(there: Town, extra: Period, first: date) -> None:
    """Of somebody whose hours are kept; where nobody's are, all who are posted are taken to be there already."""
    place = there.places[1]
    longer = (
        replace(one, duty=replace(one.duty, periods=(*one.duty.periods, extra))) if one.duty else one
        for one in place.people
    )
    assert never_worse(there, without_memory(there, replace(place, people=tuple(longer))), first)


def crews(there: Town, first: date) -> list[list[int]]:
    """Who is on duty in each quarter of an hour."""
    found = []
    for moment in quarters(first):
        stretches = there.crews(1, moment.date())
        now = next((s for s in stretches if s.begins <= minute_of(moment) < s.ends), None)
        found.append(sorted(person.id for person in now.crew.people) if now else [])
    return found


@lean
@given(towns.towns, first_days)
def test_those_on_duty_are_who_a_second_telling_names(there: Town, first: date) -> None:
    """Shifts where they are published, else usual hours, else all; and nobody who is away."""
    assert crews(there, first) == [reference.there(there.places[1], moment) for moment in quarters(first)]


WEEK = Timetable([Period(frozenset(range(7)), (600, 900), on_holidays=True)])


def rostered(*absences: Away) -> Town:
    """Two people of whom one has usual hours, and a Tuesday on which the other has a shift."""
    tuesday = FIRST_DAYS[2] + timedelta(days=1)
    usual = Posted(1, "x", towns.Unit.LIBRARY, duty=WEEK)
    shifted = Posted(2, "y", towns.Unit.LIBRARY, shifts={tuesday: ((660, 780),)}, away=absences)
    return towns.town(towns.place(staffed=WEEK, people=(usual, shifted), rostered=frozenset({tuesday})))


@pytest.mark.parametrize("guard", ["_hours", "_less"])
def test_control_without_a_guard_others_are_on_duty(guard: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = rostered(Away(FIRST_DAYS[2], FIRST_DAYS[2] + timedelta(days=3), (700, 720)))
    told = [reference.there(there.places[1], moment) for moment in quarters(FIRST_DAYS[2])]
    assert crews(there, FIRST_DAYS[2]) == told
    unguarded = {
        "_hours": lambda place, posted, day: posted.duty.spans(day) if posted.duty else (),
        "_less": lambda spans, absences, day: spans,
    }
    monkeypatch.setattr(day, guard, unguarded[guard])
    assert crews(without_memory(there, there.places[1]), FIRST_DAYS[2]) != told


@lean
@given(towns.towns, towns.absences, first_days)
def test_an_absence_never_makes_it_better(there: Town, absence: Away, first: date) -> None:
    place = there.places[1]
    fewer = tuple(replace(one, away=(*one.away, absence)) for one in place.people)
    assert never_worse(without_memory(there, replace(place, people=fewer)), there, first)


@lean
@given(towns.towns, towns.days, towns.spans, first_days)
def test_one_more_shift_never_makes_a_day_worse_that_is_published(
    there: Town, on: date, span: tuple[int, int], first: date
) -> None:
    place = replace(there.places[1], rostered=there.places[1].rostered | {on})
    more = tuple(replace(one, shifts={**one.shifts, on: (*one.shifts.get(on, ()), span)}) for one in place.people)
    before, after = (without_memory(there, one) for one in (place, replace(place, people=more)))
    assert never_worse(before, after, first)


def test_shifts_of_a_day_that_is_not_published_decide_nothing() -> None:
    there = rostered()
    draft = without_memory(there, replace(there.places[1], rostered=frozenset()))
    assert [any(2 in crew for crew in crews(one, FIRST_DAYS[2])) for one in (there, draft)] == [True, False]


def test_a_place_where_nobodys_hours_are_kept_is_missing_who_is_away() -> None:
    alone = Posted(1, "x", towns.Unit.LIBRARY, away=(Away(FIRST_DAYS[2], FIRST_DAYS[2]),))
    there = towns.town(towns.place(staffed=WEEK, people=(alone,)))
    begins = minute_of(quarters(FIRST_DAYS[2])[0])
    found = there.next_time("task", 1, begins)
    assert found is not None
    assert found.begins == wall(FIRST_DAYS[2] + timedelta(days=1), 600, towns.ZONE)


def test_days_of_one_pattern_have_the_same_shifts() -> None:
    """A published day that says what usual hours say is the same; one that says something else is not."""
    monday = FIRST_DAYS[2]
    days = [monday + timedelta(days=ahead) for ahead in range(3)]
    one = Posted(1, "x", towns.Unit.LIBRARY, duty=WEEK, shifts={days[1]: ((600, 900),), days[2]: ((600, 700),)})
    there = towns.town(towns.place(staffed=WEEK, people=(one,), rostered=frozenset(days[1:])))
    patterns = [there.pattern("task", 1, on) for on in days]
    assert [patterns[0] == pattern for pattern in patterns] == [True, True, False]


@lean
@given(towns.towns, st.sampled_from(towns.KEYS), first_days)
def test_one_more_competence_never_makes_it_worse(there: Town, key: str, first: date) -> None:
    place = there.places[1]
    held = {key: (towns.Days(towns.LONG_AGO, None, ""),)}
    trained = tuple(replace(one, competences={**one.competences, **held}) for one in place.people)
    assert never_worse(there, without_memory(there, replace(place, people=trained)), first)


@lean
@given(towns.towns, st.sampled_from(towns.Unit), first_days)
def test_a_task_given_to_one_more_unit_never_makes_it_worse(there: Town, unit: towns.Unit, first: date) -> None:
    place = there.places[1]
    wider = (
        replace(one, performed={"task": one.performed.get("task", frozenset()) | {unit}})
        for one in place.agreement.values
    )
    agreement = replace(place.agreement, values=tuple(wider))
    assert never_worse(there, without_memory(there, replace(place, agreement=agreement)), first)


@lean
@given(towns.towns, towns.machines, first_days)
def test_one_more_machine_never_makes_it_worse(there: Town, machine: Machine, first: date) -> None:
    place = there.places[1]
    assert never_worse(there, without_memory(there, replace(place, machines=(*place.machines, machine))), first)


@lean
@given(towns.towns, towns.periods, first_days)
def test_more_staffed_hours_never_make_it_worse(there: Town, extra: Period, first: date) -> None:
    assert never_worse(there, without_memory(there, staffed_more(there.places[1], extra)), first)


@lean
@given(towns.towns, towns.periods, first_days)
def test_more_hours_of_the_task_never_make_it_worse(there: Town, extra: Period, first: date) -> None:
    place = there.places[1]
    own = place.own_hours.get("task", Timetable())
    few = replace(place, own_hours={"task": own})
    many = replace(place, own_hours={"task": replace(own, periods=(*own.periods, extra))})
    assert never_worse(without_memory(there, few), without_memory(there, many), first)


@lean
@given(towns.towns, first_days)
def test_the_next_time_is_the_first_of_all(there: Town, first: date) -> None:
    """No quarter of an hour before it serves anybody, and itself does."""
    moments = quarters(first)
    found = there.next_time("task", 1, minute_of(moments[0]), days=SPAN - 1)
    good = [minute_of(moment) for moment in moments if there.answer("task", 1, moment).verdict.possible]
    assert (found and found.begins) == (good[0] if good else None)


def test_control_a_search_that_gives_up_too_soon_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    always = Timetable([towns.Period(frozenset(range(7)), (0, 1440), on_holidays=True)])
    there = towns.town(towns.place(staffed=always, people=(Posted(1, "x", towns.Unit.CITIZEN_SERVICE),)))
    begins = minute_of(quarters(FIRST_DAYS[0])[0])
    assert there.next_time("task", 1, begins) is not None
    monkeypatch.setattr(town, "serving", lambda task, now: frozenset())
    assert without_memory(there, there.places[1]).next_time("task", 1, begins) is None


def nobody(place: Place) -> Place:
    return replace(place, people=())


@pytest.mark.parametrize("first", FIRST_DAYS)
def test_nothing_is_remembered_from_one_town_to_another(first: date) -> None:
    always = Timetable([towns.Period(frozenset(range(7)), (0, 1440), on_holidays=True)])
    open_place = towns.place(staffed=always, people=(Posted(1, "x", towns.Unit.CITIZEN_SERVICE),))
    before = towns.town(open_place)
    assert set(ranks(before, first)) == {4}
    assert set(ranks(without_memory(before, nobody(open_place)), first)) == {0}
    assert set(ranks(before, first)) == {4}


def test_control_were_the_weakest_asked_one_more_person_could_make_it_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    always = Timetable([towns.Period(frozenset(range(7)), (0, 1440), on_holidays=True)])
    held = {"passport": (towns.Days(towns.LONG_AGO, None, ""),)}
    trained, other = Posted(1, "x", towns.Unit.CITIZEN_SERVICE, held), Posted(2, "y", towns.Unit.CITIZEN_SERVICE)
    alone = towns.town(towns.place(staffed=always, people=(trained,)), task=towns.task(competence="passport"))
    together = without_memory(alone, replace(alone.places[1], people=(trained, other)))
    assert never_worse(alone, together, FIRST_DAYS[0])
    monkeypatch.setattr(deciding, "max", min, raising=False)
    alone, together = (without_memory(town, town.places[1]) for town in (alone, together))
    assert not never_worse(alone, together, FIRST_DAYS[0])


def test_days_that_are_forgotten_are_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    always = Timetable([towns.Period(frozenset(range(7)), (540, 1020))])
    there = towns.town(towns.place(staffed=always, people=(Posted(1, "x", towns.Unit.CITIZEN_SERVICE),)))
    said = ranks(there, FIRST_DAYS[0])
    monkeypatch.setattr(day, "MOST_DAYS", 2)
    few = without_memory(there, there.places[1])
    assert ranks(few, FIRST_DAYS[0]) == said
    assert len(few._days._days) <= 2


def test_no_trace_is_kept_of_tasks_that_do_not_exist() -> None:
    there = towns.town(towns.place())
    for number in range(100):
        assert there.rules(f"made-up-{number}", FIRST_DAYS[0]) is None
    assert (len(there._rules), len(there._turns)) == (0, 0)
