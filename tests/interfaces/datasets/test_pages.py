"""Datasets on pages: who may take which rows, the files, the codebook, questions in SQL, and how far the making has come."""

import fcntl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings

from tests.people import NOON, Town, somebody
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.datasets import folder
from velkommen.apps.evaluation.datasets.asking import ask
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.rights import Role
from velkommen.interfaces.datasets.questions import EXAMPLES
from velkommen.shared import clock

SQL = "/data/sql/"


@pytest.fixture
def counted(town: Town, tmp_path: Path) -> Iterator[Town]:
    """One at Nordby and one at Sydby on the day before; Anna may take all rows, Nora those of Nordby."""
    facts = {"happened_at": NOON, "day": "2026-11-23", "weekday": 0, "minute": 600, "outcome": "solved"}
    for place in (town.place, town.sydby):
        Enquiry.objects.create(service_point=place, task=Task.objects.get(key="passport"), unit="library", **facts)
    somebody("anna", (None, Role.ANALYST))
    somebody("nora", (town.place, Role.ANALYST))
    with override_settings(DATASETS_DIR=tmp_path / "datasets"):
        yield town


@pytest.fixture
def made(counted: Town) -> Town:
    folder.make_all(folder.usual(), NOON)
    return counted


def visitor(name: str, language: str = "en") -> Client:
    client = Client()
    client.cookies["velkommen_language"] = language
    client.force_login(Staff.objects.get(username=name))
    return client


def get(name: str, address: str = "/data/", **asked: str) -> HttpResponse:
    with clock.fixed(NOON):
        return visitor(name).get(address, asked)


def post(name: str, **said: str) -> HttpResponse:
    with clock.fixed(NOON):
        return visitor(name).post(SQL, said)


def body(answer: Any) -> str:
    return bytes(answer.getvalue()).decode("utf-8-sig")


def places(answer: HttpResponse) -> list[str]:
    return [line.split(";")[4] for line in body(answer).splitlines()[1:]]


def test_the_page_begins_with_this_year(counted: Town) -> None:
    answer = get("anna")
    choice = answer.context["choice"]
    assert (choice.dataset.key, str(choice.first), str(choice.last)) == ("enquiries", "2026-01-01", "2026-11-24")
    assert [place.slug for place in choice.mine] == ["nordby", "sydby"]


def test_rows_as_a_file(counted: Town) -> None:
    answer = get("anna", "/data/file/", dataset="enquiries")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="enquiries-2026-01-01-2026-11-24.csv"'
    assert (answer.headers["Content-Type"], places(answer)) == ("text/csv; charset=utf-8", ["nordby", "sydby"])


def test_rows_of_ones_own_places_alone(counted: Town) -> None:
    assert places(get("nora", "/data/file/", dataset="enquiries")) == ["nordby"]
    assert get("nora", "/data/file/", dataset="enquiries", place="sydby").status_code == 422


def test_a_place_no_longer_in_use_has_its_rows(counted: Town) -> None:
    ServicePoint.objects.filter(slug="sydby").update(active=False)
    assert places(get("anna", "/data/file/", dataset="enquiries")) == ["nordby", "sydby"]


@pytest.mark.parametrize(("form", "begins"), [("parquet", b"PAR1"), ("xlsx", b"PK")])
def test_other_forms(counted: Town, form: str, begins: bytes) -> None:
    answer: Any = get("anna", "/data/file/", dataset="places", format=form)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="places.{form}"'
    assert bytes(answer.getvalue()).startswith(begins)


@pytest.mark.parametrize(
    "asked",
    [
        {"dataset": "persons"},
        {"format": "exe"},
        {"from": "2026-02-31"},
        {"from": "2026-02-01", "to": "2026-01-01"},
        {"from": "0001-01-01"},
        {"place": "nowhere"},
    ],
)
@pytest.mark.parametrize("address", ["/data/", "/data/file/"])
def test_what_cannot_be_asked_for(counted: Town, address: str, asked: dict[str, str]) -> None:
    assert get("anna", address, **asked).status_code == 422


@pytest.mark.parametrize("address", ["/data/", "/data/file/", "/data/codebook/", SQL])
def test_seeing_statistics_is_not_taking_rows(counted: Town, address: str) -> None:
    assert (get("mette", address).status_code, get("lea", address).status_code) == (403, 403)


