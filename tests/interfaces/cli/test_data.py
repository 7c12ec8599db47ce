"""`velkommen export data` and `velkommen sql`: a dataset as a file, all of them to ask, and every "no" a sentence."""

from pathlib import Path

import pytest
from django.test import override_settings
from openpyxl import load_workbook

from tests.interfaces.cli.conftest import say
from tests.people import NOON, Town
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.datasets.every import DATASETS


@pytest.fixture
def counted(town: Town) -> Town:
    """One on the day before, so that the files of yesterday have it."""
    facts = {"happened_at": NOON, "day": "2026-11-23", "weekday": 0, "minute": 600, "outcome": "solved"}
    Enquiry.objects.create(service_point=town.place, task=Task.objects.get(key="passport"), unit="library", **facts)
    return town


def test_one_dataset(counted: Town, tmp_path: Path) -> None:
    file = tmp_path / "e.csv"
    answer = say("export", "data", "enquiries", "--out", str(file))
    assert (answer.exit_code, answer.stdout) == (0, f"{file}: 1 rows.\n")
    assert (
        file.read_text(encoding="utf-8-sig")
        .splitlines()[1]
        .startswith("2026-11-23;1;10;;nordby;Nordby;branch;A;passport")
    )


def test_some_days_as_a_workbook(counted: Town, tmp_path: Path) -> None:
    file = tmp_path / "e.xlsx"
    days = ("--from", "2026-11-24", "--to", "2026-11-30")
    assert say("export", "data", "enquiries", *days, "--format", "xlsx", "--out", str(file)).exit_code == 0
    assert load_workbook(file).worksheets[0].max_row == 1


def test_all_of_them_and_a_question(counted: Town, tmp_path: Path) -> None:
    made = say("export", "data", "--all", "--out", str(tmp_path))
    assert made.stdout.splitlines()[-1] == "Up to Monday 23 November 2026."
    assert [line.split()[-1] for line in made.stdout.splitlines()[:-1]] == [f"{key}.parquet" for key in DATASETS]
    answer = say(
        "sql", "--folder", str(tmp_path), "SELECT place, task, count(*) AS n, NULL AS no FROM enquiries GROUP BY ALL"
    )
    assert answer.stdout == "place   task      n  no\n------  --------  -  --\nnordby  passport  1  –\n"


def test_an_answer_as_a_file_of_spreadsheets(counted: Town, tmp_path: Path) -> None:
    say("export", "data", "--all", "--out", str(tmp_path))
    answer = say(
        "sql", "--csv", "--folder", str(tmp_path), "SELECT 1.5::DOUBLE AS a, NULL AS b, '=1' AS c, 7 AS \"=d\""
    )
    assert answer.stdout == "a;b;c;'=d\n1,5;;'=1;7\n"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "DROP VIEW enquiries",
            "Error: Only questions are answered here: begin with SELECT, WITH or FROM. Nothing was changed.\n",
        ),
        ("SELECT 1; SELECT 2", "Error: Ask one question at a time: a single SELECT.\n"),
        (
            "FROM nowhere",
            "Error: This cannot be answered (Catalog Error: Table with name nowhere does not exist! …",
        ),
    ],
)
def test_what_is_no_question(counted: Town, tmp_path: Path, question: str, said: str) -> None:
    say("export", "data", "--all", "--out", str(tmp_path))
    answer = say("sql", "--folder", str(tmp_path), question)
    assert (answer.exit_code, answer.stderr.startswith(said.rstrip("…"))) == (1, True)


def test_before_the_files_are_made(db: None, tmp_path: Path) -> None:
    with override_settings(DATASETS_DIR=tmp_path / "none"):
        answer = say("sql", "SELECT 1")
    assert (answer.exit_code, "export data --all" in answer.stderr) == (1, True)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Name one dataset, or say --all."),
        (("enquiries", "--all"), 2, "Name one dataset, or say --all."),
        (("persons",), 2, "'persons' is not one of"),
        (("enquiries", "--from", "yesterday"), 1, "“yesterday” is no day from 1900 to 2060."),
        (("enquiries", "--from", "2026-02-01", "--to", "2026-01-01"), 1, "The first day must not come after the last."),
        (("places", "--out", "/nowhere/at/all.csv"), 1, "The file cannot be written: No such file or directory."),
    ],
)
def test_what_cannot_be_written(db: None, words: tuple[str, ...], code: int, said: str) -> None:
    answer = say("export", "data", *words)
    assert (answer.exit_code, said in answer.stderr) == (code, True)
