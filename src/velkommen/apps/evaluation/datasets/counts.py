"""Datasets of counts: what adds up of a day at a place, appointments by what became of them, lifelines by task and end."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import date

from django.db.models import Count, Max, Min
from django.utils.translation import gettext_lazy as _

from velkommen.apps.appointments.models import Appointment
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.datasets.shape import SQL, Column, Dataset, Feed, Row, Scope, Type, codes_of, plain
from velkommen.apps.lifelines.models import Lifeline
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics import queries as statistics
from velkommen.apps.statistics.queries import Block, Line
from velkommen.domain.booking.fates import Fate
from velkommen.domain.lifelines import End, Way
from velkommen.shared.months import Month
from velkommen.shared.wording_datasets import FATES
from velkommen.shared.wording_lifelines import ENDS, WAYS

_DAY = Column("day", Type.DAY, _("The local day."), "enquiries.Enquiry.day")
_PLACE = Column("place", Type.TEXT, _("The place, as addresses have it."), "places.ServicePoint.slug")
Rows = Callable[[date, str, Block], Iterator[Row]]
_ENQUIRIES, _HOURS, _VISITS = _("enquiries"), _("clock hours"), _("visits")


def _totals(scope: Scope) -> Feed:
    names = [field.name for field in fields(Line)]

    def rows(day: date, place: str, block: Block) -> Iterator[Row]:
        line = statistics.line(block)
        if line != Line():  # days ahead have appointments and nothing else
            yield (day, place, *(getattr(line, name) for name in names))

    return _of_days(scope, DAY_TOTALS, rows)


def _appointments(scope: Scope) -> Feed:
    def rows(day: date, place: str, block: Block) -> Iterator[Row]:
        yield from ((day, place, fate, number) for fate, number in sorted(block.fates.items()))

    return _of_days(scope, APPOINTMENTS, rows)


def _of_days(scope: Scope, dataset: Dataset, rows: Rows) -> Feed:
    """A feed out of the blocks of single days, a year at a time: ten years of blocks at once would be much."""
    types = {column.name: SQL[column.type] for column in dataset.columns}
    return Feed(types, _by_year(scope, rows), "SELECT * FROM batch")


def _by_year(scope: Scope, rows: Rows) -> Iterator[tuple[float, Iterable[Row]]]:
    slugs = dict(ServicePoint.objects.values_list("id", "slug"))
    spans = list(_years(scope))
    for number, (first, last) in enumerate(spans, start=1):
        blocks = statistics.days(statistics.Scope(scope.places, first, last), scope.at)
        yield (
            number / len(spans),
            [row for (day, place), block in blocks.items() for row in rows(day, slugs[place], block)],
        )


def _years(scope: Scope) -> Iterator[tuple[date, date]]:
    """The calendar years of the span in which there is anything, cut at its ends."""
    known = [
        Enquiry.objects.aggregate(first=Min("day"), last=Max("day")),
        Appointment.objects.aggregate(first=Min("day"), last=Max("day")),
    ]
    days = [found[end] for found in known for end in ("first", "last") if found[end]]
    if not days:
        return
    first, last = max(scope.first, min(days)), min(scope.last, max(days))
    for year in range(first.year, last.year + 1):
        yield max(first, date(year, 1, 1)), min(last, date(year, 12, 31))


def _lifelines(scope: Scope) -> Feed:
    rows = Lifeline.objects.filter(day__gte=scope.first, day__lte=scope.last, enquiry__withdrawn=False)
    if scope.places is not None:
        rows = rows.filter(service_point__in=list(scope.places))
    counted = rows.order_by().annotate(month=Month("day"))
    return plain(
        LIFELINES.columns,
        counted.values_list("month", "service_point__slug", "task__key", "way", "end").annotate(number=Count("id")),
    )


DAY_TOTALS = Dataset(
    key="day_totals",
    title=_("Totals of days"),
    row=_("One local day of one place on which anything was counted or the place was staffed."),
    purpose=_(
        "To draw curves and to compare places and years without touching single enquiries. Every column adds up."
    ),
    columns=(
        _DAY,
        _PLACE,
        Column("number", Type.WHOLE, _("Enquiries."), unit=_ENQUIRIES),
        Column("answered", Type.WHOLE, _("Those that ended, and not by the citizen leaving."), unit=_ENQUIRIES),
        Column("solved", Type.WHOLE, _("Those solved at first contact."), unit=_ENQUIRIES),
        Column("outside", Type.WHOLE, _("Those that came while no town hall was staffed."), unit=_ENQUIRIES),
        Column(
            "placed", Type.WHOLE, _("Those whose time of day is known: what “outside” is a part of."), unit=_ENQUIRIES
        ),
        Column("waited", Type.WHOLE, _("Those whose waiting was measured."), "enquiries.Period.seconds", _ENQUIRIES),
        Column(
            "waited_seconds", Type.WHOLE, _("What these waited together."), "enquiries.Period.seconds", _("seconds")
        ),
        Column("staffed", Type.WHOLE, _("Clock hours that were staffed and are over."), unit=_HOURS),
        Column("covered", Type.WHOLE, _("Those of them in which something was counted."), unit=_HOURS),
        Column("visits", Type.WHOLE, _("Visits that are over."), "visits.Visit.ending", _VISITS),
        Column("no_shows", Type.WHOLE, _("Those of them that were called in vain."), "visits.Visit.ending", _VISITS),
    ),
    feed=_totals,
)
APPOINTMENTS = Dataset(
    key="appointments",
    title=_("Appointments"),
    row=_("How many appointments of a day at a place had one fate. Counts, never single appointments."),
    purpose=_("To see how many come, how many do not, and how many call off."),
    columns=(
        _DAY,
        _PLACE,
        Column("fate", Type.CODE, _("What became of them."), codes=codes_of(Fate, FATES)),
        Column("number", Type.WHOLE, _("Appointments."), unit=_("appointments")),
    ),
    feed=_appointments,
)
LIFELINES = Dataset(
    key="lifelines",
    title=_("Lifelines"),
    row=_(
        "How many times in a month the desks of a place asked an expert about a task in one way with one end. Never what was written."
    ),
    purpose=_("To see where the desk needs help, and whether it helped. Not to count what single experts do."),
    columns=(
        Column("month", Type.DAY, _("The first day of the month."), "lifelines.Lifeline.day"),
        _PLACE,
        Column("task", Type.TEXT, _("The task, as programs name it."), "catalogue.Task.key"),
        Column("way", Type.CODE, _("How the expert was to help."), "lifelines.Lifeline.way", codes=codes_of(Way, WAYS)),
        Column(
            "ending",
            Type.CODE,
            _("How it ended. Empty while it has not."),
            "lifelines.Lifeline.end",
            codes=codes_of(End, ENDS),
        ),
        Column("number", Type.WHOLE, _("Lifelines."), unit=_("lifelines")),
    ),
    feed=_lifelines,
)
