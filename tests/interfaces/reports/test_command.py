"""`velkommen report evaluation`: whole files or none, the same ones again, and a sentence where there is nothing to write."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.interfaces.reports.conftest import NOW
from velkommen.interfaces.cli.program import Program
from velkommen.interfaces.reports.command import report
from velkommen.project.demo import build
from velkommen.shared import clock

DAYS = ("--from", "2026-11-13", "--to", "2026-11-23")
NAME = "evaluation-2026-11-13-2026-11-23-en"


def write(folder: Path, *arguments: str, at: datetime = NOW) -> Result:
    with clock.fixed(at):
        words = ["report", "evaluation", "--lang", "en", "--out", str(folder), *arguments]
        return CliRunner(env={"VELKOMMEN_LANGUAGE": "en"}).invoke(Program(commands=[report]), words)


def test_both_are_written_and_the_same_again(fjordby: build.Summary, tmp_path: Path) -> None:
    one, other = tmp_path / "new" / "one", tmp_path / "other"
    answer = write(one, *DAYS)
    assert (answer.exit_code, answer.stdout) == (0, f"{one / NAME}.pdf\n{one / NAME}.html\n")
    assert write(other, *DAYS, at=NOW.replace(hour=21)).exit_code == 0
    assert sorted(file.name for file in one.iterdir()) == [f"{NAME}.html", f"{NAME}.pdf"]
    assert all((other / file.name).read_bytes() == file.read_bytes() for file in one.iterdir())


def test_some_places_in_one_form(fjordby: build.Summary, tmp_path: Path) -> None:
    assert write(tmp_path, *DAYS, "--places", "nordby, raadhuset", "--format", "html").exit_code == 0
    text = (tmp_path / f"{NAME}.html").read_text(encoding="utf-8")
    assert "Nordby Bibliotek, Rådhuset" in text
    assert "Vesterby" not in text


def test_the_file_asks_for_nothing_else(fjordby: build.Summary, tmp_path: Path) -> None:
    write(tmp_path, *DAYS, "--format", "html")
    text = (tmp_path / f"{NAME}.html").read_text(encoding="utf-8")
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert (text.count("<link "), text.count('href="data:text/css'), text.count("<script"), text.count("src=")) == (
        1,
        1,
        0,
        0,
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "2026-11-23", "--to", "2026-11-13"), "The first day must not come after the last. Swap them."),
        (
            ("--from", "2026-11-13", "--to", "2026-11-24"),
            "A report is about days that are over. Choose 23 November 2026 or earlier",
        ),
        (("--from", "1990-01-01", "--to", "2026-11-23"), "That is more than 20 years."),
        (("--from", "13.11.2026"), "13.11.2026"),
        ((*DAYS, "--places", "nowhere"), "There is no such place: nowhere."),
        (("--from", "2020-01-01", "--to", "2020-01-02"), "Nothing was counted at these places in these days."),
        ((), "Nothing was counted at these places in these days."),
    ],
)
def test_what_cannot_be_made_says_why_and_leaves_nothing(
    fjordby: build.Summary, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    answer = write(tmp_path, *arguments)
    assert answer.exit_code == 1
    assert words in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written(fjordby: build.Summary, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    answer = write(tmp_path / "file" / "folder", *DAYS, "--format", "html")
    assert answer.exit_code == 1
    assert "The report cannot be written to" in answer.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_a_file_that_cannot_be_replaced_leaves_no_half_one(fjordby: build.Summary, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.html").mkdir()
    assert write(tmp_path, *DAYS, "--format", "html").exit_code == 1
    assert [file.name for file in tmp_path.iterdir()] == [f"{NAME}.html"]
