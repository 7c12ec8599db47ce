"""The folder of Parquet files that questions are put to: every dataset up to yesterday, made whole and replaced whole.

One process makes them at a time; how far it has come can be read by all. If it dies, what was there before is still there.
"""

import fcntl
import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from threading import Thread

from django.conf import settings
from django.db import connections

from velkommen.apps.evaluation.datasets.every import DATASETS
from velkommen.apps.evaluation.datasets.making import WORKSHOP, Format, make
from velkommen.apps.evaluation.datasets.shape import Scope
from velkommen.shared import clock

FIRST = date(1900, 1, 1)
_SAYS, _LOCK, _PROGRESS = "made.json", ".lock", ".progress"
_logger = logging.getLogger("velkommen.datasets")

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Made:
    """What lies in a folder: up to which local day, when it was made (ISO), and dataset -> its rows."""

    day: str
    at: str
    rows: dict[str, int]

    @property
    def last(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


def usual() -> Path:
    """Where the house keeps its files."""
    return Path(settings.DATASETS_DIR)


def made(files: Path) -> Made | None:
    """What lies in a folder; None where nothing was made yet, or not to the end."""
    try:
        return Made(**json.loads((files / _SAYS).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def views(files: Path) -> dict[str, str]:
    """What each file is called in a question: name -> file."""
    found = made(files)
    rows = found.rows if found else {}
    return {key: f"{key}.parquet" for key in rows if key in DATASETS and (files / f"{key}.parquet").exists()}


def is_fresh(files: Path, at: datetime) -> bool:
    """Whether everything up to yesterday is there."""
    found = made(files)
    return found is not None and found.last >= _yesterday(at)


def make_all(files: Path, at: datetime, progress: Progress = lambda what, share: None) -> bool:
    """Make every file anew, up to yesterday. Returns: False when another process is at it, and nothing was done.

    Args:
        progress: hears the title of a dataset, and how much of all is done (0-1).
    """
    files.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(files) as mine:
        if mine:
            for left in files.glob(f"{WORKSHOP}*"):  # by one that was killed
                rmtree(left, ignore_errors=True)
            _make(files, at, progress)
    return mine


def _make(files: Path, at: datetime, progress: Progress) -> None:
    rows: dict[str, int] = {}
    scope = Scope(None, FIRST, _yesterday(at), at)
    for number, dataset in enumerate(DATASETS.values()):

        def tell(share: float, number: int = number, title: str = str(dataset.title)) -> None:
            whole = (number + share) / len(DATASETS)
            _write(files / _PROGRESS, str(whole))
            progress(title, whole)

        rows[dataset.key] = make(dataset, scope, Format.PARQUET, files / f"{dataset.key}.parquet", tell)
    said = Made(scope.last.isoformat(), at.isoformat(), rows)
    _write(files / _SAYS, json.dumps(asdict(said)))
    (files / _PROGRESS).unlink(missing_ok=True)


def begin(files: Path, at: datetime) -> Thread:
    """Make every file in the background; a second time while it runs does nothing. Returns: what does it."""
    thread = Thread(target=_in_the_background, args=(files, at), name="datasets", daemon=True)
    thread.start()
    return thread


def _in_the_background(files: Path, at: datetime) -> None:
    try:
        make_all(files, at)
    except Exception:
        _logger.exception("the files could not be made")
    finally:
        connections.close_all()


def under_way(files: Path) -> float | None:
    """How much is done (0-1) of what is being made just now; None when nothing is."""
    try:
        with (files / _LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return _share(files)
    return None


def _share(files: Path) -> float:
    with suppress(OSError, ValueError):
        return float((files / _PROGRESS).read_text(encoding="ascii"))
    return 0.0


@contextmanager
def _alone(files: Path) -> Iterator[bool]:
    """Whether nobody else makes them: the lock goes with the process that has it."""
    with (files / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _yesterday(at: datetime) -> date:
    return clock.local_day(at) - timedelta(days=1)


def _write(file: Path, text: str) -> None:
    """A small file that is whole for whoever reads it."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(file)
