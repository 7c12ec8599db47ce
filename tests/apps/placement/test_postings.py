"""Who gives whom which role; the first administrator; what is on a kiosk."""

from typing import Any

import pytest

from tests.people import Town, code, somebody
from velkommen.apps.people.actions import Password, make_setup_code
from velkommen.apps.people.models import SetupCode, Staff
from velkommen.apps.placement import actions
from velkommen.apps.placement.models import Offer
from velkommen.apps.placement.queries import actor_by_username, administrators, staff_at
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM, Actor

FIRST = {"username": "ada", "first_name": "Ada", "password": Password("tolv-blege-sild")}


@pytest.fixture
def admin(town: Town) -> Actor:
    return somebody("ada", (None, Role.ADMIN))


def test_a_leader_posts_clerks_experts_and_partners_at_their_own_place(town: Town) -> None:
    given = []
    for role in Role:
        for place in (town.place.pk, town.sydby.pk, None):
            said = _post(town, town.lea, staff=town.sara.id, place=place, role=role)
            if said is None:
                given.append((role, place))
    assert given == [(role, town.place.pk) for role in (Role.CLERK, Role.EXPERT, Role.PARTNER)]


def test_an_administrator_posts_everybody_everywhere(town: Town, admin: Actor) -> None:
    for role in (Role.LEAD, Role.ADMIN, Role.ANALYST, Role.AUDITOR):
        assert _post(town, admin, staff=town.sara.id, place=None, role=role) is None
    assert _post(town, admin, staff=town.sara.id, place=None, role=Role.KIOSK) is Code.BAD_VALUE


def _post(town: Town, by: Actor, **facts: Any) -> Code | None:
    try:
        actions.post_staff(**facts, **town.by(by))
    except Refusal as no:
        return no.code
    return None


def test_a_role_is_given_once_and_taken_away_once(town: Town) -> None:
    role = {"staff": town.sara.id, "place": town.place.pk, "role": Role.CLERK}
    actions.post_staff(**role, **town.by(town.lea))
    assert [(staff.username, role) for staff, role in staff_at(town.place.pk)][-1] == ("sara", Role.CLERK)
    assert code(actions.post_staff, **role, **town.by(town.lea)) is Code.POSTED_ALREADY
    actions.unpost_staff(**role, **town.by(town.lea))
    assert code(actions.unpost_staff, **role, **town.by(town.lea)) is Code.NOT_POSTED


def test_nobody_is_posted_who_does_not_work_here(town: Town) -> None:
    Staff.objects.filter(pk=town.sara.id).update(is_active=False)
    for staff in (town.sara.id, 0):
        said = code(actions.post_staff, staff=staff, place=town.place.pk, role=Role.CLERK, **town.by(town.lea))
        assert said is Code.UNKNOWN_STAFF


def test_the_last_administrator_stays(town: Town, admin: Actor) -> None:
    everywhere: dict[str, Any] = {"place": None, "role": Role.ADMIN}
    assert code(actions.unpost_staff, staff=admin.id, **everywhere, **town.by(admin)) is Code.LAST_ADMINISTRATOR
    actions.post_staff(staff=town.lea.id, **everywhere, **town.by(admin))
    actions.unpost_staff(staff=admin.id, **everywhere, **town.by(admin))
    assert [staff.pk for staff in administrators()] == [town.lea.id]


def test_the_code_makes_one_administrator_and_no_second(town: Town) -> None:
    setup = make_setup_code(at=town.now)
    staff = actions.found_administrator(code=setup, **FIRST, **town.by(SYSTEM))["staff"]
    assert actor_by_username("ada").grants == {0: frozenset({Role.ADMIN})}
    assert (Staff.objects.get(pk=staff).check_password("tolv-blege-sild"), SetupCode.objects.count()) == (True, 0)
    again = {**FIRST, "username": "eva"}
    assert code(actions.found_administrator, code=setup, **again, **town.by(SYSTEM)) is Code.UNKNOWN_SETUP_CODE
    fresh = make_setup_code(at=town.now)
    assert code(actions.found_administrator, code=fresh, **again, **town.by(SYSTEM)) is Code.FOUNDED_ALREADY


def test_a_weak_password_leaves_the_code_as_it_was(town: Town) -> None:
    setup = make_setup_code(at=town.now)
    weak = {**FIRST, "password": Password("short")}
    assert code(actions.found_administrator, code=setup, **weak, **town.by(SYSTEM)) is Code.WEAK_PASSWORD
    assert (administrators(), SetupCode.objects.count()) == ([], 1)


def test_the_kiosk_shows_what_was_chosen_and_no_more(town: Town) -> None:
    actions.choose_for_kiosk(place=town.place.pk, tasks=["mitid"], **town.by(town.lea))
    shown = Offer.objects.filter(service_point=town.place, at_kiosk=True)
    assert list(shown.values_list("task__key", flat=True)) == ["mitid"]
    said = code(actions.choose_for_kiosk, place=town.sydby.pk, tasks=["mitid"], **town.by(SYSTEM))
    assert said is Code.TASK_NOT_OFFERED
