"""Logging in, and how long guessing takes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from velkommen.apps.people.models import FailedLogin, Staff
from velkommen.apps.people.queries import FAILURE_WINDOW, MOST_FAILURES
from velkommen.apps.placement.models import Posting
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.rights import Role
from velkommen.shared import clock

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture
def mette(db: None) -> Iterator[Staff]:
    """Mette, with a password that is quick to check: here its strength is not the subject."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield Staff.objects.create_user("mette", password="long-enough-1", first_name="Mette")


def log_in(password: str, at: datetime = NOON, username: str = "mette") -> HttpResponse:
    with clock.fixed(at):
        return Client().post("/login/", {"username": username, "password": password})


def test_the_right_password_lets_in(mette: Staff) -> None:
    assert log_in("long-enough-1").status_code == 302


def test_those_who_serve_come_to_the_desks(mette: Staff) -> None:
    place = ServicePoint.objects.create(slug="nordby", name="Nordby", kind="branch")
    Posting.objects.create(staff=mette, service_point=place, role=Role.CLERK.value)
    assert log_in("long-enough-1").headers["Location"] == "/desk/"


def test_others_come_to_the_signpost(mette: Staff) -> None:
    assert log_in("long-enough-1").headers["Location"] == "/staff/"


def test_a_wrong_password_says_what_to_do(mette: Staff) -> None:
    answer = log_in("wrong")
    assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (200, True)


def test_ten_wrong_ones_make_the_right_one_wait(mette: Staff) -> None:
    for _ in range(MOST_FAILURES):
        log_in("wrong")
    assert log_in("long-enough-1").status_code == 200


def test_control_nine_wrong_ones_do_not(mette: Staff) -> None:
    for _ in range(MOST_FAILURES - 1):
        log_in("wrong")
    assert log_in("long-enough-1").status_code == 302


def test_after_ten_minutes_one_may_try_again(mette: Staff) -> None:
    for _ in range(MOST_FAILURES):
        log_in("wrong")
    assert log_in("long-enough-1", NOON + FAILURE_WINDOW + timedelta(seconds=1)).status_code == 302


def test_guessing_at_one_does_not_lock_out_another(mette: Staff) -> None:
    for _ in range(MOST_FAILURES):
        log_in("wrong", username="ali")
    assert log_in("long-enough-1").status_code == 302


def test_what_was_typed_as_username_is_not_kept(mette: Staff) -> None:
    log_in("wrong", username="010190-1234")
    assert "010190" not in FailedLogin.objects.get().username_digest


def test_login_leads_to_no_other_site(mette: Staff) -> None:
    answer = Client().post("/login/?next=https://evil.example/", {"username": "mette", "password": "long-enough-1"})
    assert answer.headers["Location"].startswith("/")
