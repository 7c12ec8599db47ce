"""Reading days and weeks of a place as its staff see them, and what would be if the rules were others."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Q

from velkommen.apps.appointments import decisions, queries
from velkommen.apps.appointments.decisions import Unkept
from velkommen.apps.appointments.models import Appointment, Block, Feed
from velkommen.apps.appointments.queries import Calendar
from velkommen.apps.people.actions import digest
from velkommen.domain.booking.cells import cell_of
from velkommen.domain.booking.days import Share, Taken
from velkommen.domain.booking.freedom import Blocked, Capacity, Matter, Wanted
from velkommen.domain.booking.life import AppointmentState
from velkommen.domain.booking.series import moment
from velkommen.domain.booking.terms import WHOLE, Asker, Terms
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.intervals import minute_of
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Refusal
from velkommen.shared import clock

AGES_AHEAD = timedelta(days=370)  # as far as staff may book
FEED_BACK = timedelta(days=14)
_S = AppointmentState
_THERE = (_S.BOOKED.value, _S.ARRIVED.value)
_SOON = (_S.HELD.value, _S.ASKED.value)  # shown as long as the time is theirs


@dataclass(frozen=True)
class Day:
    """A day of a place.

    Args:
        staffed: when it is staffed, in minutes of the wall clock.
        shares: what is promised of everybody's time, part by part (`domain.booking.days.PARTS`).
        appointments: all but those that are off, in the order of their times.
        blocks: the blocks that hold, and of what hours.
        takes: whether there are appointments at all on such a day.
    """

    day: date
    staffed: tuple[Span, ...]
    shares: tuple[Share, ...]
    appointments: Sequence[Appointment]
    blocks: Sequence[tuple[Block, Span]]
    takes: bool


def week(place: int, first: date, at: datetime, days: int = 7) -> list[Day]:
    """Some days of a place from a local day on (five statements)."""
    known, last = queries.calendar(), first + timedelta(days=days - 1)
    taken = queries.taken_in([place], first, last, at)
    rows: dict[date, list[Appointment]] = defaultdict(list)
    for one in shown(place, first, last, at):
        rows[one.day].append(one)
    blocks = blocks_of(place)
    every = (first + timedelta(days=ahead) for ahead in range(days))
    return [_day(known, place, day, rows[day], taken.get((place, day), ()), blocks) for day in every]


def _day(
    known: Calendar,
    place: int,
    day: date,
    rows: Sequence[Appointment],
    taken: Collection[Taken],
    blocks: Iterable[tuple[Block, Blocked]],
) -> Day:
    terms = known.terms_of(place)
    promised = WHOLE - terms.walk_in if terms.takes(day) else 0
    shares = known.capacity.shares(place, day, taken, promised)
    holding = [(row, blocked.period.span) for row, blocked in blocks if blocked.holds(day)]
    return Day(day, known.town.places[place].staffed.spans(day), shares, rows, holding, terms.takes(day))


def shown(place: int, first: date, last: date, at: datetime) -> list[Appointment]:
    """The appointments of some days, both included, but those that are off or were never confirmed, with whom and what they take and with
    matters (two statements)."""
    rows = Appointment.objects.select_related("staff", "desk").prefetch_related("matters__task")
    there = Q(state__in=_THERE) | Q(state__in=_SOON, keeps_until__gt=at)
    found = rows.filter(there, service_point=place, day__gte=first, day__lte=last)
    return list(found.order_by("starts_at", "id"))


def blocks_of(place: int) -> list[tuple[Block, Blocked]]:
    """The blocks of a place, as stored and as the rules of the house know them (two statements)."""
    rows = Block.objects.filter(service_point=place).select_related("staff", "desk", "equipment")
    return [(row, queries.blocked(row)) for row in rows.prefetch_related("exceptions").order_by("id")]


def could_move(found: Appointment, first: date, last: date, at: datetime) -> list[datetime]:
    """The UTC moments of some local days, both included, to which staff can move an appointment, its own time left out (one statement)."""
    known, place, wanted = queries.calendar(), found.service_point_id, queries.wanted_of(found)
    today = clock.local_day(at)
    if not any(place == one for one in known.places(wanted, today)):
        return []
    rows = queries.keeping(at).exclude(pk=found.pk)
    taken = queries.taken_of_days(rows, [place], max(first, today), last)
    days = queries.released(known, place, first, last, at, Asker.STAFF)
    moments = (
        one
        for day in days
        for one in queries.free(known, wanted, place, day, taken.get((place, day), ()), asker=Asker.STAFF, at=at)
    )
    return [one for one in moments if one != found.starts_at]


@dataclass(frozen=True)
class Date:
    """One date of a series: the day, its moment (None: the clock skips it) and whether it can be had."""

    day: date
    starts: datetime | None
    free: bool


def series(wanted: Wanted, place: int, starts: datetime, every: int, times: int, at: datetime) -> list[Date]:
    """The dates of a series, and which of them can be had (two statements)."""
    known, local = queries.calendar(), clock.local(starts)
    days = [local.date() + timedelta(weeks=every * number) for number in range(times)]
    taken = queries.taken_in([place], days[0], days[-1], at)
    released = known.terms_of(place).last_day(clock.local(at), Asker.STAFF)
    found = []
    for day in days:
        try:
            one = moment(day, minute_of_day(local), clock.zone())
        except Refusal:
            found.append(Date(day, None, free=False))
            continue
        rows = taken.get((place, day), ())
        takes = known.terms_of(place).takes(day) and day <= released
        free = takes and one in queries.free(known, wanted, place, day, rows, asker=Asker.STAFF, at=at)
        found.append(Date(day, one, free=free))
    return found


def times_ahead(place: int, terms: Terms, at: datetime) -> dict[str, int]:
    """How many starting times next week (Monday to Sunday) the public could choose among for each task there, by some terms, as far as they
    are released: task key -> number (one statement)."""
    now, today = queries.calendar(), clock.local_day(at)
    known = Calendar(now.capacity, {place: terms}, now.plans)
    first = today + timedelta(days=7 - today.weekday())
    days = list(queries.released(known, place, first, first + timedelta(days=6), at, Asker.PUBLIC))
    taken = queries.taken_in([place], days[0], days[-1], at) if days else {}

    def times(task: str) -> int:
        wanted = (Matter(task),)
        rows = ((day, taken.get((place, day), ())) for day in days)
        return sum(len(queries.free(known, wanted, place, d, r, asker=Asker.PUBLIC, at=at)) for d, r in rows)

    keys = now.town.places[place].offers if terms.since else ()
    return {task: times(task) for task in keys if known.bookable(task, place, first)}


def needing(places: Collection[int], at: datetime) -> Counter[int]:
    """How many coming appointments of each place it can no longer keep (two statements)."""
    lost = decisions.lost_of(decisions.coming(places, at), queries.calendar().capacity)
    return Counter(one.place for one, _ in lost)


def could_reassign(unkept: Sequence[Unkept], at: datetime) -> set[int]:
    """The appointments (by id), of one place, that could be kept at their time by others or with other things (one statement)."""
    if not unkept:
        return set()
    known, place = queries.calendar(), unkept[0][0].service_point_id
    if place not in known.town.places:
        return set()
    days = [one.day for one, _ in unkept]
    taken = queries.taken_in([place], min(days), max(days), at)
    return {one.pk for one, _ in unkept if _others(known, one, taken[place, one.day])}


def _others(known: Calendar, one: Appointment, taken: Sequence[Taken]) -> bool:
    place, begins, chosen = one.service_point_id, minute_of(one.starts_at), queries.chosen_of(one)
    first = cell_of(begins - known.capacity.frame(place, one.day).midnight)
    others = [other for other in taken if (other.first, other.resources) != (first, chosen.resources)]
    return known.capacity.choose(queries.wanted_of(one), place, one.day, others, WHOLE, begins) is not None


def hit(place: int, at: datetime, *, town: Town | None = None, more: Blocked | None = None) -> list[Appointment]:
    """The coming appointments of a place that are kept by the rules of this moment and would not be by others (two statements; two more
    where there are any).

    Args:
        town: the municipality as it would be; None: as it is.
        more: a block there would be besides.
    """
    now, rows = queries.calendar().capacity, decisions.coming([place], at)
    lost = {one.id for one, _ in decisions.lost_of(rows, now)}
    would = {one.id for one, _ in decisions.lost_of(rows, what_if(now, place, town, more))}
    return decisions.in_order(would - lost)


def what_if(now: Capacity, place: int, town: Town | None, more: Blocked | None) -> Capacity:
    """Another capacity beside the one of this moment."""
    blocks = {**now.blocks, place: (*now.blocks.get(place, ()), more)} if more else now.blocks
    return replace(now, town=town or now.town, blocks=blocks, _frames={}, _needs={})


def feed_by_token(token: str) -> Feed | None:
    """The calendar behind a secret address; None when it is unknown or revoked, or whose it is no longer works here."""
    rows = Feed.objects.select_related("service_point", "staff").filter(digest=digest(token), revoked_at=None)
    feed = rows.first()
    gone = feed is not None and (
        (feed.staff is not None and not feed.staff.is_active)
        or (feed.service_point is not None and not feed.service_point.active)
    )
    return None if gone else feed


def feeds(staff: int | None, places: Collection[int]) -> list[Feed]:
    """The addresses that hold: one's own, and those of some places (one statement)."""
    rows = Feed.objects.select_related("service_point", "staff").filter(revoked_at=None)
    return list(rows.filter(Q(staff=staff, staff__isnull=False) | Q(service_point__in=places)))


def in_feed(feed: Feed, at: datetime) -> list[Appointment]:
    """The appointments a feed tells of, from a fortnight ago on, with matters, desk and place (two statements)."""
    rows = Appointment.objects.select_related("service_point", "desk").prefetch_related("matters__task")
    today = clock.local_day(at)
    whose = Q(staff=feed.staff_id) if feed.staff_id else Q(service_point=feed.service_point_id)
    found = rows.filter(whose, state__in=_THERE, day__gte=today - FEED_BACK, day__lte=today + AGES_AHEAD)
    return list(found.order_by("starts_at", "id"))
