"""The figures of a period counted once more, row by row from the periods: the check on what `statistics` shows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.evaluation.statistics import Statistics
from velkommen.apps.statistics.hours import Hours
from velkommen.apps.statistics.queries import kept_hours
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import EnquiryRow, PeriodRow, Recomputed, recompute


def recounted(first: date, last: date) -> Recomputed:
    """Every figure of all places from the single rows of some local days, both included."""
    return recompute(_rows(first, last))


def as_shown(seen: Statistics) -> Recomputed:
    """What the screens show, in the same shape; the hours aside, of which they show the gaps."""
    return Recomputed(
        number=seen.number,
        without_outcome=seen.without_outcome,
        task_outcome=Counter(
            {(t.task.pk, outcome): n for t in seen.tasks for outcome, n in t.outcomes.items() if outcome}
        ),
        by_place=Counter({line.place.pk: line.number for line in seen.places if line.number}),
        library=seen.library,
        town_hall=seen.town_hall,
        by_unit=Counter({line.key: line.number for line in seen.units}),
        solved=seen.solved,
        outside=seen.outside,
        imprecise=seen.imprecise,
        times=dict(seen.times),
        no_shows=seen.no_shows,
        categories=Counter({line.category: line.number for line in seen.categories if line.number}),
    )


def _rows(first: date, last: date) -> Iterator[EnquiryRow]:
    hours = Hours(kept_hours([(first, last)]), None)
    periods: dict[object, list[PeriodRow]] = {}
    every = Enquiry.objects.filter(day__gte=first, day__lte=last)  # `recompute` leaves out what was withdrawn
    for period in Period.objects.filter(enquiry__in=every).only("enquiry", "kind", "seconds"):
        periods.setdefault(period.enquiry_id, []).append(PeriodRow(period.kind, period.seconds))
    for one in every.select_related("task", "service_point", "visit"):
        yield _row(one, periods.get(one.pk, ()), hours)


def _row(one: Enquiry, periods: Sequence[PeriodRow], hours: Hours) -> EnquiryRow:
    over = one.visit is not None and one.current and one.visit.state == State.ENDED
    halls = hours.of(one.day).halls
    return EnquiryRow(
        place=one.service_point_id,
        place_kind=one.service_point.kind,
        day=one.day,
        minute=one.minute,
        task=one.task_id,
        historic=one.task.historic,
        outcome=one.outcome,
        unit=one.unit,
        ending=one.visit.ending if over and one.visit else "",
        withdrawn=one.withdrawn,
        unreliable=one.unreliable,
        imprecise=one.imprecise,
        outside=None if halls is None or one.imprecise else not any(a <= one.minute < b for a, b in halls),
        periods=periods,
    )
