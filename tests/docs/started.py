"""`velkommen` started once for all commands of the manual: half of what a command takes is reading the program in.

Every command still has a process of its own, made from one that has read everything and done nothing, and runs the real `main` in it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self


class Started:
    """The program, waiting for commands in one folder and one environment."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._files = (folder / "said.out", folder / "said.err")
        command = [sys.executable, "-c", f"from {__name__} import wait; wait()", *map(str, self._files)]
        paths = os.pathsep.join(path for path in sys.path if path)  # the folder of the commands is not the house's
        self._waiting = subprocess.Popen(
            command,
            cwd=folder,
            env={**environment, "PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._waiting.communicate()  # nothing more to read: it ends

    def run(self, words: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        """One command by its words after `velkommen`: its exit code and all that it wrote."""
        assert self._waiting.stdin
        assert self._waiting.stdout
        self._waiting.stdin.write(json.dumps(list(words)) + "\n")
        self._waiting.stdin.flush()
        code = int(self._waiting.stdout.readline())
        out, err = (file.read_text(encoding="utf-8") for file in self._files)
        return subprocess.CompletedProcess(["velkommen", *words], code, out, err)


def wait() -> None:
    """Read the program in, then run each line of words that comes in a process of its own, and tell its exit code."""
    from velkommen.project.cli import main, program  # noqa: PLC0415 - in the process that waits, and in no test's

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "velkommen.project.settings")
    program()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _write_to(*sys.argv[1:])
            main(json.loads(line))  # ends this process, as it ends the program
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _write_to(out: str, err: str) -> None:
    for number, (path, how) in enumerate(((os.devnull, os.O_RDONLY), (out, os.O_WRONLY), (err, os.O_WRONLY))):
        opened = os.open(path, how | (os.O_CREAT | os.O_TRUNC if how == os.O_WRONLY else 0))
        os.dup2(opened, number)
        os.close(opened)
