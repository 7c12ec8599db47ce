"""The folder of Parquet files: up to yesterday, made by one at a time, whole at every moment."""

import fcntl
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.apps.evaluation.datasets.reading import read
from tests.people import Town
from velkommen.apps.evaluation.datasets import folder
from velkommen.apps.evaluation.datasets.every import DATASETS
from velkommen.apps.evaluation.datasets.folder import is_fresh, made, make_all, under_way, views


def test_every_dataset_up_to_yesterday(morning: Town, tmp_path: Path) -> None:
    files = tmp_path / "datasets"
    assert (made(files), views(files), is_fresh(files, morning.now)) == (None, {}, False)
    make_all(files, morning.now)
    assert read(files / "enquiries.parquet") == []  # they came today
    make_all(files, morning.now + timedelta(days=1))
    found = made(files)
    assert found is not None
    assert (found.last, found.rows["enquiries"]) == (date(2026, 11, 24), 2)
    assert views(files) == {key: f"{key}.parquet" for key in DATASETS}


def test_it_is_fresh_until_midnight_at_the_place(morning: Town, tmp_path: Path) -> None:
    make_all(tmp_path, morning.now)
    assert is_fresh(tmp_path, datetime(2026, 11, 24, 22, 59, tzinfo=UTC))
    assert not is_fresh(tmp_path, datetime(2026, 11, 24, 23, 0, tzinfo=UTC))


def test_one_at_a_time_and_all_see_how_far_it_is(morning: Town, tmp_path: Path) -> None:
    assert under_way(tmp_path) is None
    seen: list[float | None] = []
    again: list[bool] = []

    def look(_title: str, _share: float) -> None:
        seen.append(under_way(tmp_path))
        again.append(make_all(tmp_path, morning.now))

    assert make_all(tmp_path, morning.now, look)
    assert seen == sorted(seen, key=lambda share: share or 0.0)
    assert (seen[-1], set(again), under_way(tmp_path)) == (1.0, {False}, None)


def test_what_was_left_half_made_goes(morning: Town, tmp_path: Path) -> None:
    make_all(tmp_path, morning.now)
    (tmp_path / ".velkommen-killed").mkdir()
    (tmp_path / ".velkommen-killed" / "rows.duckdb").write_bytes(b"half")
    make_all(tmp_path, morning.now)
    names = {file.name for file in tmp_path.iterdir()}
    assert names == {".lock", "made.json", *(f"{key}.parquet" for key in DATASETS)}


def test_files_of_a_house_are_its_owners_alone(morning: Town, tmp_path: Path) -> None:
    make_all(tmp_path / "datasets", morning.now)
    assert (tmp_path / "datasets").stat().st_mode & 0o077 == 0


def test_a_lock_of_a_process_that_died_holds_up_nobody(morning: Town, tmp_path: Path) -> None:
    with (tmp_path / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert (make_all(tmp_path, morning.now), under_way(tmp_path)) == (False, 0.0)
    assert make_all(tmp_path, morning.now)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"day": "2026-11-24"}'])
def test_a_broken_note_is_nothing_made(tmp_path: Path, text: str) -> None:
    (tmp_path / "made.json").write_text(text, encoding="utf-8")
    assert made(tmp_path) is None


def test_in_the_background(morning: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What goes wrong there is told in the log and nowhere else."""
    (tmp_path / "datasets").write_text("a file is in the way", encoding="ascii")
    folder._in_the_background(tmp_path / "datasets", morning.now)
    assert "the files could not be made" in caplog.text
