"""The processes of the races: started once, given one job after the other, all let go at the same moment."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
Job = dict[str, Any]


class Crew:
    """Processes that connect to the database of this test run."""

    def __init__(self) -> None:
        self.members: list[subprocess.Popen[str]] = []

    def race(self, work: str, *processes: Sequence[Job], without: Sequence[str] = ()) -> list[Any]:
        """Let several processes do the same, each with the hands given; what each hand answered."""
        return self.race_of(*({"work": work, "hands": list(hands), "without": list(without)} for hands in processes))

    def race_of(self, *jobs: Job) -> list[Any]:
        """The same for processes that do different things. One that was killed answers nothing."""
        racing = [self._member(place) for place in range(len(jobs))]
        for member, job in zip(racing, jobs, strict=True):
            _tell(member, json.dumps(job))
        assert [_hear(member) for member in racing] == ["ready"] * len(racing)
        for member in racing:
            _tell(member, "go")
        answers = [_answer(member) for member in racing]  # all of them, before any is looked at
        broken = [answer["broken"] for answer in answers if "broken" in answer]
        assert not broken, "\n".join(broken)
        return [hand for answer in answers for hand in answer["done"]]

    def close(self) -> None:
        for member in self.members:
            member.kill()
            member.communicate()

    def _member(self, place: int) -> "subprocess.Popen[str]":
        while len(self.members) <= place:
            self.members.append(_start())
        if self.members[place].poll() is not None:
            self.members[place].communicate()
            self.members[place] = _start()
        return self.members[place]


def _start() -> "subprocess.Popen[str]":
    settings = {"VELKOMMEN_DATABASE_URL": _address(), "DJANGO_SETTINGS_MODULE": "velkommen.project.settings"}
    command = [sys.executable, "-m", "tests.races.worker"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings}, text=True, **pipes)


def _tell(member: "subprocess.Popen[str]", line: str) -> None:
    assert member.stdin
    member.stdin.write(line + "\n")
    member.stdin.flush()


def _hear(member: "subprocess.Popen[str]") -> str:
    assert member.stdout
    return member.stdout.readline().rstrip("\n")


def _answer(member: "subprocess.Popen[str]") -> Job:
    line = _hear(member)
    if not line:
        member.wait()
        return {"done": []}
    return dict(json.loads(line))


def _address() -> str:
    """The test's own database: not the one the settings name, but the one the runner made beside it."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["VELKOMMEN_DATABASE_URL"].rpartition("/")[0] + f"/{name}"
