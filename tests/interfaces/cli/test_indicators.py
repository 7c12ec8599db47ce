"""`velkommen export indicators` and `import indicators`: a signed file out, many files in, each checked by itself."""

from pathlib import Path

import pytest

from tests.indicators import MADE, count, file, public_of, verified
from tests.interfaces.cli.conftest import say
from tests.people import Town
from velkommen.apps.atlas.models import IndicatorFile
from velkommen.apps.places.models import Municipality
from velkommen.shared import signing


@pytest.fixture
def house(town: Town) -> Town:
    """Thirty people came yesterday."""
    Municipality.objects.create(code="0999", name="Fjordby Kommune", population=42_000, invented=True)
    town.later(days=-1)
    count(town)
    return town


def test_a_signed_file_goes_out_and_comes_in_once(house: Town, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    days = ("--from", "2026-11-22", "--to", "2026-11-23", "--out", str(target), "--area", "540")
    answer = say("export", "indicators", *days)
    key = signing.fingerprint(signing.public_key())
    assert (answer.exit_code, answer.stdout.splitlines()[-1]) == (0, f"Signed with the key {key}.")
    assert verified(target.read_bytes())
    again = say("export", "indicators", *days)
    assert (again.exit_code, "is there already. Choose another name." in again.stderr) == (1, True)
    read = say("import", "indicators", str(target))
    assert (read.exit_code, read.stdout) == (0, "out.json: read in (0999, 2026-11-22 to 2026-11-23).\n")


def test_days_that_cannot_be_are_refused_and_no_file_is_left(house: Town, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    answer = say("export", "indicators", "--from", "2026-11-23", "--to", "2026-11-22", "--out", str(target))
    assert (answer.exit_code, target.exists()) == (1, False)
    assert "The first day must not come after the last. Swap them." in answer.stderr


def test_of_many_files_each_is_told_by_itself(house: Town, tmp_path: Path) -> None:
    files = {"good.json": file(), "bad.json": b"{", "newer.json": file(made=MADE.replace(second=1))}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    answer = say("import", "indicators", *(str(tmp_path / name) for name in files))
    assert answer.exit_code == 1
    assert answer.stdout.splitlines() == [
        "good.json: read in (0901, 2026-01-01 to 2026-06-30).",
        "newer.json: read in (0901, 2026-01-01 to 2026-06-30).",
    ]
    assert answer.stderr == (
        "bad.json: This file cannot be read: it is no JSON, or was cut off on the way. Fetch it again.\n"
    )
    assert list(IndicatorFile.objects.order_by("id").values_list("gone", flat=True)) == ["replaced", ""]


def test_a_new_key_is_taken_when_its_fingerprint_is_given(house: Town, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(file())
    (tmp_path / "b.json").write_bytes(file(by="somebody", made=MADE.replace(second=1)))
    say("import", "indicators", str(tmp_path / "a.json"))
    assert say("import", "indicators", str(tmp_path / "b.json")).exit_code == 1
    spoken = signing.fingerprint(public_of("somebody"))
    assert say("import", "indicators", str(tmp_path / "b.json"), "--new-key", spoken).exit_code == 0


def test_whose_right_it_is_can_be_asked(house: Town, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(file())
    answer = say("import", "indicators", str(tmp_path / "a.json"), "--by", "lea")
    assert (answer.exit_code, "You do not have the right" in answer.stderr) == (1, True)