def test_questions_reach_all_places_and_so_are_for_those_who_may_take_all(made: Town) -> None:
    assert (get("nora", SQL).status_code, post("nora", question="SELECT 1").status_code) == (403, 403)
    assert "/data/sql/" not in get("nora").content.decode()


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_codebook_says_every_column_and_code(counted: Town, language: str) -> None:
    with clock.fixed(NOON):
        text = visitor("anna", language).get("/data/codebook/").content.decode()
    assert all(f"<code>{word}</code>" in text for word in ("hall_hours", "self_service", "enquiries.Enquiry.outcome"))
    assert ("Solved here" in text) == (language == "en")


def test_the_codebook_as_a_file_is_in_both_languages(counted: Town) -> None:
    lines = body(get("anna", "/data/file/", dataset="codebook")).splitlines()
    assert "enquiries;outcome;solved;;;;Løst her;Solved here;" in lines


def test_an_answer_is_a_table(made: Town) -> None:
    question = "SELECT place, count(*) AS n, avg(matters) AS m FROM enquiries GROUP BY ALL ORDER BY place"
    answer = post("anna", question=question)
    assert answer.context["rows"] == [
        [("nordby", False), ("1", True), ("–", False)],
        [("sydby", False), ("1", True), ("–", False)],
    ]
    assert question.replace("'", "&#x27;") in answer.content.decode()


def test_an_answer_as_a_file(made: Town) -> None:
    answer = post("anna", question="SELECT 1.5::DOUBLE AS a, '=1' AS b, -2 AS c", **{"as": "csv"})
    assert (answer.headers["Content-Type"], body(answer)) == ("text/csv; charset=utf-8", "a;b;c\r\n1,5;'=1;-2\r\n")


@pytest.mark.parametrize(("question", "status"), [("SELEC 1", 422), ("", 422), ("DROP VIEW enquiries", 422)])
def test_what_was_typed_is_kept_with_what_is_wrong(made: Town, question: str, status: int) -> None:
    answer = post("anna", question=question)
    assert (answer.status_code, answer.context["question"], bool(answer.context["no"])) == (status, question, True)


def test_what_is_typed_and_what_comes_back_is_text(made: Town) -> None:
    text = post("anna", question="SELECT '<script>alert(1)</script>' AS \"<b>x\"").content.decode()
    assert "<script>alert" not in text
    assert "<b>x" not in text


def test_a_question_in_an_address_is_shown_and_not_asked(made: Town) -> None:
    answer = get("anna", f"{SQL}?{urlencode({'question': 'SELECT 41 + 1'})}")
    assert (answer.context["question"], "answer" in answer.context) == ("SELECT 41 + 1", False)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.words))
def test_every_example_is_answered(made: Town, example: Any) -> None:
    assert ask(example.sql, folder.usual()).columns


def test_before_the_files_are_made_the_page_offers_to(counted: Town) -> None:
    answer = get("anna", SQL)
    assert (answer.status_code, answer.context["made"], answer.context["share"]) == (200, None, None)
    assert 'action="/data/sql/make/"' in answer.content.decode()
    assert post("anna", question="SELECT 1").status_code == 409


def test_the_page_shows_how_far_it_is_and_looks_again_by_itself(counted: Town) -> None:
    files = folder.usual()
    files.mkdir()
    (files / ".progress").write_text("0.42", encoding="ascii")
    with (files / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = get("anna", SQL)
    assert (answer.context["share"], answer.headers["Refresh"]) == (42, "2")
    assert '<progress value="42"' in answer.content.decode()


def test_the_page_says_which_day_the_rows_reach(made: Town) -> None:
    assert "up to and including Monday 23 November 2026" in get("anna", SQL).content.decode()
    with clock.fixed(NOON + timedelta(days=1)):
        late = visitor("anna").get(SQL)
    assert (late.context["fresh"], "Days are missing since." in late.content.decode()) == (False, True)


@pytest.mark.django_db(transaction=True)
def test_the_files_are_made_in_the_background(counted: Town) -> None:
    with clock.fixed(NOON):
        assert visitor("anna").get("/data/sql/make/").status_code == 302
    assert folder.made(folder.usual()) is None
    folder.begin(folder.usual(), NOON).join()
    found = folder.made(folder.usual())
    assert found is not None
    assert found.rows["enquiries"] == 2
