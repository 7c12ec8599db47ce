"""The dated history of the places: what changed where and when, gathered from the rooms that know it. Statements are constant."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter

from velkommen.apps.evaluation.hours_then import HoursThen
from velkommen.apps.learning.models import StaffCourse
from velkommen.apps.placement import book
from velkommen.apps.placement.models import ALWAYS, NO_ROLE, Agreement, Offer, Posting
from velkommen.apps.places.models import Desk
from velkommen.domain import cooperation
from velkommen.domain.cooperation import Model
from velkommen.domain.effects.changes import Change, Sort
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.training import joint
from velkommen.shared import clock
from velkommen.shared.log.models import Deed


def changes(hours: HoursThen) -> list[Change]:
    """Everything that is known to have changed at the places `hours` are of, the newest first."""
    found = [*_models(), *_tasks(), *_hours(hours), *_desks(), *_courses()]
    mine = [one for one in found if one.place in hours.places]
    return sorted(mine, key=lambda one: (-one.day.toordinal(), one.place, one.sort))


def _models() -> Iterator[Change]:
    """Each agreement but the first, which says how it was from the beginning; one that is dated says it was unknown before."""
    rows = Agreement.objects.prefetch_related("performed__task").order_by("service_point", "since")
    for place, mine in groupby(rows, attrgetter("service_point_id")):
        steps = [(row.since, cooperation.label(book.agreement_of(row)).model) for row in mine]
        if steps[0][0] > ALWAYS:
            steps.insert(0, (ALWAYS, Model.UNKNOWN))
        for (_, before), (since, after) in pairwise(steps):
            yield Change(since, place, Sort.MODEL, before.value, after.value)


def _tasks() -> Iterator[Change]:
    """The tasks of a place that began, ended or got another role on a day."""
    moved: dict[tuple[int, date], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = Offer.objects.order_by("service_point", "task", "since").values_list(
        "service_point", "task__key", "since", "role"
    )
    for (place, task), steps in groupby(rows, lambda row: row[:2]):
        before = NO_ROLE
        for _, _, since, role in steps:
            if since > ALWAYS and role != before:
                kind = "begun" if before == NO_ROLE else "ended" if role == NO_ROLE else "altered"
                moved[place, since][kind].append(task)
            before = role
    for (place, since), kinds in moved.items():
        begun, ended, altered = (tuple(sorted(kinds[kind])) for kind in ("begun", "ended", "altered"))
        yield Change(since, place, Sort.TASKS, begun=begun, ended=ended, altered=altered)


def _hours(hours: HoursThen) -> Iterator[Change]:
    """Days on which a usual week got another number of staffed minutes, seasons not counted."""
    for place in hours.places:
        for day in hours.turns(place):
            before, after = hours.week(place, day - A_DAY), hours.week(place, day)
            if before and after and before != after:
                yield Change(day, place, Sort.HOURS, before, after)


def _desks() -> Iterator[Change]:
    """Desks that were added, as far back as the log goes; those a place began with are no change."""
    names = dict(Desk.objects.values_list("id", "name"))
    known: dict[int, set[date]] = defaultdict(set)
    rows = Deed.objects.filter(name__in=("add_place", "add_desk")).order_by("id")
    for name, place, at, answer in rows.values_list("name", "service_point_id", "at", "answer"):
        day, desk = clock.local_day(at), (answer or {}).get("id")
        if place and name == "add_place":
            known[place].add(day)
        elif place and day not in known[place] and desk in names:
            yield Change(day, place, Sort.DESK, words=names[desk])


def _courses() -> Iterator[Change]:
    """Courses held with both groups there: from the day after, at every place somebody works who was there."""
    places = _places_of_staff()
    held = StaffCourse.objects.filter(called_off=False, closed_on__isnull=False)
    for course in held.prefetch_related("days", "participants"):
        there = [one for one in course.participants.all() if one.attended]
        days = [one.day for one in course.days.all()]
        if days and joint([one.unit for one in there]):
            for place in sorted({place for one in there for place in places.get(one.staff_id, ())}):
                yield Change(max(days) + A_DAY, place, Sort.COURSE, words=course.title)


def _places_of_staff() -> Mapping[int, Sequence[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for staff, place in Posting.objects.exclude(service_point=None).values_list("staff", "service_point"):
        found[staff].append(place)
    return found
