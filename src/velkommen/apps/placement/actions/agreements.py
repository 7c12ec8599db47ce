"""How library and citizen service work together at a place from a day on."""

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.catalogue.models import Task
from velkommen.apps.placement.models import AgreedTask, Agreement
from velkommen.apps.places import queries as places
from velkommen.domain import cooperation
from velkommen.domain.cooperation import Model
from velkommen.domain.privacy import refuse_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

NEEDS_AN_OWNER = frozenset({Model.SELECTED_TASKS, Model.ONE_ENTRANCE})


class Agreed(TypedDict):
    """The model what was agreed amounts to."""

    model: str


@deed(Right.ARRANGE)
def set_agreement(
    *, place: int, since: date, agreement: cooperation.Agreement, by: Actor, at: datetime, op: UUID
) -> Done[Agreed]:
    """Record what holds at a place from a local day on; said again for the same day, the later word holds.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_TASK, PROJECT_OWNER_MISSING where tasks are taken over or one
            desk is shared with partners and nobody is in charge, DECISION_WITHOUT_ANSWER (a day of the council, and not what it decided),
            CPR_IN_TEXT.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    refuse_cpr(agreement.project_owner, "project_owner")
    model = cooperation.label(agreement).model
    if model in NEEDS_AN_OWNER and not agreement.project_owner.strip():
        raise Refusal(Code.PROJECT_OWNER_MISSING)
    if agreement.decided_on and agreement.is_centre is None:
        raise Refusal(Code.DECISION_WITHOUT_ANSWER)
    row, _ = Agreement.objects.update_or_create(service_point_id=place, since=since, defaults=_columns(agreement))
    _write_tasks(row, agreement)
    return Done({"model": model.value}, place, rules=True)


def _columns(agreement: cooperation.Agreement) -> dict[str, object]:
    same = ("small_start", "premises_shared", "leadership_joint", "desk_shared", "is_centre", "decided_on")
    lists = ("units", "partners", "all_but_discretion")
    return {
        **{name: getattr(agreement, name) for name in same},
        **{name: sorted(word.value for word in getattr(agreement, name)) for name in lists},
        "project_owner": agreement.project_owner.strip()[:80],
    }


def _write_tasks(row: Agreement, agreement: cooperation.Agreement) -> None:
    tasks = dict(Task.objects.filter(key__in=list(agreement.performed)).values_list("key", "id"))
    unknown = sorted(set(agreement.performed) - set(tasks))
    if unknown:
        raise Refusal(Code.UNKNOWN_TASK, task=unknown[0])
    AgreedTask.objects.filter(agreement=row).delete()
    AgreedTask.objects.bulk_create(
        AgreedTask(agreement=row, task_id=tasks[key], unit=unit.value)
        for key, units in sorted(agreement.performed.items())
        for unit in sorted(units)
    )
