"""`velkommen import municipality` and `export municipality`: a dry run first, every fault with its place, nothing overwritten."""

from pathlib import Path

import pytest

from tests.apps.setup.sheets import RIGHT, with_rows
from tests.interfaces.cli.conftest import say
from tests.people import Town
from tests.shared.sheets.workbooks import workbook
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.setup.shapes import Kind
from velkommen.shared.log.models import Deed


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    return kept(tmp_path, workbook(RIGHT))


def kept(folder: Path, data: bytes) -> Path:
    file = folder / "kommune.xlsx"
    file.write_bytes(data)
    return file


def test_without_commit_all_is_said_and_nothing_written(db: None, sheets: Path) -> None:
    answer = say("import", "municipality", str(sheets))
    assert (answer.exit_code, answer.stderr, ServicePoint.objects.count(), Deed.objects.count()) == (0, "", 0, 0)
    assert "Places: 2 added, 0 changed, 0 as they were\n  + nordby\n  + bussen\n" in answer.stdout
    assert answer.stdout.endswith("\nNothing was written. Add --commit to write it.\n")


def test_with_commit_it_is_written_and_the_same_again_changes_nothing(db: None, sheets: Path) -> None:
    written = say("import", "municipality", str(sheets), "--commit")
    assert (written.exit_code, written.stdout.splitlines()[-1]) == (0, "The municipality was written.")
    again = say("import", "municipality", str(sheets), "--commit")
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "All of it is as it was. Nothing was changed.")


def test_what_changes_is_told_before_and_after(db: None, sheets: Path, tmp_path: Path) -> None:
    say("import", "municipality", str(sheets), "--commit")
    hours = [("nordby", "betjent", "", "man-fre", "10.00", "17.00", "")]
    answer = say("import", "municipality", str(kept(tmp_path, workbook(with_rows("Åbningstider", *hours)))))
    assert "  ~ nordby · staffed\n      Hours: Monday-Friday 10:00-18:00 → Monday-Friday 10:00-17:00\n" in answer.stdout


def test_every_fault_is_listed_with_its_place(db: None, tmp_path: Path) -> None:
    spoiled = with_rows("Skranker", ("nordby", "x", "Skranke 1", ""), ("nordbi", 2, "Skranke 2", ""))
    answer = say("import", "municipality", str(kept(tmp_path, workbook(spoiled))), "--commit")
    assert (answer.exit_code, answer.stdout, ServicePoint.objects.count()) == (1, "", 0)
    assert answer.stderr.splitlines() == [
        "Skranker, row 2, nummer: “x” under “nummer” must be a number from 1 to 9999. Put it right.",
        "Skranker, row 3, sted: “nordbi” is not known under “sted”. Do you mean “nordby”?",
        "Error: 2 things are wrong. Nothing was written. Put them right and try again.",
    ]


def test_a_folder_goes_out_and_comes_in_again_unchanged(db: None, sheets: Path, tmp_path: Path) -> None:
    say("import", "municipality", str(sheets), "--commit")
    folder = tmp_path / "ud"
    assert say("export", "municipality", str(folder)).stdout.endswith(f" rows in {len(Kind)} sheets.\n")
    answer = say("import", "municipality", str(folder))
    assert answer.stdout.splitlines()[-1] == "All of it is as it was. Nothing was changed."


def test_an_empty_export_is_headings_and_nothing_is_overwritten(db: None, tmp_path: Path) -> None:
    target = tmp_path / "tom.xlsx"
    assert say("export", "municipality", str(target), "--empty").stdout == f"0 rows in {len(Kind)} sheets.\n"
    again = say("export", "municipality", str(target), "--empty")
    assert (again.exit_code, again.stderr) == (1, f"Error: {target} is there already. Choose another name.\n")
    assert say("import", "municipality", str(target)).exit_code == 1


def test_who_may_not_do_it_writes_nothing(branches: Town, sheets: Path) -> None:
    refused = say("import", "municipality", str(sheets), "--by", "lea", "--commit")
    assert (refused.exit_code, Deed.objects.count()) == (1, 0)
    assert refused.stderr.startswith("Error: You do not have the right")
