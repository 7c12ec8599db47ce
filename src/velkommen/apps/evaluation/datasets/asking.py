"""A question in SQL to the Parquet files, answered by a process of its own that can do nothing but read them (`sandbox`)."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from time import perf_counter
from typing import Any

from velkommen.apps.evaluation.datasets import folder, sandbox
from velkommen.domain.refusals import Code, Refusal

SECONDS = 5.0
TO_START_AND_END = 5.0  # seconds beyond, for a machine that is busy
MEMORY = 512  # megabytes of DuckDB
MOST_LENGTH = 20_000  # characters of a question
MOST_ROWS, MOST_ROWS_OF_A_FILE = 500, 100_000
MOST_CHARACTERS = 20_000_000  # of an answer
AT_ONCE = 2  # questions of one server: the others wait, so that desks never do
_turn = BoundedSemaphore(AT_ONCE)
_NOES = {
    "not_one": Code.SQL_NOT_ONE,
    "only_reads": Code.SQL_ONLY_READS,
    "too_big": Code.SQL_TOO_BIG,
}
_PATH = re.compile(r"""(?<![\w.])/(?:[\w.@+-]+/)+[\w.@+-]*""")

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Answer:
    """What came back.

    Args:
        columns: (name, DuckDB's type).
        more: whether there are more rows than these.
        seconds: from asked to answered.
    """

    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[Value]]
    more: bool
    seconds: float


def ask(sql: str, files: Path, most: int = MOST_ROWS) -> Answer:
    """The answer to one question that only reads.

    Args:
        files: the folder of Parquet files.
        most: rows.

    Raises:
        Refusal: DATA_NOT_MADE, NOTHING_GIVEN, SQL_TOO_LONG, SQL_NOT_ONE, SQL_ONLY_READS, SQL_TOO_SLOW, SQL_TOO_BIG, SQL_WRONG,
            SQL_BROKE.
    """
    views = folder.views(files)
    if not views:
        raise Refusal(Code.DATA_NOT_MADE)
    if not sql.strip():
        raise Refusal(Code.NOTHING_GIVEN)
    if len(sql) > MOST_LENGTH:
        raise Refusal(Code.SQL_TOO_LONG, most=MOST_LENGTH)
    begun = perf_counter()
    told = _answered({"folder": str(files.resolve()), "files": views, "sql": sql, "rows": most})
    if "no" in told:
        raise _refusal(told, files)
    columns = [(name, kind) for name, kind in told["columns"]]
    return Answer(columns, told["rows"], told["more"], perf_counter() - begun)


def _answered(question: dict[str, Any]) -> dict[str, Any]:
    """What the other process says. Raises: Refusal SQL_TOO_SLOW, SQL_BROKE."""
    question |= {"characters": MOST_CHARACTERS, "seconds": SECONDS, "memory": MEMORY}
    if not _turn.acquire(timeout=SECONDS):
        raise Refusal(Code.SQL_TOO_SLOW, seconds=round(SECONDS))
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the question goes in by its input
            [sys.executable, "-I", sandbox.__file__],
            input=json.dumps(question).encode(),
            capture_output=True,
            timeout=SECONDS + TO_START_AND_END,
            env={"PATH": os.defpath, "HOME": question["folder"]},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refusal(Code.SQL_TOO_SLOW, seconds=round(SECONDS)) from error
    finally:
        _turn.release()
    if done.returncode:
        raise Refusal(Code.SQL_BROKE)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _refusal(told: dict[str, Any], files: Path) -> Refusal:
    if told["no"] == "too_slow":
        return Refusal(Code.SQL_TOO_SLOW, seconds=round(SECONDS))
    if told["no"] in _NOES:
        return Refusal(_NOES[told["no"]])
    return Refusal(Code.SQL_WRONG, said=cleaned(told["said"], files))


def cleaned(said: str, files: Path) -> str:
    """DuckDB's words without the line it points at, and without where anything lies on this machine."""
    first = said.split("\n\n", maxsplit=1)[0].replace(f"{files.resolve()}/", "")
    return _PATH.sub("…", " ".join(first.split()))[:500]
