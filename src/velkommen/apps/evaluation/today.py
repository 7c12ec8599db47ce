"""Is all well today? How the day goes against its usual, and what needs a decision: a constant number of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, Min

from velkommen.apps.appointments import decisions as appointments
from velkommen.apps.appointments.queries import calendar
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.evaluation import insight
from velkommen.apps.learning.plans import uncovered
from velkommen.apps.learning.volumes import below_at
from velkommen.apps.lifelines import queries as lifelines
from velkommen.apps.messages.queries import troubles
from velkommen.apps.placement import book
from velkommen.apps.places.models import Equipment, ServicePoint
from velkommen.apps.statistics.queries import Scope, read
from velkommen.apps.visits.models import Visit
from velkommen.apps.yearbook import queries as yearbook
from velkommen.domain.blocks import Block
from velkommen.domain.insight import facts, worked
from velkommen.domain.insight.decisions import COVERED, LONG_WAIT, Decision, Fact, Matter, in_order
from velkommen.domain.insight.other import other
from velkommen.domain.insight.usual import WEEKS, Day, going
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import FEW, LIBRARIES, TARGET_SOLVED, Share
from velkommen.shared import clock

WEEK, MONTH, QUARTER = timedelta(days=6), timedelta(days=29), timedelta(days=89)  # looked back on, today included
WEEKS_AHEAD = 2


@dataclass(frozen=True)
class Waited:
    """The longest wait of a day: seconds, at a place (a service point id), and whether somebody still waits so long."""

    seconds: int
    place: int
    still: bool = False


@dataclass(frozen=True)
class Today:
    """How a day goes.

    Args:
        number: enquiries so far; `solved` of those answered.
        day: against the same weekdays before.
        longest: the longest wait; None where nobody drew a number.
        waiting: how many wait now.
        last: the last day before on which anything was counted, with its number; None where there is none.
    """

    number: int
    solved: Share
    day: Day
    longest: Waited | None
    waiting: int
    last: tuple[date, int] | None


@dataclass(frozen=True)
class _Read:
    """What the matters are looked for in."""

    at: datetime
    today: date
    mine: Sequence[int]
    led: Sequence[int]
    blocks: dict[int, Block]
    aims: facts.Aims
    kinds: dict[int, str]
    waits: dict[int, tuple[int, datetime]] = field(default_factory=dict)


def today(places: Sequence[int], at: datetime) -> Today:
    """How the day goes at some service points (by id), by a moment."""
    day = clock.local_day(at)
    blocks = read(Scope(places, day, day), at).values()
    waits = _waiting(places, day)
    return Today(
        number=worked.number(blocks),
        solved=worked.solved(blocks),
        day=_going(places, at),
        longest=_longest(places, day, waits, at),
        waiting=sum(number for number, _since in waits.values()),
        last=_last(places, day),
    )


def decisions(places: Sequence[int], led: Collection[int], at: datetime) -> list[Decision]:
    """What needs a decision at some places, the most pressing first.

    Args:
        led: those of them whose people, appointments and messages the reader answers for; of others these are not told.
    """
    day = clock.local_day(at)
    read_ = _Read(
        at=at,
        today=day,
        mine=places,
        led=sorted(led),
        blocks=read(Scope(places, day - QUARTER, day), at),
        aims=yearbook.aims(),
        kinds=dict(ServicePoint.objects.filter(pk__in=places).values_list("id", "kind")),
        waits=_waiting(places, day),
    )
    looks = (_long_waits, _figures, _coverage, _months, _people, _ahead, _equipment)
    return in_order(one for look in looks for one in look(read_))


def _waiting(places: Sequence[int], day: date) -> dict[int, tuple[int, datetime]]:
    """Place -> how many wait, and since when the first of those who walked in does (one statement)."""
    rows = Visit.objects.filter(service_point__in=places, day=day, state=State.WAITING.value, booked=False)
    counted = rows.order_by().values_list("service_point").annotate(n=Count("id"), since=Min("since"))
    return {place: (number, since) for place, number, since in counted}


def _going(places: Sequence[int], at: datetime) -> Day:
    """Of the hours that are over, today and on the same weekdays before (one statement)."""
    local = clock.local(at)
    days = [local.date() - timedelta(weeks=back) for back in range(WEEKS + 1)]
    rows = Enquiry.objects.filter(service_point__in=places, day__in=days, withdrawn=False, imprecise=False)
    counted = dict(
        rows.filter(minute__lt=60 * local.hour + local.minute).order_by().values_list("day").annotate(n=Count("id"))
    )
    return going(counted.get(days[0], 0), [counted.get(day, 0) for day in days[1:]])


def _longest(places: Sequence[int], day: date, waits: dict[int, tuple[int, datetime]], at: datetime) -> Waited | None:
    """The longest that is over, or that still lasts (one statement)."""
    rows = Period.objects.filter(
        service_point__in=places,
        day=day,
        enquiry__withdrawn=False,
        enquiry__unreliable=False,
        kind=State.WAITING.value,
    )
    over = rows.order_by("-seconds").values_list("seconds", "service_point").first()
    found = [Waited(int(over[0]), over[1])] if over else []
    found += [Waited(int((at - since).total_seconds()), place, still=True) for place, (_, since) in waits.items()]
    return max(found, key=lambda one: one.seconds, default=None)


def _last(places: Sequence[int], day: date) -> tuple[date, int] | None:
    """The last day before with anything counted (one statement)."""
    rows = Enquiry.objects.filter(service_point__in=places, day__lt=day, day__gte=day - MONTH, withdrawn=False)
    return rows.order_by("-day").values_list("day").annotate(n=Count("id")).first()


def _long_waits(read_: _Read) -> Iterator[Decision]:
    most = read_.aims.waiting_minutes or LONG_WAIT
    for place, (number, since) in read_.waits.items():
        minutes = int((read_.at - since).total_seconds() // 60)
        if minutes > most:
            yield Decision(Matter.LONG_WAIT, place, {"minutes": minutes, "waiting": number, "most": most}, minutes)


def _figures(read_: _Read) -> Iterator[Decision]:
    """The last three months against what is aimed at."""
    blocks = read_.blocks
    hidden = other(blocks.values(), insight.topics())
    if hidden.too_much and hidden.share.whole >= FEW:
        yield Decision(Matter.OTHER, None, _share(hidden.share) | {"splits": len(hidden.proposals)})
    for place, block in blocks.items():
        solved = block.solved
        if solved.whole >= FEW and (solved.percent or 0.0) < TARGET_SOLVED:
            missing = TARGET_SOLVED - (solved.percent or 0.0)
            yield Decision(Matter.SOLVED, place, _share(solved) | {"target": TARGET_SOLVED}, missing)
    yield from _library_share(read_)


def _library_share(read_: _Read) -> Iterator[Decision]:
    """Only for who sees other places than libraries too: a share of themselves says nothing."""
    aim = read_.aims.library_share
    there = [block for place, block in read_.blocks.items() if read_.kinds.get(place) in LIBRARIES]
    share = Share(worked.number(there), worked.number(read_.blocks.values()))
    if aim and share.whole >= FEW and (share.percent or 0.0) < aim and len(set(read_.kinds.values())) > 1:
        yield Decision(Matter.LIBRARY_SHARE, None, _share(share) | {"target": aim})


def _share(share: Share) -> dict[str, Fact]:
    """In per cent, and in numbers of enquiries: whether it may be told depends on them."""
    return {"share": share.percent or 0.0, "part": share.part, "whole": share.whole}


def _coverage(read_: _Read) -> Iterator[Decision]:
    """Of the last seven days that are over; where nobody counted before them yet, nobody left anything out."""
    scope = Scope(read_.mine, read_.today - WEEK - timedelta(days=1), read_.today - timedelta(days=1))
    if not Enquiry.objects.filter(service_point__in=read_.mine, day__lt=scope.first).exists():
        return
    for place, block in read(scope, read_.at).items():
        covered = block.coverage
        if covered.whole and (covered.percent or 0.0) < COVERED:
            facts_: dict[str, Fact] = {
                "share": covered.percent or 0.0,
                "hours": covered.whole - covered.part,
                "from": scope.first.isoformat(),
                "to": scope.last.isoformat(),
            }
            yield Decision(Matter.COVERAGE, place, facts_, covered.whole - covered.part)


def _months(read_: _Read) -> Iterator[Decision]:
    """Libraries that once wrote down visits or loans and have not done so for the last month."""
    libraries = [place for place in read_.led if read_.kinds.get(place) in LIBRARIES]
    last = read_.today.replace(day=1) - timedelta(days=1)
    begun = last.replace(day=1, year=last.year - 1)
    rows = yearbook.months(libraries, begun, last)
    known = {one.place for one in rows if one.month == last.replace(day=1)}
    for place in sorted({one.place for one in rows} - known):
        yield Decision(Matter.MONTHS, place, {"month": last.replace(day=1).isoformat()})


def _people(read_: _Read) -> Iterator[Decision]:
    """What waits for a person, and who does a thing too seldom."""
    asked: dict[int, int] = defaultdict(int)
    for row in lifelines.for_leads(read_.led):
        asked[row.service_point_id] += 1
    yield from _each(Matter.LIFELINE, asked)
    yield from _each(Matter.MESSAGES, {place: one.for_a_person for place, one in troubles(read_.led, read_.at).items()})
    seldom: dict[tuple[int, str], set[int]] = defaultdict(set)
    for below in below_at(read_.led, read_.at):
        seldom[below.place, below.key].add(below.staff)
    of_place: dict[int, list[str]] = defaultdict(list)
    for place, key in seldom:
        of_place[place].append(key)
    for place, keys in of_place.items():
        first = max(keys, key=lambda key, at=place: (len(seldom[at, key]), key))  # type: ignore[misc] # the place of this turn
        facts_: dict[str, Fact] = {"competences": len(keys), "key": first, "people": len(seldom[place, first])}
        yield Decision(Matter.VOLUME, place, facts_, len(keys))


def _each(matter: Matter, numbers: dict[int, int]) -> Iterable[Decision]:
    return [Decision(matter, place, {"number": number}, number) for place, number in numbers.items() if number]


def _ahead(read_: _Read) -> Iterator[Decision]:
    """Appointments that cannot be kept, and hours of the two weeks from tomorrow on nobody on duty is able for."""
    town = book.town()
    rows = appointments.coming(read_.led, read_.at)
    lost: dict[int, int] = defaultdict(int)
    for one, _lacks in appointments.lost_of(rows, calendar(town).capacity) if rows else ():
        lost[one.place] += 1
    yield from _each(Matter.APPOINTMENTS, lost)
    for place in read_.led:
        if place not in town.places:
            continue
        gaps = uncovered(town, place, read_.today + timedelta(days=1), WEEKS_AHEAD)
        if gaps:
            widest = max(gaps.values(), key=lambda gap: (gap.minutes, gap.key))
            hours = round(sum(gap.minutes for gap in gaps.values()) / 60)
            facts_: dict[str, Fact] = {
                "key": widest.key,
                "first": widest.first.isoformat(),
                "gaps": len(gaps),
                "hours": hours,
            }
            yield Decision(Matter.GAP, place, facts_, hours)


def _equipment(read_: _Read) -> Iterator[Decision]:
    """What is broken and nobody says when it is back, or it should be back already."""
    rows = Equipment.objects.filter(service_point__in=read_.led, out_since__lte=read_.at)
    for row in rows:
        if row.back_at is None or row.back_at < read_.today:
            since = clock.local_day(row.out_since) if row.out_since else read_.today
            yield Decision(Matter.EQUIPMENT, row.service_point_id, {"kind": row.kind, "since": since.isoformat()})
