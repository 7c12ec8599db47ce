"""A house somebody has just begun to found: no page of figures breaks or blames them; each says what is missing and the way to it."""

from datetime import date

import pytest
from django.test import Client

from tests.people import build
from velkommen.apps.enquiries import minutes
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Posting
from velkommen.domain.rights import Role

pytestmark = pytest.mark.django_db

FIGURES = (
    "/statistics/",
    "/statistics/about/asked/",
    "/statistics/figures/",
    "/statistics/effects/",
    "/statistics/ledger/",
    "/statistics/waits/",
    "/report/",
    "/surveys/citizens/",
    "/devices/",
    "/surveys/manage/",
    "/counting/plan/",
)


def log_in(role: Role | None) -> Client:
    """Somebody with a role everywhere, or with none."""
    somebody = Staff.objects.create_user(username="first", password=None)
    if role:
        Posting.objects.create(staff=somebody, service_point=None, role=role.value)
    book.forget()
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(somebody)
    return client


def test_whoever_founds_the_house_is_shown_the_way() -> None:
    client = log_in(Role.ADMIN)
    for address in FIGURES:
        answer = client.get(address)
        page = answer.content.decode()
        assert (address, answer.status_code) == (address, 409)
        assert "There is no place yet" in page
        assert 'href="/setup/"' in page
        assert "Ask the leader" not in page


def test_control_who_has_no_right_is_told_so_where_there_are_places() -> None:
    build()
    client = log_in(None)
    found = {address: client.get(address).status_code for address in FIGURES}
    assert found == dict.fromkeys(FIGURES, 403)


def test_nothing_is_measured_where_nobody_is_served() -> None:
    assert minutes.measured(date(2026, 11, 29)) == {}
