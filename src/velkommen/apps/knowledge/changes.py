"""What has changed since a moment: cards, additions, announcements, and what the catalogue says of tasks."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.db.models import Q

from velkommen.apps.catalogue.models import Fee, Suspension, TaskChange
from velkommen.apps.knowledge.models import Addition, CardVersion
from velkommen.apps.knowledge.queries import announced
from velkommen.shared import clock


class Kind(StrEnum):
    CARD = "card"
    ADDITION = "addition"
    ANNOUNCEMENT = "announcement"
    FEE = "fee"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    FACT = "fact"


@dataclass(frozen=True)
class Change:
    """Something that became different at a moment (what holds from a day on: as that day begins).

    Args:
        task: the key of the task, empty for an announcement.
        text: what it says now: an addition, a title, the name of a fee, a reason, the field of a fact, the language of a card.
        amount: of a fee, in øre.
        link: id of the addition or announcement.
    """

    kind: Kind
    at: datetime
    task: str
    text: str
    who: str = ""
    amount: int | None = None
    link: int = 0


def changes(places: Collection[int], since: datetime, until: datetime, *, english: bool = False) -> list[Change]:
    """What changed for some places after a moment and up to another, the newest first (six statements)."""
    found = [*_cards(since, until), *_additions(places, since, until), *_announcements(places, since, until)]
    found += [*_fees(since, until, english=english), *_suspensions(since, until), *_facts(since, until)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _cards(since: datetime, until: datetime) -> Iterator[Change]:
    """Each card once, as it was written last."""
    rows = CardVersion.objects.select_related("card__task", "author").filter(at__gt=since, at__lte=until, current=True)
    for row in rows:
        who = row.author.shown_name if row.author else ""
        yield Change(Kind.CARD, row.at, row.card.task.key, row.language, who)


def _additions(places: Collection[int], since: datetime, until: datetime) -> Iterator[Change]:
    rows = Addition.objects.select_related("task", "author").filter(service_point__in=list(places), gone_at=None)
    for row in rows.filter(at__gt=since, at__lte=until):
        who = row.author.shown_name if row.author else ""
        yield Change(Kind.ADDITION, row.at, row.task.key, row.text, who, link=row.pk)


def _announcements(places: Collection[int], since: datetime, until: datetime) -> Iterator[Change]:
    """From the day each begins, if it was made before."""
    for row in announced(places, clock.local_day(until)).select_related("author"):
        at = max(row.at, _morning(row.first))
        if since < at <= until:
            who = row.author.shown_name if row.author else ""
            yield Change(Kind.ANNOUNCEMENT, at, "", row.title, who, link=row.pk)


def _days(since: datetime, until: datetime) -> tuple[date, date]:
    return clock.local_day(since), clock.local_day(until)


def _fees(since: datetime, until: datetime, *, english: bool) -> Iterator[Change]:
    first, last = _days(since, until)
    for row in Fee.objects.select_related("task").filter(since__gt=first, since__lte=last):
        names = (row.name_en, row.case_en) if english else (row.name_da, row.case_da)
        text = ", ".join(filter(None, names))
        yield Change(Kind.FEE, _morning(row.since), row.task.key, text, amount=row.amount)


def _suspensions(since: datetime, until: datetime) -> Iterator[Change]:
    """Those that began, and those whose last day is over."""
    first, last = _days(since, until)
    began, over = Q(first__gt=first, first__lte=last), Q(last__gte=first, last__lt=last)
    for row in Suspension.objects.select_related("task").filter(began | over):
        if first < row.first <= last:
            yield Change(Kind.SUSPENDED, _morning(row.first), row.task.key, row.why)
        if row.last and first <= row.last < last:
            yield Change(Kind.RESUMED, _morning(date.fromordinal(row.last.toordinal() + 1)), row.task.key, row.why)


def _facts(since: datetime, until: datetime) -> Iterator[Change]:
    first, last = _days(since, until)
    for row in TaskChange.objects.select_related("task").filter(since__gt=first, since__lte=last):
        yield Change(Kind.FACT, _morning(row.since), row.task.key, row.field)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.zone())
