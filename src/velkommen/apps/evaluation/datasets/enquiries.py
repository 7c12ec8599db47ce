"""One row for each enquiry: what was asked where and when, to the hour, and how it ended. The largest of the datasets."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from django.db import connection
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from velkommen.apps.catalogue.models import Destination, Task
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.evaluation.datasets.shape import Column, Dataset, Feed, Row, Scope, Table, Type, codes_of
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics.hours import Hours
from velkommen.apps.statistics.queries import kept_hours
from velkommen.domain.coarse import CLASSES
from velkommen.domain.kinds import Channel, EnquiryKind, PlaceKind, Source, Unit
from velkommen.domain.lifecycle import State
from velkommen.domain.outcomes import Outcome, Reason
from velkommen.shared.wording import OUTCOMES, REASONS
from velkommen.shared.wording_datasets import HALL_HOURS, KINDS, SOURCES
from velkommen.shared.wording_enquiries import CHANNELS, UNITS
from velkommen.shared.wording_hours import weekday
from velkommen.shared.wording_rules import PLACE_KINDS

MOST_OF_A_BATCH = 50_000
READ = 5_000  # rows the database hands over at a time

_MINUTES = _("minutes, at most")
COLUMNS = (
    Column("day", Type.DAY, _("The local day it came."), "enquiries.Enquiry.day"),
    Column(
        "weekday",
        Type.WHOLE,
        _("The day of the week, Monday first."),
        "enquiries.Enquiry.weekday",
        codes={str(number + 1): lazy(weekday, str)(number) for number in range(7)},
    ),
    Column(
        "hour",
        Type.WHOLE,
        _("The clock hour it came in, 0 to 23. Empty where a sheet told no time of day."),
        "enquiries.Enquiry.minute",
        _("clock hour"),
    ),
    Column(
        "hall_hours",
        Type.CODE,
        _("Whether a town hall was staffed at that minute. Empty without a time of day, or without a town hall."),
        codes=HALL_HOURS,
    ),
    Column("place", Type.TEXT, _("The place, as addresses have it."), "places.ServicePoint.slug"),
    Column("place_name", Type.TEXT, _("What the place is called."), "places.ServicePoint.name"),
    Column(
        "place_kind",
        Type.CODE,
        _("What sort of place it is."),
        "places.ServicePoint.kind",
        codes=codes_of(PlaceKind, PLACE_KINDS),
    ),
    Column("line", Type.TEXT, _("The letter of the line its task waits in."), "catalogue.TaskGroup.letter"),
    Column("task", Type.TEXT, _("The task, as programs name it."), "catalogue.Task.key"),
    Column("task_da", Type.TEXT, _("What the task is called in Danish."), "catalogue.Task.name_da"),
    Column("task_en", Type.TEXT, _("What the task is called in English."), "catalogue.Task.name_en"),
    Column("kle", Type.TEXT, _("Its number in KLE, where one is known."), "catalogue.Task.kle"),
    Column(
        "channel",
        Type.CODE,
        _("How it came in."),
        "enquiries.Enquiry.channel",
        codes=codes_of(Channel, CHANNELS),
    ),
    Column(
        "kind",
        Type.CODE,
        _("What sort of enquiry it is, whatever its task."),
        "enquiries.Enquiry.kind",
        codes=codes_of(EnquiryKind, KINDS),
    ),
    Column(
        "unit",
        Type.CODE,
        _("Who answered: the unit, never the person. Empty while nobody has."),
        "enquiries.Enquiry.unit",
        codes=codes_of(Unit, UNITS),
    ),
    Column(
        "outcome",
        Type.CODE,
        _("How it ended. Empty while it has not, or where it was counted without an outcome."),
        "enquiries.Enquiry.outcome",
        codes=codes_of(Outcome, OUTCOMES),
    ),
    Column(
        "destination",
        Type.TEXT,
        _("Where it was referred to, as programs name it. Empty where it was not."),
        "catalogue.Destination.key",
    ),
    Column("destination_da", Type.TEXT, _("What that is called in Danish."), "catalogue.Destination.name_da"),
    Column(
        "reason",
        Type.CODE,
        _("Why it was not possible. Empty where it was."),
        "enquiries.Enquiry.reason",
        codes=codes_of(Reason, REASONS),
    ),
    Column(
        "matters",
        Type.WHOLE,
        _("How many matters its visit held. Empty where there was no visit: a sheet, or counted without a number."),
        "visits.Visit.matters",
        _("matters"),
    ),
    Column(
        "waited",
        Type.WHOLE,
        _(
            "How long it waited in line, as a class. Empty where nothing was measured, or the time was set aside as wrong."
        ),
        "enquiries.Period.seconds",
        _MINUTES,
    ),
    Column(
        "served",
        Type.WHOLE,
        _(
            "How long it was at the desk, as a class. Empty where nothing was measured, or the time was set aside as wrong."
        ),
        "enquiries.Period.seconds",
        _MINUTES,
    ),
    Column(
        "source",
        Type.CODE,
        _("Where the row came from."),
        "enquiries.Enquiry.source",
        codes=codes_of(Source, SOURCES),
    ),
)
#: A batch as it is read: ids, the minute and seconds leave the house only as names, the hour and classes.
_BATCH: Mapping[str, str] = MappingProxyType(
    {
        "day": "DATE",
        "weekday": "INTEGER",
        "minute": "INTEGER",
        "place_id": "BIGINT",
        "task_id": "BIGINT",
        "channel": "VARCHAR",
        "kind": "VARCHAR",
        "unit": "VARCHAR",
        "outcome": "VARCHAR",
        "destination_id": "BIGINT",
        "reason": "VARCHAR",
        "matters": "INTEGER",
        "unreliable": "BOOLEAN",
        "imprecise": "BOOLEAN",
        "waited": "INTEGER",
        "served": "INTEGER",
        "source": "VARCHAR",
    }
)
_SELECT = """
SELECT b.day, b.weekday + 1, IF(b.imprecise, NULL, b.minute // 60),
    CASE WHEN b.imprecise OR NOT EXISTS (FROM hall_days a WHERE a.day = b.day) THEN NULL
        WHEN EXISTS (FROM hall_hours h WHERE h.day = b.day AND h.opens <= b.minute AND b.minute < h.closes) THEN 'in' ELSE 'out' END,
    p.slug, p.name, p.kind, t.letter, t.key, t.name_da, t.name_en, t.kle,
    b.channel, b.kind, b.unit, b.outcome, d.key, d.name_da, b.reason, b.matters,
    IF(b.unreliable, NULL, {waited}), IF(b.unreliable, NULL, {served}), b.source
FROM batch b JOIN place_names p ON p.id = b.place_id JOIN task_names t ON t.id = b.task_id
    LEFT JOIN destination_names d ON d.id = b.destination_id
"""


def feed(scope: Scope) -> Feed:
    """The enquiries of a scope, without those that were taken back."""
    counts = dict(_of(scope).order_by("day").values_list("day").annotate(number=Count("id")))
    return Feed(
        _BATCH,
        _batches(scope, counts),
        _SELECT.format(waited=_class_of("b.waited"), served=_class_of("b.served")),
        {**_names(), **_halls(list(counts))},
    )


def _class_of(seconds: str) -> str:
    """`domain.coarse.at_most` in SQL; NULL of NULL."""
    steps = " ".join(f"WHEN {seconds} <= {60 * minutes} THEN {minutes}" for minutes in CLASSES[:-1])
    return f"CASE WHEN {seconds} IS NULL THEN NULL {steps} ELSE {CLASSES[-1]} END"


def _of(scope: Scope) -> QuerySet[Enquiry]:
    rows = Enquiry.objects.filter(day__gte=scope.first, day__lte=scope.last, withdrawn=False)
    return rows if scope.places is None else rows.filter(service_point__in=list(scope.places))


def _batches(scope: Scope, counts: Mapping[date, int]) -> Iterator[tuple[float, Iterable[Row]]]:
    """Whole days, as many as make some thousand rows."""
    done, total = 0, sum(counts.values())
    for days, rows in packed(counts, MOST_OF_A_BATCH):
        done += rows
        yield done / total, _rows(scope, days[0], days[-1])


def packed(counts: Mapping[date, int], most: int) -> Iterator[tuple[list[date], int]]:
    """Days in a row with their counts, in parcels of at most so many rows, but always of at least one day."""
    days: list[date] = []
    rows = 0
    for day, number in counts.items():
        if days and rows + number > most:
            yield days, rows
            days, rows = [], 0
        days.append(day)
        rows += number
    if days:
        yield days, rows


def _rows(scope: Scope, first: date, last: date) -> Iterator[Row]:
    found = _of(Scope(scope.places, first, last, scope.at)).order_by()
    timed = found.annotate(waited=_seconds(State.WAITING), served=_seconds(State.SERVING))
    columns = ("day", "weekday", "minute", "service_point", "task", "channel", "kind", "unit", "outcome", "destination")
    rest = ("reason", "visit__matters", "unreliable", "imprecise", "waited", "served", "source")
    sql, params = timed.values_list(*columns, *rest).query.sql_with_params()
    with connection.cursor() as cursor:  # past the ORM: it would make a date of each day, only to write it again
        cursor.execute(sql, params)
        while found := cursor.fetchmany(READ):
            yield from found


def _seconds(kind: State) -> Subquery:
    mine = Period.objects.filter(enquiry=OuterRef("pk"), kind=kind.value).order_by()
    return Subquery(mine.values("enquiry").annotate(all=Sum("seconds")).values("all"))


def _names() -> dict[str, Table]:
    """What ids are called."""
    tasks = Task.objects.order_by().values_list("id", "group__letter", "key", "name_da", "name_en", "kle")
    places = ServicePoint.objects.order_by().values_list("id", "slug", "name", "kind")
    destinations = Destination.objects.order_by().values_list("id", "key", "name_da")
    return {
        "task_names": _named(("letter", "key", "name_da", "name_en", "kle"), tasks),
        "place_names": _named(("slug", "name", "kind"), places),
        "destination_names": _named(("key", "name_da"), destinations),
    }


def _named(columns: Iterable[str], rows: Iterable[Row]) -> Table:
    return Table({"id": "BIGINT", **dict.fromkeys(columns, "VARCHAR")}, rows)


def _halls(days: list[date]) -> dict[str, Table]:
    """When the town halls were staffed on these days: as it stood when a day was closed, so that rows say what the figures say."""
    known = Hours(kept_hours([(min(days), max(days))] if days else []), None)
    halls = {day: known.of(day).halls for day in days}
    spans = ((day, *span) for day, open_then in halls.items() for span in open_then or ())
    return {
        "hall_hours": Table({"day": "DATE", "opens": "INTEGER", "closes": "INTEGER"}, spans),
        "hall_days": Table({"day": "DATE"}, [(day,) for day, open_then in halls.items() if open_then is not None]),
    }


ENQUIRIES = Dataset(
    key="enquiries",
    title=_("Enquiries"),
    row=_("One matter somebody came with. What was taken back is not there."),
    purpose=_(
        "To see what is asked where and when, how it ends and how long it takes. Not to follow a person, a visit or a colleague: "
        "there is no name, number, desk or minute in it, and the rows of a day are sorted by what they say."
    ),
    columns=COLUMNS,
    feed=feed,
)
