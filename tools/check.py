"""Run every check of the house in order and close with a table. A step that fails does not stop the next.

    python tools/check.py               all of them: what `make test` and the build server run
    python tools/check.py lint types    only these

Exit code 1 if any step failed.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
LINE = "─" * 78


@dataclass(frozen=True)
class Step:
    """One check: its name, its command lines (run until one fails), what it adds to the environment."""

    name: str
    commands: tuple[tuple[str, ...], ...]
    settings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    name: str
    code: int
    seconds: float


#: Two at a time, here and in the browser: every machine that builds has two cores, and more would fight over the one database.
#: Each begins with a half of its own, so that what tests of a file share is made once, and helps the other at the end.
PYTEST = ("pytest", "-q", "-n", "2", "--dist", "worksteal")
#: Only what is tried is read: to read all tests takes a quarter of a minute.
JOURNEYS = "tests/journeys"
#: What no database can change need be tried once only: what asks for none, programs that bring a house of their own, who may open what.
NOT_AGAIN = ("-m", "not once", "--ignore", "tests/domain", "--ignore", "tests/shared/sheets")
STEPS = (
    Step(
        "lint",
        (("ruff", "check", "--output-format", "concise"), ("ruff", "format", "--check", "--output-format", "concise")),
    ),
    Step("types", (("mypy",),)),
    Step("house", (("lint-imports", "--no-logo"),)),
    Step("messages", (("python", "tools/messages.py", "check"),)),
    Step("tests on SQLite", ((*PYTEST, "--ignore", JOURNEYS),), {"VELKOMMEN_TEST_DATABASE": "sqlite"}),
    Step(
        "tests on PostgreSQL", ((*PYTEST, *NOT_AGAIN, "--ignore", JOURNEYS),), {"VELKOMMEN_TEST_DATABASE": "postgres"}
    ),
    Step(
        "tests in a browser",
        (("python", "tools/chromium.py"), (*PYTEST, JOURNEYS)),
        {"VELKOMMEN_TEST_DATABASE": "sqlite"},
    ),
)


def run(step: Step) -> Result:
    print(f"\n{LINE}\n{step.name}\n{LINE}", flush=True)
    begun, code = time.monotonic(), 0
    for program, *arguments in step.commands:
        command = [str(PROGRAMS / program), *arguments]
        code = subprocess.run(command, cwd=ROOT, env={**os.environ, **step.settings}, check=False).returncode
        if code:
            break
    result = Result(step.name, code, time.monotonic() - begun)
    print(f"{step.name}: {verdict(result)}, {result.seconds:.1f} s", flush=True)
    return result


def verdict(result: Result) -> str:
    return "FAILED" if result.code else "passed"


def chosen(names: list[str]) -> list[Step]:
    unknown = set(names) - {step.name for step in STEPS}
    if unknown:
        sys.exit(f"No such step: {', '.join(sorted(unknown))}. There are: {', '.join(step.name for step in STEPS)}.")
    return [step for step in STEPS if not names or step.name in names]


def main() -> int:
    results = [run(step) for step in chosen(sys.argv[1:])]
    print(f"\n{LINE}")
    for result in results:
        print(f"{result.name:<24}{verdict(result):<10}{result.seconds:>8.1f} s")
    failed = [result for result in results if result.code]
    total = sum(result.seconds for result in results)
    print(
        f"{LINE}\n{len(failed)} of {len(results)} steps failed" if failed else f"{LINE}\nall passed",
        f"in {total:.0f} s",
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
