"""What is one's own: shifts ahead, what one is to hear, absences and leave, wishes; and what one could take."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from velkommen.apps.placement import book
from velkommen.apps.placement.book import AT_DESKS
from velkommen.apps.placement.models import Absence, Posting, RosteredDay, Shift
from velkommen.apps.roster import holding
from velkommen.apps.roster.models import Ask, Deal, Leave, Note, Wish
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.timetable import minute_of_day, wall
from velkommen.domain.intervals import minute_of, moment_of
from velkommen.domain.roster.deals import DealState, LeaveState
from velkommen.shared import clock

AHEAD = timedelta(days=62)
MOST = 200  # rows of any list
FORTNIGHT = 14  # days back in which a last shift is looked for


@dataclass(frozen=True)
class Free:
    """A shift one could take: open, or (with `deal`) given up by a colleague. `asked`: one was asked to take it."""

    shift: Shift
    deal: Deal | None
    asked: bool


def published_shifts() -> QuerySet[Shift]:
    """The shifts of published days, with place and whose they are."""
    told = RosteredDay.objects.filter(service_point=OuterRef("service_point"), day=OuterRef("day"))
    return Shift.objects.filter(Exists(told)).select_related("service_point", "staff").order_by("day", "opens", "id")


def my_shifts(staff: int, at: datetime) -> list[tuple[Shift, Deal | None]]:
    """One's published shifts from today on, each with the deal it is in, if it is in one (two statements)."""
    today = clock.local_day(at)
    rows = list(published_shifts().filter(staff=staff, day__range=(today, today + AHEAD))[:MOST])
    deals = Deal.objects.filter(state__in=holding.LIVE_STATES).select_related("taker")
    found = {deal.shift_id: deal for deal in deals.filter(shift__in=[row.pk for row in rows])}
    return [(row, found.get(row.pk)) for row in rows]


def free_shifts(staff: int, at: datetime) -> list[Free]:
    """The shifts one could take at one's places: nobody has them, whoever has them left, or a colleague gives them up (four statements)."""
    local = clock.local(at)
    places = Posting.objects.filter(staff=staff, role__in=AT_DESKS).exclude(service_point=None).values("service_point")
    coming = published_shifts().filter(service_point__in=places, day__range=(local.date(), local.date() + AHEAD))
    coming = coming.exclude(staff=staff).exclude(day=local.date(), opens__lte=minute_of_day(local))
    here = Posting.objects.filter(staff=OuterRef("staff"), service_point=OuterRef("service_point"), role__in=AT_DESKS)
    left = ~Exists(here.filter(staff__is_active=True))
    given = Deal.objects.filter(shift=OuterRef("pk"), state=DealState.OPEN.value)
    taken = Deal.objects.filter(shift=OuterRef("pk"), state=DealState.CLAIMED.value)
    rows = list(coming.filter(Q(staff=None) | left | Exists(given)).exclude(Exists(taken))[:MOST])
    ids = [row.pk for row in rows]
    deals = {deal.shift_id: deal for deal in Deal.objects.filter(shift__in=ids, state=DealState.OPEN.value)}
    asked = set(Ask.objects.filter(shift__in=ids, staff=staff).values_list("shift_id", flat=True))
    found = [Free(row, deals.get(row.pk), row.pk in asked) for row in rows]
    return sorted(found, key=lambda one: not one.asked)


def my_claims(staff: int) -> list[Deal]:
    """What one wants to take and nobody has decided."""
    rows = Deal.objects.filter(taker=staff, state=DealState.CLAIMED.value)
    return list(rows.select_related("shift__service_point", "giver", "instead")[:MOST])


def my_notes(staff: int) -> list[Note]:
    return list(Note.objects.filter(staff=staff).select_related("service_point")[:MOST])


def my_absences(staff: int, at: datetime) -> list[Absence]:
    """Those that are not over."""
    return list(Absence.objects.filter(staff=staff, last__gte=clock.local_day(at))[:MOST])


def my_leaves(staff: int, at: datetime) -> list[Leave]:
    """Those ahead, and what was said about them; withdrawn ones are nobody's business."""
    rows = Leave.objects.filter(staff=staff, last__gte=clock.local_day(at))
    return list(rows.exclude(state=LeaveState.WITHDRAWN.value)[:MOST])


def my_wishes(staff: int, at: datetime) -> list[Wish]:
    """Those of weekdays, and those of days ahead."""
    return list(Wish.objects.filter(Q(day=None) | Q(day__gte=clock.local_day(at)), staff=staff)[:MOST])


@dataclass(frozen=True)
class Requests:
    """What waits for the leader of a place: leave asked for, shifts that change hands; and who is away or will be."""

    leaves: Sequence[Leave]
    deals: Sequence[Deal]
    absences: Sequence[Absence]


def requests(place: int, at: datetime) -> Requests:
    """Three statements."""
    people = [one.id for one in book.town().places[place].people]
    leaves = Leave.objects.filter(staff__in=people, state=LeaveState.ASKED.value).select_related("staff")
    deals = Deal.objects.filter(shift__service_point=place, state=DealState.CLAIMED.value)
    absences = Absence.objects.filter(staff__in=people, last__gte=clock.local_day(at)).select_related("staff")
    sides = ("shift__service_point", "giver", "taker", "instead")
    return Requests(list(leaves[:MOST]), list(deals.select_related(*sides)[:MOST]), list(absences[:MOST]))


def waiting(places: Collection[int]) -> int:
    """How many requests wait at some places (two statements)."""
    people = Posting.objects.filter(service_point__in=places, role__in=AT_DESKS).values("staff")
    leaves = Leave.objects.filter(staff__in=people, state=LeaveState.ASKED.value).count()
    return leaves + Deal.objects.filter(shift__service_point__in=places, state=DealState.CLAIMED.value).count()


def last_shift_end(staff: int, at: datetime) -> datetime | None:
    """When somebody's last shift before a moment ended, within a fortnight: a published one, else by usual duty. None: nobody knows.

    One statement besides the edition of the book.
    """
    today, now = clock.local_day(at), minute_of(at)
    since = today - A_DAY * FORTNIGHT
    rows = published_shifts().filter(staff=staff, day__range=(since, today)).values_list("day", "closes")
    ends = [wall(day, closes, clock.zone()) for day, closes in rows]
    past = [end for end in (*ends, *_usual_ends(staff, at)) if end <= now]
    return moment_of(max(past)) if past else None


def _usual_ends(staff: int, at: datetime) -> Iterable[int]:
    today = clock.local_day(at)
    for place in book.town().places.values():
        duty = next((one.duty for one in place.people if one.id == staff), None)
        for back in range(FORTNIGHT if duty else 0):
            day = today - A_DAY * back
            for _, closes in duty.spans(day) if duty and day not in place.rostered else ():
                yield wall(day, closes, clock.zone())
