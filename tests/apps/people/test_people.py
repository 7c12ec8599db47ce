"""Tokens and wrong passwords: what is stored is a digest, and guessing is slowed down."""

from datetime import timedelta

import pytest

from tests.people import NOON, Town, refused
from velkommen.apps.people.actions import create_token, digest, note_failed_login
from velkommen.apps.people.models import AccessToken, FailedLogin, Staff
from velkommen.apps.people.queries import FAILURE_WINDOW, MOST_FAILURES, too_many_failures
from velkommen.domain.refusals import Code


def test_only_the_digest_of_a_token_is_stored(town: Town) -> None:
    token = create_token(username="mette", at=NOON)
    stored = AccessToken.objects.get()
    assert (stored.staff_id, stored.digest, stored.created_at, stored.revoked_at) == (
        town.mette.id,
        digest(token),
        NOON,
        None,
    )
    assert token.startswith("vk_")
    assert len(token) >= 43


def test_no_two_tokens_are_alike(town: Town) -> None:
    assert len({create_token(username="mette", at=NOON) for _ in range(50)}) == 50


@pytest.mark.parametrize("username", ["nobody", "mette"])
def test_who_is_not_here_gets_no_token(town: Town, username: str) -> None:
    Staff.objects.filter(username="mette").update(is_active=False)
    assert refused(create_token, username=username, at=NOON) == (Code.UNKNOWN_USER, {"username": username})
    assert AccessToken.objects.count() == 0


def test_a_colleague_is_called_by_first_name_or_else_username(town: Town) -> None:
    assert [Staff(username="mette", first_name=name).shown_name for name in ("Mette", "")] == ["Mette", "mette"]


@pytest.mark.parametrize(("times", "wait"), [(MOST_FAILURES - 1, False), (MOST_FAILURES, True)])
def test_so_many_wrong_passwords_make_one_wait(db: None, times: int, wait: bool) -> None:
    for _ in range(times):
        note_failed_login(username="mette", at=NOON)
    assert (too_many_failures("mette", NOON), too_many_failures("ali", NOON)) == (wait, False)
    assert too_many_failures("mette", NOON + FAILURE_WINDOW) is False


def test_wrong_passwords_of_yesterday_are_forgotten(db: None) -> None:
    note_failed_login(username="mette", at=NOON)
    note_failed_login(username="ali", at=NOON + timedelta(days=1, seconds=1))
    assert [row.username_digest for row in FailedLogin.objects.all()] == [digest("ali")]
