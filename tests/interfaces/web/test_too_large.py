"""More than a page takes at a time: told in words, with the cure, before any view works with what was cut off."""

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.people import Town
from velkommen.apps.people.models import Staff

SAID = "What you sent is over 1 MB, and no more is taken at a time. Choose a smaller file, or split it into several."
PAGE = "/statistics/library/"


@pytest.fixture
def lea(town: Town, settings: LazySettings) -> Client:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    client = Client()
    client.force_login(Staff.objects.get(username="lea"))
    client.cookies["velkommen_language"] = "en"
    return client


def send(client: Client, length: int) -> str:
    file = SimpleUploadedFile("months.csv", b"x" * length)
    return client.post(PAGE, {"do": "sheet", "file": file}, HTTP_REFERER=f"http://testserver{PAGE}").content.decode()


def test_a_file_that_is_too_large_is_refused_with_the_way_back(lea: Client) -> None:
    page = send(lea, 1024 * 1024)
    assert (SAID in page, f'href="{PAGE}"' in page) == (True, True)


def test_a_smaller_one_is_read(lea: Client) -> None:
    assert SAID not in send(lea, 1024 * 1000)


def test_a_form_that_is_too_large_is_refused_alike(lea: Client) -> None:
    answer = lea.post(PAGE, {"do": "x" * 1024 * 1025})
    assert (answer.status_code, SAID in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("length", ["", "many", "²"])
def test_a_length_that_is_no_number_is_none(lea: Client, length: str) -> None:
    assert lea.get(PAGE, CONTENT_LENGTH=length).status_code == 200


def test_without_a_file_one_is_asked_for(lea: Client) -> None:
    page = lea.post(PAGE, {"do": "sheet"}).content.decode()
    assert "No file was chosen. Choose one, and send it again." in page
