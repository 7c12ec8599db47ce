"""The page of closed days: what was sealed, what was corrected and why; by name only to those who may read the log."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.apps.statistics.closing import close_all, fold_all
from tests.people import Town, somebody
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.models import Staff
from velkommen.apps.statistics.models import Entry
from velkommen.domain.outcomes import Outcome
from velkommen.domain.rights import Role
from velkommen.shared import clock


@pytest.fixture
def corrected(town: Town) -> Town:
    """A day with one enquiry, closed, and its outcome put right by Lea two days later; then one more by hand."""
    visit = town.serving()
    actions.finish_visit(visit=visit.pk, outcome=Outcome.SOLVED, **town.by())
    somebody("adam", (None, Role.ADMIN))
    town.later(days=2)
    close_all(town.now)
    row = Enquiry.objects.get()
    actions.correct_enquiry(enquiry=row.pk, outcome=Outcome.COME_BACK, **town.by(town.lea))
    fold_all(town.now + timedelta(hours=1))
    row.pk, row.visit, row.current = uuid4(), None, False
    row.save(force_insert=True)
    fold_all(town.now + timedelta(hours=2))
    return town


def get(town: Town, username: str, address: str = "") -> HttpResponse:
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(username=username))
    with clock.fixed(town.now):
        return client.get(f"/statistics/ledger/{address}")


def table(answer: HttpResponse, key: str) -> list[list[str]]:
    found = next(one for one in answer.context["tables"] if one.table.key == key)
    return [[cell.text for cell in row] for row in found.rows]


def test_corrections_say_what_why_and_who(corrected: Town) -> None:
    heads = [
        head[:16] for head in Entry.objects.filter(kind="correction").order_by("-id").values_list("head", flat=True)
    ]
    assert [row[1:] for row in table(get(corrected, "adam"), "corrections")] == [
        ["Nordby: 1 → 2", "It was changed outside the house: nobody knows by whom", "", heads[0]],
        [
            "The number of enquiries is the same; something else of that day is not",
            "What was registered was put right",
            "Lea",
            heads[1],
        ],
    ]


def test_who_may_not_read_the_log_reads_the_role_alone(corrected: Town) -> None:
    assert [row[3] for row in table(get(corrected, "mette"), "corrections")] == ["", "Somebody who leads the place"]


def test_what_changed_elsewhere_is_not_told_in_numbers(corrected: Town) -> None:
    assert "Nordby" not in get(corrected, "sara").content.decode()


def test_the_newest_seal_is_there_whole(corrected: Town) -> None:
    newest = Entry.objects.order_by("-id")[0]
    assert newest.head in get(corrected, "adam").content.decode()


def test_it_is_taken_home_as_a_file(corrected: Town) -> None:
    answer = get(corrected, "adam", "corrections.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert answer.content.decode().count("\n") == 3
    assert get(corrected, "adam", "nothing.csv").status_code == 404


def test_a_house_without_closed_days_says_so(town: Town) -> None:
    assert "No day is closed yet" in get(town, "mette").content.decode()
