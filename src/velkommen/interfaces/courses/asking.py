"""What the pages of those who arrange and hold courses read: who may, and dates as people write them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.http import HttpRequest

from velkommen.apps.courses.models import CourseDate
from velkommen.apps.courses.queries import Shown, series
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.booking.series import moment
from velkommen.domain.courses import MOST_DATES, Meeting
from velkommen.domain.hours import typed
from velkommen.domain.hours.periods import Span
from velkommen.domain.refusals import Code, Refusal, Shape
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Sent
from velkommen.shared import clock
from velkommen.shared.sheets.dates import day_of

_LINE = re.compile(
    r"(?P<day>.+?)[\s,]+(?:kl\.?\s*)?(?P<hours>\d{1,2}(?:[.:]\d{2})?\s*(?:-|–|til|to)\s*\d{1,2}(?:[.:]\d{2})?)"
)


def mine(request: HttpRequest, right: Right) -> list[ServicePoint]:
    """The places where the reader has a right. Raises: Refusal NOT_ALLOWED when there is none."""
    by = request_actor(request)
    if not by.may_somewhere(right):
        raise Refusal(Code.NOT_ALLOWED, right=right.value)
    return [point for point in places.service_points() if by.may(right, point.pk)]


def series_for(request: HttpRequest, pk: int, right: Right) -> Shown:
    """A series of a place where the reader has a right. Raises: Refusal NOT_ALLOWED, UNKNOWN_COURSE."""
    by = request_actor(request)
    if not by.may_somewhere(right):
        raise Refusal(Code.NOT_ALLOWED, right=right.value)
    found = series(pk, clock.now())
    by.require(right, found.row.service_point_id)
    return found


def weekly(sent: Sent) -> tuple[Meeting, ...]:
    """So many dates a week apart, from a first day and the hours written for it.

    Raises:
        Refusal: BAD_DAY, NO_HOURS, BAD_VALUE, NO_SUCH_TIME.
    """
    first, times = sent.day("first"), sent.whole("times")
    if not 1 <= times <= MOST_DATES:
        raise Refusal(Code.BAD_VALUE, field="times", shape=Shape.WHOLE, least=1, most=MOST_DATES)
    return tuple(_meeting(first + timedelta(weeks=n), sent.text("hours"), "hours") for n in range(times))


def dates_in(text: str) -> tuple[Meeting, ...]:
    """One date on each line: "1.12.2026 14-16". Raises: Refusal BAD_DAY with the line, NO_HOURS, NO_SUCH_TIME."""
    return tuple(_written(one.strip()) for one in text.splitlines() if one.strip())


def written(dates: Iterable[CourseDate]) -> str:
    """The other way round."""
    return "\n".join(_line(clock.local(one.starts_at), clock.local(one.ends_at)) for one in dates)


def _line(starts: datetime, ends: datetime) -> str:
    return f"{starts.day}.{starts.month}.{starts.year} {starts:%H.%M}-{ends:%H.%M}"


def _written(text: str) -> Meeting:
    read = _LINE.fullmatch(text)
    if read is None:
        raise Refusal(Code.BAD_DAY, text=text[:40])
    return _meeting(day_of(read["day"])[0], read["hours"], "dates")


def _meeting(day: date, hours: str, field: str) -> Meeting:
    spans = typed.spans(hours, field)
    if len(spans) != 1:
        raise Refusal(Code.NO_HOURS, field=field, text=hours[:40])
    return Meeting(_at(day, spans[0], 0), _at(day, spans[0], 1))


def _at(day: date, span: Span, edge: int) -> datetime:
    return clock.local(moment(day, span[edge], clock.zone()))
