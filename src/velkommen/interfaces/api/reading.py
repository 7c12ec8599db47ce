"""Each look as one or a few queries. A look changes nothing, and every list has an end."""

from datetime import timedelta
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.enquiries import queries as enquiries
from velkommen.apps.enquiries.facts import visit_facts
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.statistics import statistics
from velkommen.apps.placement import book
from velkommen.apps.placement import queries as placement
from velkommen.apps.places import queries as places
from velkommen.apps.visits.queries import LINE_LIMIT
from velkommen.domain.catalogue import TaskFacts
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.api import answers
from velkommen.interfaces.api.answers import answer
from velkommen.interfaces.api.asking import asker
from velkommen.interfaces.api.figures import figures
from velkommen.interfaces.api.shapes import SLUG, Day, Slug, VisitId
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.wording_tasks import authority_name, task_name

MOST = 500
LONGEST = timedelta(days=3660)  # ten years; the gaps of a longer period are no answer any more

Limit = Annotated[int, Query(ge=1, le=LINE_LIMIT, description="At most so many visits.")]
At = Annotated[str | None, Query(pattern=SLUG, description="Only of this service point (slug).")]
First = Annotated[Day | None, Query(alias="from", description="The first local day; today if it is not given.")]
Last = Annotated[Day | None, Query(alias="to", description="The last local day; today if it is not given.")]

router = Router()


@router.get("/service-points", response=answers.ServicePoints)
def list_service_points(request: HttpRequest) -> HttpResponse:
    """The places where citizens are served, with their desks."""
    points = places.service_points()[:MOST]
    ids = [point.pk for point in points]
    now = clock.local(clock.now())
    hours, desks = places.timetables(ids), places.desks(ids)
    rows = [
        {
            "slug": point.slug,
            "name": point.name,
            "kind": point.kind,
            "address": point.address,
            "open": hours[point.pk].is_open(now),
            "desks": [{"number": desk.number, "name": desk.name} for desk in desks[point.pk]],
        }
        for point in points
    ]
    return answer({"service_points": rows})


@router.get("/tasks", response=answers.Tasks)
def list_tasks(request: HttpRequest, service_point: At = None) -> HttpResponse:
    """The tasks of the catalogue, or those one place offers, and where a referral may send somebody."""
    today, keys = clock.local_day(clock.now()), list[str]()
    if service_point:
        keys = [offer.task.key for offer in placement.offers(places.service_point(service_point).pk, today)]
    town = book.town()
    tasks = [_task(town.tasks[key].on(today)) for key in (keys if service_point else list(town.tasks))[:MOST]]
    destinations = [{"key": d.key, "name": d.name, "kind": d.kind} for d in catalogue.destinations()[:MOST]]
    return answer({"tasks": tasks, "destinations": destinations})


@router.get("/service-points/{slug}/queue", response=answers.Queue)
def get_queue(request: HttpRequest, slug: Slug, limit: Limit = 100) -> HttpResponse:
    """Who waits (who is called next comes first), is called, is served or is on hold at a place today."""
    place = places.service_point(slug).pk
    asker(request).require(Right.SEE_QUEUE, place)
    at = clock.now()
    found = enquiries.open_matters(place, clock.local_day(at), at, limit + 1)
    return answer({"visits": [_open_visit(one) for one in found[:limit]], "more": len(found) > limit})


@router.get("/visits/{visit}", response=answers.VisitNow)
def get_visit(request: HttpRequest, visit: VisitId) -> HttpResponse:
    """A visit as it is now, with its matters."""
    found = enquiries.current_matter(visit)
    if found is None or not asker(request).may(Right.SEE_QUEUE, found.service_point_id):
        raise Refusal(Code.UNKNOWN_VISIT)
    return answer({"visit": _open_visit(found), "matters": [_matter(one) for one in enquiries.matters(visit)]})


@router.get("/statistics", response=answers.Figures)
def get_statistics(
    request: HttpRequest, service_point: At = None, first: First = None, last: Last = None
) -> HttpResponse:
    """The figures of one service point, or of all whose figures one may see, for a period of local days."""
    at = clock.now()
    today = clock.local_day(at)
    first = first or today
    last = last or max(first, today)
    if last - first > LONGEST:
        raise Refusal(Code.BAD_VALUE, field="from")
    by = asker(request)
    seen = _seen(by, service_point)
    return answer(figures(statistics(seen, first, last, at), few=not all(by.works_at(place) for place in seen)))


def _task(facts: TaskFacts) -> dict[str, Any]:
    return {
        "key": facts.key,
        "name": task_name(facts),
        "line": facts.group,
        "authority": authority_name(facts.authority, facts.authority_named),
        "desk_role": facts.desk_role,
        "discretion": facts.discretion,
        "minutes": facts.minutes,
    }


def _seen(by: Actor, slug: str | None) -> list[int]:
    """The places whose figures are asked for. Raises: Refusal NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED."""
    if slug:
        place = places.service_point(slug).pk
        by.require(Right.SEE_STATISTICS, place)
        return [place]
    mine = [point.pk for point in places.service_points() if by.may(Right.SEE_STATISTICS, point.pk)]
    if not mine:
        raise by.nowhere(Right.SEE_STATISTICS)
    return mine


def _open_visit(enquiry: Enquiry) -> dict[str, Any]:
    visit = enquiry.visit
    assert visit is not None
    for_desk = visit.for_desk.number if visit.for_desk else None
    facts = answers.visit(visit_facts(enquiry)) or {}
    return {**facts, "service_point": visit.service_point.slug, "for_desk": for_desk}


def _matter(enquiry: Enquiry) -> dict[str, Any]:
    return {
        "enquiry": enquiry.pk,
        "current": enquiry.current,
        "task": enquiry.task.key,
        "channel": enquiry.channel,
        "kind": enquiry.kind,
        "unit": enquiry.unit,
        "outcome": enquiry.outcome,
        "destination": enquiry.destination.key if enquiry.destination else None,
        "reason": enquiry.reason,
        "unreliable": enquiry.unreliable,
    }
