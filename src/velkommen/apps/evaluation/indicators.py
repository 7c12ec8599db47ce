"""The indicators of this municipality for a period, ready to be signed: what the desks counted, as far as it may be told."""

from datetime import date, datetime

from velkommen.apps.catalogue.queries import tasks
from velkommen.apps.counting.queries import counting_days
from velkommen.apps.placement import book
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import Municipality, ServicePoint
from velkommen.apps.statistics.models import Entry
from velkommen.apps.statistics.queries import Scope, lines, read
from velkommen.apps.yearbook.queries import inhabitants
from velkommen.domain.blocks import Block, total
from velkommen.domain.cooperation import TAXONOMY, label
from velkommen.domain.indicators.document import Document, Ledger, Method, PlaceFact
from velkommen.domain.indicators.reading import MOST_DAYS, MOST_YEARS
from velkommen.domain.indicators.telling import Counts, figures, small
from velkommen.domain.insight import worked
from velkommen.domain.insight.facts import Period, Topic
from velkommen.domain.insight.other import other
from velkommen.domain.lifecycle import State
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal, Shape
from velkommen.domain.spans import Grain
from velkommen.shared import clock, denmark
from velkommen.shared.danish import collation

LEAST_AREA, LARGEST_AREA = 1, 10_000  # square kilometres; Denmark's largest municipality has some 1,500


def indicators(first: date, last: date, at: datetime, area: float | None = None) -> Document:
    """What this municipality can publish of some local days, both included, all of them over.

    Args:
        area: square kilometres, where the municipality is none of Denmark's list.

    Raises:
        Refusal: PERIOD_REVERSED, INDICATORS_TOO_LONG, INDICATORS_NOT_OVER, INDICATORS_NOTHING_COUNTED, BAD_VALUE with the field.
    """
    _check(first, last, at)
    home = places.municipality()
    if home is None:
        raise Refusal(Code.INDICATORS_NOTHING_COUNTED)
    known = denmark.by_code().get(home.code)
    if area is not None and not LEAST_AREA <= area <= LARGEST_AREA:
        raise Refusal(Code.BAD_VALUE, field="area", shape=Shape.NUMBER, least=LEAST_AREA, most=LARGEST_AREA)
    points = places.service_points()
    scope = Scope([point.pk for point in points], first, last)
    blocks = read(scope, at)
    whole = total(blocks.values())
    if not whole.number or small(whole.number):
        raise Refusal(Code.INDICATORS_NOTHING_COUNTED)
    population = _population(home, last)
    return Document(
        code=home.code,
        name=home.name,
        population=population,
        area=known.area if known else area,
        first=first,
        last=last,
        made=at.replace(microsecond=0),
        method=_method(scope, at, whole),
        staffed=whole.staffed,
        covered=whole.covered,
        taxonomy=TAXONOMY,
        places=_places(points, blocks, book.town(), last),
        figures=figures(_counts(_period(points, blocks), population, (last - first).days + 1)),
        ledger=_ledger(last),
    )


def _method(scope: Scope, at: datetime, whole: Block) -> Method:
    """How it was counted: in counting weeks where nothing was counted on other days."""
    weeks = counting_days(scope.first, scope.last)
    if weeks and {key for key, line in lines(scope, at, Grain.DAY).items() if line.number} <= weeks:
        return Method.COUNTING_WEEKS
    return Method.MIXED if whole.imprecise else Method.CONTINUOUS


def _check(first: date, last: date, at: datetime) -> None:
    if first > last:
        raise Refusal(Code.PERIOD_REVERSED)
    if last - first > MOST_DAYS:
        raise Refusal(Code.INDICATORS_TOO_LONG, most=MOST_YEARS)
    if last >= clock.local_day(at):
        raise Refusal(Code.INDICATORS_NOT_OVER)


def _population(home: Municipality, day: date) -> int:
    """As the yearbook has it, else the number chosen at the founding."""
    known = inhabitants(day)
    return (known.number if known else home.population) or 1


def _places(points: list[ServicePoint], blocks: dict[int, Block], town: Town, day: date) -> list[PlaceFact]:
    """Every place with its model at the end of the period."""
    found = []
    for point in sorted(points, key=lambda point: collation(point.name)):
        there = town.places.get(point.pk)
        model = label(there.agreement.at(day) if there else None).model
        counted = point.pk in blocks and blocks[point.pk].number > 0
        found.append(PlaceFact(point.name, point.kind, model.value, counted))
    return found


def _period(points: list[ServicePoint], blocks: dict[int, Block]) -> Period:
    topics = {task.pk: Topic(task.key, task.historic, "") for task in tasks()}
    return Period(blocks, {point.pk: point.kind for point in points}, topics)


def _counts(period: Period, population: int, days: int) -> Counts:
    return Counts(
        number=worked.number(period.all),
        population=population,
        days=days,
        libraries=worked.library_share(period).part,
        solved=worked.solved(period.all),
        referred=worked.referred(period.all),
        other=other(period.all, period.topics).share.part,
        outside=worked.outside(period.all),
        waiting=worked.spread_of(period.all, State.WAITING),
        no_shows=worked.no_shows(period.all),
    )


def _ledger(last: date) -> Ledger | None:
    """The newest line of the house's ledger about the days up to the last; None where none is sealed."""
    line = Entry.objects.filter(day__lte=last).order_by("-id").values_list("day", "head").first()
    return Ledger(*line) if line else None
