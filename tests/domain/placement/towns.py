"""Small towns for laws: made by chance, or one place with everything said."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from velkommen.domain.catalogue import Authority, Days, Entry, SelfService, TaskFacts
from velkommen.domain.cooperation import Agreement
from velkommen.domain.hours.periods import Period, SpecialDay
from velkommen.domain.hours.timetable import Timetable, wall
from velkommen.domain.intervals import moment_of
from velkommen.domain.kinds import DeskRole, EquipmentKind, PlaceKind, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.facts import Away, Machine, Offered, Place, Posted
from velkommen.domain.placement.town import Town
from velkommen.domain.steps import Steps

ZONE = ZoneInfo("Europe/Copenhagen")
LONG_AGO = date(2000, 1, 1)
#: Weeks in which the clock goes forward (29 March 2026), back (25 October 2026), and an ordinary one.
FIRST_DAYS = (date(2026, 3, 26), date(2026, 10, 22), date(2026, 11, 23))
SPAN = 6  # days looked at
KEYS = ("passport", "mitid")
KINDS = (EquipmentKind.PHOTO_STAND, EquipmentKind.SAFE)


def task(**facts: Any) -> TaskFacts:
    """A task that anybody of citizen service completes, unless more is said."""
    usual: dict[str, Any] = {
        "key": "task",
        "group": "A",
        "name_da": "Opgave",
        "name_en": "Task",
        "authority": Authority.MUNICIPALITY,
        "desk_role": DeskRole.COMPLETE,
        "discretion": Discretion.NONE,
        "minutes": 10,
    }
    return TaskFacts(**{**usual, **facts})


def place(number: int = 1, **facts: Any) -> Place:
    """A branch that is given the task for good, unless more is said."""
    usual: dict[str, Any] = {
        "id": number,
        "slug": f"place-{number}",
        "name": f"Place {number}",
        "kind": PlaceKind.BRANCH,
        "offers": {"task": Steps.of([(LONG_AGO, Offered())])},
    }
    return Place(**{**usual, **facts})


def town(*places: Place, **tasks: TaskFacts) -> Town:
    entries = {key: Entry(facts) for key, facts in (tasks or {"task": task()}).items()}
    return Town(ZONE, {one.id: one for one in places}, entries)


def without_memory(there: Town, changed: Place) -> Town:
    """Another town with one place otherwise."""
    return Town(there.zone, {**there.places, changed.id: changed}, there.tasks)


minutes = st.integers(0, 95).map(lambda quarter: quarter * 15)
spans = st.tuples(minutes, minutes).filter(lambda span: span[0] != span[1]).map(lambda s: (min(s), max(s)))
days = st.sampled_from([first.replace(day=first.day + ahead) for first in FIRST_DAYS for ahead in range(SPAN)])
periods = st.builds(
    Period,
    st.frozensets(st.integers(0, 6), min_size=1),
    spans,
    every=st.just(1),
    on_holidays=st.booleans(),
)
timetables = st.builds(
    Timetable,
    st.lists(periods, max_size=3).map(tuple),
    st.dictionaries(days, st.builds(SpecialDay, st.lists(spans, max_size=2).map(tuple)), max_size=2),
    st.dictionaries(days, st.just("holiday"), max_size=2),
)
stretches = st.tuples(days, st.none() | days).map(
    lambda pair: Days(pair[0] if pair[1] is None else min(pair[0], pair[1]), pair[1] and max(pair[0], pair[1]), "why")
)
competences = st.dictionaries(st.sampled_from(KEYS), st.lists(stretches, min_size=1, max_size=2).map(tuple))
shifts = st.dictionaries(days, st.lists(spans, min_size=1, max_size=2).map(tuple), max_size=3)
absences = st.builds(
    lambda one, other, span: Away(min(one, other), max(one, other), span), days, days, st.none() | spans
)
people = st.builds(
    Posted,
    st.integers(1, 9),
    st.just("x"),
    st.sampled_from(Unit),
    competences,
    st.none() | timetables,
    shifts,
    st.lists(absences, max_size=2).map(tuple),
)
machines = st.builds(Machine, st.sampled_from(KINDS).map(str), st.lists(stretches, max_size=1).map(tuple))
agreements = st.builds(
    Agreement,
    performed=st.dictionaries(st.just("task"), st.frozensets(st.sampled_from(Unit))),
    all_but_discretion=st.frozensets(st.sampled_from(Unit)),
)
steps_of_offers = st.lists(
    st.tuples(days, st.none() | st.builds(Offered, st.none() | st.sampled_from(DeskRole))), min_size=1, max_size=3
).map(lambda steps: Steps.of([(LONG_AGO, Offered()), *steps]))
places = st.builds(
    place,
    st.just(1),
    staffed=timetables,
    door=timetables,
    offers=steps_of_offers.map(lambda steps: {"task": steps}),
    own_hours=st.dictionaries(st.just("task"), timetables, max_size=1),
    suspensions=st.dictionaries(st.just("task"), st.lists(stretches, max_size=1).map(tuple)),
    people=st.lists(people, max_size=3, unique_by=lambda person: person.id).map(tuple),
    machines=st.lists(machines, max_size=3).map(tuple),
    agreement=st.lists(st.tuples(days, agreements), max_size=2).map(Steps.of),
    rostered=st.frozensets(days, max_size=4),
)
tasks = st.builds(
    task,
    discretion=st.sampled_from(Discretion),
    unit=st.sampled_from(Unit),
    competence=st.sampled_from(["", *KEYS]),
    equipment=st.frozensets(st.sampled_from(KINDS)),
    self_service=st.sampled_from(SelfService),
)
towns = st.builds(lambda there, what: town(there, task=what), places, tasks)


def quarters(first: date) -> list[datetime]:
    """Every quarter of an hour of some days from one on, as moments: an hour fewer where the clock goes forward, one more where back."""
    begins, ends = wall(first, 0, ZONE), wall(first + timedelta(days=SPAN), 0, ZONE)
    return [moment_of(minute).astimezone(ZONE) for minute in range(begins, ends, 15)]


def staffed_more(there: Place, extra: Period) -> Place:
    """The same place, staffed longer; special days and holidays as they are."""
    return replace(there, staffed=replace(there.staffed, periods=(*there.staffed.periods, extra)))
