"""What changed somewhere from a day on: what one may ask the effect of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Sort(StrEnum):
    """What kind of thing changed. NAMED is what a leader says changed."""

    MODEL = "model"
    TASKS = "tasks"
    HOURS = "hours"
    DESK = "desk"
    COURSE = "course"
    NAMED = "named"


EVERY = frozenset(Sort)
#: Where one of these happened too, a place is no place where nothing changed: a model moves tasks, and tasks make a model.
ALIKE: Mapping[Sort, frozenset[Sort]] = MappingProxyType(
    {
        Sort.MODEL: frozenset({Sort.MODEL, Sort.TASKS}),
        Sort.TASKS: frozenset({Sort.MODEL, Sort.TASKS}),
        Sort.HOURS: frozenset({Sort.HOURS}),
        Sort.DESK: frozenset({Sort.DESK}),
        Sort.COURSE: frozenset({Sort.COURSE, Sort.MODEL}),
        Sort.NAMED: EVERY,
    }
)


@dataclass(frozen=True)
class Change:
    """From a local day on something was different at a place.

    Args:
        before, after: models (`cooperation.Model`) of MODEL; staffed minutes a week of HOURS.
        begun, ended, altered: keys of tasks that are done there from then on, no longer, or in another role.
        words: the title of a course, the name of a desk, or what a leader wrote.
    """

    day: date
    place: int
    sort: Sort
    before: str | int = ""
    after: str | int = ""
    begun: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    words: str = ""

    @property
    def moves(self) -> frozenset[Sort]:
        """What must not have happened at a place it is compared with."""
        return ALIKE[self.sort]
