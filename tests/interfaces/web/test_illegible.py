"""Characters no database keeps, and days nobody means: answered in words at every door, whatever the database."""

import pytest
from django.test import Client

from tests.interfaces.programs import Program
from tests.people import Town
from velkommen.apps.people.models import Staff
from velkommen.interfaces.web import middleware

NUL = "\0"
PAGES = ("/n/%00/", "/kiosk/%00/", "/board/%00/", "/find/%00/", "/places/%00/", "/places/%00.ics", "/desk/%00/1/")


@pytest.fixture
def lea(town: Town) -> Client:
    client = Client()
    client.force_login(Staff.objects.get(username="lea"))
    return client


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_at_an_address_no_text_has(lea: Client, address: str) -> None:
    assert lea.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/login/", {"username": f"lea{NUL}", "password": "x"}),
        ("/find/passport/draw/", {"place": NUL}),
        ("/language/", {"language": NUL}),
        ("/desk/nordby/1/register/", {"task": NUL}),
        ("/manage/matrix/", {NUL: "x"}),
        ("/manage/places/nordby/", {"name": "a\x01b"}),
    ],
)
def test_a_form_no_database_could_keep_is_refused_in_words(lea: Client, address: str, fields: dict[str, str]) -> None:
    answer = lea.post(address, fields)
    assert (answer.status_code, "som ingen tekst har" in answer.content.decode()) == (422, True)


def test_so_is_a_search(lea: Client) -> None:
    assert lea.get("/find/", {"q": NUL}).status_code == 422


def test_a_cookie_like_that_is_no_cookie(lea: Client) -> None:
    lea.cookies["sessionid"] = f"{NUL}abcdefghijk"
    assert lea.get("/manage/").status_code == 302


def test_control_without_the_guard_it_reaches_the_page(lea: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "illegible", lambda request: False)
    assert lea.post("/language/", {"language": NUL}).status_code == 302


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "9999-01-01", "1899-12-31"])
@pytest.mark.parametrize(
    "address",
    ["/manage/matrix/?since={}", "/statistics/?from={}", "/statistics/?to={}", "/manage/nordby/hours/?day={}"],
)
def test_a_day_nobody_means_breaks_no_page(lea: Client, address: str, day: str) -> None:
    assert lea.get(address.format(day), follow=True).status_code in {200, 404, 422}


def test_nor_the_preview_of_the_matrix(lea: Client) -> None:
    asked = {"do": "preview", "since": "9999-12-31", "line": ""}
    assert lea.post("/manage/matrix/", asked).status_code in {200, 422}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_nor_an_operation(program: Program, day: str) -> None:
    moment = f"{day}T00:00:00%2B01:00"
    for address in (
        f"/statistics?from={day}",
        f"/statistics?to={day}",
        f"/can-do?service_point=nordby&task=passport&at={moment}",
    ):
        answer = program.get(address)
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_value")
