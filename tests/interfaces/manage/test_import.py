"""The page of the sheets: faults in a table, changes before they are written, and a button only when all is well."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.apps.setup.sheets import RIGHT, with_rows
from tests.people import NOON
from tests.shared.sheets.workbooks import workbook
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Posting
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.setup.reading import MOST_BYTES, read
from velkommen.domain.rights import Role
from velkommen.interfaces.manage import sheets
from velkommen.shared import clock
from velkommen.shared.log.models import Deed

PAGE = "/manage/import/"


@pytest.fixture
def admin(db: None) -> Client:
    staff = Staff.objects.create(username="adam")
    Posting.objects.create(staff=staff, service_point=None, role=Role.ADMIN.value)
    client = Client()
    client.force_login(staff)
    client.cookies["velkommen_language"] = "en"
    return client


def upload(client: Client, *files: tuple[str, bytes]) -> tuple[int, str]:
    with clock.fixed(NOON):
        answer = client.post(PAGE, {"files": [SimpleUploadedFile(name, data) for name, data in files]})
    return answer.status_code, answer.content.decode()


def carried(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(op|carried)" value="([^"]+)"', page))


def test_a_dry_run_shows_what_would_change_and_writes_nothing(admin: Client) -> None:
    status, page = upload(admin, ("kommune.xlsx", workbook(RIGHT)))
    assert (status, ServicePoint.objects.count(), Deed.objects.count()) == (200, 0, 0)
    assert "This is what would change" in page
    assert set(carried(page)) == {"op", "carried"}


def test_the_button_writes_it_once(admin: Client) -> None:
    form = carried(upload(admin, ("kommune.xlsx", workbook(RIGHT)))[1])
    with clock.fixed(NOON):
        answers = [admin.post("/manage/import/write/", form) for _ in range(2)]
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, f"{PAGE}?done=1")] * 2
    assert (ServicePoint.objects.count(), Deed.objects.count()) == (2, 1)
    assert "The municipality was written." in admin.get(f"{PAGE}?done=1").content.decode()


def test_several_files_are_carried_like_one(admin: Client) -> None:
    places = b"kortnavn;navn;slags\nnordby;Nordby;filial\n"
    desks = b"sted;nummer;navn\nnordby;1;Skranke 1\n"
    form = carried(upload(admin, ("steder.csv", places), ("skranker.csv", desks))[1])
    with clock.fixed(NOON):
        assert admin.post("/manage/import/write/", form).status_code == 302
    assert ServicePoint.objects.get().desks.get().name == "Skranke 1"


def test_every_fault_is_a_row_of_a_table_and_there_is_no_button(admin: Client) -> None:
    rows = [("nordby", "x", "Skranke 1", ""), ("nordbi", 2, "<b>", "")]
    status, page = upload(admin, ("kommune.xlsx", workbook(with_rows("Skranker", *rows))))
    assert (status, "2 things are wrong" in page, carried(page)) == (422, True, {})
    assert re.findall(r'<td data-title="Sheet">(.*?)</td><td data-title="Row">(.*?)</td>', page) == [
        ("Skranker", "2"),
        ("Skranker", "3"),
    ]
    assert "Do you mean “nordby”?" in page


def test_what_changed_meanwhile_is_looked_at_again(admin: Client) -> None:
    form = carried(upload(admin, ("kommune.xlsx", workbook(RIGHT)))[1])
    spoiled = carried(upload(admin, ("a.csv", b"brugernavn\nmette\n"))[1]) | {"op": form["op"]}
    with clock.fixed(NOON):
        admin.post("/manage/import/write/", form)
        assert admin.post("/manage/import/write/", spoiled).status_code == 409  # the same operation, something else


@pytest.mark.parametrize("said", ["", "***", "AAAA"])
def test_what_no_page_carried_is_refused(admin: Client, said: str) -> None:
    form = {"op": "00000000-0000-4000-8000-000000000001", "carried": said}
    assert admin.post("/manage/import/write/", form).status_code == 422
    assert Deed.objects.count() == 0


def test_nothing_chosen_binary_and_more_than_a_page_takes_are_refused(admin: Client) -> None:
    assert admin.post(PAGE, {}).status_code == 422
    assert upload(admin, ("a.bin", b"\x00\x01\x02"))[0] == 422
    status, page = upload(admin, ("a.csv", b"x" * (MOST_BYTES + 1)))
    assert (status, "What you sent is over 5 MB" in page) == (422, True)


def test_what_a_page_cannot_carry_goes_by_the_command_line(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_CARRIED", 10)
    page = upload(admin, ("kommune.xlsx", workbook(RIGHT)))[1]
    assert ("Use the command line" in page, carried(page)) == (True, {})


@pytest.mark.parametrize("address", ["/manage/export.xlsx", "/manage/headings.xlsx"])
def test_the_templates_are_workbooks_that_can_be_read(admin: Client, address: str) -> None:
    answer = admin.get(address)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert read([("x.xlsx", BytesIO(answer.content).read())]).problems == []
