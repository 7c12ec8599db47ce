"""Accounts: made without a password, given one that holds, closed for good; and no trace of a password anywhere."""

from uuid import uuid4

import pytest

from tests.people import Town, code, refused, somebody
from velkommen.apps.people import actions
from velkommen.apps.people.actions import Password
from velkommen.apps.people.models import AccessToken, SetupCode, Staff
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.actor import Actor
from velkommen.shared.log.models import Deed

GOOD = "tolv-blege-sild"
NEW = {"username": "nora", "first_name": " Nora ", "unit": "library"}


@pytest.fixture
def admin(town: Town) -> Actor:
    return somebody("ada", (None, Role.ADMIN))


def test_a_new_account_cannot_be_used_before_it_has_a_password(town: Town, admin: Actor) -> None:
    pk = actions.create_staff(**NEW, **town.by(admin))["staff"]
    staff = Staff.objects.get(pk=pk)
    assert (staff.username, staff.first_name, staff.unit, staff.has_usable_password()) == (
        "nora",
        "Nora",
        "library",
        False,
    )
    actions.set_password(staff=pk, password=Password(GOOD), **town.by(admin))
    assert Staff.objects.get(pk=pk).check_password(GOOD)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"username": "no spaces"}, Code.BAD_USERNAME),
        ({"username": ""}, Code.BAD_USERNAME),
        ({"username": "METTE"}, Code.NAME_TAKEN),
        ({"first_name": " "}, Code.BAD_VALUE),
        ({"first_name": "x" * 41}, Code.BAD_VALUE),
        ({"unit": "fire brigade"}, Code.BAD_VALUE),
    ],
)
def test_what_is_wrong_with_an_account_is_said(town: Town, admin: Actor, wrong: dict[str, str], expected: Code) -> None:
    assert code(actions.create_staff, **{**NEW, **wrong}, **town.by(admin)) is expected


def test_only_an_administrator_makes_closes_and_opens_accounts(town: Town) -> None:
    assert code(actions.create_staff, **NEW, **town.by(town.lea)) is Code.NOT_ALLOWED
    assert code(actions.deactivate_staff, staff=town.mette.id, **town.by(town.lea)) is Code.NOT_ALLOWED
    assert (
        code(actions.set_password, staff=town.mette.id, password=Password(GOOD), **town.by(town.lea))
        is Code.NOT_ALLOWED
    )
    assert actions.set_password(staff=town.mette.id, password=Password(GOOD), **town.by()) == {"staff": town.mette.id}


def test_a_weak_password_is_refused_with_all_that_is_wrong(town: Town) -> None:
    said, facts = refused(actions.set_password, staff=town.mette.id, password=Password("password"), **town.by())
    assert (said, len(str(facts["why"]).split(".")) > 2) == (Code.WEAK_PASSWORD, True)


def test_the_log_holds_nothing_of_a_password(town: Town) -> None:
    """Not even its fingerprint: two passwords leave the same one."""
    for text in (GOOD, "en-helt-anden-ting"):
        actions.set_password(staff=town.mette.id, password=Password(text), **town.by())
    assert len(set(Deed.objects.values_list("fingerprint", flat=True))) == 1
    assert GOOD not in repr(Password(GOOD))


def test_a_closed_account_has_no_login_and_no_token(town: Town, admin: Actor) -> None:
    actions.create_token(username="mette", at=town.now)
    actions.deactivate_staff(staff=town.mette.id, **town.by(admin))
    assert not Staff.objects.get(pk=town.mette.id).is_active
    assert AccessToken.objects.get().revoked_at == town.now
    assert code(actions.deactivate_staff, staff=town.mette.id, **town.by(admin)) is Code.UNKNOWN_STAFF


def test_nobody_closes_their_own_account(town: Town, admin: Actor) -> None:
    assert code(actions.deactivate_staff, staff=admin.id, **town.by(admin)) is Code.BAD_VALUE


def test_only_the_newest_setup_code_holds_and_only_its_digest_is_kept(town: Town) -> None:
    old, new = (actions.make_setup_code(at=town.now) for _ in range(2))
    assert [row.digest for row in SetupCode.objects.all()] == [actions.digest(new)]
    assert code(actions.use_setup_code, code=old) is Code.UNKNOWN_SETUP_CODE
    actions.use_setup_code(new)
    assert code(actions.use_setup_code, code=new) is Code.UNKNOWN_SETUP_CODE


def test_the_same_press_twice_makes_one_account(town: Town, admin: Actor) -> None:
    again = {"by": admin, "at": town.now, "op": uuid4()}
    assert actions.create_staff(**NEW, **again) == actions.create_staff(**NEW, **again)
