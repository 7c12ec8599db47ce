"""A course is made and changed; it is held as a series on some dates, which may move or be called off."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.courses import telling
from velkommen.apps.courses.holding import dates_of, give_seats, hold
from velkommen.apps.courses.models import Answer, CanDo, Course, CourseDate, Series, SignUp, SignUpContact
from velkommen.apps.placement.queries import staff_at
from velkommen.apps.places import queries as places
from velkommen.domain.courses import CourseFacts, Line, Meeting, SeriesFacts, SignUpState
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

_TEXTS = ("title_da", "title_en", "text_da", "text_en")


class CourseAnswer(TypedDict):
    course: int


class SeriesAnswer(TypedDict):
    """The series, and how many of those who signed up are told of the change."""

    series: int
    told: int


@deed(Right.ARRANGE)
def make_course(*, place: int, facts: CourseFacts, by: Actor, at: datetime, op: UUID) -> Done[CourseAnswer]:
    """Make a course that a place keeps. Nobody sees it before it is held (`make_series`).

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_VALUE, LINES_MISSING.
    """
    by.require(Right.ARRANGE, place)
    facts.check()
    made = Course.objects.create(service_point=places.service_point_by_id(place), **_texts(facts))
    _write_lines(made, facts.lines)
    return Done({"course": made.pk}, place)


@deed(Right.ARRANGE)
def change_course(*, course: int, facts: CourseFacts, by: Actor, at: datetime, op: UUID) -> Done[CourseAnswer]:
    """Say a course in other words. A line people were asked about keeps what they said; one that is no longer there is asked no more.

    Raises:
        Refusal: UNKNOWN_COURSE, NOT_ALLOWED, BAD_VALUE, LINES_MISSING.
    """
    found = Course.objects.select_for_update().filter(pk=course).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_COURSE)
    by.require(Right.ARRANGE, found.service_point_id)
    facts.check()
    Course.objects.filter(pk=course).update(**_texts(facts))
    _write_lines(found, facts.lines)
    return Done({"course": course}, found.service_point_id)


@deed(Right.ARRANGE)
def make_series(
    *, course: int, place: int, facts: SeriesFacts, by: Actor, at: datetime, op: UUID
) -> Done[SeriesAnswer]:
    """Hold a course at a place. From now on anybody can sign up, until it begins.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_COURSE, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_STOP, UNKNOWN_STAFF, and what `facts.check` refuses.
    """
    by.require(Right.ARRANGE, place)
    if not Course.objects.filter(pk=course).exists():
        raise Refusal(Code.UNKNOWN_COURSE)
    places.service_point_by_id(place)
    _check(facts, place, None, at)
    made = Series.objects.create(course_id=course, service_point_id=place, made_at=at, **_plain(facts))
    _write_dates(made, facts.meetings, [])
    return Done({"series": made.pk, "told": 0}, place)


@deed(Right.ARRANGE)
def change_series(*, series: int, facts: SeriesFacts, by: Actor, at: datetime, op: UUID) -> Done[SeriesAnswer]:
    """Hold it at other times, in another room, with more seats. Dates that have begun stay; `facts.meetings` are those ahead.

    Who signed up is told where the dates or the room are others; more seats go to the waiting list.

    Raises:
        Refusal: UNKNOWN_COURSE, NOT_ALLOWED, COURSE_OFF, COURSE_HELD, SEATS_TAKEN with the highest number that somebody has,
            UNKNOWN_STOP, UNKNOWN_STAFF, and what `facts.check` refuses.
    """
    found = hold(series)
    by.require(Right.ARRANGE, found.service_point_id)
    ahead = _ahead(found, at)
    _check(facts, found.service_point_id, found.holder_id, at)
    _check_seats(found, facts.seats)
    was = (found.room, found.stop_id, _meetings(ahead))
    for name, value in _plain(facts).items():
        setattr(found, name, value)
    moved = was != (facts.room, facts.stop, sorted(facts.meetings))
    found.edition += moved
    found.save()
    _write_dates(found, facts.meetings, ahead)
    told = _tell_moved(hold(series), at) if moved else 0
    give_seats(found, at)
    return Done({"series": series, "told": told}, found.service_point_id)


@deed(Right.ARRANGE)
def cancel_series(*, series: int, by: Actor, at: datetime, op: UUID) -> Done[SeriesAnswer]:
    """Call a series off. All who signed up and can be reached are told; where they are reached is forgotten at once.

    Raises:
        Refusal: UNKNOWN_COURSE, NOT_ALLOWED, COURSE_OFF when it is off already, COURSE_HELD when all its dates have been.
    """
    found = hold(series)
    by.require(Right.ARRANGE, found.service_point_id)
    ahead = _ahead(found, at)
    found.cancelled_at = at
    found.edition += 1
    found.save(update_fields=("cancelled_at", "edition"))
    reached = _reached(found)
    for one in reached:
        telling.cancelled(one, ahead, at)
    SignUpContact.objects.filter(series=found).delete()
    return Done({"series": series, "told": len(reached)}, found.service_point_id)


def _texts(facts: CourseFacts) -> dict[str, str]:
    return {name: getattr(facts, name).strip() for name in _TEXTS}


def _plain(facts: SeriesFacts) -> dict[str, object]:
    return {"seats": facts.seats, "room": facts.room, "stop_id": facts.stop, "holder_id": facts.holder}


def _write_lines(course: Course, wanted: tuple[Line, ...]) -> None:
    """A line that is worded as before stays the same one, with what was said about it."""
    old = {line.line_da: line for line in CanDo.objects.filter(course=course)}
    CanDo.objects.filter(course=course).update(order=None)
    for order, line in enumerate(wanted):
        row = old.pop(line.da, None) or CanDo(course=course, line_da=line.da)
        row.order, row.line_en = order, line.en
        row.save()
    gone = [line.pk for line in old.values()]
    asked = set(Answer.objects.filter(line__in=gone).values_list("line", flat=True))
    CanDo.objects.filter(pk__in=set(gone) - asked).delete()


def _write_dates(series: Series, meetings: tuple[Meeting, ...], ahead: list[CourseDate]) -> None:
    """A date that stays keeps its row; of those ahead the others go."""
    wanted = set(meetings)
    kept = {Meeting(one.starts_at, one.ends_at) for one in ahead} & wanted
    CourseDate.objects.filter(
        pk__in=[one.pk for one in ahead if Meeting(one.starts_at, one.ends_at) not in kept]
    ).delete()
    CourseDate.objects.bulk_create(
        CourseDate(series=series, starts_at=one.starts, ends_at=one.ends) for one in sorted(wanted - kept)
    )


def _check(facts: SeriesFacts, place: int, holder: int | None, at: datetime) -> None:
    """Raises: Refusal as `make_series`. Whoever held it before may go on holding it."""
    facts.check(at)
    if facts.stop is not None and all(stop.pk != facts.stop for stop in places.stops(place)):
        raise Refusal(Code.UNKNOWN_STOP, stop=str(facts.stop))
    known = {staff.pk for staff, _ in staff_at(place)} | {holder}
    if facts.holder is not None and facts.holder not in known:
        raise Refusal(Code.UNKNOWN_STAFF)


def _check_seats(series: Series, seats: int) -> None:
    """Raises: Refusal SEATS_TAKEN."""
    seated = SignUp.objects.filter(series=series, seat__isnull=False)
    highest = seated.order_by("-seat").values_list("seat", flat=True).first() or 0
    if seats < highest:
        raise Refusal(Code.SEATS_TAKEN, number=highest)


def _ahead(series: Series, at: datetime) -> list[CourseDate]:
    """The dates that have not begun. Raises: Refusal COURSE_OFF, COURSE_HELD when there is none."""
    if series.cancelled_at:
        raise Refusal(Code.COURSE_OFF)
    ahead = [one for one in dates_of(series) if one.starts_at > at]
    if not ahead:
        raise Refusal(Code.COURSE_HELD)
    return ahead


def _meetings(dates: list[CourseDate]) -> list[Meeting]:
    return sorted(Meeting(one.starts_at, one.ends_at) for one in dates)


def _reached(series: Series) -> list[SignUp]:
    """Those who have a seat or wait and can be told, in the order they came."""
    rows = SignUp.objects.select_related("series__service_point", "series__stop", "contact")
    return list(rows.filter(series=series, contact__isnull=False).exclude(state=SignUpState.LEFT.value).order_by("pk"))


def _tell_moved(series: Series, at: datetime) -> int:
    dates, reached = [one for one in dates_of(series) if one.starts_at > at], _reached(series)
    for one in reached:
        telling.moved(one, dates, at, series.edition)
    return len(reached)
