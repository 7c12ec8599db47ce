"""Reading the line. No counts on a request's path: lists are bounded, "full" is asked by the row that would not fit."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, Count, Exists, F, OrderBy, Q, QuerySet, Value, When

from velkommen.apps.placement.models import DeskGroup
from velkommen.apps.places.models import Desk, ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.domain.lifecycle import Ending, State
from velkommen.domain.line import Rank, rank

LINE_LIMIT = 500
NO_DESK = -1
STANDING = ("-booked", "queued_at", "id")  # as the index of the line


class InLine(NamedTuple):
    """Somebody who waits, as far as the order asks."""

    id: int
    queued_at: datetime
    booked: bool

    def rank(self, at: datetime) -> Rank:
        return rank(self.queued_at, at, booked=self.booked, visit=self.id)


def in_order(at: datetime, visit: str = "") -> tuple[OrderBy, ...]:
    """The order of `domain.line.rank` for the database: who is called next comes first.

    Args:
        visit: how a visit is reached from the rows, such as "visit__".
    """
    early = Case(When(is_early(at, visit), then=Value(1)), default=Value(0))
    return (early.asc(), F(f"{visit}booked").desc(), F(f"{visit}queued_at").asc(), F(f"{visit}id").asc())


def is_early(at: datetime, visit: str = "") -> Q:
    """Those who have an appointment whose time has not come. Who is not among them stands in the order the index of the line has."""
    return Q(**{f"{visit}booked": True, f"{visit}queued_at__gt": at})


def waiting(place: int, day: date) -> QuerySet[Visit]:
    """The line, as its index has it: at every moment the order of those who are not early. `in_order` has the others, too."""
    return Visit.objects.filter(service_point=place, day=day, state=State.WAITING.value).order_by(*STANDING)


def is_full(place: int, day: date, most: int | None) -> bool:
    """Whether `most` people wait already (None: never). Numbers drawn from home take no room from those who are there."""
    if most is None:
        return False
    return most == 0 or _last_place(place, day, most).exists()


def full_at(limits: Mapping[int, int | None], day: date) -> set[int]:
    """The places, of those with how many may wait there, that are full as `is_full` says it (one statement at most)."""
    never = {place for place, most in limits.items() if most == 0}
    taken = [Q(pk=place) & Exists(_last_place(place, day, most)) for place, most in limits.items() if most]
    if not taken:
        return never
    return never | set(ServicePoint.objects.filter(Q(*taken, _connector=Q.OR)).values_list("pk", flat=True))


def _last_place(place: int, day: date, most: int) -> QuerySet[Visit]:
    """The row of who has the last place in line, if somebody has."""
    return waiting(place, day).filter(from_home=False)[most - 1 : most]


def taken_from_home(places: Collection[int], day: date) -> dict[int, int]:
    """How many of their numbers from home are taken at some places, in one statement: service point id -> how many, where any are.

    Taken is one with which nobody has come: it waits, it is called, or it was called in vain. The last holds its room until the
    evening, so that whoever draws numbers and does not come costs a place no more calls a day than it gives numbers. Who says that
    they are leaving makes room.
    """
    not_come = Q(state__in=[State.WAITING.value, State.CALLED.value]) | Q(ending=Ending.NO_SHOW.value)
    rows = Visit.objects.filter(not_come, service_point__in=places, day=day, from_home=True)
    return dict(rows.values_list("service_point").annotate(Count("id")).order_by())


def for_desk(desk: int) -> Q:
    """The visits a desk may call, as a condition on enquiries: sent to it, or to none in particular in a line it serves."""
    lines = DeskGroup.objects.filter(desk=desk)
    served = Q(visit__group__in=lines.values("group")) | Q(~Exists(lines))
    return Q(visit__for_desk=desk) | (Q(visit__for_desk=None) & served)


def desk_beside(visit: int, number: int) -> int:
    """The id of the desk with a number where a visit is; NO_DESK when there is none, so that the deed refuses in its own order."""
    place = Visit.objects.filter(pk=visit).values("service_point")
    return Desk.objects.filter(service_point__in=place, number=number).values_list("id", flat=True).first() or NO_DESK


def beside(visit: Visit) -> list[InLine]:
    """The others who wait in the same line (at most LINE_LIMIT)."""
    others = waiting(visit.service_point_id, visit.day).filter(group=visit.group_id).exclude(pk=visit.pk)
    return [InLine(*row) for row in others.values_list("id", "queued_at", "booked")[:LINE_LIMIT]]


def ahead_of(visit: Visit, at: datetime) -> list[int]:
    """The ids of those who would be called before this one in the same line at a moment, next one first (at most LINE_LIMIT)."""
    return next_first(visit, beside(visit), at)


def next_first(visit: Visit, others: Sequence[InLine], at: datetime) -> list[int]:
    """The same of others in line that are known already."""
    mine = InLine(visit.pk, visit.queued_at, visit.booked).rank(at)
    before = sorted((one.rank(at), one.id) for one in others)
    return [pk for place, pk in before if place < mine]


def ahead(visit: Visit, at: datetime) -> int:
    """How many would be called before this one in the same line (at most LINE_LIMIT)."""
    return len(ahead_of(visit, at))


def lines(place: int, day: date, at: datetime) -> dict[int, list[int]]:
    """Who waits in each line of a place: task group id -> visit ids, next one first (at most LINE_LIMIT in all)."""
    found: dict[int, list[int]] = {}
    for pk, group in waiting(place, day).order_by(*in_order(at)).values_list("id", "group")[:LINE_LIMIT]:
        found.setdefault(group, []).append(pk)
    return found


def called(place: int, day: date, most: int) -> list[Visit]:
    """The numbers called last on a local day, newest call first, with their desks. One that was put back in line is no call."""
    calls = Visit.objects.select_related("desk").filter(service_point=place, day=day, announced_at__isnull=False)
    return list(calls.exclude(Q(state=State.WAITING.value) | Q(letter="")).order_by("-announced_at", "-id")[:most])


def drawn_by(op: UUID, place: int, day: date) -> Visit | None:
    """The visit in line whose number an operation drew, if nothing has happened to it since."""
    return waiting(place, day).filter(last_op=op).first()


def drawn_from_home(op: UUID, day: date) -> Visit | None:
    """The same of a number drawn from home, at whatever place."""
    return Visit.objects.filter(day=day, from_home=True, state=State.WAITING.value, last_op=op).first()


def by_link(link: str) -> Visit | None:
    """The visit behind a citizen's link, with place and group."""
    return Visit.objects.select_related("service_point", "group", "desk").filter(link=link).first()
