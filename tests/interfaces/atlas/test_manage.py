"""Publishing and reading in on a page: each deed by its form, every no with its cure, and what was typed is kept."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.indicators import MADE, file, public_of
from tests.people import NOON, Town, somebody
from velkommen.apps.atlas.models import IndicatorFile
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import Municipality
from velkommen.domain.rights import Role
from velkommen.shared import clock, signing

PAGE = "/atlas/manage/"


@pytest.fixture
def admin(town: Town) -> Client:
    Municipality.objects.create(code="0999", name="Fjordby Kommune", population=42_000, invented=True)
    somebody("ada", (None, Role.ADMIN))
    client = Client()
    client.force_login(Staff.objects.get(username="ada"))
    client.cookies["velkommen_language"] = "en"
    return client


def send(client: Client, do: str, **fields: object) -> tuple[int, str]:
    with clock.fixed(NOON):
        ops = re.findall(r'name="op" value="([^"]+)"', client.get(PAGE).content.decode())
        answer = client.post(PAGE, {"do": do, "op": ops[0], **fields})
    return answer.status_code, answer.content.decode()


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("indicators.json", data)


def test_ones_own_file_is_linked_to_once_there_is_one(admin: Client) -> None:
    with clock.fixed(NOON):
        assert "/atlas/own/" not in admin.get("/atlas/manage/").content.decode()


def test_a_file_is_read_in_and_let_go(admin: Client) -> None:
    assert send(admin, "read", file=upload(file()))[0] == 302
    (kept,) = IndicatorFile.objects.all()
    assert send(admin, "withdraw", about=str(kept.pk))[0] == 302
    kept.refresh_from_db()
    assert kept.gone == "withdrawn"


@pytest.mark.parametrize(
    ("data", "status", "says"),
    [
        (b"PK\x03\x04", 422, "This file is packed."),
        (b"{", 422, "it is no JSON, or was cut off on the way."),
        (file().replace(b"Opdigtet", b"Opdiktet"), 422, "The signature does not fit"),
    ],
)
def test_a_file_that_is_refused_says_why(admin: Client, data: bytes, status: int, says: str) -> None:
    answered, page = send(admin, "read", file=upload(data))
    assert (answered, says in page, IndicatorFile.objects.count()) == (status, True, 0)


def test_without_a_file_nothing_is_read(admin: Client) -> None:
    assert send(admin, "read")[0] == 422


def test_a_changed_key_opens_the_field_for_its_fingerprint_and_keeps_what_was_typed(admin: Client) -> None:
    send(admin, "read", file=upload(file()))
    newer = file(by="somebody", made=MADE.replace(second=1))
    status, page = send(admin, "read", file=upload(newer), new_key="01ce 06ef")
    known = signing.fingerprint(public_of("opdigtet"))
    assert (status, f"The known one is {known}." in page) == (422, True)
    assert re.search(r'<details class="vk-atlas-new-key" open>.*value="01ce 06ef"', page, re.DOTALL)
    assert send(admin, "read", file=upload(newer), new_key=signing.fingerprint(public_of("somebody")))[0] == 302


def test_days_that_cannot_be_published_are_told_and_kept(admin: Client) -> None:
    status, page = send(admin, "publish", first="2026-11-24", last="2026-11-01")
    assert (status, "The first day must not come after the last." in page) == (422, True)
    assert 'name="first" value="2026-11-24"' in page
    assert "So little was counted" in send(admin, "publish", first="2026-11-01", last="2026-11-02")[1]
    assert "is no day" in send(admin, "publish", first="yesterday", last="2026-11-02")[1]


def test_a_leader_of_one_place_has_no_such_page(admin: Client) -> None:
    lea = Client()
    lea.force_login(Staff.objects.get(username="lea"))
    assert lea.get(PAGE).status_code == 403


def test_an_area_in_letters_is_told_by_the_name_of_its_field_with_what_to_write(admin: Client) -> None:
    status, page = send(admin, "publish", first="2026-01-01", last="2026-06-30", area="mange")
    said = "The value of “Area in km² (if known)” cannot be used. Write a number in digits, like 12 or 12.5."
    assert (status, said in page, 'value="mange"' in page) == (422, True, True)
