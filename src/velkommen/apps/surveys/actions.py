"""What is done about surveys: they are opened and closed, and somebody answers. A vote leaves a sum and nothing of who gave it.

What keeps it so is told in docs/background/anonymous-answers.md: a vote is only added to sums, all rows of its box are written anew by each
vote, and its row in the log names nobody.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import Case, F, Q, When

from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Posting
from velkommen.apps.places import queries as places
from velkommen.apps.surveys import queries
from velkommen.apps.surveys.models import Asking, Box, Given, Invited, Round, Tally
from velkommen.apps.visits.models import Visit
from velkommen.domain.lifecycle import Ending
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right, Role
from velkommen.domain.surveys import GROUPS, QUESTIONS, Audience, Said, Way, check_round, month_of
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

ASKED_ROLES = (Role.CLERK.value, Role.LEAD.value)  # those who stand at the desk, and lead those who do


class Thanks(TypedDict):
    """A vote says nothing back but that it was counted."""

    counted: bool


class Opened(TypedDict):
    """A round of the staff, and how many it asks."""

    round: int
    asked: int


class Asked(TypedDict):
    """A place, and the first or the last day on which its citizens are asked."""

    place: int
    day: str


class Closed(TypedDict):
    """How many rounds were closed."""

    rounds: int


@deed(Right.ARRANGE)
def start_asking(*, place: int, by: Actor, at: datetime, op: UUID) -> Done[Asked]:
    """Ask the citizens of a place from today on. Where asking ends today, it goes on.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED.
    """
    by.require(Right.ARRANGE, place)
    here, today = places.hold(place), clock.local_day(at)
    month = _month(today)
    row = Asking.objects.filter(service_point=here).first() or Asking(service_point=here, since=today)
    if row.until and row.until < today:
        _count_asked(month, row)  # the row forgets those days
        row.since = today
    row.until = None
    row.save()
    return Done({"place": place, "day": row.since.isoformat()}, place)


@deed(Right.ARRANGE)
def stop_asking(*, place: int, by: Actor, at: datetime, op: UUID) -> Done[Asked]:
    """Ask the citizens of a place no longer; today is the last day.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_SURVEY.
    """
    by.require(Right.ARRANGE, place)
    here, today = places.hold(place), clock.local_day(at)
    if not Asking.objects.filter(service_point=here, until=None).update(until=today):
        raise Refusal(Code.UNKNOWN_SURVEY)
    return Done({"place": place, "day": today.isoformat()}, place)


@deed(Right.ARRANGE)
def start_round(
    *, at_places: Collection[int], first: date, last: date, by: Actor, at: datetime, op: UUID
) -> Done[Opened]:
    """Ask the staff of library and citizen service at some places, each once: where they were posted first.

    Raises:
        Refusal: NOT_ALLOWED, NOTHING_GIVEN, PERIOD_REVERSED, ROUND_PAST, ROUND_TOO_LONG, UNKNOWN_PLACE, PLACE_RETIRED, SURVEY_RUNS,
            NOBODY_TO_INVITE.
    """
    if not at_places:
        raise Refusal(Code.NOTHING_GIVEN, field="places")
    check_round(first, last, clock.local_day(at))
    points = []
    for place in sorted(at_places):
        by.require(Right.ARRANGE, place)
        points.append(places.hold(place))
    _refuse_another([point.pk for point in points], first, last)
    posted = _posted([point.pk for point in points])
    if not posted:
        raise Refusal(Code.NOBODY_TO_INVITE)
    made = Round.objects.create(audience=Audience.STAFF.value, first=first, last=last)
    boxes = _boxes(made, posted.values())
    Invited.objects.bulk_create(
        Invited(round=made, staff_id=staff, box=boxes[where]) for staff, where in sorted(posted.items())
    )
    answer = Opened(round=made.pk, asked=len(posted))
    return Done(answer, None, places=[point.pk for point in points])


def _refuse_another(at_places: list[int], first: date, last: date) -> None:
    """Raises: Refusal SURVEY_RUNS where another round asks in some of the days."""
    rows = Box.objects.filter(service_point__in=at_places, round__audience=Audience.STAFF.value, round__closed_at=None)
    found = rows.filter(round__first__lte=last, round__last__gte=first).select_related("service_point").first()
    if found:
        raise Refusal(Code.SURVEY_RUNS, place=found.service_point.name)


def _posted(at_places: list[int]) -> dict[int, tuple[int, str]]:
    """Who is asked: staff id -> their place and unit, the posting they had first."""
    rows = Posting.objects.filter(
        service_point__in=at_places,
        role__in=ASKED_ROLES,
        staff__in=Staff.objects.filter(is_active=True, unit__in=[unit.value for unit in GROUPS]),
    )
    found: dict[int, tuple[int, str]] = {}
    for staff, place, unit in rows.order_by("id").values_list("staff", "service_point", "staff__unit"):
        found.setdefault(staff, (place, unit))
    return found


def _boxes(made: Round, where: Collection[tuple[int, str]]) -> dict[tuple[int, str], Box]:
    asked = list(where)
    rows = [
        Box(round=made, service_point_id=place, group=unit, asked=asked.count((place, unit)))
        for place, unit in sorted(set(asked))
    ]
    made_rows = Box.objects.bulk_create(rows)
    for row in made_rows:
        _empty(row, Audience.STAFF)
    return {(row.service_point_id, row.group): row for row in made_rows}


@deed(Right.ARRANGE)
def close_round(*, round_id: int, by: Actor, at: datetime, op: UUID) -> Done[Closed]:
    """Close a round of the staff before its last day is over. Who has answered is forgotten, and what was said may be read.

    Raises:
        Refusal: UNKNOWN_SURVEY, NOT_ALLOWED at one of its places, SURVEY_CLOSED.
    """
    found = _held(round_id)
    at_places = queries.places_of(found.pk)
    for place in at_places:
        by.require(Right.ARRANGE, place)
    if found.closed_at:
        raise Refusal(Code.SURVEY_CLOSED)
    _close(found, at)
    return Done({"rounds": 1}, None, places=at_places)


@deed(Right.ARRANGE)
def close_surveys(*, by: Actor, at: datetime, op: UUID) -> Done[Closed]:
    """Close every round whose last day is over, open the month of citizens, and forget which numbers of earlier days have answered.

    Raises:
        Refusal: NOT_ALLOWED to all but those who arrange everything, and the system.
    """
    closed = 0
    for row in queries.due(at).select_for_update():
        if row.audience == Audience.CITIZENS.value:
            for asking in Asking.objects.order_by("pk"):
                _count_asked(row, asking)
        _close(row, at)
        closed += 1
    queries.left_over(at).delete()
    today = clock.local_day(at)
    if queries.asked_on(today).exists():
        _month(today)
    return Done({"rounds": closed}, None)


@deed(None, unnamed=True)
def answer_as_staff(*, round_id: int, said: Said, by: Actor, at: datetime, op: UUID) -> Done[Thanks]:
    """Somebody of the staff answers, once. The log keeps that one of the staff did, and never who.

    Raises:
        Refusal: UNKNOWN_SURVEY, SURVEY_NOT_YET, SURVEY_CLOSED, NOT_INVITED, ANSWERED_ALREADY, ANSWER_MISSING, BAD_VALUE.
    """
    found, today = _held(round_id), clock.local_day(at)
    if found.closed_at or today > found.last:
        raise Refusal(Code.SURVEY_CLOSED)
    if today < found.first:
        raise Refusal(Code.SURVEY_NOT_YET, on=found.first.isoformat())
    asked = Invited.objects.filter(round=found, staff=by.staff_id).first()
    if asked is None:
        raise Refusal(Code.NOT_INVITED)
    if asked.answered:
        raise Refusal(Code.ANSWERED_ALREADY)
    said.check(Audience.STAFF)
    Invited.objects.filter(pk=asked.pk).update(answered=True)
    _put(asked.box_id, said)
    return Done({"counted": True}, None)


@deed(None, unnamed=True)
def answer_by_number(*, visit: int, said: Said, by: Actor, at: datetime, op: UUID) -> Done[Thanks]:
    """Whoever holds the number of a visit answers, once, on the day it ended at the desk.

    Raises:
        Refusal: UNKNOWN_SURVEY, VISIT_NOT_OVER, ANSWERED_ALREADY, ANSWER_MISSING, BAD_VALUE.
    """
    today = clock.local_day(at)
    row = Visit.objects.select_for_update(of=("self",)).filter(pk=visit, day=today).exclude(link=None).first()
    if row is None or not queries.asking(row.service_point_id, at):
        raise Refusal(Code.UNKNOWN_SURVEY)
    if row.ending != Ending.FINISHED.value:
        raise Refusal(Code.VISIT_NOT_OVER)
    if queries.has_answered(visit):
        raise Refusal(Code.ANSWERED_ALREADY)
    said.check(Audience.CITIZENS)
    Given.objects.create(visit=row)
    _put(_box(_month(today), row.service_point_id, Way.NUMBER).pk, said)
    return Done({"counted": True}, row.service_point_id)


@deed(None, unnamed=True)
def answer_openly(*, place: int, said: Said, by: Actor, at: datetime, op: UUID) -> Done[Thanks]:
    """Anybody answers, by the code on the wall or at the kiosk. How many were asked nobody knows, and it is told so.

    Raises:
        Refusal: UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_SURVEY, ANSWER_MISSING, BAD_VALUE.
    """
    here = places.service_point_by_id(place)
    if not queries.asking(here.pk, at):
        raise Refusal(Code.UNKNOWN_SURVEY)
    said.check(Audience.CITIZENS)
    _put(_box(_month(clock.local_day(at)), here.pk, Way.OPEN).pk, said)
    return Done({"counted": True}, here.pk)


def _put(box: int, said: Said) -> None:
    """Add a vote to the sums of its box. Every row is written, also those that stay as they are: a database that keeps which transaction
    wrote a row last tells nothing by it."""
    Box.objects.select_for_update().get(pk=box)
    Box.objects.filter(pk=box).update(answers=F("answers") + 1)
    given = Q()
    for question, answer in said.answers.items():
        given |= Q(question=question, answer=answer)
    Tally.objects.filter(box=box).update(number=F("number") + Case(When(given, then=1), default=0))


def _month(day: date) -> Round:
    """The round of the citizens that a day lies in."""
    first, last = month_of(day)
    return Round.objects.get_or_create(audience=Audience.CITIZENS.value, first=first, defaults={"last": last})[0]


def _box(month: Round, place: int, way: Way) -> Box:
    if month.closed_at:
        raise Refusal(Code.SURVEY_CLOSED)
    asked = {"asked": 0} if way is Way.NUMBER else {}
    made, new = Box.objects.get_or_create(round=month, service_point_id=place, group=way.value, defaults=asked)
    if new:
        _empty(made, Audience.CITIZENS)
    return made


def _empty(box: Box, audience: Audience) -> None:
    """All sums of a box at nought, so that no later row is new."""
    rows = [
        Tally(box=box, question=question, answer=answer)
        for question, answers in QUESTIONS[audience].items()
        for answer in answers
    ]
    Tally.objects.bulk_create(rows, ignore_conflicts=True)


def _count_asked(month: Round, asking: Asking) -> None:
    """Add to a month how many numbers of a place were asked in it."""
    first, last = max(asking.since, month.first), min(asking.until or month.last, month.last)
    if first <= last:
        made = _box(month, asking.service_point_id, Way.NUMBER)
        asked = queries.offered(asking.service_point_id, first, last)
        Box.objects.filter(pk=made.pk).update(asked=F("asked") + asked)


def _close(row: Round, at: datetime) -> None:
    row.closed_at = at
    row.save(update_fields=("closed_at",))
    Invited.objects.filter(round=row).delete()


def _held(pk: int) -> Round:
    """A round of the staff that no other deed changes meanwhile. Raises: Refusal UNKNOWN_SURVEY."""
    found = Round.objects.select_for_update().filter(pk=pk, audience=Audience.STAFF.value).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_SURVEY)
    return found
