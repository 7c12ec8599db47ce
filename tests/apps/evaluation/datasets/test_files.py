"""Datasets as files: whole or not there, with nothing in them that runs, and bounded in what they hold in memory."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from tests.apps.evaluation.datasets.reading import read, scope
from tests.people import Town, code
from velkommen.apps.catalogue.models import Task
from velkommen.apps.evaluation.datasets import making
from velkommen.apps.evaluation.datasets.every import DATASETS
from velkommen.apps.evaluation.datasets.making import Format, make
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.refusals import Code

ENQUIRIES = DATASETS["enquiries"]
HEAD = (
    "day;weekday;hour;hall_hours;place;place_name;place_kind;line;task;task_da;task_en;kle;channel;kind;unit;outcome;"
)
SOLVED = "2026-11-24;2;12;;nordby;Nordby;branch;A;passport;passport (da);passport (en);;in_person;transaction;library;solved;;;;1;1;10;desk"


def test_a_file_for_danish_spreadsheets(morning: Town, tmp_path: Path) -> None:
    file = tmp_path / "enquiries.csv"
    assert make(ENQUIRIES, scope(), Format.CSV, file) == 2
    text = file.read_bytes().decode()
    assert text.startswith("\ufeff" + HEAD)
    assert text.splitlines()[-1] == SOLVED


def test_decimals_have_a_comma(town: Town, tmp_path: Path) -> None:
    ServicePoint.objects.filter(pk=town.place.pk).update(latitude=56.5, longitude=11)
    make(DATASETS["places"], scope(), Format.CSV, tmp_path / "places.csv")
    assert "nordby;Nordby;branch;;;56,5;11,0;yes" in (tmp_path / "places.csv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("begins", ["=1+1", "+1", "-1", "@sum", "\t=1"])
def test_no_formula_can_fire(morning: Town, tmp_path: Path, begins: str) -> None:
    Task.objects.filter(key="passport").update(name_da=begins)
    make(ENQUIRIES, scope(), Format.CSV, tmp_path / "e.csv")
    make(ENQUIRIES, scope(), Format.XLSX, tmp_path / "e.xlsx")
    sheet = load_workbook(tmp_path / "e.xlsx").worksheets[0]
    cell = sheet.cell(3, 10)
    assert f"'{begins}" in (tmp_path / "e.csv").read_text(encoding="utf-8")
    assert (cell.value, cell.data_type, cell.quotePrefix) == (begins, "s", True)


def test_a_workbook_has_days_numbers_and_texts(morning: Town, tmp_path: Path) -> None:
    make(ENQUIRIES, scope(), Format.XLSX, tmp_path / "e.xlsx")
    sheet = load_workbook(tmp_path / "e.xlsx").worksheets[0]
    row = [cell.value for cell in sheet[3]]
    assert (row[0].date(), row[1], row[8], row[3]) == (date(2026, 11, 24), 2, "passport", None)
    assert (sheet.title, sheet.freeze_panes) == ("enquiries", "A2")


def test_more_rows_than_a_sheet_holds(morning: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MOST_ROWS_OF_A_SHEET", 1)
    told = {"dataset": ENQUIRIES, "scope": scope(), "form": Format.XLSX, "target": tmp_path / "e.xlsx"}
    assert code(make, **told) is Code.TOO_MANY_ROWS
    assert list(tmp_path.iterdir()) == []


def test_parquet_is_typed_and_pressed(morning: Town, tmp_path: Path) -> None:
    file = tmp_path / "enquiries.parquet"
    make(ENQUIRIES, scope(), Format.PARQUET, file)
    with duckdb.connect() as reader:
        reader.execute(f"CREATE VIEW it AS FROM '{file}'")
        types = dict(
            reader.execute("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'it'").fetchall()
        )
        pressed = {row[0] for row in reader.execute(f"SELECT compression FROM parquet_metadata('{file}')").fetchall()}
    assert types == ENQUIRIES.types
    assert pressed == {"ZSTD"}


def test_the_same_rows_are_the_same_bytes(morning: Town, tmp_path: Path) -> None:
    files = [tmp_path / "a.parquet", tmp_path / "b.parquet"]
    for file in files:
        make(ENQUIRIES, scope(), Format.PARQUET, file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_file_is_whole_or_as_it_was(morning: Town, tmp_path: Path) -> None:
    file = tmp_path / "e.parquet"
    make(ENQUIRIES, scope(), Format.PARQUET, file)
    before = read(file)

    def stop(_share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(ENQUIRIES, scope(), Format.CSV, file, stop)
    assert (read(file), list(tmp_path.iterdir())) == (before, [file])


def test_progress_is_told_up_to_the_end(morning: Town, tmp_path: Path) -> None:
    told: list[float] = []
    make(ENQUIRIES, scope(), Format.CSV, tmp_path / "e.csv", told.append)
    assert (told, told[-1]) == (sorted(told), 1.0)


def test_reversed_days(town: Town, tmp_path: Path) -> None:
    wrong = scope(first=date(2026, 2, 1), last=date(2026, 1, 1))
    told = {"dataset": ENQUIRIES, "scope": wrong, "form": Format.CSV, "target": tmp_path / "e.csv"}
    assert code(make, **told) is Code.PERIOD_REVERSED


def test_of_nothing_there_is_a_head(town: Town, tmp_path: Path) -> None:
    for dataset in DATASETS.values():
        make(dataset, scope(), Format.CSV, tmp_path / "e.csv")
        head = (tmp_path / "e.csv").read_text(encoding="utf-8-sig").splitlines()[0]
        assert head == ";".join(column.name for column in dataset.columns)
