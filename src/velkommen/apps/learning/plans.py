"""Which hours of a place nobody on duty is able for, and the way to each being covered, as a list a leader can act on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from velkommen.apps.learning import queries
from velkommen.apps.learning.models import StaffCourse, Training
from velkommen.apps.placement import book
from velkommen.apps.placement.queries import competences
from velkommen.apps.roster.effects import there
from velkommen.apps.roster.models import Need
from velkommen.domain.competence import COUNTS, Held, Level
from velkommen.domain.gaps import Around, Candidate, Gap, Planned, Step, plan
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.intervals import merged, moment_of
from velkommen.domain.placement.deciding import PERSONAL, Able
from velkommen.domain.placement.facts import Posted
from velkommen.domain.placement.town import Time, Town
from velkommen.domain.roster.needs import lacking
from velkommen.domain.training import USUAL_ENQUIRIES
from velkommen.shared import clock

WEEKS = 4  # looked ahead
WHOLE_DAY = 24 * 60
VOLUME_MONTHS = 3


@dataclass(frozen=True)
class Way:
    """A gap of a place and the steps until it is covered."""

    gap: Gap
    steps: Sequence[Step]

    @property
    def covered(self) -> date | None:
        """The day it is covered; None when that is not in sight."""
        return self.steps[-1].done if self.steps else None


def ways(place: int, at: datetime, weeks: int = WEEKS) -> list[Way]:
    """Every gap of the coming weeks with its way, the largest first (a constant number of statements)."""
    town, today = book.town(), clock.local_day(at)
    found = gaps(town, place, today, weeks)
    if not found:
        return []
    around = _Around(town, place, at)
    made = [Way(gap, plan(around.of(gap), today)) for gap in found.values()]
    return sorted(made, key=lambda way: (-way.gap.minutes, way.gap.key))


def gaps(town: Town, place: int, today: date, weeks: int = WEEKS) -> dict[str, Gap]:
    """Competence -> when in the coming weeks it is wanting (one statement).

    It is where those on duty cannot do what the place is there for, for want of it; and where fewer have it than the roster asks for.
    """
    return _gathered(town, place, _wanting(town, place, today, weeks), _needed(town, place, today, weeks))


def uncovered(town: Town, place: int, today: date, weeks: int) -> dict[str, Gap]:
    """The same without what the roster asks for beyond it: by the rules kept in memory alone (no statement)."""
    return _gathered(town, place, _wanting(town, place, today, weeks), ())


def _gathered(
    town: Town,
    place: int,
    wanting: Iterable[tuple[str, str, date, Span]],
    needed: Iterable[tuple[str, date, Span]],
) -> dict[str, Gap]:
    missing: dict[tuple[date, str], list[Span]] = defaultdict(list)
    tasks: dict[str, set[str]] = defaultdict(set)
    for key, task, day, span in wanting:
        missing[day, key].append(span)
        tasks[key].add(task)
    for key, day, span in needed:
        missing[day, key].append(span)
    found: dict[str, Gap] = {}
    for (day, key), spans in sorted(missing.items()):
        needing = tasks[key] or _offered_by(town, place, key, day)
        found.setdefault(key, Gap(key, day, needing)).add(day, merged(spans))
    return found


def _needed(town: Town, place: int, today: date, weeks: int) -> Iterator[tuple[str, date, Span]]:
    """What is lacking against the needs of the roster that name a competence."""
    needs = [row.need() for row in Need.objects.filter(service_point=place).exclude(competence="")]
    here = town.places[place]
    for day in (today + timedelta(days=ahead) for ahead in range(weeks * 7 if needs else 0)):
        for lack in lacking(needs, day, here.staffed.spans(day), there(here, day)):
            yield lack.need.competence, day, lack.span


def _offered_by(town: Town, place: int, key: str, day: date) -> set[str]:
    """The tasks of a place that need a competence."""
    rules = (town.rules(task, day) for task in town.places[place].offers)
    return {one.key for one in rules if one and one.competence == key}


def _wanting(town: Town, place: int, today: date, weeks: int) -> Iterator[tuple[str, str, date, Span]]:
    for ahead in range(weeks * 7):
        day = today + timedelta(days=ahead)
        for task in town.places[place].offers:
            rules, role = town.rules(task, day), town.role(task, place, day)
            if rules is None or role is None or not rules.competence:
                continue
            for time in town.over(task, place, day, day):
                personal = any(reason.rule in PERSONAL for reason in time.verdict.because)
                if time.verdict.role is not role and personal:
                    yield rules.competence, task, day, _span(time)


def _span(time: Time) -> Span:
    opens, closes = (minute_of_day(clock.local(moment_of(edge))) for edge in (time.begins, time.ends))
    return opens, closes or WHOLE_DAY


class _Around:
    """What is read once for all gaps of a place."""

    def __init__(self, town: Town, place: int, at: datetime) -> None:
        self._town, self._place, self._today = town, place, clock.local_day(at)
        self._people = town.places[place].people
        self._held = self._levels([person.id for person in self._people])
        self._forward = {(row.staff_id, row.key) for row in queries.willing([person.id for person in self._people])}
        self._running = {(row.learner_id, row.key): _left(row) for row in queries.trainings(place) if not row.ended_on}
        self._courses = queries.courses_to_come()
        self._volume = queries.volume(place, VOLUME_MONTHS, at=at, keys=queries.keys_of_tasks(town.tasks, self._today))

    def of(self, gap: Gap) -> Around:
        people = [self._candidate(person, gap) for person in self._people]
        return Around(
            people=people,
            teachers=[one.staff for one in people if one.level is Level.TEACHES],
            courses=[_planned(row) for row in self._courses if gap.key in row.gives and _last(row) >= self._today],
            a_month=sum(self._volume.get(gap.key, {}).values()),
            usual=USUAL_ENQUIRIES,
        )

    def _candidate(self, person: Posted, gap: Gap) -> Candidate:
        able = Able(person.unit, frozenset({gap.key}))
        mandated = any(self._town.lacks(task, self._place, able, gap.first) is None for task in gap.tasks)
        key = (person.id, gap.key)
        return Candidate(person.id, self._held.get(key), mandated, key in self._forward, self._running.get(key))

    def _levels(self, staff: Sequence[int]) -> Mapping[tuple[int, str], Level]:
        return {
            (row.staff_id, row.key): Level(row.level)
            for row in competences(staff)
            if Held(row.first, row.last, Level(row.level)).holds(self._today)
        }


def _left(row: Training) -> int:
    """How many enquiries a running training still takes."""
    done: int = row.practised_number  # type: ignore[attr-defined] # annotated by the query
    return max(row.wanted - done, 0)


def _last(row: StaffCourse) -> date:
    return max(one.day for one in row.days.all())


def _planned(row: StaffCourse) -> Planned:
    taken = sum(not one.waiting for one in row.participants.all())
    return Planned(row.pk, _last(row), row.seats - taken, row.level in COUNTS)
