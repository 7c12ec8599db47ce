"""The municipality as the engine sees it: asked of a moment, of a stretch of days, of the next time, of the places near by.

A `Town` never changes; what would be if something changed is another town (`consequences`).
"""

from bisect import bisect_right
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from velkommen.domain import travel
from velkommen.domain.catalogue import Days, Entry, SelfService
from velkommen.domain.cooperation import Agreement
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import YEAR_AHEAD, Timetable, wall
from velkommen.domain.intervals import both, covers, minute_of, moment_of
from velkommen.domain.kinds import DeskRole, Unit
from velkommen.domain.placement.day import NOBODY, Crew, DayMaker, PlaceDay, Stretch, on_duty
from velkommen.domain.placement.deciding import (
    PERSONAL,
    RANK,
    Able,
    Open,
    Reason,
    Situation,
    TaskRules,
    Verdict,
    capped,
    decide,
    serving,
)
from velkommen.domain.placement.facts import Offered, Place, Stop, turns
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.steps import Steps

FOREVER = 1 << 62  # a minute that never comes


@dataclass(frozen=True)
class Answer:
    """A verdict, and who of those on duty can (ids, ascending)."""

    verdict: Verdict
    by: tuple[int, ...]


class Time(NamedTuple):
    """A stretch of minutes (see `intervals`) in which one verdict holds for one crew."""

    begins: int
    ends: int
    verdict: Verdict
    crew: Crew


class Serving(NamedTuple):
    """Days, both included, on which the same people serve those who come for a task, each in a role; hours not asked about."""

    first: date
    last: date
    roles: frozenset[tuple[Able, DeskRole]]


class _Facts(NamedTuple):
    """What holds of a task at a place all day long."""

    rules: TaskRules
    placed: DeskRole | None
    agreement: Agreement | None
    suspended: Days | None


@dataclass(frozen=True)
class Chance:
    """Where else, how far (estimated minutes; None: not known) and from when to when. `begins` is now while it runs.

    `stop` is where a mobile library stands then.
    """

    place: int
    minutes: int | None
    begins: int
    ends: int
    role: DeskRole
    stop: str = ""


