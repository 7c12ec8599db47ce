"""What a place may begin with: four sets of tasks, to be changed one by one afterwards.

After the report (2010): the town hall does everything (p. 8); a library begins with help to forms and self-service (p. 9), or takes over
selected tasks, those without a professional judgement (p. 13-14).
"""

from collections.abc import Collection
from enum import StrEnum

from velkommen.domain.catalogue import COUNTED_ONLY, SelfService, TaskFacts
from velkommen.domain.kinds import DeskRole, Unit
from velkommen.domain.outcomes import Discretion

AS_USUAL = ""  # the role the catalogue names
HANDS = frozenset({DeskRole.COMPLETE, DeskRole.RECEIVE})  # what takes the equipment of a task


class StartSet(StrEnum):
    EVERYTHING = "everything"
    SELECTED = "selected"
    FORMS = "forms"
    LIBRARY = "library"


def role(start: StartSet, task: TaskFacts, equipment: Collection[str]) -> str | None:
    """What a place does with a task to begin with: a desk role, AS_USUAL, or None when it does nothing with it.

    Args:
        equipment: the kinds the place has; what takes more is referred to where it can be done.
    """
    if task.key in COUNTED_ONLY:
        return None
    said = _said(start, task, equipment)
    return AS_USUAL if said == task.desk_role.value else said


def _said(start: StartSet, task: TaskFacts, equipment: Collection[str]) -> str | None:
    usual: str = AS_USUAL
    if task.desk_role in HANDS and not {kind.value for kind in task.equipment} <= set(equipment):
        usual = DeskRole.REFER.value
    if task.unit is Unit.LIBRARY or start is StartSet.EVERYTHING:
        return usual
    if start is StartSet.LIBRARY:
        return None
    if start is StartSet.SELECTED:
        return usual if task.discretion is not Discretion.HIGH else DeskRole.REFER.value
    helped = task.self_service is not SelfService.NONE or task.desk_role is DeskRole.ASSIST
    return (DeskRole.ASSIST if helped else DeskRole.REFER).value
