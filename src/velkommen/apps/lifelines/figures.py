"""What asking experts comes to: who was asked, how long it took, whether it helped at first contact, and the load by place and hour.

Withdrawn matters count nowhere. Everything is counted from the lifelines of some local days, both included, in one statement each.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.db.models import QuerySet

from velkommen.apps.lifelines.models import Lifeline
from velkommen.domain.lifelines import End
from velkommen.domain.outcomes import Outcome

_EXPERT = ("expert_id", "expert__first_name", "expert__username", "service_point__name", "minute")
_TIMES = ("asked_at", "accepted_at", "answered_at", "ended_at")


@dataclass(frozen=True)
class Load:
    """What an expert had from a place in an hour of the day (0-23, when it was asked): how many, and seconds in all they had them."""

    staff: int
    name: str
    place: str
    hour: int
    number: int
    seconds: int


@dataclass(frozen=True)
class TaskTimes:
    """What was asked about a task.

    Args:
        asked: how many lifelines.
        accepted, answered: of these.
        to_accept, to_answer: median seconds from asked; None where there was none.
        helped: how many ended as helped; `first_contact`: of these, those whose matter was solved with an expert at its first contact.
        back: how many the desk took back, or nobody could help with any more.
    """

    task: str
    asked: int
    accepted: int
    answered: int
    to_accept: int | None
    to_answer: int | None
    helped: int
    first_contact: int
    back: int


def load(place: int | None, first: date, last: date) -> list[Load]:
    """What each expert had, by place and hour, those with most first (one statement). No place: all of them."""
    numbers: dict[tuple[int, str, str, int], list[int]] = defaultdict(lambda: [0, 0])
    for staff, first_name, username, where, minute, *times in _of(place, first, last).values_list(*_EXPERT, *_TIMES):
        if staff is None:
            continue
        line = numbers[staff, first_name or username, where, minute // 60]
        line[0] += 1
        line[1] += _had(*times)
    found = [Load(*key, number=number, seconds=seconds) for key, (number, seconds) in numbers.items()]
    return sorted(found, key=lambda one: (-one.number, one.staff, one.place, one.hour))


def answer_times(place: int | None, first: date, last: date) -> list[TaskTimes]:
    """What was asked about each task, those asked most first (one statement). No place: at all of them."""
    rows: dict[str, list[tuple[datetime | None, ...]]] = defaultdict(list)
    ends: dict[str, list[tuple[str, bool | None, str]]] = defaultdict(list)
    columns = ("task__key", "end", "helped", "enquiry__outcome", *_TIMES)
    for task, end, helped, outcome, *times in _of(place, first, last).values_list(*columns):
        rows[task].append(tuple(times))
        ends[task].append((end, helped, outcome))
    found = [_times(task, rows[task], ends[task]) for task in rows]
    return sorted(found, key=lambda one: (-one.asked, one.task))


def _of(place: int | None, first: date, last: date) -> QuerySet[Lifeline]:
    rows = Lifeline.objects.filter(day__gte=first, day__lte=last, enquiry__withdrawn=False)
    return rows if place is None else rows.filter(service_point=place)


def _had(asked: datetime, accepted: datetime | None, answered: datetime | None, ended: datetime | None) -> int:
    """Seconds from when it was accepted to when it was answered or was over; 0 while it is still there."""
    until = answered or ended
    return int((until - accepted).total_seconds()) if accepted and until else 0


def _times(
    task: str, rows: Iterable[tuple[datetime | None, ...]], ends: Iterable[tuple[str, bool | None, str]]
) -> TaskTimes:
    asked = list(rows)
    accepted = [_seconds(row[0], row[1]) for row in asked if row[1]]
    answered = [_seconds(row[0], row[2]) for row in asked if row[2]]
    helped = [outcome for _end, did, outcome in ends if did]
    return TaskTimes(
        task=task,
        asked=len(asked),
        accepted=len(accepted),
        answered=len(answered),
        to_accept=round(median(accepted)) if accepted else None,
        to_answer=round(median(answered)) if answered else None,
        helped=len(helped),
        first_contact=sum(outcome == Outcome.SOLVED_WITH_EXPERT for outcome in helped),
        back=sum(end in (End.RECALLED, End.LEFT, End.NOT_REACHED) for end, _did, _outcome in ends),
    )


def _seconds(asked: datetime | None, until: datetime | None) -> float:
    return (until - asked).total_seconds() if asked and until else 0.0
