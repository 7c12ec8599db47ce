"""`velkommen import enquiries`: a dry run first, every bad row listed, all or nothing."""

from pathlib import Path

import pytest

from tests.interfaces.cli.conftest import say
from tests.people import Town
from velkommen.apps.enquiries.models import Enquiry, ImportBatch
from velkommen.apps.evaluation import actions

INVENTED = "010190-1234"  # shaped like a CPR number
HEAD = "periode;sted;kategori;antal;note\n"
SHEET = f"{HEAD}jan-okt 2009;alle steder;Pas;60;\njan-okt 2009;alle steder;Hjælp til selvbetjening;40;\n"


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return kept(tmp_path, SHEET)


def kept(folder: Path, text: str) -> Path:
    file = folder / "2009.csv"
    file.write_text(text, encoding="cp1252")
    return file


def test_without_commit_all_is_said_and_nothing_written(branches: Town, sheet: Path) -> None:
    answer = say("import", "enquiries", str(sheet), "--place", "nordby")
    assert (answer.exit_code, answer.stderr, Enquiry.objects.count()) == (0, "", 0)
    assert answer.stdout == (
        "2009.csv: 2 rows, 100 enquiries\n"
        "from Saturday 31 October 2009 to Saturday 31 October 2009\n"
        "\n"
        "       60  Pas → Passport, adult\n"
        "       40  Hjælp til selvbetjening → Topic not stated · Helped to self-service\n"
        "\n"
        "      100  Nordby\n"
        "“alle steder” stands for Nordby.\n"
        "Columns that were not read: note.\n"
        "100 enquiries have no time of day: they are in every count and in no hour.\n"
        "The counts add up to 100. If they are per cent, they say how it was shared out, not how many came.\n"
        "\n"
        "Nothing was written. Add --commit to write it.\n"
    )


def test_with_commit_it_is_written_once(branches: Town, sheet: Path) -> None:
    written = say("import", "enquiries", str(sheet), "--place", "alle steder=nordby", "--commit")
    assert (written.exit_code, written.stdout.splitlines()[-1]) == (0, "100 enquiries were written.")
    again = say("import", "enquiries", str(sheet), "--place", "nordby", "--commit")
    assert again.exit_code == 1
    assert again.stderr.endswith("This very file was imported already. Nothing was counted again.\n")
    assert Enquiry.objects.count() == 100


def test_a_sheet_of_days_that_were_counted_before_is_pointed_out(branches: Town, sheet: Path, tmp_path: Path) -> None:
    say("import", "enquiries", str(sheet), "--place", "nordby", "--commit")
    answer = say("import", "enquiries", str(kept(tmp_path, SHEET + "\n")), "--place", "nordby")
    assert "Careful: 100 enquiries are counted at these places in these days already.\n" in answer.stdout


def test_every_bad_row_is_listed_and_nothing_written(branches: Town, tmp_path: Path) -> None:
    file = kept(tmp_path, f"{SHEET}2009;Nordby;Pas;0;\n2009;Nordby;Zebra;1;\n")
    answer = say("import", "enquiries", str(file), "--place", "alle steder=nordby", "--commit")
    assert (answer.exit_code, answer.stdout, ImportBatch.objects.count()) == (1, "", 0)
    assert answer.stderr.splitlines() == [
        "Row 4: The count is 0. Write how many, or delete the row.",
        "Row 5: There is no category called “Zebra”. Write the name of a task, or “Andet”.",
        "Error: 2 rows cannot be read, 2 can. Nothing was written. Put them right and try again.",
    ]


@pytest.mark.parametrize("extra", [(), ("--commit",)])
def test_a_cpr_number_refuses_the_file_and_is_not_repeated(
    branches: Town, tmp_path: Path, extra: tuple[str, ...]
) -> None:
    file = kept(tmp_path, f"{SHEET}2009;Nordby;Pas;1;{INVENTED}\n")
    answer = say("import", "enquiries", str(file), "--place", "nordby", *extra)
    assert (answer.exit_code, answer.stdout, Enquiry.objects.count()) == (1, "", 0)
    assert answer.stderr.startswith("Error: Row 4: This looks like a CPR number.")
    assert INVENTED not in answer.output


def test_who_may_not_import_writes_nothing(branches: Town, sheet: Path) -> None:
    refused = say("import", "enquiries", str(sheet), "--place", "nordby", "--by", "mette", "--commit")
    assert (refused.exit_code, Enquiry.objects.count()) == (1, 0)
    assert refused.stderr.startswith("Error: You do not have the right")
    assert say("import", "enquiries", str(sheet), "--place", "nordby", "--by", "nobody").exit_code == 1
    assert say("import", "enquiries", str(sheet), "--place", "nordby", "--by", "lea", "--commit").exit_code == 0


@pytest.mark.parametrize(
    "wrong", [("--place", "nordby", "--place", "sydby"), ("--place", "alle steder="), ("--place", ""), ("--undo",)]
)
def test_what_is_used_wrongly_ends_with_two(branches: Town, sheet: Path, wrong: tuple[str, ...]) -> None:
    assert say("import", "enquiries", str(sheet), *wrong).exit_code == 2


def test_a_file_that_is_not_there_ends_with_two(branches: Town) -> None:
    assert say("import", "enquiries", "nowhere.csv").exit_code == 2


def test_a_fault_of_the_house_is_a_sentence_and_keeps_nothing(
    branches: Town, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "new_enquiry", lambda *facts: 1 / 0)
    answer = say("import", "enquiries", str(sheet), "--place", "nordby", "--commit")
    assert (answer.exit_code, ImportBatch.objects.count()) == (1, 0)
    assert answer.stderr.startswith("Error: This should not have happened (ZeroDivisionError).")
    assert "Traceback" not in answer.output
