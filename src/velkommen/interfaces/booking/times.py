"""When there is time where, as a short list: the earliest of each place, or the days of one place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from velkommen.apps.appointments import queries
from velkommen.apps.appointments.queries import Calendar
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.booking.freedom import Wanted
from velkommen.domain.booking.terms import Asker
from velkommen.domain.intervals import minute_of
from velkommen.domain.placement.facts import Place
from velkommen.domain.placement.town import Town
from velkommen.domain.travel import Position
from velkommen.interfaces.booking.asking import EVENING, SATURDAY, Search, slot_of
from velkommen.shared import clock

Found = Mapping[int, Sequence[datetime]]

WINDOW = timedelta(days=13)  # a fortnight is looked through at a time, its first day counted besides
FROM_HOUR, SIXTH = 16, 5  # when evening begins; Saturday
MOST_PLACES, AT_A_PLACE = 5, 3  # of the list of places: how many, and how many times of each
MOST_DAYS, ON_A_DAY = 4, 6  # of one place: how many days, and how many times of each before the rest is folded away
UNKNOWN_WAY = 10_000  # minutes, for sorting: nobody knows how far it is


@dataclass(frozen=True)
class Time:
    """A moment, and how its button says it."""

    moment: datetime
    slot: str


@dataclass(frozen=True)
class Day:
    """Times of a local day: those one sees, and those one unfolds."""

    day: date
    first: tuple[Time, ...]
    rest: tuple[Time, ...] = ()


@dataclass(frozen=True)
class There:
    """A place with times. `minutes` is how far it is from where one comes from; `stop` where a bus stands at the first of them."""

    place: Place
    point: ServicePoint
    days: tuple[Day, ...]
    minutes: int | None = None
    stop: str = ""


@dataclass(frozen=True)
class Listing:
    """What is shown.

    Args:
        there: the places, in the order they are shown in.
        hidden: how many more places have times.
        later: the day from which on there may be more; None: nothing more is released.
        asked: ids of the places that give appointments for all of it, whether or not they have time.
    """

    there: tuple[There, ...]
    hidden: int
    later: date | None
    asked: tuple[int, ...]


def listing(search: Search, at: datetime) -> Listing:
    """The short list of a search (three statements; more where nothing is found soon)."""
    known, today = queries.calendar(), clock.local_day(at)
    asked = [pk for pk in known.places(search.wanted, today) if search.place in ("", known.town.places[pk].slug)]
    last = max((queries.last_day(known, pk, at, Asker.PUBLIC) for pk in asked), default=today)
    first = min(max(today, search.after or today), last)
    until = min(first + WINDOW, last)
    found = _found(search, asked, first, until, at)
    if not found and until < last:
        until = last
        found = _found(search, asked, first, until, at)
    if search.place:
        there, shown = _of_one(known, found)
        later = shown + timedelta(days=1) if shown else until + timedelta(days=1)
    else:
        there, later = _of_all(known, search, found, at), until + timedelta(days=1)
    most = len(there) if search.every else MOST_PLACES
    return Listing(there[:most], len(there[most:]), later if found and later <= last else None, tuple(asked))


def groups(moments: Iterable[tuple[int, datetime]]) -> tuple[There, ...]:
    """Single times, as the nearest ones to one that cannot be had, by place in the order given."""
    town, by_place = queries.calendar().town, dict[int, list[datetime]]()
    for place, moment in moments:
        by_place.setdefault(place, []).append(moment)
    points = _points(by_place)
    return tuple(
        _there(town, points[pk], _days(town.places[pk], times), {}) for pk, times in by_place.items() if pk in points
    )


def origins(town: Town) -> list[tuple[str, str]]:
    """Where one may come from, as (value, name): each place that is somewhere, and each stop of a mobile library."""
    places = sorted(town.places.values(), key=lambda place: place.name)
    found = [(place.slug, place.name) for place in places if place.position]
    for place in places:
        stops = (stop for stop in enumerate(place.stops) if stop[1].position)
        found += [(f"{place.slug}/{number}", f"{stop.name} ({place.name})") for number, stop in stops]
    return found


def _found(search: Search, asked: Sequence[int], first: date, last: date, at: datetime) -> Found:
    found = queries.find(search.wanted, asked, first, last, asker=Asker.PUBLIC, at=at)
    fitting = {pk: [moment for moment in moments if _fits(search, moment)] for pk, moments in found.items()}
    return {pk: moments for pk, moments in fitting.items() if moments}


def _fits(search: Search, moment: datetime) -> bool:
    local = clock.local(moment)
    if search.when == EVENING:
        return local.hour >= FROM_HOUR
    return search.when != SATURDAY or local.weekday() == SIXTH


def _of_all(known: Calendar, search: Search, found: Found, at: datetime) -> tuple[There, ...]:
    """The earliest day of each place: soonest first, or nearest first where one said where from."""
    far, points = _far(known.town, search.wanted, search.near, at), _points(found)
    there = [
        _there(known.town, points[pk], _days(known.town.places[pk], moments, 1, AT_A_PLACE, fold=False), far)
        for pk, moments in found.items()
        if pk in points
    ]
    key = lambda one: (one.minutes if one.minutes is not None else UNKNOWN_WAY) if far else 0  # noqa: E731
    return tuple(sorted(there, key=lambda one: (key(one), one.days[0].first[0].moment, one.place.name)))


def _of_one(known: Calendar, found: Found) -> tuple[tuple[There, ...], date | None]:
    """The first days of the one place, and the last of them that is shown."""
    if not found:
        return (), None
    (pk, moments), *_ = found.items()
    days = _days(known.town.places[pk], moments, MOST_DAYS, ON_A_DAY)
    more = clock.local_day(moments[-1]) > days[-1].day
    return (_there(known.town, _points([pk])[pk], days, {}),), days[-1].day if more else None


def _there(town: Town, point: ServicePoint, days: tuple[Day, ...], far: Mapping[int, int | None]) -> There:
    place = town.places[point.pk]
    stop = place.stop_at(clock.local(days[0].first[0].moment)) if place.stops else None
    return There(place, point, days, far.get(point.pk), stop.name if stop else "")


def _days(
    place: Place, moments: Sequence[datetime], days: int = 99, times: int = 99, *, fold: bool = True
) -> tuple[Day, ...]:
    by_day: dict[date, list[Time]] = {}
    for moment in moments:
        by_day.setdefault(clock.local_day(moment), []).append(Time(moment, slot_of(place.slug, moment)))
    some = list(by_day.items())[:days]
    return tuple(Day(day, tuple(all_[:times]), tuple(all_[times:]) if fold else ()) for day, all_ in some)


def _points(places: Iterable[int]) -> Mapping[int, ServicePoint]:
    return ServicePoint.objects.in_bulk(list(places))


def _far(town: Town, wanted: Wanted, near: str, at: datetime) -> Mapping[int, int | None]:
    """How many minutes it is to each place that does the first of the matters; empty for nowhere in particular."""
    slug, _slash, number = near.partition("/")
    place = next((one for one in town.places.values() if one.slug == slug), None)
    if place is None:
        return {}
    origin: Position | int | None = _stop(place, number) if number else place.id
    if origin is None:
        return {}
    found: dict[int, int | None] = {
        one.place: one.minutes for one in town.nearest(wanted[0].task, minute_of(at), origin)
    }
    return found if number else {place.id: 0, **found}


def _stop(place: Place, number: str) -> Position | None:
    known = number.isascii() and number.isdecimal() and len(number) < 3 and int(number) < len(place.stops)
    return place.stops[int(number)].position if known else None


def released_at(known: Calendar, asked: Iterable[int]) -> int | None:
    """The minute of the day at which new times come, where places have any: of several the first."""
    return min((known.terms_of(pk).release for pk in asked), default=None)
