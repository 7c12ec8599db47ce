"""`velkommen export counting-week`: a Danish file by a profile, nothing overwritten, and a plain word where there is none."""

from pathlib import Path

from tests.counting import log, planned
from tests.interfaces.cli.conftest import say
from tests.people import Town


def test_a_week_is_written_by_its_name(town: Town, tmp_path: Path) -> None:
    planned(town)
    log(town)
    file = tmp_path / "uge.csv"
    answer = say("export", "counting-week", "Uge 48", "--to", str(file))
    assert (answer.exit_code, answer.stdout) == (0, f"{file}: 1 line.\n")
    assert "1 of 1 enquiries is about a task without a KLE number: passport (en).\n" in answer.stderr
    assert "was not seen" in answer.stderr
    head, row, end = file.read_bytes().decode("utf-8-sig").split("\r\n")
    assert head == "tidspunkt;kommunekode;enhed;KLE;kanal;henvendelsestype;afslutning;fejl;lokal kategori;antal"
    assert row == "2026-11-24 12;;Nordby;uden nummer;personlig;transaktion;løst ved første henvendelse;;passport (da);1"
    assert end == ""
    again = say("export", "counting-week", "Uge 48", "--to", str(file))
    assert (again.exit_code, "is there already" in again.stderr) == (1, True)


def test_a_week_or_a_profile_there_is_not(town: Town, tmp_path: Path) -> None:
    planned(town)
    for asked in (("Uge 1",), ("Uge 48", "--profile", "nobody")):
        answer = say("export", "counting-week", *asked, "--to", str(tmp_path / "x.csv"))
        assert (answer.exit_code, list(tmp_path.iterdir())) == (1, [])
        assert "There is no such" in answer.stderr
