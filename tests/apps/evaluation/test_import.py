"""Sheets written: whole or not at all, once, by who may, and the report's own sheet comes out as its chart."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import uuid4

import pytest

from tests.apps.evaluation.conftest import HEAD, REPORT, read
from tests.people import NOON, Town, code, somebody
from velkommen.apps.enquiries.models import Enquiry, ImportBatch
from velkommen.apps.evaluation import actions
from velkommen.apps.evaluation.actions import ImportAnswer, import_enquiries
from velkommen.apps.evaluation.importing.reading import Sheet
from velkommen.apps.evaluation.statistics import statistics
from velkommen.domain.privacy import has_cpr
from velkommen.domain.refusals import Code
from velkommen.domain.report2010 import SKANDERBORG_2009
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM
from velkommen.shared.log.models import Deed

TEXT = f"{HEAD}\n24-11-2026;10.15;Nordby;Pas;2\n23-11-2026;;Nordby;Henvist til Borgerservice;1\n"


def write(sheet: Sheet, **by: Any) -> ImportAnswer:
    return import_enquiries(sheet=sheet, **{"by": SYSTEM, "at": NOON, "op": uuid4(), **by})


def test_a_file_whose_digest_is_shaped_like_a_cpr_number_is_taken_like_any_other(branches: Town) -> None:
    """One in two hundred is; nobody could say what to remove."""
    texts = (TEXT + "\n" * blank for blank in count())
    unlucky = next(text for text in texts if has_cpr(sha256(text.encode()).hexdigest()))
    assert write(read(unlucky))["enquiries"] == 3


def test_reading_writes_nothing(branches: Town) -> None:
    read(TEXT)
    assert (Enquiry.objects.count(), ImportBatch.objects.count(), Deed.objects.count()) == (0, 0, 0)


def test_a_sheet_becomes_enquiries(branches: Town) -> None:
    answer = write(read(TEXT))
    batch = ImportBatch.objects.get()
    assert answer == {"batch": batch.pk, "enquiries": 3, "places": {str(branches.place.pk): 3}}
    assert (batch.name, batch.enquiries, batch.at) == ("uge 43.csv", 3, NOON)
    fields = (
        "task__key",
        "outcome",
        "destination__key",
        "day",
        "weekday",
        "minute",
        "imprecise",
        "source",
        "visit",
        "batch",
    )
    passport = ("passport_adult", "", None, date(2026, 11, 24), 1, 615, False, "import", None, batch.pk)
    referral = (
        "topic_unknown",
        "to_citizen_service",
        "citizen_service",
        date(2026, 11, 23),
        0,
        720,
        True,
        "import",
        None,
        batch.pk,
    )
    assert list(Enquiry.objects.order_by("-happened_at").values_list(*fields)) == [passport, passport, referral]


def test_the_reports_own_sheet_comes_out_as_its_chart(branches: Town) -> None:
    write(read(REPORT.read_bytes(), {"alle biblioteker": "nordby"}))
    seen = statistics(None, date(2009, 1, 1), date(2009, 12, 31), NOON)
    assert {line.category: line.percent for line in seen.categories} == dict(SKANDERBORG_2009)
    assert (seen.number, seen.imprecise) == (100, 100)


def test_the_same_bytes_are_taken_once(branches: Town) -> None:
    sheet = read(TEXT)
    write(sheet)
    assert code(write, sheet=sheet) is Code.FILE_ALREADY_IMPORTED
    assert code(read, sheet=TEXT, name="another name.csv") is Code.FILE_ALREADY_IMPORTED
    assert Enquiry.objects.count() == 3


def test_the_same_operation_gets_its_first_answer(branches: Town) -> None:
    sheet, op = read(TEXT), uuid4()
    assert write(sheet, op=op) == write(sheet, op=op)
    assert Enquiry.objects.count() == 3


def test_a_sheet_with_a_bad_row_is_not_written_at_all(branches: Town) -> None:
    assert code(write, sheet=read(f"{TEXT}24-11-2026;;Nordby;Zebra;1\n")) is Code.BAD_FILE
    assert (Enquiry.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_a_line_the_reader_would_refuse_is_refused_again(branches: Town) -> None:
    sheet = read(TEXT)
    spoiled = [sheet.lines[0], replace(sheet.lines[1], destination="")]
    assert code(write, sheet=replace(sheet, lines=spoiled)) is Code.DESTINATION_MISSING
    assert code(write, sheet=replace(sheet, lines=[])) is Code.NOTHING_GIVEN
    assert Enquiry.objects.count() == 0


def test_a_leader_imports_for_the_places_they_lead(branches: Town) -> None:
    assert write(read(TEXT), by=branches.lea)["enquiries"] == 3


def test_one_row_of_a_foreign_place_refuses_the_sheet(branches: Town) -> None:
    sheet = read(f"{TEXT}24-11-2026;;Sydby;Pas;1\n")
    assert code(write, sheet=sheet, by=branches.lea) is Code.NOT_ALLOWED
    assert code(write, sheet=sheet, by=branches.mette) is Code.NOT_ALLOWED
    assert Enquiry.objects.count() == 0


def test_a_sheet_of_two_places_is_written_by_who_leads_both(branches: Town) -> None:
    lone = somebody("lone", (branches.place, Role.LEAD), (branches.sydby, Role.LEAD))
    answer = write(read(f"{TEXT}24-11-2026;;Sydby;Pas;1\n"), by=lone)
    assert answer["places"] == {str(branches.place.pk): 3, str(branches.sydby.pk): 1}
    assert Deed.objects.get().service_point_id is None


def test_without_its_own_asking_the_deed_still_asks_at_every_place(
    branches: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the guard inside is gone, the one around every deed holds."""
    monkeypatch.setattr(actions, "_require_everywhere", lambda counts, by: None)
    assert code(write, sheet=read(f"{TEXT}24-11-2026;;Sydby;Pas;1\n"), by=branches.lea) is Code.NOT_ALLOWED
    assert Enquiry.objects.count() == 0
