"""Typing and importing what a municipality says of itself, as its pages do it."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.people import NOON, Town, somebody
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import Municipality
from velkommen.apps.yearbook import queries
from velkommen.apps.yearbook.models import Inhabitants, LibraryMonth
from velkommen.domain.insight.facts import Aims
from velkommen.domain.rights import Role
from velkommen.shared import clock
from velkommen.shared.actor import Actor


@pytest.fixture
def admin(town: Town) -> Actor:
    Municipality.objects.create(code="0999", name="Fjordby", population=42_000)
    return somebody("ada", (None, Role.ADMIN))


def sent(who: Actor, page: str, do: str, **fields: object) -> HttpResponse:
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(pk=who.id))
    with clock.fixed(NOON):
        return client.post(f"/statistics/{page}/", {"do": do, "op": str(uuid4()), "about": "", **fields})


def test_a_lead_types_a_month(town: Town) -> None:
    answer = sent(town.lea, "library", "month", place="nordby", month="2026-10", visits="1200", loans="")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/statistics/library/?done=month")
    row = LibraryMonth.objects.get()
    assert (row.year, row.month, row.visits, row.loans) == (2026, 10, 1200, None)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"month": "2026-11"}, "not over yet"),
        ({"month": "oktober"}, "no day"),
        ({"visits": "-3"}, "cannot be below 0"),
        ({"visits": "mange"}, "The value of “Visits” cannot be used. Write a whole number in digits, like 12."),
    ],
)
def test_what_was_typed_stays_with_the_sentence_that_refuses_it(town: Town, fields: dict[str, str], said: str) -> None:
    usual = {"place": "nordby", "month": "2026-10", "visits": "12", "loans": "34"}
    answer = sent(town.lea, "library", "month", **{**usual, **fields})
    page = answer.content.decode()
    assert (answer.status_code, said in page, 'value="34"' in page) == (422, True, True)
    assert not LibraryMonth.objects.exists()


def test_a_library_of_others_is_as_unknown_as_none(town: Town) -> None:
    assert sent(town.lea, "library", "month", place="sydby", month="2026-10", visits="1").status_code == 422


def upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("tal.csv", text.encode())


def test_a_sheet_is_imported(town: Town) -> None:
    answer = sent(town.lea, "library", "sheet", file=upload("sted;måned;besøg;udlån\nNordby;2026-10;5;6\n"))
    assert answer.headers["Location"] == "/statistics/library/?done=sheet&months=1&replaced=0"
    assert LibraryMonth.objects.count() == 1


def test_every_fault_of_a_sheet_is_shown_and_nothing_is_written(town: Town) -> None:
    text = "sted;måned;besøg;udlån\nNordby;2026-10;5;6\nVestby;2026-10;5;6\nNordby;2026-09;;\n"
    answer = sent(town.lea, "library", "sheet", file=upload(text))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [f"Row {row}:" in page for row in (2, 3, 4)] == [False, True, True]
    assert not LibraryMonth.objects.exists()


@pytest.mark.parametrize("text", ["a;b\n1;2\n", "sted;måned;besøg;udlån\nNordby;2026-10;010190-1234;6\n"])
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(town: Town, text: str) -> None:
    answer = sent(town.lea, "library", "sheet", file=upload(text))
    assert (answer.status_code, 'role="alert"' in answer.content.decode() or "alert" in answer.content.decode()) == (
        422,
        True,
    )


def test_without_a_file_it_says_so(town: Town) -> None:
    assert sent(town.lea, "library", "sheet").status_code == 422


def test_targets_are_set_and_taken_away(town: Town, admin: Actor) -> None:
    sent(admin, "targets", "library_share", library_share="33")
    assert queries.aims() == Aims(33, None)
    sent(admin, "targets", "library_share", library_share="")
    assert queries.aims() == Aims()


def test_a_target_that_cannot_be_is_refused_at_its_field(town: Town, admin: Actor) -> None:
    answer = sent(admin, "targets", "waiting_minutes", waiting_minutes="500")
    assert (answer.status_code, "from 1 to 120" in answer.content.decode()) == (422, True)


def test_inhabitants_are_written_down_and_taken_away(town: Town, admin: Actor) -> None:
    sent(admin, "targets", "inhabitants", day="2026-01-01", number="42100", source="FOLK1A")
    row = Inhabitants.objects.get()
    assert (row.day, row.number, row.source) == (date(2026, 1, 1), 42_100, "FOLK1A")
    sent(admin, "targets", "take_away", about=str(row.pk))
    assert not Inhabitants.objects.exists()


def test_the_library_whose_last_month_is_missing_stands_chosen(town: Town) -> None:
    def chosen() -> str:
        client = Client()
        client.force_login(Staff.objects.get(pk=town.lea.id))
        with clock.fixed(NOON):
            form = client.get("/statistics/library/").context["form"]
        return next(one.value for one in form.fields if one.name == "place")

    assert chosen() == "nordby"
    sent(town.lea, "library", "month", place="nordby", month="2026-10", visits="1200", loans="")
    assert chosen() == ""
