"""What a place still lacks before somebody can be served there: asked of the engine, not of a list somebody keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from velkommen.domain.intervals import minute_of
from velkommen.domain.kinds import DeskRole
from velkommen.domain.placement.deciding import Reason, Rule
from velkommen.domain.placement.town import Town
from velkommen.shared import clock

AHEAD = 14  # days looked at; what is done less often has hours of its own, and is no fault
NO_FAULT = frozenset({Rule.OUT_OF_SEASON, Rule.SUSPENDED, Rule.SUSPENDED_HERE, Rule.NOT_PLACED})


@dataclass(frozen=True)
class Undone:
    """A task a place offers and that nobody could do there in the days looked at, and what hinders."""

    task: str
    because: Reason


def undone(town: Town, place: int, at: datetime) -> list[Undone]:
    """Every task that people would come for in vain, by its key; what is only referred needs nobody."""
    return list(_undone(town, place, at))


def _undone(town: Town, place: int, at: datetime) -> Iterator[Undone]:
    there, today = town.places[place], clock.local_day(at)
    opening = there.staffed.next_opening(clock.local(at))
    moment = at if there.staffed.is_open(clock.local(at)) or opening is None else opening
    for key in there.offers:
        if town.given(key, place, today) in {None, DeskRole.REFER}:
            continue
        if town.next_time(key, place, minute_of(at), AHEAD) is None:
            hinders = _hinders(town, key, place, at, moment)
            if _is_fault(town, key, place, at, hinders.rule):
                yield Undone(key, hinders)


def _is_fault(town: Town, task: str, place: int, at: datetime, rule: Rule) -> bool:
    if rule is Rule.OUTSIDE_TASK_HOURS:  # it may be done less often than in the days looked at
        return town.next_time(task, place, minute_of(at)) is None
    return rule not in NO_FAULT


def _hinders(town: Town, task: str, place: int, at: datetime, moment: datetime) -> Reason:
    """What stands in the way when it could be done by the clock; where it never can, what does at the moment."""
    today = clock.local_day(at)
    times = town.over(task, place, today, today + timedelta(days=AHEAD))
    verdict = next(
        (time.verdict for time in times if time.ends > minute_of(at)), town.answer(task, place, moment).verdict
    )
    return verdict.because[0]
