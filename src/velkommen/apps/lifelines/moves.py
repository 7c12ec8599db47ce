"""The one way a lifeline changes: by comparing and setting its version, with a step appended for everything that happened."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from velkommen.apps.enquiries.transitions import Stamp
from velkommen.apps.lifelines.facts import LifelineFacts, lifeline_facts
from velkommen.apps.lifelines.models import Lifeline, LifelineStep
from velkommen.domain.lifelines import End, Level, Stage, Step, Way, advance, due
from velkommen.domain.refusals import Code, Refusal

_LOADED = ("enquiry", "enquiry__visit", "task", "owner", "service_point")
Check = Callable[[Lifeline], None]


def loaded() -> QuerySet[Lifeline]:
    """Lifelines with what is told of each, not locked."""
    return Lifeline.objects.select_related(*_LOADED)


def lifeline(pk: int) -> Lifeline:
    """One of them. Raises: Refusal UNKNOWN_LIFELINE."""
    found = loaded().filter(pk=pk).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_LIFELINE)
    return found


def begin(row: Lifeline, stamp: Stamp) -> LifelineFacts:
    """Save a new lifeline with its first step. Raises: IntegrityError when its matter has an open one."""
    row.version, row.changed_at, row.asked_at = 1, stamp.at, stamp.at
    row.escalates_at = due(Way(row.way), Level(row.level), stamp.at) if row.stage == Stage.ASKED else None
    row.save(force_insert=True)
    _append(row, Step.ASK, stamp.by.staff_id, stamp.at)
    return lifeline_facts(row)


def move(
    row: Lifeline,
    what: Step,
    stamp: Stamp,
    check: Check,
    *,
    owner: int | None = None,
    level: Level | None = None,
    end: End | None = None,
    changes: Callable[[datetime], Mapping[str, Any]] = lambda at: {},
) -> LifelineFacts:
    """Take a step, if nobody was faster; whoever was is looked at, and the step tried again on what they left.

    Args:
        row: a lifeline as it was read.
        check: refuses who may not, asked of each state of the row that is tried.
        owner: who has it from now on, where that changes.
        level: who is told from now on, where that changes.
        end: how it ended, where it ends.
        changes: what else becomes of it, given the moment.

    Raises:
        Refusal: what `check` and `domain.lifelines.advance` refuse.
    """
    while True:
        check(row)
        was = Stage(row.stage)
        stage = advance(was, what, row.owner.shown_name)
        moment = max(stamp.at, row.changed_at)
        fields = {
            "stage": stage.value,
            "level": row.level if level is None else level.value,
            "owner_id": owner or row.owner_id,
            "changed_at": moment,
            "version": row.version + 1,
            **({"end": end.value, "ended_at": moment} if end else {}),
            **changes(moment),
        }
        fields["escalates_at"] = _due(row, what, stage, Level(fields["level"]), moment)
        if compare_and_set(row, fields):
            break
        row.refresh_from_db(from_queryset=loaded())
    for name, value in fields.items():
        setattr(row, name, value)
    _append(row, what, stamp.by.staff_id, moment)
    return lifeline_facts(row, was.value)


def compare_and_set(row: Lifeline, fields: Mapping[str, Any]) -> bool:
    """Write, if the lifeline is still as it was read."""
    return Lifeline.objects.filter(pk=row.pk, version=row.version).update(**fields) == 1


def _due(row: Lifeline, what: Step, stage: Stage, level: Level, moment: datetime) -> datetime | None:
    if stage is not Stage.ASKED or level is Level.LEADS:
        return None
    return row.escalates_at if what is Step.TAKE_DESK else due(Way(row.way), level, moment)


def _append(row: Lifeline, what: Step, staff: int | None, moment: datetime) -> None:
    LifelineStep.objects.create(
        lifeline=row,
        number=row.version,
        what=what.value,
        stage=row.stage,
        level=row.level,
        staff_id=staff,
        owner_id=row.owner_id,
        at=moment,
    )
