"""Fjordby's counting weeks: two autumns (week 43), one that runs now at the small branches, one that is planned. All answers are invented.

The mobile library counts on paper: what it counted in these weeks came in on a sheet, without a time of day.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from random import Random
from uuid import UUID

from django.db.models import QuerySet

from velkommen.apps.counting.models import Answer, CountingDay, CountingWeek, ExportProfile, PaperSheet
from velkommen.apps.enquiries.batches import NOON
from velkommen.apps.enquiries.models import Enquiry, ImportBatch
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.counting_weeks import Avoidable, Digital, Question, days
from velkommen.domain.export_profiles import Column, Moment
from velkommen.domain.kinds import Channel, Source
from velkommen.shared import clock

WEEK = timedelta(days=7)
AUTUMN = 43  # the week after the school autumn holiday, when the tradition counted
EVERYWHERE = ("raadhuset", "hovedbiblioteket", "nordby", "soenderby", "vesterby", "bogbussen")
SMALL = ("soenderby", "vesterby", "bogbussen")
ON_PAPER = "bogbussen"
ASKED = 0.78  # of what was counted, somebody had time to ask
DIGITALLY = ((Digital.YES, 34), (Digital.NO, 55), (Digital.UNKNOWN, 11))
WHY = (
    (Avoidable.NOT_AVOIDABLE, 62),
    (Avoidable.UNCLEAR_LETTER, 14),
    (Avoidable.WAITING_FOR_ANSWER, 11),
    (Avoidable.WEBSITE_ERROR, 7),
    (Avoidable.WRONG_PLACE, 6),
)


@dataclass(frozen=True)
class Plan:
    """A week to be: from its Monday on, at some places; `closed` so many days after its last."""

    name: str
    monday: date
    places: Sequence[str]
    closed: int | None = None


def settle(today: date, at: datetime, seed: int) -> None:
    """Insert them, with the answers to what was counted up to now."""
    points = dict(ServicePoint.objects.values_list("slug", "pk"))
    for plan in _plans(today):
        week = _week(plan, points, at)
        counted = Enquiry.objects.filter(day__range=(week.first, week.last), withdrawn=False).exclude(outcome="")
        _came_on_paper(week, counted.filter(service_point=points[ON_PAPER], visit=None, day__lt=today), at)
        mine = counted.filter(service_point__in=[points[slug] for slug in plan.places])
        _answer(week, mine, Random(f"{seed}:{plan.name}"))  # noqa: S311 - the same demo every time
    _form_of_file()


def _plans(today: date) -> Iterator[Plan]:
    monday = today - timedelta(days=today.weekday())
    last = _autumn_before(monday)
    yield Plan("Efterårets tælleuge sidste gang", _autumn_before(last), EVERYWHERE, closed=7)
    yield Plan("Efterårets tælleuge", last, EVERYWHERE, closed=7)
    yield Plan("De små filialers tælleuge", monday, SMALL)
    yield Plan("Alle steder om lidt", monday + 2 * WEEK, EVERYWHERE)


def _autumn_before(monday: date) -> date:
    """The Monday of the last week 43 that was over before a Monday."""
    found = date.fromisocalendar(monday.isocalendar().year, AUTUMN, 1)
    return found if found < monday else date.fromisocalendar(found.isocalendar().year - 1, AUTUMN, 1)


def _week(plan: Plan, points: dict[str, int], at: datetime) -> CountingWeek:
    last = plan.monday + WEEK - timedelta(days=1)
    week = CountingWeek.objects.create(
        name=plan.name,
        first=plan.monday,
        last=last,
        channels=[Channel.IN_PERSON.value, Channel.PHONE.value],
        questions=[question.value for question in Question],
        target=90,
        closed_at=None if plan.closed is None else _noon(last + timedelta(days=plan.closed)),
    )
    CountingDay.objects.bulk_create(
        CountingDay(week=week, service_point_id=points[slug], day=day)
        for slug in plan.places
        for day in days(plan.monday, last)
    )
    return week


def _noon(day: date) -> datetime:
    return datetime.combine(day, NOON, clock.zone()).astimezone(UTC)


def _came_on_paper(week: CountingWeek, rows: QuerySet[Enquiry], at: datetime) -> None:
    """Make what was tallied on each day a sheet."""
    by_day: dict[date, list[tuple[UUID, int, str]]] = {}
    for pk, place, day, task, outcome in rows.values_list("pk", "service_point", "day", "task__key", "outcome"):
        by_day.setdefault(day, []).append((pk, place, f"{task}/{outcome}"))
    for day, found in sorted(by_day.items()):
        batch = ImportBatch.objects.create(
            name=f"{week.name}: {ON_PAPER} {day} no. 1",
            digest=sha256(f"demo|{day}".encode()).hexdigest(),
            at=min(_noon(day + timedelta(days=1)), at),
            enquiries=len(found),
        )
        Enquiry.objects.filter(pk__in=[pk for pk, _, _ in found]).update(
            imprecise=True, source=Source.PAPER.value, batch=batch, happened_at=_noon(day), minute=NOON.hour * 60
        )
        PaperSheet.objects.create(
            week=week,
            service_point_id=found[0][1],
            day=day,
            number=1,
            batch=batch,
            tallies=dict(sorted(Counter(name for _, _, name in found).items())),
            at=batch.at,
        )


def _answer(week: CountingWeek, rows: QuerySet[Enquiry], rng: Random) -> None:
    asked = rows.filter(channel__in=week.channels).exclude(source=Source.PAPER.value).order_by("happened_at", "pk")
    Answer.objects.bulk_create(
        Answer(
            enquiry_id=pk,
            week=week,
            digital=_one_of(DIGITALLY, rng),
            avoidable=_one_of(WHY, rng),
            matters=matters or 1,
            op=UUID(int=rng.getrandbits(128), version=4),
        )
        for pk, matters in asked.values_list("pk", "visit__matters")
        if rng.random() < ASKED
    )


def _one_of(choices: Sequence[tuple[Digital | Avoidable, int]], rng: Random) -> str:
    return rng.choices([one.value for one, _ in choices], [weight for _, weight in choices])[0]


def _form_of_file() -> None:
    columns = (
        (Column.MOMENT, "dag"),
        (Column.PLACE, "sted"),
        (Column.CATEGORY, "opgave"),
        (Column.OUTCOME, "afslutning"),
    )
    more = (Column.DIGITAL, "digitalt"), (Column.AVOIDABLE, "undgåelig"), (Column.NUMBER, "antal")
    ExportProfile.objects.create(
        name="til-direktionen",
        columns=[[column.value, heading] for column, heading in (*columns, *more)],
        moment=Moment.DAY.value,
    )
