"""The doctor's round: every invariant of the data is looked at, and what is wrong is named with its cure. Nothing is changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from velkommen.apps.evaluation.checks import (
    appointments,
    atlas,
    catalogue,
    counting,
    courses,
    database,
    enquiries,
    figures,
    knowledge,
    learning,
    lifelines,
    messages,
    placement,
    places,
    readiness,
    records,
    roster,
    statistics,
    surveys,
    visits,
    yearbook,
)
from velkommen.apps.evaluation.checks.registry import MOST, Check

#: Every check of the house, room by room. The first comes first: on tables that are not there, no other means anything.
CHECKS: Sequence[Check] = [
    found
    for room in (
        database,
        visits,
        enquiries,
        places,
        catalogue,
        placement,
        roster,
        appointments,
        courses,
        counting,
        messages,
        knowledge,
        lifelines,
        learning,
        readiness,
        yearbook,
        surveys,
        records,
        figures,
        atlas,
        statistics,
    )
    for found in vars(room).values()
    if isinstance(found, Check)
]

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Finding:
    """What one check found: the rows that break it, at most MOST of them."""

    check: Check
    problems: Sequence[str]

    @property
    def ok(self) -> bool:
        return not self.problems


def examine(at: datetime, progress: Progress | None = None, checks: Sequence[Check] = CHECKS) -> list[Finding]:
    """Make every check, or only the first one if the database does not fit this version of the house.

    Args:
        at: now.
        progress: hears the title of each check and how much is done (0-1).
        checks: which to make, in order; all unless some are named.
    """
    tell = progress or (lambda text, share: None)
    found: list[Finding] = []
    for done, check in enumerate(checks):
        tell(str(check.title), done / len(checks))
        found.append(Finding(check, _problems(check, at)))
        if check is database.migrations_applied and not found[-1].ok:
            break
    return found


def _problems(check: Check, at: datetime) -> list[str]:
    try:
        return list(islice(check.find(at), MOST))
    except ValueError as error:  # a word no list knows stops whoever counts with it
        return [f"{check.name}: {error}"]
