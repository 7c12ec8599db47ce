"""A region to measure the engine on: six hundred places, each with its own hours in layers, people, duty, equipment and agreements.

Everything is made up, by chance that is given. How common each thing is follows what Danish libraries and citizen services publish
of their own; nothing is made easier for the engine than a real municipality would: no two places share a timetable.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

from velkommen.domain.catalogue import Days, Entry
from velkommen.domain.cooperation import Agreement, PartnerKind
from velkommen.domain.hours.periods import Period, Season, Span, SpecialDay
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import DeskRole, EquipmentKind, PlaceKind, Unit
from velkommen.domain.placement.facts import Machine, Offered, Place, Posted, Stop
from velkommen.domain.placement.town import Town
from velkommen.domain.steps import Steps
from velkommen.domain.travel import Position

PLACES = 600
SEED = 2010
WEEKDAYS, WHOLE_WEEK = frozenset(range(5)), frozenset(range(7))
WINTER, SUMMER = Season((10, 1), (3, 31)), Season((6, 25), (8, 10))
SOUTH_WEST, MIDDLE, NORTH_EAST = (54.8, 8.2), (56.2, 10.4), (57.6, 12.6)
KINDS = (PlaceKind.TOWN_HALL, PlaceKind.MAIN_LIBRARY, PlaceKind.BRANCH, PlaceKind.MOBILE_LIBRARY, PlaceKind.PARTNER)
OF_A_HUNDRED = (16, 16, 48, 12, 8)  # places of each kind
CALLED = dict(zip(KINDS, ("Rådhus", "Hovedbibliotek", "Bibliotek", "Bogbus", "Medborgerhus"), strict=True))
FIRST_PARTS = "Nord Syd Øst Vest Ny Gammel Store Lille Skov Strand Kirke Mølle Høj Dal Eng Sø Å Bøge Ege Aske"
LAST_PARTS = "by holm lund borg rup sted strup bjerg kilde vig næs bæk toft ager mark mose have kær sund bro havn ås"
TOWNS = [a + b for a, b in product(FIRST_PARTS.split(" "), LAST_PARTS.split(" "))]  # made up; some of them may exist
OFFERED = dict(zip(KINDS, (0.9, 0.8, 0.6, 0.3, 0.25), strict=True))  # of the tasks
PEOPLE = dict(zip(KINDS, ((6, 12), (5, 10), (2, 5), (1, 2), (2, 4)), strict=True))


def region(tasks: Mapping[str, Entry], kept: Mapping[date, str], zone: ZoneInfo, today: date, places: int) -> Town:
    """A town of so many places that do the tasks of a catalogue; the same for the same arguments.

    Args:
        kept: the public holidays, day -> name.
        today: around which things begin, break and end.
    """
    chance = Random(SEED)  # noqa: S311 - made-up places, no secret
    found = [_Maker(chance, tasks, kept, today).place(number) for number in range(1, places + 1)]
    return Town(zone, {place.id: place for place in found}, tasks)


@dataclass(frozen=True)
class _Maker:
    """Makes places around a day."""

    chance: Random
    tasks: Mapping[str, Entry]
    kept: Mapping[date, str]
    today: date

    def place(self, number: int) -> Place:
        kind = self.chance.choices(KINDS, OF_A_HUNDRED)[0]
        stops = self._stops() if kind is PlaceKind.MOBILE_LIBRARY else ()
        staffed = [period for stop in stops for period in stop.hours.periods] or self._staffed(kind)
        offers = {key: self._offer() for key in self.tasks if self.chance.random() < OFFERED[kind]}
        return Place(
            id=number,
            slug=f"place-{number}",
            name=f"{TOWNS[number % len(TOWNS)].capitalize()} {CALLED[kind]}",
            kind=kind,
            position=None if stops else self._position(),
            staffed=self._timetable(staffed, self._special()),
            door=self._timetable(self._door(kind), {}),
            offers=offers,
            own_hours={key: self._own(staffed) for key in offers if self.chance.random() < 0.08},
            suspensions={key: (self._stretch("Strejke"),) for key in offers if self.chance.random() < 0.01},
            people=self._people(number, kind, staffed),
            machines=self._machines(kind),
            stops=stops,
            agreement=self._agreement(),
        )

    def _position(self) -> Position:
        south, west, north, east = (*SOUTH_WEST, *NORTH_EAST)
        return self.chance.uniform(south, north), self.chance.uniform(west, east)

    def _span(self, earliest: int, latest: int, shortest: int = 2) -> Span:
        """Some half hours between two hours of the day."""
        opens = self.chance.randrange(earliest * 2, (latest - shortest) * 2 + 1)
        return opens * 30, self.chance.randrange(opens + shortest * 2, latest * 2 + 1) * 30

    def _staffed(self, kind: PlaceKind) -> list[Period]:
        """Hours of their own on most weekdays, shorter in summer; libraries on Saturdays too, big ones on winter Sundays."""
        days = [frozenset({day}) for day in WEEKDAYS if self.chance.random() < 0.9]
        usual = [Period(day, self._span(9, 19, 3), season=Season((8, 11), (6, 24))) for day in days]
        usual += [Period(day, self._span(10, 16), season=SUMMER) for day in days]
        if kind in {PlaceKind.MAIN_LIBRARY, PlaceKind.BRANCH}:
            usual.append(Period(frozenset({5}), self._span(9, 15)))
        if kind is PlaceKind.MAIN_LIBRARY:
            usual.append(Period(frozenset({6}), self._span(11, 16), season=WINTER))
        return usual

    def _stops(self) -> tuple[Stop, ...]:
        """Where a mobile library stops: one place before noon and one after it, some of them every other week."""
        halves = [(day, *half) for day in WEEKDAYS for half in ((9, 12), (13, 18))]
        return tuple(
            Stop(
                f"{self.chance.choice(TOWNS).capitalize()} Skole",
                self._position(),
                self._timetable([self._halt(*half)], {}),
            )
            for half in halves
        )

    def _halt(self, weekday: int, earliest: int, latest: int) -> Period:
        every, week = self.chance.choice(((1, 0), (2, 0), (2, 1)))
        return Period(frozenset({weekday}), self._span(earliest, latest, 1), every=every, week=week)

    def _door(self, kind: PlaceKind) -> list[Period]:
        """Two libraries in three can be entered without staff, every day of the year."""
        if kind not in {PlaceKind.MAIN_LIBRARY, PlaceKind.BRANCH} or self.chance.random() < 0.35:
            return []
        return [Period(WHOLE_WEEK, self._span(6, 22, 12), on_holidays=True)]

    def _special(self) -> dict[date, SpecialDay]:
        """A few days closed or shorter in the year around the day."""
        days = [self.today + timedelta(days=self.chance.randrange(-180, 360)) for _ in range(4)]
        return {day: SpecialDay(() if self.chance.random() < 0.7 else (self._span(10, 14),), "Kursus") for day in days}

    def _timetable(self, periods: Sequence[Period], special: Mapping[date, SpecialDay]) -> Timetable:
        return Timetable(periods, special, self.kept)

    def _part(self, staffed: Sequence[Period], share: float) -> list[Period]:
        """Some of the staffed stretches, a few of them only in even or odd weeks."""
        some = [period for period in staffed if self.chance.random() < share]
        return [
            Period(p.weekdays, p.span, season=p.season, every=2, week=self.chance.randrange(2))
            if self.chance.random() < 0.2
            else p
            for p in some
        ]

    def _own(self, staffed: Sequence[Period]) -> Timetable:
        return self._timetable([*self._part(staffed, 0.4), Period(WEEKDAYS, self._span(10, 15))], {})

    def _stretch(self, why: str = "") -> Days:
        first = self.today + timedelta(days=self.chance.randrange(-30, 60))
        return Days(first, first + timedelta(days=self.chance.randrange(0, 40)), why)

    def _offer(self) -> Steps[Offered | None]:
        """Mostly for long, in the role the catalogue names; some begin, end or get another role in these weeks."""
        role = self.chance.choice(tuple(DeskRole)) if self.chance.random() < 0.2 else None
        steps: list[tuple[date, Offered | None]] = [(date(2020, 1, 1), Offered(role))]
        if self.chance.random() < 0.1:
            turn = self.today + timedelta(days=self.chance.randrange(-60, 60))
            steps.append((turn, self.chance.choice((None, Offered(DeskRole.ASSIST), Offered()))))
        return Steps.of(steps)

    def _people(self, place: int, kind: PlaceKind, staffed: Sequence[Period]) -> tuple[Posted, ...]:
        """Three places in four keep duty hours; people hold some competences, a few of them for a time."""
        kept = self.chance.random() < 0.75
        many = self.chance.randint(*PEOPLE[kind])
        return tuple(self._person(place * 100 + number, kind, staffed, kept=kept) for number in range(many))

    def _person(self, number: int, kind: PlaceKind, staffed: Sequence[Period], *, kept: bool) -> Posted:
        at_home = Unit.CITIZEN_SERVICE if kind is PlaceKind.TOWN_HALL else Unit.LIBRARY
        unit = at_home if self.chance.random() < 0.7 else self.chance.choice(tuple(Unit))
        keys = sorted({entry.standard.competence for entry in self.tasks.values()} - {""})
        held = {
            key: (self._stretch() if self.chance.random() < 0.1 else Days(date(2020, 1, 1), None, ""),)
            for key in keys
            if self.chance.random() < 0.4
        }
        duty = self._timetable(self._part(staffed, 0.6), {}) if kept else None
        return Posted(number, f"Ansat {number}", unit, held, duty)

    def _machines(self, kind: PlaceKind) -> tuple[Machine, ...]:
        """Most of what there is, some of it twice, one in ten out of order for a time."""
        share = 0.3 if kind is PlaceKind.MOBILE_LIBRARY else 0.85
        kinds = [one for one in EquipmentKind for _ in range(2) if self.chance.random() < share]
        return tuple(Machine(one, (self._stretch(),) if self.chance.random() < 0.1 else ()) for one in kinds)

    def _agreement(self) -> Steps[Agreement]:
        """At some nothing is recorded; the others have one of the four models, a few of them change it in these weeks."""
        if self.chance.random() < 0.15:
            return Steps()
        steps = [(date(2020, 1, 1), self._agreed())]
        if self.chance.random() < 0.1:
            steps.append((self.today + timedelta(days=self.chance.randrange(-60, 60)), self._agreed()))
        return Steps.of(steps)

    def _agreed(self) -> Agreement:
        library = frozenset({Unit.LIBRARY})
        some = {key: library for key in self.tasks if self.chance.random() < 0.4}
        return self.chance.choice(
            (
                Agreement(small_start=True),
                Agreement(premises_shared=True),
                Agreement(premises_shared=True, performed=some),
                Agreement(all_but_discretion=library),
                Agreement(desk_shared=True, partners=frozenset({PartnerKind.POLICE}), performed=some),
            )
        )
