"""How much of a competence each person of a place does, who is below the minimum of it, and what may help."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from velkommen.apps.learning.queries import Used, all_terms, keys_of_tasks, last_months, used
from velkommen.apps.placement import book
from velkommen.domain.training import months_after
from velkommen.domain.volume import Advice, Proposal, Seldom, advise
from velkommen.shared import clock
from velkommen.shared.danish import collation

MONTHS = 3  # whole months looked back on


@dataclass(frozen=True)
class Below:
    """Somebody does something more seldom than the minimum. What is counted is enquiries a month."""

    staff: int
    name: str
    case: Seldom
    key: str
    advice: Advice
    place: int


@dataclass(frozen=True)
class Volumes:
    """What was done by competence at a place, month by month.

    Args:
        months: their first days, in order.
        all: key -> month -> enquiries, whoever served.
        people: key -> staff id -> month -> enquiries.
    """

    months: Sequence[date]
    all: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    people: Mapping[str, Mapping[int, Mapping[date, int]]] = field(default_factory=dict)


def volumes(place: int, at: datetime, staff: int | None = None) -> Volumes:
    """Of the last whole months and the one that runs; of everybody, or of one (one statement)."""
    today = clock.local_day(at)
    first, _ = last_months(today, MONTHS)
    rows = used(first, date.max, [place], None if staff is None else [staff])
    return of_rows(rows, _months(first, today))


def of_rows(rows: Iterable[Used], months: Sequence[date]) -> Volumes:
    whole: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    people: dict[str, dict[int, dict[date, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for one in rows:
        whole[one.key][one.month] += one.enquiries
        people[one.key][one.staff][one.month] += one.enquiries
    return Volumes(months, whole, people)


def below_minimum(place: int, at: datetime | None = None) -> list[Below]:
    """Everybody at the desks of a place who does something alone, and more seldom than its minimum, with a proposal (three statements).

    In the order of competences and names. What somebody does counts wherever they do it; what a place has enough for is its own.
    """
    return below_at([place], at or clock.now())


@dataclass(frozen=True)
class Own:
    """How often somebody does something alone that has a minimum, a month; and what may help where that is too seldom."""

    a_month: float
    minimum: int
    proposal: Proposal | None


def own(staff: int, places: Collection[int], at: datetime) -> dict[str, Own]:
    """Of one person, by competence; the proposal is that of the first place that has one (three statements, or four)."""
    town, today = book.town(), clock.local_day(at)
    able = town.able(staff, today)
    minimums = {
        key: one.minimum for key, one in all_terms().items() if one.minimum and able and key in able.competences
    }
    if not minimums:
        return {}
    rows = used(*last_months(today, MONTHS), staff=[staff], keys=keys_of_tasks(town.tasks, today))
    seldom = {one.key: one.advice.proposal for one in reversed(below_at(places, at)) if one.staff == staff}
    return {
        key: Own(_a_month(one for one in rows if one.key == key), minimum, seldom.get(key))
        for key, minimum in minimums.items()
    }


def below_at(places: Iterable[int], at: datetime) -> list[Below]:
    """The same at several places, place by place (three statements)."""
    minimums = {key: terms.minimum for key, terms in all_terms().items() if terms.minimum}
    town, today = book.town(), clock.local_day(at)
    known = [place for place in places if place in town.places]
    if not minimums or not known:
        return []
    rows = used(*last_months(today, MONTHS), keys=keys_of_tasks(town.tasks, today))
    found = []
    for place in known:
        there = [(person, person.on(today).able.competences) for person in town.places[place].people]
        for key in sorted(minimums):
            holders = {person.id: person.name for person, held in there if key in held}
            found += _below(key, minimums[key], place, holders, [one for one in rows if one.key == key])
    return found


def _below(key: str, minimum: int, place: int, holders: Mapping[int, str], rows: Sequence[Used]) -> list[Below]:
    each = {staff: _a_month(one for one in rows if one.staff == staff) for staff in holders}
    all_of = {where: _a_month(one for one in rows if one.place == where) for where in {one.place for one in rows}}
    elsewhere = {where: number for where, number in all_of.items() if where != place}
    found = []
    for staff in sorted(holders, key=lambda one: collation(holders[one])):
        if each[staff] < minimum:
            others = {other: number for other, number in each.items() if other != staff}
            case = Seldom(minimum, staff, each[staff], others, all_of.get(place, 0.0), elsewhere)
            found.append(Below(staff, holders[staff], case, key, advise(case), place))
    return found


def _a_month(rows: Iterable[Used]) -> float:
    return round(sum(one.enquiries for one in rows) / MONTHS, 1)


def _months(first: date, today: date) -> list[date]:
    months = [months_after(first, ahead) for ahead in range(MONTHS + 1)]
    return [month for month in months if month <= today]
