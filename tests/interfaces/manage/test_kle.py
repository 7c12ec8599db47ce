"""The page of KLE numbers. The numbers here are made up."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.interfaces.manage.test_arranging import Leader, said
from tests.people import Town, somebody
from velkommen.apps.catalogue.models import Task
from velkommen.domain.rights import Role

PAGE = "/manage/kle/"
SHEET = "nøgle;KLE;facet\npassport;11.22.33;G01\nmitid;11.22;\nassessment;;\n"


@pytest.fixture
def adam(town: Town) -> Leader:
    somebody("adam", (None, Role.ADMIN))
    return Leader(town, "adam")


def numbers() -> dict[str, tuple[str, str, str]]:
    return {one.key: (one.kle, one.kle_facet, one.kle_edition) for one in Task.objects.exclude(kle="")}


def sent(leader: Leader, text: str, edition: str = "test 2026") -> HttpResponse:
    return leader.send(PAGE, "sheet", file=SimpleUploadedFile("kle.csv", text.encode()), edition=edition)


def test_a_sheet_gives_the_tasks_their_numbers(adam: Leader) -> None:
    answer = sent(adam, SHEET)
    assert answer.headers["Location"] == f"{PAGE}?done=sheet&numbers=2"
    assert numbers() == {"passport": ("11.22.33", "G01", "test 2026"), "mitid": ("11.22", "", "test 2026")}
    page = unescape(adam.look(answer.headers["Location"]).content.decode())
    assert ("2 tasks have their numbers." in page, "1 of 3 tasks has no number" in page) == (True, True)
    assert 'value="test 2026"' in page


def test_the_sheet_that_is_sent_out_comes_back_as_it_is(adam: Leader) -> None:
    sent(adam, SHEET)
    before = numbers()
    file = adam.look(PAGE + "kle.csv")
    assert file.content.decode().splitlines() == [
        "\ufeffnøgle;Task;KLE;facet",
        "assessment;assessment (da);;",
        "mitid;mitid (da);11.22;",
        "passport;passport (da);11.22.33;G01",
    ]
    sent(adam, file.content.decode())
    assert numbers() == before


def test_every_fault_is_shown_the_edition_stays_and_nothing_is_written(adam: Leader) -> None:
    answer = sent(adam, "key;kle\npassport;11\nnowhere;11\nmitid;1.1\n")
    page = unescape(answer.content.decode())
    assert (answer.status_code, numbers()) == (422, {})
    assert [f"Row {row}:" in page for row in (2, 3, 4)] == [False, True, True]
    assert 'value="test 2026"' in page


def test_what_is_no_sheet_is_refused_at_its_field(adam: Leader) -> None:
    assert said(sent(adam, "a;b\n1;2\n")) == (
        422,
        ["No headings were found. Name the columns in the first row, for example: nøgle;KLE"],
    )
    assert said(adam.send(PAGE, "sheet", edition="x")) == (422, ["No file was chosen. Choose one, and send it again."])
    assert sent(adam, SHEET, edition="").status_code == 422


def test_a_number_is_taken_away_on_the_page_of_its_task(adam: Leader) -> None:
    sent(adam, SHEET)
    adam.send("/manage/tasks/passport/", "kle", kle="", facet="", edition="")
    assert list(numbers()) == ["mitid"]
    assert said(adam.send("/manage/tasks/passport/", "kle", kle="1", facet="", edition="x"))[0] == 422
