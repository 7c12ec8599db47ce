"""Reading surveys. Shapes: a round that is over as `Results`; whether somebody is asked now. An open round is never read as figures."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from velkommen.apps.surveys.models import Asking, Box, Given, Invited, Round, Tally
from velkommen.apps.visits.models import Visit
from velkommen.domain import survey_results
from velkommen.domain.lifecycle import Ending
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.survey_results import Told, told
from velkommen.domain.surveys import Audience
from velkommen.shared import clock

MOST_ROUNDS = 24


@dataclass(frozen=True)
class Results:
    """A round that is over, what may be told of it, and where it was asked."""

    round: Round
    told: Told
    places: frozenset[int]


@dataclass(frozen=True)
class Running:
    """A round of the staff that is not closed, as those who lead it see it: where, and how many of how many have answered, no more."""

    round: Round
    places: tuple[str, ...]
    ids: frozenset[int]
    asked: int
    answers: int


def results(audience: Audience, most: int = MOST_ROUNDS) -> list[Results]:
    """The rounds of an audience that are closed, the newest first (three statements)."""
    rounds = list(
        Round.objects.filter(audience=audience.value).exclude(closed_at=None).order_by("-first", "-pk")[:most]
    )
    boxes = list(Box.objects.filter(round__in=rounds).order_by("service_point", "group"))
    counts: dict[int, dict[tuple[str, str], int]] = {box.pk: {} for box in boxes}
    tallies = Tally.objects.filter(box__round__in=rounds, number__gt=0).values_list(
        "box", "question", "answer", "number"
    )
    for box, question, answer, number in tallies:
        counts[box][question, answer] = number
    return [_results(row, [box for box in boxes if box.round_id == row.pk], counts, audience) for row in rounds]


def _results(
    row: Round, boxes: Iterable[Box], counts: dict[int, dict[tuple[str, str], int]], audience: Audience
) -> Results:
    found = {
        (box.group, box.service_point_id): survey_results.Box(box.asked, box.answers, counts[box.pk]) for box in boxes
    }
    shown = told(found, audience, whole_places=audience is Audience.STAFF)
    return Results(row, shown, frozenset(place for _, place in found))


def between(audience: Audience, first: date, last: date) -> list[Results]:
    """The closed rounds that lie whole in some days, the oldest first: what a report of those days may tell."""
    return [one for one in reversed(results(audience)) if first <= one.round.first and one.round.last <= last]


def running(staff_at: Collection[int]) -> list[Running]:
    """The rounds of the staff at some places that are not closed, the next to end first (three statements)."""
    here = Exists(Box.objects.filter(round=OuterRef("pk"), service_point__in=list(staff_at)))
    rows = Round.objects.filter(here, audience=Audience.STAFF.value, closed_at=None).order_by("last", "pk")
    return [_running(row) for row in rows.prefetch_related("boxes__service_point")]


def _running(row: Round) -> Running:
    boxes = list(row.boxes.all())
    names = dict.fromkeys(box.service_point.name for box in boxes)
    ids = frozenset(box.service_point_id for box in boxes)
    return Running(row, tuple(names), ids, sum(box.asked or 0 for box in boxes), sum(box.answers for box in boxes))


def mine(staff: int, at: datetime) -> Invited | None:
    """Where somebody of the staff is asked today and has not answered, with its round; None where nowhere."""
    today = clock.local_day(at)
    rows = Invited.objects.select_related("round").filter(staff=staff, answered=False, round__closed_at=None)
    return rows.filter(round__first__lte=today, round__last__gte=today).order_by("round__last", "pk").first()


def asking(place: int, at: datetime) -> bool:
    """Whether citizens are asked at a place today."""
    return asked_on(clock.local_day(at)).filter(service_point=place).exists()


def asked_on(day: date) -> QuerySet[Asking]:
    """Where citizens are asked on a day."""
    return Asking.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day)


def askings(places: Collection[int]) -> dict[int, Asking]:
    """What was said of asking citizens at some places: service point id -> the row."""
    return {row.service_point_id: row for row in Asking.objects.filter(service_point__in=list(places))}


def has_answered(visit: int) -> bool:
    """Whether the number of a visit has answered."""
    return Given.objects.filter(visit=visit).exists()


def offered(place: int, first: date, last: date) -> int:
    """How many visits with a number ended at the desk in some days, and so were asked."""
    rows = Visit.objects.filter(service_point=place, day__range=(first, last), ending=Ending.FINISHED.value)
    return rows.exclude(link=None).count()


def round_of(pk: int) -> Round:
    """A round of the staff. Raises: Refusal UNKNOWN_SURVEY."""
    found = Round.objects.filter(pk=pk, audience=Audience.STAFF.value).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_SURVEY)
    return found


def places_of(pk: int) -> list[int]:
    """Where a round asks."""
    return sorted(set(Box.objects.filter(round=pk).values_list("service_point", flat=True)))


def due(at: datetime) -> QuerySet[Round]:
    """The rounds whose last day is over, and that nobody has closed."""
    return Round.objects.filter(closed_at=None, last__lt=clock.local_day(at)).order_by("first", "pk")


def left_over(at: datetime) -> QuerySet[Given]:
    """That numbers of days that are over have answered: of no use any more."""
    return Given.objects.filter(visit__day__lt=clock.local_day(at))


def month_missing(at: datetime) -> bool:
    """Whether citizens are asked somewhere and this month has no round yet."""
    today = clock.local_day(at)
    here = Round.objects.filter(audience=Audience.CITIZENS.value, first=today.replace(day=1))
    return not here.exists() and asked_on(today).exists()
