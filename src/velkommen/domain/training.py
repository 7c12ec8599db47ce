"""Peer training and courses for staff: what stops a training, who is together on a course, how long what was won lasts."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from velkommen.domain.competence import COUNTS, DAY, Level
from velkommen.domain.kinds import Unit

MOST_ENQUIRIES = 200  # that a training may ask for
MOST_MONTHS = 120
MOST_SEATS = 500
USUAL_ENQUIRIES = 10  # where nobody says how many
SOON = 30  # days before its end at which a competence is spoken of


class Hitch(StrEnum):
    """Why a peer training cannot go on as it is."""

    TEACHER_LEFT = "teacher_left"
    TEACHER_CANNOT = "teacher_cannot"
    LEARNER_LEFT = "learner_left"
    LEARNER_LOST = "learner_lost"
    LEARNER_ABLE = "learner_able"


@dataclass(frozen=True)
class Pair:
    """Two people in training as they are on a day. A level of None: they hold nothing of it.

    Args:
        teacher_here, learner_here: whether they still work at the place.
    """

    teacher: Level | None
    learner: Level | None
    teacher_here: bool = True
    learner_here: bool = True


def hitch(pair: Pair) -> Hitch | None:
    """What stops them, the learner's leaving first; None when nothing does."""
    rules = (
        (not pair.learner_here, Hitch.LEARNER_LEFT),
        (pair.learner in COUNTS, Hitch.LEARNER_ABLE),
        (pair.learner is not Level.WITH_HELP, Hitch.LEARNER_LOST),
        (not pair.teacher_here, Hitch.TEACHER_LEFT),
        (pair.teacher is not Level.TEACHES, Hitch.TEACHER_CANNOT),
    )
    return next((why for holds, why in rules if holds), None)


@dataclass(frozen=True)
class Terms:
    """What a competence asks for to be kept; None: nothing of that kind.

    Args:
        lasts: months from the day it was won or last refreshed.
        refreshed_by: so many enquiries in the months it lasts make it last as long again.
        minimum: enquiries for each person and month.
    """

    lasts: int | None = None
    refreshed_by: int | None = None
    minimum: int | None = None


NO_TERMS = Terms()


def until(first: date, terms: Terms) -> date | None:
    """The last day of what is won on a day; None when it has no end."""
    return months_after(first, terms.lasts) - DAY if terms.lasts else None


def months_after(day: date, months: int) -> date:
    """The same day some months later (or earlier), or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def prolonged(last: date, used: int, today: date, terms: Terms) -> date | None:
    """The new last day of a competence that soon ends and was used enough; None when it stays as it is."""
    if not terms.lasts or not terms.refreshed_by or used < terms.refreshed_by:
        return None
    if not today <= last <= today + DAY * SOON:
        return None
    found = until(today, terms)
    return found if found and found > last else None


def shares(units: Iterable[str]) -> Mapping[Unit, float]:
    """Of those together on a course the share of each group (0-1), all groups named; empty when nobody is there."""
    found = list(units)
    return {unit: found.count(unit.value) / len(found) for unit in Unit} if found else {}


def joint(units: Iterable[str]) -> bool:
    """Whether both the library and citizen service were there."""
    return {Unit.LIBRARY.value, Unit.CITIZEN_SERVICE.value} <= set(units)
