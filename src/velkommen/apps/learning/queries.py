"""Reading how people become able: terms, use, who is willing, trainings, courses. Each answer takes a constant number of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.enquiries.models import Period
from velkommen.apps.learning import models
from velkommen.apps.learning.models import RUNNING, TO_COME, Participant, Refreshment, StaffCourse, Training, Willing
from velkommen.apps.placement import book
from velkommen.apps.placement.competences import ABLE_ROLES, held_by
from velkommen.apps.placement.models import Competence, Posting
from velkommen.domain.catalogue import Entry
from velkommen.domain.competence import COUNTS, DAY, Level, expertise
from velkommen.domain.kinds import Unit
from velkommen.domain.lifecycle import State
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.training import NO_TERMS, SOON, Pair, Terms, joint, months_after, prolonged, shares
from velkommen.shared import clock
from velkommen.shared.months import Month


class Used(NamedTuple):
    """How many enquiries somebody served at a place in a month (its first day) by a competence."""

    place: int
    staff: int
    key: str
    month: date
    enquiries: int


class Refreshable(NamedTuple):
    """A competence that soon ends and was used so often that it lasts until another day."""

    staff: int
    key: str
    until: date
    enquiries: int


@dataclass(frozen=True)
class JointCourse:
    """A course that was held with the library and citizen service together.

    Args:
        shares: of those who were there (`number`) the share of each unit, 0-1.
    """

    course: int
    title: str
    last_day: date
    number: int
    shares: Mapping[Unit, float]


def all_terms() -> dict[str, Terms]:
    """The terms of every competence that has any, by key (one statement)."""
    return {row.key: _terms(row) for row in models.Terms.objects.all()}


def terms_of(key: str) -> Terms:
    row = models.Terms.objects.filter(key=key).first()
    return _terms(row) if row else NO_TERMS


def keys_of_tasks(tasks: Mapping[str, Entry], day: date) -> dict[str, str]:
    """Task key -> the competence by which somebody answers for it on a day."""
    return {task: expertise(entry.on(day)) for task, entry in tasks.items()}


def used(
    since: date,
    until: date,
    places: Collection[int] | None = None,
    staff: Collection[int] | None = None,
    *,
    keys: Mapping[str, str] | None = None,
) -> list[Used]:
    """Enquiries that people served in some local days (the last not included), by competence and month, in one statement.

    An enquiry that two colleagues served counts for both.

    Args:
        places, staff: only at these, only of these; None: all.
        keys: task key -> competence, where a deed has read the tasks itself; None: as they are kept in memory.
    """
    if keys is None:
        keys = keys_of_tasks(book.town().tasks, clock.local_day(clock.now()))
    rows = Period.objects.filter(kind=State.SERVING.value, staff__isnull=False, enquiry__withdrawn=False)
    rows = rows.filter(day__gte=since, day__lt=until)
    if places is not None:
        rows = rows.filter(service_point__in=places)
    if staff is not None:
        rows = rows.filter(staff__in=staff)
    counted = rows.values("service_point", "staff", "enquiry__task__key", month=Month("day")).annotate(
        number=Count("enquiry", distinct=True)
    )
    return _by_competence(counted, keys)


def volume(
    place: int, months: int, *, at: datetime | None = None, keys: Mapping[str, str] | None = None
) -> dict[str, dict[int, float]]:
    """Competence -> staff id -> enquiries a month at a place, over the last whole months. `keys` as for `used`."""
    first, last = last_months(clock.local_day(at or clock.now()), months)
    found: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for one in used(first, last, [place], keys=keys):
        found[one.key][one.staff] += one.enquiries / months
    return {key: dict(people) for key, people in found.items()}


def last_months(today: date, months: int) -> tuple[date, date]:
    """The first day of so many whole months, and of the one that runs."""
    this = today.replace(day=1)
    return months_after(this, -months), this


def due_to_be_refreshed(at: datetime) -> list[Refreshable]:
    """What soon ends and was used enough in the time it lasts, as the worker prolongs it."""
    today, terms = clock.local_day(at), all_terms()
    keys = [key for key, one in terms.items() if one.lasts and one.refreshed_by]
    rows = _soon_over(keys, today) if keys else []
    if not rows:
        return []
    longest = max(terms[row.key].lasts or 0 for row in rows)
    since = months_after(today, -longest)
    tasks = keys_of_tasks(catalogue.entries(), today)
    uses = used(since, today + DAY, staff={row.staff_id for row in rows}, keys=tasks)
    found = (_refreshable(row, uses, terms[row.key], today) for row in rows)
    return [one for one in found if one]


def anything_due(at: datetime) -> bool:
    """Whether the worker has anything to prolong, so that a quiet day leaves no line in the log."""
    return bool(due_to_be_refreshed(at))


def willing(staff: Collection[int]) -> list[Willing]:
    """What some members of staff have put themselves forward for."""
    return list(Willing.objects.filter(staff__in=staff).select_related("staff"))


def refreshments(staff: int, key: str) -> list[Refreshment]:
    """When a competence of somebody came to last longer by use, the latest first."""
    return list(Refreshment.objects.filter(staff=staff, key=key))


def trainings(place: int) -> list[Training]:
    """All of a place, those that run first, each with how many enquiries were `practised_number` (one statement)."""
    rows = sorted(_trainings().filter(service_point=place), key=lambda row: (row.ended_on is not None, -row.pk))
    return list(rows)


def trainings_of(staff: int) -> list[Training]:
    """Those somebody learns or teaches in, running."""
    rows = _trainings().filter(RUNNING)
    return list(rows.filter(Q(learner=staff) | Q(teacher=staff)).order_by("started_on", "id"))


def practised(staff: Collection[int]) -> Iterator[tuple[tuple[int, str], tuple[int, int]]]:
    """Of the running trainings of some learners: who and which competence, and how many enquiries of how many."""
    for row in _trainings().filter(RUNNING, learner__in=staff):
        yield (row.learner_id, row.key), (row.practised_number, row.wanted)  # type: ignore[attr-defined] # annotated


def training(pk: int) -> Training:
    """One, with everybody in it. Raises: Refusal UNKNOWN_TRAINING."""
    row = _trainings().filter(pk=pk).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_TRAINING)
    return row


def pairs(rows: Sequence[Training], day: date) -> dict[int, Pair]:
    """Training id -> its two people as they are on a day (two statements)."""
    people = {one for row in rows for one in (row.learner_id, row.teacher_id)}
    held = {
        (row.staff_id, row.key): Level(row.level)
        for row in Competence.objects.filter(staff__in=people, key__in={row.key for row in rows})
        if held_by(row).holds(day)
    }
    posted = Posting.objects.filter(staff__in=people, staff__is_active=True, role__in=ABLE_ROLES)
    works = set(posted.values_list("staff_id", "service_point_id"))
    return {
        row.pk: Pair(
            held.get((row.teacher_id, row.key)),
            held.get((row.learner_id, row.key)),
            bool({(row.teacher_id, row.service_point_id), (row.teacher_id, None)} & works),
            bool({(row.learner_id, row.service_point_id), (row.learner_id, None)} & works),
        )
        for row in rows
    }


def courses_to_come() -> list[StaffCourse]:
    """Courses that are neither over nor called off, by their first day (three statements)."""
    return sorted(_courses().filter(TO_COME), key=lambda row: ([one.day for one in row.days.all()], row.pk))


def courses_over(since: date) -> list[StaffCourse]:
    """Courses that were held or called off since a day, the latest first."""
    return list(_courses().filter(closed_on__gte=since).order_by("-closed_on", "-id"))


def keeps_courses() -> bool:
    """Whether courses for colleagues are kept here at all."""
    return StaffCourse.objects.exists()


def course(pk: int) -> StaffCourse:
    """One, with its days and participants. Raises: Refusal UNKNOWN_STAFF_COURSE."""
    row = _courses().filter(pk=pk).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_STAFF_COURSE)
    return row


def joint_courses(place: int, since: date) -> list[JointCourse]:
    """Courses held since a day with both groups there, for a place: held there, or attended by somebody who works there."""
    mine = set(Posting.objects.filter(service_point=place).values_list("staff_id", flat=True))
    found = []
    for row in courses_over(since):
        there = [one for one in row.participants.all() if one.attended]
        units = [one.unit for one in there]
        ours = row.service_point_id == place or any(one.staff_id in mine for one in there)
        if not row.called_off and ours and joint(units):
            last = max(one.day for one in row.days.all())
            found.append(JointCourse(row.pk, row.title, last, len(there), shares(units)))
    return found


def _terms(row: models.Terms) -> Terms:
    return Terms(row.lasts, row.refreshed_by, row.minimum)


def _by_competence(counted: Iterable[Mapping[str, object]], keys: Mapping[str, str]) -> list[Used]:
    found: dict[tuple[int, int, str, date], int] = defaultdict(int)
    for row in counted:
        place, person, task, month, number = (
            row[name] for name in ("service_point", "staff", "enquiry__task__key", "month", "number")
        )
        found[place, person, keys.get(str(task), str(task)), month] += number  # type: ignore[index,operator] # as the query says
    return [Used(*key, number) for key, number in sorted(found.items())]


def _soon_over(keys: Collection[str], today: date) -> list[Competence]:
    """What ends within days and is not followed by anything that was said of later."""
    held = Competence.objects.filter(key__in=keys).order_by("staff_id", "key", "first")
    later = {(row.staff_id, row.key) for row in held if row.first > today and row.level in COUNTS}
    ends = [row for row in held if held_by(row).holds(today) and row.last and row.last <= today + DAY * SOON]
    return [row for row in ends if row.level in COUNTS and (row.staff_id, row.key) not in later]


def _refreshable(row: Competence, uses: Sequence[Used], terms: Terms, today: date) -> Refreshable | None:
    since = months_after(today, -(terms.lasts or 0)).replace(day=1)
    number = sum(
        one.enquiries for one in uses if (one.staff, one.key) == (row.staff_id, row.key) and one.month >= since
    )
    found = prolonged(row.last or date.max, number, today, terms)
    return Refreshable(row.staff_id, row.key, found, number) if found else None


def _trainings() -> QuerySet[Training]:
    rows = Training.objects.select_related("learner", "teacher", "service_point")
    return rows.annotate(practised_number=Count("practised"))


def _courses() -> QuerySet[StaffCourse]:
    seats = Prefetch("participants", Participant.objects.select_related("staff"))
    return StaffCourse.objects.select_related("service_point").prefetch_related("days", seats)
