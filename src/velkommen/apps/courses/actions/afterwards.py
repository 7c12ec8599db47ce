"""What is counted of a course, as numbers; and what is forgotten when it is over."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from velkommen.apps.courses.holding import dates_of, hold
from velkommen.apps.courses.models import Answer, CanDo, CourseDate, SignUpContact
from velkommen.domain.courses import MOST_CAME, check_answer
from velkommen.domain.refusals import Code, Refusal, Shape
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Counted(TypedDict):
    series: int


class Forgotten(TypedDict):
    """How many contacts are gone."""

    contacts: int


@deed(Right.REGISTER)
def note_attendance(*, date: int, came: int, by: Actor, at: datetime, op: UUID) -> Done[Counted]:
    """How many came on a date; noted again, the new number holds.

    Raises:
        Refusal: UNKNOWN_COURSE, NOT_ALLOWED, COURSE_OFF, NOT_HELD_YET, BAD_VALUE.
    """
    found = CourseDate.objects.select_for_update(of=("self",)).select_related("series").filter(pk=date).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_COURSE)
    by.require(Right.REGISTER, found.series.service_point_id)
    if found.series.cancelled_at:
        raise Refusal(Code.COURSE_OFF)
    _check_begun(found, at)
    if not 0 <= came <= MOST_CAME:
        raise Refusal(Code.BAD_VALUE, field="came", shape=Shape.WHOLE, least=0, most=MOST_CAME)
    found.came = came
    found.save(update_fields=("came",))
    return Done({"series": found.series_id}, found.series.service_point_id)


@deed(Right.REGISTER)
def note_could_do(*, series: int, line: int, yes: int, asked: int, by: Actor, at: datetime, op: UUID) -> Done[Counted]:
    """How many of those asked could do something at the end of a series; noted again, the new numbers hold.

    Raises:
        Refusal: UNKNOWN_COURSE, NOT_ALLOWED, COURSE_OFF, NOT_HELD_YET, MORE_THAN_ASKED, BAD_VALUE.
    """
    found = hold(series)
    by.require(Right.REGISTER, found.service_point_id)
    if found.cancelled_at:
        raise Refusal(Code.COURSE_OFF)
    _check_begun(dates_of(found)[0], at)
    if not CanDo.objects.filter(pk=line, course=found.course_id).exists():
        raise Refusal(Code.BAD_VALUE, field="line")
    check_answer(yes, asked)
    Answer.objects.update_or_create(series=found, line_id=line, defaults={"yes": yes, "asked": asked})
    return Done({"series": series}, found.service_point_id)


@deed(Right.ARRANGE)
def forget_sign_ups(*, by: Actor, at: datetime, op: UUID) -> Done[Forgotten]:
    """Forget where people were reached whose course is over.

    Raises:
        Refusal: NOT_ALLOWED to all but those who arrange everything, and the system.
    """
    return Done({"contacts": old_contacts(at).delete()[0]}, None)


def old_contacts(at: datetime) -> QuerySet[SignUpContact]:
    """The contacts of series whose last date has ended."""
    ahead = CourseDate.objects.filter(series=OuterRef("series"), ends_at__gt=at)
    return SignUpContact.objects.filter(~Exists(ahead))


def _check_begun(date: CourseDate, at: datetime) -> None:
    """Raises: Refusal NOT_HELD_YET."""
    if date.starts_at > at:
        raise Refusal(Code.NOT_HELD_YET, on=clock.local_day(date.starts_at).isoformat())
