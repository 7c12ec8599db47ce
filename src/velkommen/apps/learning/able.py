"""Who is able to do what, as a table of people and competences; and what is about to end, or ended just now."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from velkommen.apps.learning import queries
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.competences import ABLE_ROLES, held_by
from velkommen.apps.placement.models import Competence, Posting
from velkommen.apps.placement.queries import competences
from velkommen.domain.competence import COUNTS, DAY, Level
from velkommen.domain.kinds import Unit
from velkommen.domain.placement.town import Town
from velkommen.domain.training import SOON
from velkommen.shared import clock
from velkommen.shared.danish import collation


@dataclass(frozen=True)
class Cell:
    """Somebody and a competence on a day.

    Args:
        row: what holds today; None: nothing.
        ended: the last day of what they could do alone until within the last days, and cannot any more.
        forward: whether they put themselves forward.
        practised: of a running training, how many enquiries of how many.
    """

    key: str
    row: Competence | None = None
    ended: date | None = None
    soon: bool = False
    forward: bool = False
    practised: tuple[int, int] | None = None

    @property
    def level(self) -> Level | None:
        return Level(self.row.level) if self.row else None


@dataclass(frozen=True)
class Row:
    """Somebody, and their cells in the order of the columns. `others`: competences that have no column (an expert's tasks)."""

    staff: int
    name: str
    unit: str
    cells: Sequence[Cell]
    others: Sequence[Cell] = ()


@dataclass(frozen=True)
class Column:
    """A competence: the tasks that need it here, how many do it alone today, and those nobody here can do alone."""

    key: str
    tasks: Sequence[str]
    alone: int
    holes: Sequence[str] = ()


@dataclass(frozen=True)
class Matrix:
    columns: Sequence[Column]
    rows: Sequence[Row]


@dataclass
class _Facts:
    """What is known of some people on a day."""

    today: date
    held: dict[tuple[int, str], Competence] = field(default_factory=dict)
    ended: dict[tuple[int, str], date] = field(default_factory=dict)
    forward: set[tuple[int, str]] = field(default_factory=set)
    practised: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    goes_on: set[tuple[int, str]] = field(default_factory=set)

    def cell(self, staff: int, key: str) -> Cell:
        pair = (staff, key)
        row = self.held.get(pair)
        ends = row is not None and row.last is not None and row.last <= self.today + DAY * SOON
        soon = ends and row is not None and row.level in COUNTS and pair not in self.goes_on
        lost = None if row is not None and row.level in COUNTS else self.ended.get(pair)
        return Cell(key, row, lost, soon, pair in self.forward, self.practised.get(pair))

    def keys(self, staff: int) -> set[str]:
        known = (self.held, self.ended, self.forward, self.practised)
        return {key for part in known for person, key in part if person == staff}


def matrix(places: Collection[int] | None, at: datetime) -> Matrix:
    """The people of some places (None: everybody) and the competences that are needed there (a constant number of statements)."""
    town, today = book.town(), clock.local_day(at)
    people = _people(places)
    facts = _facts([one.pk for one in people], today)
    needed = needed_at(town, town.places if places is None else places, today)
    columns = [_column(key, tasks, places, town, facts, today) for key, tasks in needed.items()]
    keys = [column.key for column in columns]
    return Matrix(columns, [_row(one, keys, facts) for one in people])


def needed_at(town: Town, places: Iterable[int], day: date) -> dict[str, list[str]]:
    """Competence -> the tasks that need it and that some places do on a day, both in order of their keys."""
    found: dict[str, set[str]] = defaultdict(set)
    for place in places:
        for task in town.places[place].offers:
            rules = town.rules(task, day)
            if rules and rules.competence and town.given(task, place, day):
                found[rules.competence].add(task)
    return {key: sorted(found[key]) for key in sorted(found)}


def of_person(staff: int, at: datetime) -> list[Cell]:
    """All that one member of staff holds, wants, learns or has just lost, in the order of the keys (three statements)."""
    facts = _facts([staff], clock.local_day(at))
    return [facts.cell(staff, key) for key in sorted(facts.keys(staff))]


def holes(town: Town, place: int, tasks: Iterable[str], day: date) -> list[str]:
    """Tasks of a place that nobody who works there can do alone, whenever they are on duty and whatever the season."""
    people = {person.on(day).able for person in town.places[place].people}
    offered = (task for task in tasks if town.given(task, place, day))
    return [task for task in offered if all(town.lacks(task, place, able, day) for able in people)]


def _column(
    key: str, tasks: Sequence[str], places: Collection[int] | None, town: Town, facts: _Facts, today: date
) -> Column:
    alone = sum(1 for (_, held), row in facts.held.items() if held == key and row.level in COUNTS)
    lacking = [task for place in places or () for task in holes(town, place, tasks, today)]
    return Column(key, tasks, alone, tuple(sorted(set(lacking))))


def _row(one: Staff, keys: Sequence[str], facts: _Facts) -> Row:
    others = sorted(facts.keys(one.pk) - set(keys))
    cells = [facts.cell(one.pk, key) for key in keys]
    return Row(one.pk, one.shown_name, Unit(one.unit).value, cells, [facts.cell(one.pk, key) for key in others])


def _people(places: Collection[int] | None) -> list[Staff]:
    """Those who can hold a competence, by name."""
    posted = Posting.objects.filter(role__in=ABLE_ROLES, staff__is_active=True)
    if places is not None:
        posted = posted.filter(service_point__in=places)
    rows = Staff.objects.filter(pk__in=posted.values("staff"))
    return sorted(rows, key=lambda one: collation(one.shown_name))


def _facts(staff: Collection[int], today: date) -> _Facts:
    facts = _Facts(today)
    for row in competences(staff):
        pair = (row.staff_id, row.key)
        if held_by(row).holds(today):
            facts.held[pair] = row
        elif row.level in COUNTS and row.first > today:
            facts.goes_on.add(pair)
        elif row.level in COUNTS and row.last and today - DAY * SOON <= row.last:
            facts.ended[pair] = max(facts.ended.get(pair, row.last), row.last)
    facts.forward = {(row.staff_id, row.key) for row in queries.willing(staff)}
    facts.practised = dict(queries.practised(staff))
    return facts