@dataclass(frozen=True)
class Town:
    """All facts that decide.

    Args:
        places: service point id -> place.
        tasks: task key -> task.
        ferries: two service point ids, the smaller first -> travel minutes where the estimate would be wrong.
    """

    zone: ZoneInfo
    places: Mapping[int, Place]
    tasks: Mapping[str, Entry]
    ferries: Mapping[tuple[int, int], int] = field(default_factory=dict)
    _days: DayMaker = field(init=False, compare=False, repr=False)
    _turns: dict[str, tuple[date, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)
    _rules: dict[tuple[str, int], TaskRules | None] = field(default_factory=dict, init=False, compare=False, repr=False)
    _same: dict[TaskRules, TaskRules] = field(default_factory=dict, init=False, compare=False, repr=False)
    _serving: dict[tuple[object, ...], Mapping[Able, DeskRole]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _said: dict[tuple[object, ...], Verdict] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_days", DayMaker(self.zone))

    def with_offers(self, offers: Mapping[int, Mapping[str, Steps[Offered | None]]]) -> "Town":
        """The same town, but for what some places (by id) do with which tasks."""
        changed = {place: replace(self.places[place], offers=given) for place, given in offers.items()}
        return replace(self, places={**self.places, **changed})

    def rules(self, task: str, day: date) -> TaskRules | None:
        """What decides of a task on a day; the same object as long as it is the same. None when there is no such task."""
        if task not in self.tasks:
            return None
        key = (task, bisect_right(self._turns_of(task), day))
        if key not in self._rules:
            self._rules[key] = self._on(task, day)
        return self._rules[key]

    def answer(self, task: str, place: int, moment: datetime, present: Collection[int] | None = None) -> Answer:
        """Whether a task can be done at a place at an aware moment.

        Args:
            present: ids of those who are there; None: those whose duty it is.
        """
        there, minute = self.places[place], minute_of(moment)
        day = moment.astimezone(self.zone).date()
        whole = self._days.day(there, day)
        stretch = whole.at(minute)
        if present is not None and stretch:
            stretch = replace(stretch, crew=Crew.of(p.on(day) for p in there.people if p.id in present))
        own = there.own_hours.get(task)
        running = own is None or covers(own.intervals(day, day, self.zone), minute)
        facts = self._facts(task, there, day)
        verdict = self._verdict(facts, whole, stretch, task_hours=running, recorded=present is None)
        return Answer(verdict, verdict.by(stretch.crew.people) if stretch else ())

    def may(self, task: str, place: int, able: Able, day: date) -> Verdict:
        """What somebody alone may do with a task at a place on a day, hours and equipment not asked about.

        Raises:
            Refusal: UNKNOWN_TASK.
        """
        there, rules = self.places[place], self._known_rules(task, day)
        placed = _placed(there.offered(task, day), rules)
        return decide(
            rules, Situation(placed, people=frozenset({able}), performers=_performers(there.agreement.at(day), rules))
        )

    def lacks(self, task: str, place: int, able: Able, day: date) -> Reason | None:
        """What of mandate and competence somebody lacks for a task at a place on a day; None when they lack neither.

        Whether it is done there at all that day does not matter: nobody becomes able by a pause, a season or an end, nor where a
        place is retired.

        Raises:
            Refusal: UNKNOWN_TASK.
        """
        there, rules = self.places.get(place), self._known_rules(task, day)
        placed = (_placed(there.offered(task, day), rules) if there else None) or rules.desk_role
        performers = _performers(there.agreement.at(day), rules) if there else None
        now = Situation(placed, people=frozenset({able}), performers=performers)
        verdict = decide(replace(rules, suspended="", in_season=True), now)
        return next((reason for reason in verdict.because if reason.rule in PERSONAL), None)

    def crews(self, place: int, day: date) -> tuple[Stretch, ...]:
        """The staffed hours of a place on a day, in order, cut where somebody's duty begins or ends."""
        return tuple(s for s in self._days.day(self.places[place], day).stretches if s.hours is Open.STAFFED)

    def able(self, staff: int, day: date) -> Able | None:
        """What a member of staff is able to do on a day; None when they stand at no desk of the municipality."""
        found = (person for place in self.places.values() for person in place.people if person.id == staff)
        person = next(found, None)
        return person.on(day).able if person else None

    def over(self, task: str, place: int, first: date, last: date) -> Iterator[Time]:
        """The times of some local days, both included, in which anything at all can be done with a task at a place."""
        there = self.places[place]
        if task not in there.offers:
            return
        for day in _each_day(first, last):
            yield from self._times(task, there, day)

    def stretches(self, place: int, day: date) -> tuple[Stretch, ...]:
        """A local day of a place, cut where its hours or those on duty change."""
        return self._days.day(self.places[place], day).stretches

    def pattern(self, task: str, place: int, day: date) -> Hashable:
        """All that decides of a task at a place on a day, by the clock on the wall: days of one length with the same pattern are alike.

        None when there is no such task.
        """
        if task not in self.tasks:
            return None
        there, own = self.places[place], self.places[place].own_hours.get(task)
        facts, hours = self._facts(task, there, day), own.spans(day) if own else None
        era = bisect_right(self._turns_of(task), day)
        whole = self._days.day(there, day)
        return era, facts.placed, id(facts.agreement), facts.suspended, hours, id(whole.pattern)

    def role(self, task: str, place: int, day: date) -> DeskRole | None:
        """What a place does with a task on a day when nothing hinders; None when it was not given it."""
        rules, given = self.rules(task, day), self.given(task, place, day)
        return capped(given, rules.discretion) if rules and given else None

    def given(self, task: str, place: int, day: date) -> DeskRole | None:
        """The role a place was given for a task on a day, or else the one the catalogue names; None: it was not given it."""
        return _placed(self.places[place].offered(task, day), self.rules(task, day))

    def serving(self, task: str, place: int, first: date, last: date) -> tuple[Serving, ...]:
        """Who serves those who come for a task at a place (`Verdict.possible`) on which days, from the first to the last."""
        return tuple(self._servings(task, self.places[place], first, last))

    def served(self, place: int, serving: Serving, own: Timetable | None) -> Iterator[tuple[date, Span, DeskRole]]:
        """When some of those who serve are there, by the clock on the wall, and the best role of theirs, in order.

        For a quarter of a year of many tasks: tasks that the same people serve in the same hours are answered once.

        Args:
            own: the hours of the task itself, where it has any there.
        """
        there, roles = self.places[place], dict(serving.roles)
        for day in _each_day(serving.first, serving.last):
            for stretch in self._days.day(there, day).stretches:
                found = [roles[able] for able in stretch.crew.able if able in roles]
                spans = (stretch.span,) if own is None else both((stretch.span,), own.spans(day))
                for opens, closes in spans if found else ():
                    if wall(day, opens, self.zone) < wall(day, closes, self.zone):  # the clock may skip it
                        yield day, (opens, closes), max(found, key=RANK.__getitem__)

    def next_time(self, task: str, place: int, after: int, days: int = YEAR_AHEAD) -> Time | None:
        """The first time from a minute on at which those who come are served (`Verdict.possible`), within so many days.

        It goes on as long as the role stays the same that day, whoever takes over; verdict and crew are those it begins with.
        """
        there, first = self.places[place], moment_of(after).astimezone(self.zone).date()
        for day in self._hopeful(task, there, first, first + timedelta(days=days)):
            times = self._times(task, there, day)
            for time in times:
                if time.ends > after and time.verdict.possible:
                    return time._replace(begins=max(time.begins, after), ends=_goes_on(time, times))
        return None

    def nearest(
        self, task: str, after: int, origin: travel.Position | int | None = None, role: DeskRole | None = None
    ) -> list[Chance]:
        """Every other place where it can be done, with the next time.

        In order of when somebody who leaves now is served there; ties by distance, then by name.

        Args:
            origin: where from: a position, a service point (itself left out), or nowhere in particular.
            role: only where the place does at least this.
        """
        here = self.places.get(origin) if isinstance(origin, int) else None
        found = [
            (chance, self.places[chance.place].name)
            for place in self.places.values()
            if place is not here
            and (chance := self._chance(task, place, after, here or origin))
            and (role is None or chance.role is role)
        ]
        found.sort(key=lambda one: (max(one[0].begins, after + (one[0].minutes or 0)), one[0].minutes or 0, one[1]))
        return [chance for chance, _ in found]

    def _chance(
        self, task: str, place: Place, after: int, origin: Place | travel.Position | int | None
    ) -> Chance | None:
        """The first time somebody who leaves now gets there for; a mobile library is met at the stop it stands at then."""
        time = self.next_time(task, place.id, after)
        stop = self._stop(place, time) if time else None
        minutes = self._minutes(origin, place, stop)
        arrival = after + (minutes or 0)
        if time and time.ends <= arrival:
            time = self.next_time(task, place.id, arrival)
            stop = self._stop(place, time) if time else None
            minutes = self._minutes(origin, place, stop)
        if time is None or time.verdict.role is None:
            return None
        begins, ends = max(time.begins, arrival), min(time.ends, self._leaves(stop, time.begins))
        return Chance(place.id, minutes, begins, ends, time.verdict.role, stop.name if stop else "")

    def _stop(self, place: Place, time: Time) -> Stop | None:
        return place.stop_at(moment_of(time.begins).astimezone(self.zone)) if place.stops else None

    def _leaves(self, stop: Stop | None, minute: int) -> int:
        """When a mobile library goes on from where it stands; without a stop, never."""
        leaves = stop.hours.closes_at(moment_of(minute).astimezone(self.zone)) if stop else None
        return minute_of(leaves) if leaves else FOREVER

    def _minutes(
        self, origin: Place | travel.Position | int | None, place: Place, stop: Stop | None = None
    ) -> int | None:
        there = stop.position if stop else place.position
        if isinstance(origin, Place):
            known = self.ferries.get((min(origin.id, place.id), max(origin.id, place.id)))
            return known if known is not None else travel.minutes(origin.position, there)
        return None if origin is None or isinstance(origin, int) else travel.minutes(origin, there)

    def _hopeful(self, task: str, place: Place, first: date, last: date) -> Iterator[date]:
        """The days, both included, on which somebody is on duty with whom there it is possible, hours in minutes not compared."""
        for some in self._servings(task, place, first, last):
            able = {able for able, _ in some.roles}
            yield from (day for day in _each_day(some.first, some.last) if self._somebody(task, place, day, able))

    def _servings(self, task: str, place: Place, first: date, last: date) -> Iterator[Serving]:
        """Who serves when, both days included, as far as anybody does.

        More people never make it worse: where it is impossible with all who work there, it is so until something turns.
        """
        day, steps = first, place.offers.get(task)
        while steps and day <= last:
            able = self._able(task, place, day)
            rows = (self._turns_of(task), place.turns, steps.days)
            until = min([last + A_DAY, *(days[at] for days in rows if (at := bisect_right(days, day)) < len(days))])
            if able:
                yield Serving(day, until - A_DAY, frozenset(able.items()))
            day = until

    def _able(self, task: str, place: Place, day: date) -> Mapping[Able, DeskRole]:
        """Those who work there with whom it would be possible on a day at some hour, and as what."""
        rules, offered, agreement = self.rules(task, day), place.offered(task, day), place.agreement.at(day)
        standing, suspended = self._days.standing(place, day), place.suspended(task, day)
        placed = _placed(offered, rules)
        if rules is None or placed is None or suspended:
            return {}
        key = (id(rules), placed, id(agreement), id(standing))
        known = self._serving.get(key)
        if known is None:
            performers = _performers(agreement, rules)
            people = frozenset(person.able for person in standing.people)
            now = Situation(
                placed, people=people, performers=performers, missing=standing.missing, broken=standing.broken
            )
            known = self._serving[key] = serving(rules, now)
        return known

    def _somebody(self, task: str, place: Place, day: date, able: Collection[Able]) -> bool:
        """Whether on a day the place is staffed, the task's own hours run, and one of those able is on duty, at the same time."""
        own, hours = place.own_hours.get(task), place.staffed.spans(day)
        if hours and own is not None:
            hours = both(hours, own.spans(day))
        if not hours:
            return False
        people = zip(self._days.standing(place, day).people, place.people, strict=True)
        return any(both(hours, on_duty(place, posted, day)) for person, posted in people if person.able in able)

    def _turns_of(self, task: str) -> tuple[date, ...]:
        """The days, ascending, on which a task becomes other than the day before."""
        known = self._turns.get(task)
        if known is None:
            entry = self.tasks.get(task)
            steps = (day for changes in entry.changes.values() for day in changes.days) if entry else ()
            found = turns((entry.suspensions, entry.seasons), steps) if entry else ()
            known = self._turns[task] = found
        return known

    def _times(self, task: str, place: Place, day: date) -> Iterator[Time]:
        whole = self._days.day(place, day)
        own = place.own_hours.get(task)
        hours = own.intervals(day, day, self.zone) if own else None
        facts = self._facts(task, place, day)
        for stretch in whole.stretches:
            if stretch.hours is Open.STAFFED:
                verdict = self._verdict(facts, whole, stretch)
                there = ((stretch.begins, stretch.ends),)
                for begins, ends in there if hours is None else both(hours, there):
                    if verdict.role is not None:
                        yield Time(begins, ends, verdict, stretch.crew)

    def _facts(self, task: str, place: Place, day: date) -> _Facts:
        """What holds of a task at a place all day long. Raises: Refusal UNKNOWN_TASK."""
        rules = self._known_rules(task, day)
        suspended = place.suspended(task, day) if task in place.suspensions else None
        return _Facts(rules, _placed(place.offered(task, day), rules), place.agreement.at(day), suspended)

    def _verdict(
        self,
        facts: _Facts,
        whole: PlaceDay,
        stretch: Stretch | None,
        *,
        task_hours: bool = True,
        recorded: bool = True,
    ) -> Verdict:
        """The decision, remembered: the same rules, abilities and facts of a day come back all year and at many places."""
        rules, placed, agreement, suspended = facts
        hours, crew = (stretch.hours, stretch.crew) if stretch else (Open.CLOSED, NOBODY)
        kept = whole.duty_recorded or not recorded
        key = (
            id(rules),
            placed,
            id(agreement),
            crew.able,
            hours,
            task_hours,
            kept,
            suspended,
            whole.missing,
            whole.broken,
        )
        known = self._said.get(key)
        if known is None:
            performers = _performers(agreement, rules)
            why = suspended.why if suspended else ""
            now = Situation(placed, hours, task_hours, crew.able, kept, why, performers, whole.missing, whole.broken)
            known = self._said[key] = decide(rules, now)
        return known

    def _known_rules(self, task: str, day: date) -> TaskRules:
        rules = self.rules(task, day)
        if rules is None:
            raise Refusal(Code.UNKNOWN_TASK, task=task)
        return rules

    def _on(self, task: str, day: date) -> TaskRules | None:
        entry = self.tasks.get(task)
        if entry is None:
            return None
        facts, suspended = entry.on(day), entry.suspended(day)
        rules = TaskRules(
            key=task,
            owner=facts.unit,
            desk_role=facts.desk_role,
            discretion=facts.discretion,
            competence=facts.competence,
            equipment=facts.equipment,
            self_service=facts.self_service is not SelfService.NONE,
            suspended=suspended.why if suspended else "",
            in_season=entry.in_season(day),
        )
        return self._same.setdefault(rules, rules)


def _placed(offered: Offered | None, rules: TaskRules | None) -> DeskRole | None:
    return (offered.role or rules.desk_role) if offered and rules else None


def _performers(agreement: Agreement | None, rules: TaskRules) -> frozenset[Unit] | None:
    """The units that may do a task where an agreement holds; None when none is recorded."""
    return agreement.performers(rules.key, rules.owner, rules.discretion) if agreement else None


def _goes_on(time: Time, later: Iterator[Time]) -> int:
    """The minute until which the role stays the same without a break."""
    ends = time.ends
    for other in later:
        if other.begins != ends or other.verdict.role is not time.verdict.role:
            break
        ends = other.ends
    return ends


def _each_day(first: date, last: date) -> Iterator[date]:
    """The days from the first to the last, both included."""
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
