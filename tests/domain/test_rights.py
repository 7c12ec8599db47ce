"""Which role may what, written out a second time: a right that is handed out by mistake shows."""

import pytest

from velkommen.domain.rights import RIGHTS, Right, Role

LEARNS = {"learn", "read_knowledge"}
CLERK = LEARNS | {"draw", "see_board", "see_queue", "serve", "register", "book", "see_statistics"}
EXPECTED = {
    "clerk": CLERK,
    "expert": LEARNS | {"answer", "keep_knowledge"},
    "partner": CLERK - {"see_statistics"},
    "lead": CLERK | {"import", "manage_devices", "arrange", "keep_knowledge"},
    "analyst": {"see_statistics", "take_data"},
    "admin": {right.value for right in Right} - {"answer"},
    "auditor": {"see_statistics", "see_log"},
    "kiosk": {"draw"},
    "board": {"see_board"},
}


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may(role: Role) -> None:
    assert {right.value for right in RIGHTS[role]} == EXPECTED[role]


@pytest.mark.parametrize("right", list(Right))
def test_every_right_is_held_by_somebody(right: Right) -> None:
    assert [role for role in Role if right in RIGHTS[role]] != []


def test_the_table_cannot_be_changed_at_run_time() -> None:
    with pytest.raises(TypeError):
        RIGHTS[Role.EXPERT] = frozenset(Right)  # type: ignore[index]
