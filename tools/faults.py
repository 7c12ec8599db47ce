"""Put faults into the house, one at a time, and see whether the state machine finds each of them.

    python tools/faults.py            all of them, two at a time, some minutes
    python tools/faults.py TEXT       those with TEXT in their name

A fault is a small change of one file, made in a copy that is thrown away. First the state machine plays (`tests/machine`);
what it lets live meets the other tests of the rooms. Exit code 1 if a fault lives, or if one no longer fits the code.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("src", "tests", "tools", "pyproject.toml", "ARCHITECTURE.md")
ACTIONS = "src/velkommen/apps/enquiries/actions"
MACHINE = ("tests/machine/test_play.py",)
ROOMS = ("tests/machine", "tests/apps/enquiries", "tests/apps/visits", "tests/shared", "tests/domain")


@dataclass(frozen=True)
class Fault:
    """What breaks, and the change that breaks it: the first `old` in a file becomes `new`."""

    name: str
    file: str
    old: str
    new: str


FAULTS = (
    Fault(
        "a transfer loses the place in line",
        f"{ACTIONS}/serving.py",
        '    seen.save(update_fields=("group", "for_desk", "matters"))',
        '    seen.queued_at = at\n    seen.save(update_fields=("group", "for_desk", "matters", "queued_at"))',
    ),
    Fault(
        "a period is not written",
        "src/velkommen/apps/enquiries/transitions.py",
        "if state is not was or move in BEGINS_AGAIN:",
        "if state is not was and move is not Move.PARK or move in BEGINS_AGAIN:",
    ),
    Fault(
        "the next period begins late",
        "src/velkommen/apps/enquiries/transitions.py",
        "    visit.since = moment\n",
        "    visit.since = visit.since\n",
    ),
    Fault(
        "whoever waits keeps the desk",
        "src/velkommen/apps/enquiries/transitions.py",
        "    if state is State.WAITING:\n        visit.desk = None\n",
        "",
    ),
    Fault(
        "calling again ends the way",
        "src/velkommen/apps/enquiries/transitions.py",
        "frozenset({Move.TRANSFER, Move.ADD_MATTER})",
        "frozenset({Move.TRANSFER, Move.ADD_MATTER, Move.RECALL})",
    ),
    Fault(
        "the serving unit is forgotten",
        "src/velkommen/apps/enquiries/transitions.py",
        "if move is Move.START and stamp.by.unit:",
        "if move is Move.RETURN and stamp.by.unit:",
    ),
    Fault(
        "a visit ends without outcome",
        f"{ACTIONS}/ending.py",
        "    if missing:\n",
        "    if missing and outcome is not None:\n",
    ),
    Fault(
        "who did not come has no outcome", f"{ACTIONS}/ending.py", "    left.update(outcome=Outcome.LEFT.value)\n", ""
    ),
    Fault(
        "any citizen may leave for another",
        f"{ACTIONS}/ending.py",
        "by.kind is ActorKind.CITIZEN and by.id == visit",
        "by.kind is ActorKind.CITIZEN",
    ),
    Fault(
        "a called one is closed by Next",
        f"{ACTIONS}/calling.py",
        "    if visit.state == State.CALLED:\n",
        "    if visit.state == State.PARKED:\n",
    ),
    Fault(
        "the last comes first",
        f"{ACTIONS}/calling.py",
        '.order_by("visit__queued_at", "visit_id")',
        '.order_by("-visit__queued_at", "visit_id")',
    ),
    Fault(
        "undo knows no end",
        f"{ACTIONS}/undoing.py",
        "    if at - done.at > WINDOW:\n",
        "    if at - done.at > 1000 * WINDOW:\n",
    ),
    Fault(
        "undo takes back a colleague's deed",
        f"{ACTIONS}/undoing.py",
        "    if done.actor != by.key:\n",
        "    if not done.actor:\n",
    ),
    Fault(
        "what was undone still counts",
        f"{ACTIONS}/undoing.py",
        "update(withdrawn=True, outcome=Outcome.LEFT.value)",
        "update(outcome=Outcome.LEFT.value)",
    ),
    Fault(
        "one may call whoever is on hold",
        "src/velkommen/domain/lifecycle.py",
        "Move.CALL: (frozenset({State.WAITING}), State.CALLED)",
        "Move.CALL: (frozenset({State.WAITING, State.PARKED}), State.CALLED)",
    ),
    Fault(
        "judgement is passed at the desk",
        "src/velkommen/domain/outcomes.py",
        "outcome is Outcome.SOLVED and discretion is Discretion.HIGH",
        "outcome is Outcome.LEFT and discretion is Discretion.HIGH",
    ),
    Fault(
        "the day is that of London",
        "src/velkommen/shared/clock.py",
        "    return local(at).date()\n",
        "    return at.date()\n",
    ),
    Fault("a number is drawn twice as fast", "src/velkommen/apps/visits/numbers.py", ".last + 1", ".last + 2"),
    Fault(
        "the same operation acts twice",
        "src/velkommen/shared/log/deeds.py",
        "            mark = _fingerprint(act.__name__, by, kwargs)\n",
        "            op = __import__('uuid').uuid4()\n            mark = _fingerprint(act.__name__, by, kwargs)\n",
    ),
    Fault(
        "a key serves another deed",
        "src/velkommen/shared/log/deeds.py",
        "if known.fingerprint != mark:",
        "if not known.fingerprint:",
    ),
)


def main() -> int:
    asked = " ".join(sys.argv[1:])
    chosen = [fault for fault in FAULTS if asked in fault.name]
    if not chosen:
        sys.exit(f"No fault has {asked!r} in its name.")
    if killed_by(None) != "nothing":
        sys.exit("The tests already fail without any fault: nothing can be said of the faults.")
    print(f"{len(chosen)} faults, two at a time\n", flush=True)
    with ThreadPoolExecutor(2) as pool:
        verdicts = list(pool.map(told, chosen))
    by_machine = verdicts.count("the machine")
    print(f"\nkilled by the machine: {by_machine} of {len(chosen)} ({100 * by_machine // len(chosen)} %)")
    print(f"killed by the tests of the rooms: {verdicts.count('the rooms')}; alive: {verdicts.count('nothing')}")
    return 1 if "nothing" in verdicts else 0


def told(fault: Fault) -> str:
    """The verdict on one fault, said as soon as it is known."""
    verdict = killed_by(fault)
    print(f"  {fault.name:<40} {'ALIVE' if verdict == 'nothing' else 'killed by ' + verdict}", flush=True)
    return verdict


def killed_by(fault: Fault | None) -> str:
    """Who finds the fault: "the machine", else "the rooms", else "nothing"."""
    with tempfile.TemporaryDirectory(prefix="velkommen-fault-") as folder:
        copy = Path(folder)
        for part in PARTS:
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copy / part)
        if fault:
            break_it(copy / fault.file, fault)
        if fails(copy, MACHINE):
            return "the machine"
        return "the rooms" if fails(copy, ROOMS) else "nothing"


def break_it(file: Path, fault: Fault) -> None:
    text = file.read_text(encoding="utf-8")
    if fault.old not in text:
        sys.exit(f"“{fault.name}” no longer fits {fault.file}: put the fault right.")
    file.write_text(text.replace(fault.old, fault.new, 1), encoding="utf-8")


def fails(copy: Path, tests: tuple[str, ...]) -> bool:
    """Whether some of the tests fail in a copy, on SQLite; its own source comes before the installed one."""
    settings = {"PYTHONPATH": str(copy / "src"), "VELKOMMEN_MACHINE": "hunt", "VELKOMMEN_TEST_DATABASE": "sqlite"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=copy, env=os.environ | settings, capture_output=True, check=False)
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
