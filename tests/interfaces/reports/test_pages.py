"""The report as a page: who may read it, of which places, and what is said where it cannot be made."""

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.interfaces.reports.conftest import NOW
from velkommen.apps.people.models import Staff
from velkommen.project.demo import build
from velkommen.shared import clock

DAYS = "?from=2026-11-13&to=2026-11-23"


def get(username: str, address: str = "", language: str = "en") -> HttpResponse:
    client = Client()
    client.cookies["velkommen_language"] = language
    client.force_login(Staff.objects.get(username=username))
    with clock.fixed(NOW):
        return client.get(f"/report/{address}")


def test_an_analyst_reads_of_every_place(fjordby: build.Summary) -> None:
    answer = get("anne", f"evaluation/{DAYS}")
    assert (answer.status_code, answer.context["report"].report.places) == (200, "All places")
    assert len(answer.content) < 150_000


def test_a_clerk_reads_of_their_own(fjordby: build.Summary) -> None:
    answer = get("mette", f"evaluation/{DAYS}")
    assert {one.name for one in answer.context["choice"].seen.places} == {"Hovedbiblioteket", "Nordby Bibliotek"}
    assert get("mette", f"evaluation/{DAYS}&places=raadhuset").status_code == 422


def test_a_partner_reads_none(fjordby: build.Summary) -> None:
    assert [get("pia", address).status_code for address in ("", f"evaluation/{DAYS}", f"evaluation.pdf{DAYS}")] == [
        403
    ] * 3


def test_places_may_be_chosen_in_a_form_or_in_one_word(fjordby: build.Summary) -> None:
    spellings = (f"evaluation/{DAYS}&places=nordby&places=raadhuset", f"evaluation/{DAYS}&places=nordby,raadhuset")
    places = [get("anne", address).context["report"].report.places for address in spellings]
    assert places == ["Nordby Bibliotek, Rådhuset"] * 2


def test_the_file_is_of_what_was_read(fjordby: build.Summary) -> None:
    page = get("anne", f"evaluation/{DAYS}&places=nordby")
    assert page.context["query"] == f"{DAYS}&places=nordby"
    file = get("anne", f"evaluation.pdf{page.context['query']}")
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    assert file["Content-Disposition"] == 'attachment; filename="evaluation-2026-11-13-2026-11-23-en.pdf"'


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("?from=2026-11-23&to=2026-11-13", "The first day must not come after the last."),
        ("?from=2026-11-13&to=2026-12-24", "A report is about days that are over."),
        ("?from=1990-01-01&to=2026-11-23", "That is more than 20 years."),
        ("?from=yesterday&to=2026-11-23", "yesterday"),
        ("?from=2020-01-01&to=2020-01-02", "Nothing was counted at these places in these days."),
    ],
)
def test_what_cannot_be_made_is_said_in_the_form_that_keeps_it(fjordby: build.Summary, asked: str, words: str) -> None:
    answer = get("lene", f"evaluation/{asked}")
    first = asked.partition("from=")[2].partition("&")[0]
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert f'value="{first}"' in text


def test_usual_reports_are_one_press(fjordby: build.Summary) -> None:
    assert [one.query for one in get("lene").context["quick"]] == [
        "?from=2025-01-01&to=2025-12-31",
        "?from=2026-01-01&to=2026-11-23",
        "?from=2026-10-01&to=2026-10-31",
    ]
