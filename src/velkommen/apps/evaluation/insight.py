"""What the measures of a span are worked out of, read: a constant number of statements, whatever the span."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.learning import queries as learning
from velkommen.apps.placement import book
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics import uses
from velkommen.apps.statistics.queries import Block, Reading, Scope
from velkommen.apps.yearbook import queries as yearbook
from velkommen.domain.dates import check_span
from velkommen.domain.insight.facts import Period, Topic, Volume
from velkommen.domain.insight.worked import baseline, year_before
from velkommen.domain.measures import LIBRARIES
from velkommen.domain.spans import DAY
from velkommen.domain.yearbook import whole_months
from velkommen.shared import clock

VOLUME_MONTHS = 3  # whole months looked back on from the end of a span, as the room of learning does


@dataclass(frozen=True)
class Spans:
    """A span at some places and the days a year before, each read when it is asked."""

    now: Reading
    before: Reading


def spans(places: Sequence[int] | None, first: date, last: date, at: datetime) -> Spans:
    """Those of some service points (by id; all when None), by a moment.

    Args:
        first, last: local days, both included.

    Raises:
        Refusal: PERIOD_REVERSED, SPAN_ENDLESS.
    """
    check_span(first, last)
    return Spans(Reading(Scope(places, first, last), at), Reading(Scope(places, *baseline(first, last)), at))


def period(read: Spans, *, compared: bool = False, library: bool = False, volumes: bool = False) -> Period:
    """Everything the measures of a span are worked out of.

    Args:
        compared: also the days a year before.
        library: also visits and loans, with those of a year before where that is compared.
        volumes: also how often each competence was used in the last whole months of the span.
    """
    scope = read.now.scope
    first, last, places = scope.first, scope.last, scope.places
    kinds = dict(ServicePoint.objects.order_by("id").values_list("id", "kind"))
    chosen = [place for place in kinds if places is None or place in places]
    months = list(whole_months(first, last))
    libraries = [place for place in chosen if kinds[place] in LIBRARIES]
    return Period(
        blocks={place: read.now.blocks.get(place, Block()) for place in chosen},
        kinds={place: kinds[place] for place in chosen},
        topics=topics(),
        before=read.before.blocks if compared else {},
        since=first_counts(chosen),
        began=read.before.scope.first,
        aims=yearbook.aims(),
        inhabitants=yearbook.inhabitants(last),
        months=yearbook.months(libraries, first, last) if library else (),
        months_before=yearbook.months(libraries, year_before(first), year_before(last)) if library and compared else (),
        expected=len(months) * len(libraries) if library else 0,
        volumes=used(chosen, last) if volumes else {},
    )


def topics() -> dict[int, Topic]:
    """Task id -> its topic (one statement)."""
    return {task.pk: Topic(task.key, task.historic, task.group.letter) for task in catalogue.tasks()}


def first_counts(places: Collection[int]) -> dict[int, date]:
    """Service point id -> the first local day anything was counted there (one statement; a place with nothing is left out)."""
    mine = Enquiry.objects.filter(service_point=OuterRef("pk"), withdrawn=False).order_by("day")
    rows = ServicePoint.objects.filter(pk__in=places).annotate(since=Subquery(mine.values("day")[:1]))
    return dict(rows.exclude(since=None).order_by("id").values_list("id", "since"))


def used(places: Collection[int], last: date) -> dict[str, Volume]:
    """Competence key -> how often it was used at some places in the last whole months up to a day (six statements at most)."""
    since, until = learning.last_months(last + DAY, VOLUME_MONTHS)
    keys = learning.keys_of_tasks(book.town().tasks, clock.local_day(clock.now()))
    tasks = {pk: keys.get(key, key) for pk, key in Task.objects.values_list("pk", "key")}
    numbers: Counter[str] = Counter()
    people: dict[str, set[int]] = defaultdict(set)
    for (staff, task), number in uses.used(places, since, until - DAY).items():
        numbers[tasks[task]] += number
        people[tasks[task]].add(staff)
    minimums = {key: terms.minimum for key, terms in learning.all_terms().items() if terms.minimum}
    return {
        key: Volume(
            numbers[key],
            round(numbers[key] / VOLUME_MONTHS / len(people[key]), 1) if people[key] else 0.0,
            minimums.get(key, 0),
            len(people[key]),
        )
        for key in sorted({*numbers, *minimums})
    }
