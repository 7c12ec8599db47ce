"""The rosters of Fjordby: Nordby and the main library have published this month and the next, as everybody usually serves there.

Something is under way: an open shift, a swap that waits for a yes, a leave asked for, wishes, and what Saturdays need.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta

from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import RosteredDay, Shift
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.roster.models import Deal, Leave, Need, Wish
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.intervals import both
from velkommen.domain.placement.facts import Place
from velkommen.domain.roster.deals import DealState

PLACES = ("nordby", "hovedbiblioteket")
WEEKDAYS, SATURDAY = 0b11111, 0b100000
MONDAY, WEDNESDAY, FRIDAY = 0, 2, 4
#: Place -> weekdays, from, to, competence, how many.
NEEDS: dict[str, tuple[tuple[int, int, int, str, int], ...]] = {
    "nordby": ((WEEKDAYS, 600, 1080, "", 2), (SATURDAY, 600, 840, "passport", 1), (WEEKDAYS, 780, 1020, "passport", 1)),
    "hovedbiblioteket": ((WEEKDAYS, 600, 1020, "", 2), (SATURDAY, 600, 840, "passport", 1)),
}
WISHES = (("mette", True, FRIDAY), ("ida", False, MONDAY), ("karen", True, WEDNESDAY))


def settle(today: date, at: datetime) -> None:
    """Insert shifts and what is under way; who is on duty stays who it was."""
    points = dict(ServicePoint.objects.filter(slug__in=PLACES).values_list("slug", "id"))
    staff = dict(Staff.objects.values_list("username", "id"))
    town, days = book.read(), _two_months(today)
    for slug in PLACES:
        _publish(town.places[points[slug]], days)
        Need.objects.bulk_create(
            Need(service_point_id=points[slug], weekdays=on, opens=a, closes=b, competence=what, number=number)
            for on, a, b, what, number in NEEDS[slug]
        )
    _under_way(points, staff, today, at)
    Wish.objects.bulk_create(Wish(staff_id=staff[who], free=free, weekday=on) for who, free, on in WISHES)


def _two_months(today: date) -> list[date]:
    first = today.replace(day=1)
    after = first + timedelta(days=31)
    last = after.replace(day=monthrange(after.year, after.month)[1])
    return [first + A_DAY * ahead for ahead in range((last - first).days + 1)]


def _publish(place: Place, days: list[date]) -> None:
    """Everybody's usual hours as shifts, on each day on which anybody serves."""
    rows = [
        Shift(staff_id=one.id, service_point_id=place.id, day=day, opens=opens, closes=closes)
        for day in days
        for one in place.people
        if one.duty
        for opens, closes in both(one.duty.spans(day), place.staffed.spans(day))
    ]
    Shift.objects.bulk_create(rows)
    RosteredDay.objects.bulk_create(
        RosteredDay(service_point_id=place.id, day=day) for day in sorted({row.day for row in rows})
    )


def _under_way(points: dict[str, int], staff: dict[str, int], today: date, at: datetime) -> None:
    """One shift nobody has, one that Jens gives up and Ida would take, and Karen's leave."""
    nordby = RosteredDay.objects.filter(service_point=points["nordby"], day__gt=today).order_by("day")
    saturday = next(row.day for row in nordby if row.day.weekday() == 5)
    Shift.objects.create(service_point_id=points["nordby"], day=saturday, opens=600, closes=840)
    given = Shift.objects.filter(service_point=points["nordby"], staff=staff["jens"], day__gt=today + A_DAY * 7)
    shift = given.filter(day__week_day=5).order_by("day")[0]  # a Thursday, on which Ida is at no other place
    state = DealState.CLAIMED.value
    Deal.objects.create(shift=shift, giver_id=staff["jens"], taker_id=staff["ida"], state=state, made_at=at)
    first = today + A_DAY * (21 - today.weekday())
    Leave.objects.create(staff_id=staff["karen"], first=first, last=first + A_DAY * 4, asked_at=at)
