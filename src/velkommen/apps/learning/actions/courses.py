"""Courses for colleagues of all groups: planned, filled, held or called off; who passes is able to do what it gives."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.learning import queries
from velkommen.apps.learning.models import Participant, StaffCourse, StaffCourseDay, Willing
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.competences import How, levels, make_able, places_of
from velkommen.apps.places import queries as places
from velkommen.domain.catalogue import COMPETENCE_FORM
from velkommen.domain.competence import COUNTS, RANK, Held, Level, Won
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.training import MOST_SEATS, until
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

LONGEST_TITLE, LONGEST_ROOM, MOST_DAYS = 120, 80, 60


@dataclass(frozen=True)
class CourseFacts:
    """A course as it is wished.

    Args:
        days: local days, one at least.
        gives: keys of competences.
        level: how able who passes is.
        exam: whether passing is an exam's.
    """

    title: str
    days: Sequence[date]
    seats: int
    room: str = ""
    gives: Sequence[str] = field(default=())
    level: Level = Level.ALONE
    exam: bool = False


class CourseAnswer(TypedDict):
    course: int


class Seated(TypedDict):
    """Who it is about, and whether they wait for a seat."""

    course: int
    staff: int
    waiting: bool


class Closed(TypedDict):
    """How many were there, passed, and became able to do something."""

    course: int
    attended: int
    passed: int
    able: int


@deed(Right.ARRANGE)
def plan_staff_course(*, place: int, facts: CourseFacts, by: Actor, at: datetime, op: UUID) -> Done[CourseAnswer]:
    """Announce a course at a place, to colleagues of every place.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_VALUE with the field, BAD_TERMS for seats, NOTHING_GIVEN without a day,
            TOO_MANY days, BAD_COMPETENCE_KEY.
    """
    by.require(Right.ARRANGE, place)
    here = places.hold(place)
    _check(facts)
    row = StaffCourse.objects.create(
        service_point=here,
        title=facts.title.strip(),
        room=facts.room.strip(),
        seats=facts.seats,
        gives=sorted(set(facts.gives)),
        level=facts.level.value,
        exam=facts.exam,
    )
    StaffCourseDay.objects.bulk_create(StaffCourseDay(course=row, day=day) for day in sorted(set(facts.days)))
    return Done({"course": row.pk}, place)


@deed(Right.LEARN)
def sign_up_for_staff_course(
    *, course: int, staff: int, wait: bool = False, by: Actor, at: datetime, op: UUID
) -> Done[Seated]:
    """Give somebody a seat: oneself, or (for a leader) somebody of one's places.

    Args:
        wait: take a place on the waiting list where no seat is free.

    Raises:
        Refusal: UNKNOWN_STAFF_COURSE, STAFF_COURSE_OVER, UNKNOWN_STAFF, NOT_ALLOWED, STAFF_SIGNED_UP, STAFF_COURSE_FULL.
    """
    row = _open(course)
    place = _speaks_for(staff, by)
    who = Staff.objects.get(pk=staff)
    if row.participants.filter(staff=who).exists():
        raise Refusal(Code.STAFF_SIGNED_UP, name=who.shown_name)
    full = row.participants.filter(waiting=False).count() >= row.seats
    if full and not wait:
        raise Refusal(Code.STAFF_COURSE_FULL, seats=row.seats)
    Participant.objects.create(course=row, staff=who, unit=who.unit, waiting=full)
    return Done({"course": course, "staff": staff, "waiting": full}, place)


@deed(Right.LEARN)
def leave_staff_course(*, course: int, staff: int, by: Actor, at: datetime, op: UUID) -> Done[Seated]:
    """Give a seat back; who has waited longest, and still works here, gets it. For who has left the house whoever leads the course does.

    Raises:
        Refusal: UNKNOWN_STAFF_COURSE, STAFF_COURSE_OVER, UNKNOWN_STAFF, NOT_ALLOWED, STAFF_NOT_SIGNED_UP.
    """
    row = _open(course)
    place = (
        row.service_point_id
        if _has_left(staff) and by.may(Right.ARRANGE, row.service_point_id)
        else _speaks_for(staff, by)
    )
    seat = row.participants.filter(staff=staff).first()
    if seat is None:
        raise Refusal(Code.STAFF_NOT_SIGNED_UP, name=Staff.objects.get(pk=staff).shown_name)
    seat.delete()
    following = row.participants.filter(waiting=True, staff__is_active=True).order_by("id").first()
    if following and not seat.waiting:
        following.waiting = False
        following.save(update_fields=("waiting",))
    return Done({"course": course, "staff": staff, "waiting": False}, place)


@deed(Right.ARRANGE)
def close_staff_course(
    *, course: int, attended: Collection[int], passed: Collection[int], by: Actor, at: datetime, op: UUID
) -> Done[Closed]:
    """Note who was there and who passed: these are able to do what the course gives, from today on.

    Args:
        attended, passed: staff ids among those with a seat; who passed was there.

    Raises:
        Refusal: UNKNOWN_STAFF_COURSE, NOT_ALLOWED, STAFF_COURSE_OVER, STAFF_COURSE_AHEAD, STAFF_NOT_SIGNED_UP.
    """
    row, today = _open(course), clock.local_day(at)
    by.require(Right.ARRANGE, row.service_point_id)
    last = row.days.order_by("-day").values_list("day", flat=True)[0]
    if today < last:
        raise Refusal(Code.STAFF_COURSE_AHEAD, on=last.isoformat())
    seats = {seat.staff_id: seat for seat in row.participants.filter(waiting=False)}
    there = {*attended, *passed}
    if there - seats.keys():
        raise Refusal(Code.STAFF_NOT_SIGNED_UP, name=_names(there - seats.keys()))
    for staff, seat in seats.items():
        seat.attended, seat.passed = staff in there, staff in passed
    Participant.objects.bulk_update(seats.values(), ("attended", "passed"))
    able = sum(_able(row, staff, today) for staff in sorted(passed))
    _close(row, today)
    return Done(
        {"course": course, "attended": len(there), "passed": len(set(passed)), "able": able},
        row.service_point_id,
        rules=True,
    )


@deed(Right.ARRANGE)
def call_off_staff_course(*, course: int, by: Actor, at: datetime, op: UUID) -> Done[CourseAnswer]:
    """A course is not held. Who had signed up stays on its page.

    Raises:
        Refusal: UNKNOWN_STAFF_COURSE, NOT_ALLOWED, STAFF_COURSE_OVER.
    """
    row = _open(course)
    by.require(Right.ARRANGE, row.service_point_id)
    row.called_off = True
    _close(row, clock.local_day(at))
    return Done({"course": course}, row.service_point_id)


def _check(facts: CourseFacts) -> None:
    for name, text, longest in (("title", facts.title, LONGEST_TITLE), ("room", facts.room, LONGEST_ROOM)):
        if len(text.strip()) > longest or (name == "title" and not text.strip()):
            raise Refusal(Code.BAD_VALUE, field=name)
    if not 1 <= facts.seats <= MOST_SEATS:
        raise Refusal(Code.BAD_TERMS, field="seats", least=1, most=MOST_SEATS)
    if not facts.days:
        raise Refusal(Code.NOTHING_GIVEN, field="dates")
    if len(set(facts.days)) > MOST_DAYS:
        raise Refusal(Code.TOO_MANY, field="dates", most=MOST_DAYS)
    if any(not re.fullmatch(COMPETENCE_FORM, key) for key in facts.gives):
        raise Refusal(Code.BAD_COMPETENCE_KEY, field="other")


def _open(course: int) -> StaffCourse:
    """A course that is neither over nor called off, and that no other deed changes meanwhile."""
    row = StaffCourse.objects.select_for_update().filter(pk=course).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_STAFF_COURSE)
    if row.closed_on is not None:
        raise Refusal(Code.STAFF_COURSE_OVER)
    return row


def _close(row: StaffCourse, today: date) -> None:
    row.closed_on = today
    row.save(update_fields=("closed_on", "called_off"))


def _speaks_for(staff: int, by: Actor) -> int | None:
    """A place of somebody's, where the actor may speak for them: oneself, or a leader. Raises: Refusal UNKNOWN_STAFF, NOT_ALLOWED."""
    held = places_of(staff)
    if not held:
        raise Refusal(Code.UNKNOWN_STAFF)
    right = Right.LEARN if by.staff_id == staff else Right.ARRANGE
    place = next((one for one in held if by.may(right, one)), None)
    if place is None:
        raise Refusal(Code.NOT_ALLOWED, right=right.value)
    return place or None


def _has_left(staff: int) -> bool:
    return Staff.objects.filter(pk=staff, is_active=False).exists()


def _able(row: StaffCourse, staff: int, today: date) -> bool:
    """Whether somebody who passed became able to do anything they were not; a higher level stays."""
    found = False
    level, how = Level(row.level), How(Won.EXAM if row.exam else Won.COURSE)
    for key in row.gives:
        held = levels([staff], key, today).get(staff)
        if held is None or RANK[held] < RANK[level]:
            found |= _made_able(staff, key, Held(today, until(today, queries.terms_of(key)), level), how)
        if level in COUNTS:
            Willing.objects.filter(staff=staff, key=key).delete()
    return found


def _made_able(staff: int, key: str, new: Held, how: How) -> bool:
    """Not where they will be as able later anyway: what was said of that day stays, and nobody else's course is held up."""
    try:
        make_able(staff, key, new, how)
    except Refusal as refusal:
        if refusal.code is not Code.ALREADY_COMPETENT:
            raise
        return False
    return True


def _names(staff: Collection[int]) -> str:
    return ", ".join(one.shown_name for one in Staff.objects.filter(pk__in=staff))
