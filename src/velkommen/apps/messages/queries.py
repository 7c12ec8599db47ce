"""Reading messages: what waits, what needs a person, what came of those of some days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q, Sum

from velkommen.apps.messages.models import Message, MessageCount
from velkommen.domain.messages import FOR_A_PERSON, OPEN, State

OLD = timedelta(minutes=10)
MOST_SHOWN = 100
_OPEN = Q(state__in=[state.value for state in OPEN])
_NEEDS = Q(state__in=[state.value for state in FOR_A_PERSON], done_at=None)


@dataclass(frozen=True)
class Trouble:
    """What a leader should know: since when something waits that should be away, and how many messages need a person."""

    waits_since: datetime | None
    for_a_person: int


@dataclass(frozen=True)
class Counted:
    """How many messages of a purpose and channel ended how."""

    purpose: str
    channel: str
    sent: int
    uncertain: int
    failed: int
    dropped: int


def troubles(places: Collection[int], at: datetime) -> dict[int, Trouble]:
    """The places whose messages are in trouble, by id. Two statements, each with its own partial index."""
    here = Message.objects.filter(service_point__in=places).order_by().values_list("service_point")
    late = here.filter(_OPEN, not_before__lte=at - OLD).annotate(since=Min("not_before"))
    since, many = dict(late), dict(here.filter(_NEEDS).annotate(many=Count("pk")))
    return {place: Trouble(since.get(place), many.get(place, 0)) for place in places if place in since or place in many}


def trouble(places: Collection[int], at: datetime) -> Trouble | None:
    """The trouble of some places in one; None: all is well."""
    found = troubles(places, at).values()
    since = min((one.waits_since for one in found if one.waits_since), default=None)
    return Trouble(since, sum(one.for_a_person for one in found)) if found else None


def for_a_person(places: Collection[int]) -> list[Message]:
    """The first messages that failed or may have been sent, the oldest first."""
    rows = Message.objects.filter(_NEEDS, service_point__in=places)
    return list(rows.order_by("created_at", "id")[:MOST_SHOWN])


def waiting(places: Collection[int], at: datetime) -> list[Message]:
    """The first messages that should be away by now, the oldest first."""
    rows = Message.objects.filter(_OPEN, service_point__in=places, not_before__lte=at)
    return list(rows.order_by("not_before", "id")[:MOST_SHOWN])


def later(places: Collection[int], at: datetime) -> int:
    """How many messages wait for their time (reminders above all)."""
    return Message.objects.filter(service_point__in=places, state=State.WAITING.value, not_before__gt=at).count()


def counted(places: Collection[int], first: date, last: date) -> list[Counted]:
    """What came of the messages that ended at some places on some local days, by purpose and channel."""
    rows = MessageCount.objects.filter(service_point__in=places, day__gte=first, day__lte=last)
    found: dict[tuple[str, str], dict[str, int]] = {}
    for purpose, channel, outcome, number in rows.values_list("purpose", "channel", "outcome").annotate(
        n=Sum("number")
    ):
        found.setdefault((purpose, channel), {})[outcome] = number
    outcomes = (State.SENT, State.UNCERTAIN, State.FAILED, State.DROPPED)
    return [Counted(*key, *(found[key].get(outcome.value, 0) for outcome in outcomes)) for key in sorted(found)]
