"""Who may what where: by the roles held there or everywhere; nobody by default; the system all."""

import pytest

from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import RIGHTS, Right, Role
from velkommen.shared.actor import EVERYWHERE, PUBLIC, SYSTEM, Actor, ActorKind

HERE, ELSEWHERE = 7, 8


def clerk(place: int) -> Actor:
    return Actor(ActorKind.STAFF, 1, "Mette", grants={place: frozenset({Role.CLERK})})


@pytest.mark.parametrize("right", list(Right))
def test_a_role_holds_where_it_was_given(right: Right) -> None:
    may = [clerk(place).may(right, HERE) for place in (HERE, ELSEWHERE, EVERYWHERE)]
    held = right in RIGHTS[Role.CLERK]
    assert may == [held, False, held]


@pytest.mark.parametrize("right", list(Right))
def test_the_public_may_nothing_and_the_system_everything(right: Right) -> None:
    assert [(who.may(right, HERE), who.may_somewhere(right)) for who in (PUBLIC, SYSTEM)] == [
        (False, False),
        (True, True),
    ]


def test_several_roles_add_up() -> None:
    both = Actor(ActorKind.STAFF, 1, grants={HERE: frozenset({Role.ANALYST}), EVERYWHERE: frozenset({Role.KIOSK})})
    rights = (Right.SEE_STATISTICS, Right.DRAW, Right.SERVE)
    assert [both.may(right, HERE) for right in rights] == [True, True, False]
    assert [both.may(right, ELSEWHERE) for right in rights] == [False, True, False]


def test_somewhere_is_any_of_ones_places() -> None:
    assert (clerk(HERE).may_somewhere(Right.SERVE), clerk(HERE).may_somewhere(Right.IMPORT)) == (True, False)


def test_a_missing_right_is_refused_by_its_name() -> None:
    with pytest.raises(Refusal) as no:
        clerk(ELSEWHERE).require(Right.SERVE, HERE)
    assert (no.value.code, no.value.facts) == (Code.NOT_ALLOWED, {"right": "serve"})


def test_the_log_names_the_kind_and_the_id_and_never_a_name() -> None:
    assert (clerk(HERE).key, PUBLIC.key) == ("staff:1", "public:0")


def test_only_staff_has_a_staff_id() -> None:
    ids = {kind: Actor(kind, 5).staff_id for kind in ActorKind}
    assert {kind: seen for kind, seen in ids.items() if seen} == {ActorKind.STAFF: 5}
