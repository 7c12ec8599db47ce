"""What a place still lacks before somebody can be served there: asked of the engine, not of a list somebody keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from velkommen.domain.intervals import minute_of, moment_of
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
        offered, rules = there.offered(key, today), town.rules(key, today)
        if offered is None or rules is None or (offered.role or rules.desk_role) is DeskRole.REFER:
            continue
        time = town.next_time(key, place, minute_of(at), AHEAD)
        first = town.answer(key, place, moment if time is None else moment_of(time.begins)).verdict
        better = None if time is None else time.verdict.role
        if (time is None or better is DeskRole.REFER) and first.because[0].rule not in NO_FAULT:
            yield Undone(key, first.because[0])
