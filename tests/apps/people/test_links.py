"""The link by which somebody chooses their own password: it holds once, for a while, for one person, and is written down nowhere."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.people import Town, code, somebody
from velkommen.apps.people.actions import Password, deactivate_staff, set_password
from velkommen.apps.people.links import password_link, staff_of_link
from velkommen.apps.people.models import Staff
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM, Actor
from velkommen.shared.log.models import Deed

GOOD = "tolv-blege-sild"


@pytest.fixture
def mette(town: Town) -> Staff:
    return Staff.objects.get(username="mette")


def new_link(staff: Staff) -> str:
    return password_link(staff=staff.pk, by=SYSTEM)


def test_a_link_is_of_whom_it_was_made_for(mette: Staff) -> None:
    assert staff_of_link(new_link(mette)) == mette


def test_looking_at_it_does_not_use_it_up(mette: Staff) -> None:
    link = new_link(mette)
    assert (staff_of_link(link), staff_of_link(link)) == (mette, mette)


def test_a_password_chosen_ends_it(town: Town, mette: Staff) -> None:
    link = new_link(mette)
    set_password(staff=mette.pk, password=Password(GOOD), **town.by(SYSTEM))
    assert staff_of_link(link) is None


def test_a_login_ends_it(town: Town, mette: Staff) -> None:
    set_password(staff=mette.pk, password=Password(GOOD), **town.by(SYSTEM))
    mette.refresh_from_db()
    link = new_link(mette)
    Client().force_login(mette)
    assert staff_of_link(link) is None


def test_an_account_that_is_closed_ends_it(town: Town, mette: Staff) -> None:
    link = new_link(mette)
    deactivate_staff(staff=mette.pk, **town.by(SYSTEM))
    assert staff_of_link(link) is None


def test_it_holds_for_three_days(mette: Staff) -> None:
    link = new_link(mette)
    with override_settings(PASSWORD_RESET_TIMEOUT=-1):  # as if they were over
        over = staff_of_link(link)
    assert (timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT), over) == (timedelta(days=3), None)


def test_it_opens_nobody_elses_account(town: Town, mette: Staff) -> None:
    _, _, token = new_link(mette).partition("-")
    assert staff_of_link(f"{town.ali.id}-{token}") is None


@pytest.mark.parametrize(
    "link",
    ["", "-", "mette", "1", "1-", "-abc", "x-abc-def", "²-abc-def", "1-abc-def", f"{10**30}-abc-def", "0-abc-def"],
)
def test_what_somebody_makes_up_opens_nothing(mette: Staff, link: str) -> None:
    assert staff_of_link(link) is None


@pytest.mark.parametrize("staff", [0, 987_654])
def test_there_is_no_link_for_nobody(town: Town, staff: int) -> None:
    assert code(password_link, staff=staff, by=SYSTEM) is Code.UNKNOWN_STAFF


def test_there_is_none_for_a_closed_account(town: Town, mette: Staff) -> None:
    deactivate_staff(staff=mette.pk, **town.by(SYSTEM))
    assert code(password_link, staff=mette.pk, by=SYSTEM) is Code.UNKNOWN_STAFF


def test_only_who_arranges_everything_makes_one(town: Town, mette: Staff) -> None:
    ada: Actor = somebody("ada", (None, Role.ADMIN))
    assert code(password_link, staff=mette.pk, by=town.lea) is Code.NOT_ALLOWED
    assert staff_of_link(password_link(staff=mette.pk, by=ada)) == mette


def test_nothing_of_it_is_written_down(mette: Staff) -> None:
    before = Staff.objects.values().get(pk=mette.pk)
    new_link(mette)
    assert (Staff.objects.values().get(pk=mette.pk), Deed.objects.count()) == (before, 0)
