"""Whether a place is ready for how library and citizen service are to work together there: the report's own advice, point by point.

Source: *Bibliotek & Borgerservice - du er altid velkommen!* (2010); each point names its pages. A point that the data say cannot be
ticked by hand; what no data can say is marked by somebody, on a day. Nothing here forbids anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from velkommen.domain.cooperation import Agreement

BASELINE_WEEKS, BASELINE_OF = 4, 8  # counted, of the weeks before
MONTHLY = 10  # enquiries a month of a task one must be trained for; how many are enough is an open question (p. 11)
LONGEST_NOTE = 160


class Key(StrEnum):
    """One piece of advice."""

    OWNER = "owner"
    LEADERSHIP = "leadership"
    STAFF_HEARD = "staff_heard"
    CHOICE = "choice"
    JOINT_COURSE = "joint_course"
    BASELINE = "baseline"
    VOLUME = "volume"
    EQUIPMENT = "equipment"
    ROOM = "room"
    NOISE = "noise"
    SIGNS = "signs"
    HOURS = "hours"
    COUNCIL = "council"
    RESOURCES = "resources"


PAGES: Mapping[Key, tuple[int, ...]] = MappingProxyType(
    {
        Key.OWNER: (21,),
        Key.LEADERSHIP: (18,),
        Key.STAFF_HEARD: (21,),
        Key.CHOICE: (18, 21),
        Key.JOINT_COURSE: (21,),
        Key.BASELINE: (10,),
        Key.VOLUME: (11, 16),
        Key.EQUIPMENT: (21,),
        Key.ROOM: (21,),
        Key.NOISE: (21,),
        Key.SIGNS: (20,),
        Key.HOURS: (17, 20),
        Key.COUNCIL: (7,),
        Key.RESOURCES: (16, 20),
    }
)
#: Marked with the day it happened.
DATED = frozenset({Key.STAFF_HEARD})


class State(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"
    NOT_RELEVANT = "not_relevant"


OPEN = frozenset({State.NO, State.NOT_KNOWN})


class Source(StrEnum):
    """Where a state is from: the house's own data, somebody who marked it, or nobody yet."""

    DATA = "data"
    HAND = "hand"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Marked:
    """What somebody said of a point: when it happened (`day`), a note, who said so and when."""

    state: State
    day: date | None = None
    note: str = ""
    who: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """What the data say of a place.

    Args:
        agreement: what holds, or is planned; None when nothing is recorded.
        since: the local day from which tasks of another unit are done; None when none are.
        joint_courses: courses for the staff of both units since they began; None when nobody keeps them.
        willing: how many of those who serve there have put themselves forward; where none have, somebody may say how it is.
        weeks: how many of the BASELINE_OF weeks before have counted enquiries.
        trained: the tasks taken over that one must be trained for, and that people come for at this time of the year.
        monthly: task -> enquiries a month here; None when nothing was counted.
        lacking: task taken over -> kinds of equipment that are not here.
        taken_over: how many tasks of others are done here.
        staffed: whether hours with staff are recorded.
    """

    agreement: Agreement | None = None
    since: date | None = None
    joint_courses: int | None = None
    willing: int = 0
    weeks: int = 0
    trained: tuple[str, ...] = ()
    monthly: Mapping[str, float] | None = None
    lacking: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    taken_over: int = 0
    staffed: bool = False
    least: int = MONTHLY


@dataclass(frozen=True)
class Point:
    """One piece of advice at one place. `figures` is what a sentence about it needs; `mark` what somebody said."""

    key: Key
    state: State
    source: Source
    figures: Mapping[str, object] = field(default_factory=dict)
    mark: Marked | None = None

    @property
    def open(self) -> bool:
        """Whether something is still to be done, or to be found out."""
        return self.state in OPEN


Said = tuple[State, Mapping[str, object]]


def points(facts: Facts, marks: Mapping[Key, Marked]) -> list[Point]:
    """The whole checklist, in the order of the report's advice: people, figures, room, decisions."""
    data = from_data(facts)
    return [_point(key, data.get(key), marks.get(key), facts) for key in Key]


def from_data(facts: Facts) -> Mapping[Key, Said]:
    """What the data say; a point that is not there is said by hand, if at all."""
    agreement = facts.agreement or Agreement()
    found: dict[Key, Said] = {
        Key.OWNER: (_yes(bool(agreement.project_owner.strip())), {"owner": agreement.project_owner}),
        Key.LEADERSHIP: (_yes(agreement.leadership_joint), {}),
        Key.BASELINE: (_yes(facts.weeks >= BASELINE_WEEKS), {"weeks": facts.weeks, "of": BASELINE_OF}),
        Key.EQUIPMENT: _equipment(facts),
        Key.HOURS: (_yes(facts.staffed), {}),
        Key.COUNCIL: (_yes(agreement.is_centre is not None), {"on": agreement.decided_on}),
    }
    if facts.willing:
        found[Key.CHOICE] = (State.YES, {"number": facts.willing})
    if facts.joint_courses is not None:
        found[Key.JOINT_COURSE] = (_yes(facts.joint_courses > 0), {"number": facts.joint_courses})
    volume = _volume(facts)
    return found | ({Key.VOLUME: volume} if volume else {})


def _point(key: Key, said: Said | None, mark: Marked | None, facts: Facts) -> Point:
    if said:
        return Point(key, said[0], Source.DATA, said[1])
    if mark is None:
        return Point(key, State.NOT_KNOWN, Source.NOBODY)
    if key is Key.STAFF_HEARD and mark.state is State.YES and mark.day and facts.since and mark.day >= facts.since:
        return Point(key, State.NO, Source.HAND, {"late": facts.since}, mark)
    return Point(key, mark.state, Source.HAND, {}, mark)


def _equipment(facts: Facts) -> Said:
    if not facts.taken_over:
        return State.NOT_RELEVANT, {}
    return _yes(not facts.lacking), {"lacking": facts.lacking}


def _volume(facts: Facts) -> Said | None:
    """None where nothing was counted, so that somebody may say what they know."""
    if not facts.trained:
        return State.NOT_RELEVANT, {}
    if facts.monthly is None:
        return None
    few = {task: facts.monthly.get(task, 0.0) for task in facts.trained if facts.monthly.get(task, 0.0) < facts.least}
    return _yes(not few), {"few": few, "least": facts.least, "tasks": len(facts.trained)}


def _yes(holds: bool) -> State:
    return State.YES if holds else State.NO
