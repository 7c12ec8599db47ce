"""The rule of who may do what, written a second time and otherwise: as the list of a leader who explains it to a new colleague.

Sources: the report (2010), p. 9-19; the act on municipal citizen service centres; the act on public administration § 7.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import wall
from velkommen.domain.intervals import minute_of
from velkommen.domain.kinds import DeskRole, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.facts import Place, Posted

COMPLETE, RECEIVE, ASSIST, REFER = DeskRole.COMPLETE, DeskRole.RECEIVE, DeskRole.ASSIST, DeskRole.REFER


class Model(Enum):
    """How the units of a place work together, as far as the task in question goes."""

    UNKNOWN = "nothing is recorded"
    NONE = "0"
    SMALL_START = "1"
    SAME_ROOF = "2"
    THIS_TASK = "3: this task was taken over by the library"
    ANOTHER_TASK = "3: another task was"
    ALL_BUT_DISCRETION = "3: the library does all that takes no judgement"
    ONE_ENTRANCE = "4: one desk with partners, this task done by the partner too"


class Kit(Enum):
    NONE_NEEDED = "none needed"
    WORKS = "there and works"
    BROKEN = "broken"
    ABSENT = "not there"


class Training(Enum):
    NONE_NEEDED = "none needed"
    HELD = "held"
    LACKING = "lacking"


class Door(Enum):
    CLOSED = "closed"
    OPEN_WITHOUT_STAFF = "open without staff"
    STAFFED = "staffed"


@dataclass(frozen=True)
class Case:
    """One task at one place with at most one person there (`unit` None: nobody)."""

    placed: DeskRole | None
    discretion: Discretion
    training: Training
    kit: Kit
    door: Door
    model: Model
    unit: Unit | None
    owner: Unit
    self_service: bool
    suspended: bool = False
    in_season: bool = True
    task_hours: bool = True


def expected(case: Case) -> DeskRole | None:
    """What happens to somebody who comes for it."""
    if case.placed is None or case.unit is None or case.suspended or not case.in_season or not case.task_hours:
        return None
    if case.door is not Door.STAFFED:
        return None
    if case.placed is REFER:
        return REFER  # showing the way takes nothing
    fully = _trained_and_equipped(case) and (case.placed is ASSIST or _is_mine(case))
    if not fully:
        return ASSIST if case.self_service else REFER
    if case.placed is COMPLETE and case.discretion is Discretion.HIGH:
        return RECEIVE
    return case.placed


def there(place: Place, local: datetime) -> list[int]:
    """Who is on duty at an aware local moment, by ids: asked of each person and minute anew."""
    if not place.staffed.is_open(local):
        return []
    return sorted(person.id for person in place.people if _at_work(place, person, local))


def _at_work(place: Place, person: Posted, local: datetime) -> bool:
    if any(_shown(span, local) for span in _absent(person, local)):
        return False
    if local.date() in place.rostered:
        return any(_shown(span, local) for span in person.shifts.get(local.date(), ()))
    if any(other.duty is not None for other in place.people):
        return person.duty is not None and person.duty.is_open(local)
    return True  # nobody's hours are kept: whoever is posted is there


def _absent(person: Posted, local: datetime) -> Iterator[Span]:
    for away in person.away:
        if away.first <= local.date() <= away.last:
            yield away.span or (0, 1440)


def _shown(span: Span, local: datetime) -> bool:
    """Whether a moment lies between two times of its own day by the clock on the wall."""
    zone = local.tzinfo
    assert zone is not None
    return wall(local.date(), span[0], zone) <= minute_of(local) < wall(local.date(), span[1], zone)


def _trained_and_equipped(case: Case) -> bool:
    return case.training is not Training.LACKING and case.kit in {Kit.NONE_NEEDED, Kit.WORKS}


def _is_mine(case: Case) -> bool:
    """Whether the unit of whoever is there completes or receives this task under the agreement."""
    if case.model is Model.UNKNOWN or case.unit is case.owner:
        return True
    if case.unit is Unit.LIBRARY:
        return case.model is Model.THIS_TASK or (
            case.model is Model.ALL_BUT_DISCRETION and case.discretion is not Discretion.HIGH
        )
    return case.unit is Unit.PARTNER and case.model is Model.ONE_ENTRANCE
