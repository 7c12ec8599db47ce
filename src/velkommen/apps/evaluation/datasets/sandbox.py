"""One question to the Parquet files, in a process of its own. `asking` starts it; it knows nothing of the house.

What holds it, each alone enough against most:
    DuckDB itself: one statement, and only one that reads; no file but the ones named, no network, no extension, settings locked;
    the system: no file can be written, memory and processor time are bounded, and where the kernel has Landlock (Linux 5.13) the
    process sees nothing but these files and Python's own.

In: one JSON object {folder, files: {view: file in the folder}, sql, rows, characters, seconds, memory}.
Out: one JSON object {columns: [[name, type]], rows, more} or {no: word, said: DuckDB's words}.
"""

import ctypes
import json
import os
import resource
import sys
import sysconfig
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from threading import Timer
from typing import Any

import duckdb

READS = {"SELECT", "EXPLAIN"}
MOST_MEMORY = 3 << 30  # bytes of address space: DuckDB's own limit is far below, this one holds for everything else
MOST_FILES = 128
EXACT = 1 << 53  # whole numbers up to here are the same in JSON everywhere
SETTINGS = (
    "SET python_enable_replacements = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET allow_community_extensions = false",
    "SET allow_persistent_secrets = false",
    "SET secret_directory = ''",
    "SET temp_directory = ''",
    "SET threads = 2",
)
#: What DuckDB looks at when it starts, and dies without: how much of the machine is ours.
MACHINE = (Path("/proc/self/cgroup"), Path("/sys/fs/cgroup"))
LOCKS = ("SET enable_external_access = false", "SET lock_configuration = true")

# Landlock (landlock(7)): the numbers of its calls and rights are the same on every machine Linux runs on.
_CREATE, _ADD, _RESTRICT, _NO_NEW_PRIVILEGES = 444, 445, 446, 38
_VERSION, _BENEATH, _CONNECTS, _TRUNCATES = 1, 1, 4, 3
_READ_FILE, _READ_FOLDER, _EVERY_FILE_RIGHT, _EVERY_NET_RIGHT = 1 << 2, 1 << 3, (1 << 13) - 1, 0b11


class No(Exception):
    """An answer that is no. Args: which (a word), and what DuckDB said."""

    def __init__(self, which: str, said: str = "") -> None:
        super().__init__(which)
        self.which, self.said = which, said


def main() -> None:
    """Read the question, hold oneself, answer."""
    asked = json.load(sys.stdin)
    try:
        answer = _answer(asked)
    except No as no:
        answer = {"no": no.which, "said": no.said}
    except MemoryError:
        answer = {"no": "too_big"}
    json.dump(answer, sys.stdout)


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    folder = Path(asked["folder"])
    os.chdir(folder)
    hold(folder, asked["seconds"])  # before DuckDB starts its threads: each thread is held from when it begins
    room = _room(asked)
    statement = only_question(room, asked["sql"])
    timer = Timer(asked["seconds"], room.interrupt)
    timer.start()
    try:
        return _told(room.execute(statement), asked["rows"], asked["characters"])
    except duckdb.InterruptException as error:
        raise No("too_slow") from error
    except duckdb.OutOfMemoryException as error:
        raise No("too_big") from error
    except duckdb.Error as error:
        raise No("wrong", str(error)) from error
    finally:
        timer.cancel()


def _room(asked: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    """A database in memory with a view of each file, closed to everything else."""
    room = duckdb.connect(":memory:")
    for setting in SETTINGS:
        room.execute(setting)
    room.execute(f"SET memory_limit = '{int(asked['memory'])}MB'")
    for view, file in asked["files"].items():
        room.execute(f"CREATE VIEW \"{view}\" AS FROM read_parquet('{file}')")
    room.execute("SET allowed_paths = " + json.dumps(list(asked["files"].values())).replace('"', "'"))
    for lock in LOCKS:
        room.execute(lock)
    return room


def only_question(room: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The one statement there is, if it only reads: what is run is what DuckDB parsed, and no text is read twice."""
    try:
        found = room.extract_statements(sql)
    except duckdb.Error as error:
        raise No("wrong", str(error)) from error
    if len(found) != 1:
        raise No("not_one")
    if found[0].type.name not in READS:
        raise No("only_reads")
    return found[0]


def _told(found: duckdb.DuckDBPyConnection, most: int, characters: int) -> dict[str, Any]:
    """The answer with at most so many rows. Raises: No when it is more text than that all the same."""
    columns = [[str(column[0]), str(column[1])] for column in found.description or []]
    rows: list[list[Any]] = []
    length = 0
    while len(rows) <= most and (row := found.fetchone()) is not None:
        rows.append([_value(value) for value in row])
        length += sum(len(value) for value in rows[-1] if isinstance(value, str))
        if length > characters:
            raise No("too_big")
    return {"columns": columns, "rows": rows[:most], "more": len(rows) > most}


def _value(value: object) -> object:
    """As JSON has it: what it has no word for as text."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int) and abs(value) <= EXACT:
        return value
    if isinstance(value, float) and value == value and abs(value) != float("inf"):  # noqa: PLR0124 - what is not a number is not itself
        return value
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def hold(folder: Path, seconds: float) -> None:
    """Give up what a question needs none of, for good."""
    limits = {
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: MOST_FILES,
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_CPU: int(seconds * 3) + 2,
    }
    for which, most in limits.items():
        with suppress(ValueError, OSError):  # a system that bounds it more already
            resource.setrlimit(which, (most, most))
    if sys.platform == "linux":
        python = {Path(path) for path in sysconfig.get_paths().values()}
        _landlock([path for path in (folder, *MACHINE, *python) if path.exists()])


def _landlock(seen: list[Path]) -> bool:
    """Let this thread, and those it starts, read what lies at these paths and touch nothing else. Returns: whether the kernel could."""
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)
    if version < 1:
        return False
    files = _EVERY_FILE_RIGHT | (1 << 13 if version > 1 else 0) | (1 << 14 if version >= _TRUNCATES else 0)
    nets = _EVERY_NET_RIGHT if version >= _CONNECTS else 0
    rules = (ctypes.c_uint64 * 2)(files, nets)
    size = 16 if version >= _CONNECTS else 8
    ruleset = libc.syscall(_CREATE, ctypes.byref(rules), ctypes.c_size_t(size), 0)
    for path in seen:
        _let(libc, ruleset, path)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done = libc.syscall(_RESTRICT, ruleset, 0) == 0
    os.close(ruleset)
    return bool(done)


def _let(libc: Any, ruleset: int, path: Path) -> None:
    class Beneath(ctypes.Structure):
        _pack_ = 1
        _fields_ = [("rights", ctypes.c_uint64), ("under", ctypes.c_int32)]

    opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rule = Beneath(_READ_FILE | (_READ_FOLDER if path.is_dir() else 0), opened)
    libc.syscall(_ADD, ruleset, _BENEATH, ctypes.byref(rule), 0)
    os.close(opened)


if __name__ == "__main__":
    main()
