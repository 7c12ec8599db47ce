"""What a place begins with: the four sets against a task of each sort."""

from dataclasses import replace

import pytest

from velkommen.domain.catalogue import COUNTED_ONLY, Authority, SelfService, TaskFacts
from velkommen.domain.kinds import DeskRole, EquipmentKind, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.start import StartSet, role

COMPLETE, ASSIST, REFER = DeskRole.COMPLETE, DeskRole.ASSIST, DeskRole.REFER
ONLINE, NOT_ONLINE = SelfService.YES, SelfService.NONE


def task(unit: Unit, usual: DeskRole, discretion: Discretion, online: SelfService, *needs: EquipmentKind) -> TaskFacts:
    return TaskFacts(
        key="t",
        group="A",
        name_da="t",
        name_en="t",
        authority=Authority.MUNICIPALITY,
        desk_role=usual,
        discretion=discretion,
        minutes=5,
        unit=unit,
        equipment=frozenset(needs),
        self_service=online,
    )


HALL, SHELF = Unit.CITIZEN_SERVICE, Unit.LIBRARY
TASKS = {
    "passport": task(HALL, COMPLETE, Discretion.LOW, NOT_ONLINE, EquipmentKind.PHOTO_STAND),
    "moving": task(HALL, ASSIST, Discretion.LOW, ONLINE),
    "assessment": task(HALL, DeskRole.RECEIVE, Discretion.HIGH, ONLINE),
    "benefit": task(HALL, REFER, Discretion.HIGH, NOT_ONLINE),
    "card": task(SHELF, COMPLETE, Discretion.NONE, NOT_ONLINE),
}


@pytest.mark.parametrize(
    ("start", "has", "expected"),
    [
        (StartSet.EVERYTHING, {"photo_stand"}, ["", "", "", "", ""]),
        (StartSet.EVERYTHING, set(), ["refer", "", "", "", ""]),
        (StartSet.SELECTED, {"photo_stand"}, ["", "", "refer", "", ""]),
        (StartSet.FORMS, {"photo_stand"}, ["refer", "", "assist", "", ""]),
        (StartSet.LIBRARY, set(), [None, None, None, None, ""]),
    ],
)
def test_each_set_says_what_is_done_with_each_sort_of_task(
    start: StartSet, has: set[str], expected: list[str | None]
) -> None:
    """A task whose usual role is to refer says so as usual, so that the form shows what holds."""
    assert [role(start, one, has) for one in TASKS.values()] == expected


@pytest.mark.parametrize("start", StartSet)
@pytest.mark.parametrize("key", sorted(COUNTED_ONLY))
def test_no_place_begins_with_what_only_figures_know(start: StartSet, key: str) -> None:
    tasks = [replace(one, key=key) for one in TASKS.values()]
    assert [role(start, one, {"photo_stand"}) for one in tasks] == [None] * len(TASKS)
