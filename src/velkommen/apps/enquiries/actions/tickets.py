"""A visit begins: with a number drawn, or at once at a desk."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.facts import TicketAnswer, VisitAnswer, visit_facts
from velkommen.apps.enquiries.models import Enquiry, Forecast
from velkommen.apps.enquiries.transitions import save
from velkommen.apps.enquiries.waits import waits_at
from velkommen.apps.placement import asking, book
from velkommen.apps.placement import queries as placement
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import Desk, ServicePoint
from velkommen.apps.visits.drawing import check_room
from velkommen.apps.visits.models import Visit
from velkommen.apps.visits.numbers import draw
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.kinds import Unit
from velkommen.domain.lifecycle import State
from velkommen.domain.rights import Right
from velkommen.domain.tickets import new_link
from velkommen.domain.waiting.line import Told
from velkommen.shared import clock
from velkommen.shared.actor import Actor, ActorKind
from velkommen.shared.log.deeds import Done, deed


@deed(Right.DRAW)
def issue_ticket(
    *, place: int, task: str, language: str = "da", by: Actor, at: datetime, op: UUID
) -> Done[TicketAnswer]:
    """Draw a number for a task at a place.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_TASK, TASK_NOT_OFFERED, PLACE_CLOSED (with the next
            opening), TASK_NOT_NOW (with the rule that decided, and where and when instead), PLACE_FULL; to the public, which
            draws from home, also NOT_FROM_HOME and HOME_FULL.
    """
    by.require(Right.DRAW, place)
    day = clock.local_day(at)
    offer = placement.offer(place, task, day)
    asking.check_now(offer, at)
    from_home = by.kind is ActorKind.PUBLIC
    check_room(offer.service_point, day, from_home=from_home)
    there = waits_at(place, book.town(asking.edition_of(offer)), at)
    told = there.newcomer(task) if there else None
    visit = new_visit(offer.service_point, offer.task, at, op)
    visit.language, visit.from_home = language, from_home
    enquiry = first_matter(_numbered(visit), offer.task, at)
    if told:
        _foretell(visit, told, at)
    facts = visit_facts(enquiry)
    return Done({"visit": facts, "link": visit.link or ""}, place, [facts], [{"created_visit": visit.pk}])


@deed(Right.SERVE)
def serve_without_number(*, place: int, desk: int, task: str, by: Actor, at: datetime, op: UUID) -> Done[VisitAnswer]:
    """Serve somebody who simply walked up to the desk: a visit without a number, serving from this moment.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_DESK, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_TASK, TASK_NOT_OFFERED, DESK_BUSY.
    """
    by.require(Right.SERVE, place)
    offer = placement.offer(place, task, clock.local_day(at))
    there = places.desk(desk, place)
    visit = new_visit(offer.service_point, offer.task, at, op, there)
    visit.staff_id = by.staff_id
    save(visit)
    enquiry = first_matter(visit, offer.task, at, by.unit)
    facts = visit_facts(enquiry)
    return Done({"visit": facts, "closed": None}, place, [facts], [{"created_visit": visit.pk}])


def expected(
    place: ServicePoint, tasks: Sequence[Task], due: datetime | None, language: str, at: datetime, op: UUID
) -> Enquiry:
    """Within a deed: somebody who was expected is here, for one or more tasks; the first is what they are called for.

    Args:
        due: from when on they go before those who walked in, also when that was some minutes ago; None: they stand in line like
            everybody.
    """
    visit = new_visit(place, tasks[0], at, op)
    visit.language, visit.matters = language, len(tasks)
    if due is not None:
        visit.booked, visit.queued_at = True, due
    first = first_matter(_numbered(visit), tasks[0], at)
    for number, task in enumerate(tasks[1:], start=1):
        other = new_enquiry(
            place.pk, task, at + timedelta(microseconds=number)
        )  # so that they stay in the order they were said in
        other.visit = visit
        other.save(force_insert=True)
    return first


def _numbered(visit: Visit) -> Visit:
    """Save a new visit with the next number of its line, and the secret key of the page that follows it."""
    visit.letter = visit.group.letter
    visit.number, visit.link = draw(visit.service_point_id, visit.day, visit.letter), new_link()
    save(visit)
    return visit


def _foretell(visit: Visit, told: Told, at: datetime) -> None:
    """Keep what was predicted, in tenths of a minute."""
    low, middle, high = (round(minutes, 1) for minutes in (told.wait.low, told.wait.middle, told.wait.high))
    Forecast(visit=visit, how=told.how.value, low=low, middle=middle, high=high, made_at=at).save(force_insert=True)


def new_visit(place: ServicePoint, task: Task, at: datetime, op: UUID, desk: Desk | None = None) -> Visit:
    """An unsaved visit that begins now: waiting, or serving when a desk is given."""
    return Visit(
        service_point=place,
        day=clock.local_day(at),
        group=task.group,
        state=(State.SERVING if desk else State.WAITING).value,
        since=at,
        opened_at=at,
        queued_at=at,
        desk=desk,
        last_op=op,
    )


def first_matter(visit: Visit, task: Task, at: datetime, unit: Unit | None = None) -> Enquiry:
    """Save the matter a visit is about from now on."""
    enquiry = new_enquiry(visit.service_point_id, task, at)
    enquiry.visit, enquiry.current, enquiry.unit = visit, True, unit.value if unit else ""
    enquiry.save(force_insert=True)
    return enquiry


def new_enquiry(place: int, task: Task, happened_at: datetime) -> Enquiry:
    """An unsaved enquiry with the local clock of its moment."""
    local = clock.local(happened_at)
    return Enquiry(
        service_point_id=place,
        task=task,
        happened_at=happened_at,
        day=local_date(local),
        weekday=local.weekday(),
        minute=minute_of_day(local),
    )


def local_date(local: datetime) -> date:
    return local.date()
