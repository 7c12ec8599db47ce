"""One process of the races: it connects to the tests' database by itself and works with as many threads as it has hands.

    python -m tests.races.worker     for each job: reads it as a line of JSON, says "ready", waits for a line, answers in one

A job is {"work": name of a function below, "hands": [facts of one thread, ...], "without": guards to take away meanwhile}.
The answer is {"done": [what each hand answered]} or {"broken": what went wrong}.
"""

import json
import os
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, datetime
from functools import cache
from random import Random
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4, uuid5

import django
import pytest

django.setup()

from django.db import IntegrityError, OperationalError, connection, connections, transaction  # noqa: E402 - needs the apps
from django.db.models import Count  # noqa: E402

from tests.races import guards  # noqa: E402
from velkommen.apps.appointments import actions as appointments  # noqa: E402
from velkommen.apps.appointments.models import Appointment  # noqa: E402
from velkommen.apps.appointments.queries import calendar  # noqa: E402
from velkommen.apps.courses import actions as courses  # noqa: E402
from velkommen.apps.enquiries import actions  # noqa: E402
from velkommen.apps.enquiries.actions.registering import Tally  # noqa: E402
from velkommen.apps.lifelines import actions as lifelines  # noqa: E402
from velkommen.apps.lifelines.actions.timing import due_now  # noqa: E402
from velkommen.apps.people.models import Staff  # noqa: E402
from velkommen.apps.placement import actions as placement  # noqa: E402
from velkommen.apps.placement import book  # noqa: E402
from velkommen.apps.placement.models import Competence  # noqa: E402
from velkommen.apps.placement.queries import actor_of  # noqa: E402
from velkommen.apps.places.actions import set_special_day  # noqa: E402
from velkommen.apps.roster import actions as roster  # noqa: E402
from velkommen.apps.visits.queries import waiting  # noqa: E402
from velkommen.domain.booking.freedom import Matter  # noqa: E402
from velkommen.domain.contacts import parse  # noqa: E402
from velkommen.domain.kinds import HoursLayer  # noqa: E402
from velkommen.domain.outcomes import Outcome  # noqa: E402
from velkommen.domain.refusals import Code, Refusal  # noqa: E402
from velkommen.domain.rights import Role  # noqa: E402
from velkommen.shared import clock  # noqa: E402
from velkommen.shared.actor import PUBLIC, SYSTEM, Actor, ActorKind  # noqa: E402
from velkommen.shared.log.models import Deed  # noqa: E402

PATIENCE = 600  # seconds until a race that hangs ends this process; it takes a few, more where the machine is busy
FEW = 5
SHORT = 0.005  # seconds
ANSWERED = "answered"  # what somebody becomes able to do once a rule is changed, and nothing asks for: a mark
FIRST = 3  # "this one" is one of the first in line: what every desk looks at


if (
    connection.vendor == "sqlite"
):  # that a machine is busy is not what is tried: whoever waits for a turn gets one in the end
    connections.settings["default"]["OPTIONS"]["timeout"] = PATIENCE


class Abort(Exception):
    """The paper ran out, the cord was pulled: the transaction is not committed."""


@cache
def _actor(name: str) -> Actor:
    return actor_of(Staff.objects.get(username=name))


def by(name: str) -> dict[str, Any]:
    return {"by": _actor(name), "at": clock.now(), "op": uuid4()}


def serve_the_line(*, name: str, place: int, desk: int) -> dict[str, Any]:
    """A desk until nobody waits: the visits it was given, how often another desk was faster."""
    chance, given, lost = Random(desk), [], 0
    while True:
        try:
            visit, is_called = _take(chance, name, place, desk)
            given.append(visit)
            if is_called:
                actions.start_service(visit=visit, **by(name))
            actions.finish_visit(visit=visit, outcome=Outcome.SOLVED, **by(name))
        except Refusal as refusal:
            if refusal.code is Code.QUEUE_EMPTY or not _seen(place):
                return {"desk": desk, "given": given, "lost": lost}
            lost += 1


def claim(*, name: str, shifts: list[int]) -> list[str]:
    """Claim one shift after the other: what came of it."""
    got = []
    for shift in shifts:
        try:
            got.append(roster.claim_shift(shift=shift, **by(name))["state"])
        except Refusal as refusal:
            got.append(refusal.code.value)
    return got


def grant_each(*, name: str, staff: int, keys: list[str], first: str, last: str) -> list[str]:
    """Somebody is able to do each of these on some days: what came of each."""
    days = {"first": date.fromisoformat(first), "last": date.fromisoformat(last)}
    return [_became(placement.grant_competence, staff=staff, key=key, **days, **by(name)) for key in keys]


def _take(chance: Random, name: str, place: int, desk: int) -> tuple[int, bool]:
    """Somebody from the line, and whether they are called (or already served)."""
    way = chance.choice(["next", "this one", "serve now"])
    seen = (
        [] if way == "next" else list(waiting(place, clock.local_day(clock.now())).values_list("id", flat=True)[:FIRST])
    )
    if not seen:
        called = actions.call_next(place=place, desk=desk, **by(name))["visit"]
        if called is None:  # only what a thief had left at this desk was closed: a control runs without its guard
            raise Refusal(Code.QUEUE_EMPTY)
        return called["id"], True
    visit = chance.choice(seen)
    if way == "this one":
        actions.call_visit(visit=visit, desk=desk, **by(name))
    else:
        actions.start_service(visit=visit, desk=desk, **by(name))
    return visit, way == "this one"


def _seen(place: int) -> list[int]:
    """The first in line."""
    return list(waiting(place, clock.local_day(clock.now())).values_list("id", flat=True)[:FIRST])


def call_each(*, name: str, calls: list[tuple[int, int]], rounds: int) -> list[str]:
    """Call visits to desks, again and again: what became of it."""
    return [_tried(actions.call_visit, visit=visit, desk=desk, **by(name)) for visit, desk in calls * rounds]


def draw(*, kiosk: int, place: int, tasks: list[str], numbers: int, kind: str = "device") -> list[str]:
    """The numbers a kiosk (or a browser at home) was given; one draw in twenty is aborted."""
    chance, given = Random(kiosk), []
    device = Actor(ActorKind(kind), kiosk, grants={place: frozenset({Role.KIOSK})})
    for _ in range(numbers):
        try:
            with transaction.atomic():
                facts = {"place": place, "task": chance.choice(tasks), "by": device, "at": clock.now(), "op": uuid4()}
                label = actions.issue_ticket(**facts)["visit"]["label"]
                if chance.random() < 0.05:
                    raise Abort
            given.append(label)
        except IntegrityError:
            given.append("twice")
        except (Abort, Refusal):
            continue
    return given


def one_desk_with_twins(*, name: str, place: int, desk: int, rounds: int) -> list[Any]:
    """Some citizens from the number to the answer, and a count beside; every process does it with the same operations."""
    answers: list[Any] = []
    for number in range(rounds):
        stamp = {step: {**by(name), "op": uuid5(UUID(int=number), step)} for step in ("a", "b", "c", "d", "e")}
        answers.append(actions.issue_ticket(place=place, task="mitid", **stamp["a"]))
        called = actions.call_next(place=place, desk=desk, **stamp["b"])
        answers.append(called)
        visit = called["visit"]["id"]
        answers.append(actions.start_service(visit=visit, **stamp["c"]))
        answers.append(actions.finish_visit(visit=visit, outcome=Outcome.SOLVED, **stamp["d"]))
        answers.append(actions.log_enquiries(place=place, tallies=[_tally(number)], **stamp["e"]))
    return answers


def draw_with_twins(*, name: str, place: int, numbers: int) -> list[str]:
    """Numbers, each drawn by every process with the same operation: what became of it."""
    draws = [{**by(name), "op": uuid5(UUID(int=number), "draw")} for number in range(numbers)]
    return [_tried(actions.issue_ticket, place=place, task="mitid", **stamp) for stamp in draws]


def count(*, name: str, place: int, numbers: int) -> list[Any]:
    """The same enquiries counted by every process, each with an operation of its own: how many were new, each time."""
    return [_new(place, name, number) for number in range(numbers)]


def _new(place: int, name: str, number: int) -> Any:
    try:
        return actions.log_enquiries(place=place, tallies=[_tally(number)], **by(name))["new"]
    except IntegrityError:
        return "broken"


def _tally(number: int) -> Tally:
    return Tally(
        uuid5(UUID(int=number), "tally"), "mitid", Outcome.SOLVED, datetime.fromisoformat("2026-11-24T10:00:00Z")
    )


def add_matters(*, name: str, visits: list[int]) -> list[str]:
    return [_tried(actions.add_matter, visit=visit, task="passport", **by(name)) for visit in visits]


def record(*, name: str, visits: list[int]) -> list[str]:
    return [_tried(actions.record_outcome, visit=visit, outcome=Outcome.COME_BACK, **by(name)) for visit in visits]


def die(*, name: str, place: int, op: str, committed: bool) -> None:
    """Draw a number and be killed: before the commit, or after it and before anybody hears of it."""
    with transaction.atomic():
        actions.issue_ticket(place=place, task="mitid", **{**by(name), "op": UUID(op)})
        if not committed:
            os.kill(os.getpid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def until_changed(*, work: str, name: str, **facts: Any) -> list[tuple[float, str]]:
    """Draw or record outcomes until the change of a rule has answered, and a few more: when each was begun, and what became of it."""
    act = {"draw": actions.issue_ticket, "solve": actions.record_outcome}[work]
    more = {"outcome": Outcome.SOLVED} if work == "solve" else {}
    heard: list[tuple[float, str]] = []
    left, ends = FEW, time.monotonic() + PATIENCE
    while left and time.monotonic() < ends:
        left -= Competence.objects.filter(key=ANSWERED).exists()
        heard.append((time.monotonic(), _tried(act, **facts, **more, **by(name))))
        time.sleep(SHORT)  # so that whoever changes the rule gets a turn
    return heard


def change(*, rule: str, name: str, staff: int, place: int) -> list[tuple[float, str]]:
    """Change a rule when the others are well under way, and say when the deed had answered: to them too, so that they go on past it.

    That the rule is changed they may see long before, where this process has to wait for its turn.
    """
    _until(lambda: Deed.objects.filter(name__in=["issue_ticket", "record_outcome"]).count() > FEW)
    _change(rule, name, staff, place)
    answered = time.monotonic()
    Competence.objects.create(staff_id=staff, key=ANSWERED)
    return [(answered, rule)]


def _change(rule: str, name: str, staff: int, place: int) -> None:
    today = clock.local_day(clock.now())
    if rule == "offer":
        placement.set_offers(cells=[placement.Cell(place, "mitid", "none")], since=today, **by(name))
    elif rule == "competence":
        placement.withdraw_competence(staff=staff, key="mitid", day=today, **by(name))
    else:
        set_special_day(place=place, layer=HoursLayer.STAFFED, day=today, spans=[], why="Storm", **by(name))


def change_slowly(*, rule: str, name: str, staff: int, place: int, patience: float) -> list[str]:
    """Change a rule and commit once somebody else has changed one and drawn, or when that does not happen."""
    with transaction.atomic():
        _change(rule, name, staff, place)
        _until(lambda: Deed.objects.filter(name="issue_ticket").exists(), patience)
    return []


def change_meanwhile(*, name: str, staff: int, place: int, last: int) -> list[str]:
    """Change another rule once the first change has its id, learn the rules, and draw when both are committed."""
    _until(lambda: last_id() > last)
    placement.set_duty(staff=staff, place=place, periods=[], **by(name))
    early = _tried(actions.issue_ticket, place=place, task="mitid", **by(name))
    _until(lambda: Deed.objects.filter(name="withdraw_competence").exists())
    return [early, _tried(actions.issue_ticket, place=place, task="mitid", **by(name))]


def hold_times(*, place: int, times: list[str], attempts: int, seed: int) -> dict[str, int]:
    """Somebody who wants one of some times, again and again, whichever: how often what came of it."""
    chance, starts = Random(seed), [datetime.fromisoformat(text) for text in times]
    wanted = (Matter("passport"),)
    return Counter(
        _became(appointments.hold, place=place, wanted=wanted, starts=chance.choice(starts), **public())
        for _ in range(attempts)
    )


def confirm_each(*, links: list[str], at: str) -> list[str]:
    """Confirm appointments, one after the other, at a moment, once two others have got one of the times."""
    held = Appointment.objects.values("starts_at").annotate(rows=Count("id")).filter(rows__gt=2)
    _until(held.exists)
    return [_became(appointments.confirm, link=link, **public(at)) for link in links]


def hold_each(*, place: int, times: list[str], at: str) -> list[str]:
    """Hold times, one after the other, at a moment."""
    facts = {"place": place, "wanted": (Matter("passport"),)}
    return [_became(appointments.hold, **facts, starts=datetime.fromisoformat(one), **public(at)) for one in times]


def move_each(*, name: str, moves: list[tuple[int, str]], rounds: int = 1) -> list[str]:
    """Move appointments to other times, again and again."""
    return [
        _became(appointments.change, appointment=pk, starts=datetime.fromisoformat(to), **by(name))
        for pk, to in moves * rounds
    ]


def cancel_each(*, name: str, booked: list[int]) -> list[str]:
    """Call appointments off."""
    return [_became(appointments.cancel, appointment=pk, **by(name)) for pk in booked]


def with_each(*, deed: str, name: str, rows: list[int]) -> list[str]:
    """Accept or recall lifelines, one after the other: what became of each."""
    act = {"accept": lifelines.accept, "recall": lifelines.recall}[deed]
    return [_became(act, lifeline_id=pk, **by(name)) for pk in rows]


def time_fires(*, place: int, at: str, times: int) -> list[str]:
    """The worker looks after a place, again and again, at a moment when everything is due."""
    moment = datetime.fromisoformat(at)
    stamp = {"by": SYSTEM, "at": moment}
    due_now(moment)
    return [_became(lifelines.escalate_due, place=place, **stamp, op=uuid4()) for _ in range(times)]


def sign_up_each(*, series: int, people: list[str], link: str = "") -> list[str]:
    """Sign people up, one after the other; half-way somebody else gives their seat up."""
    found = []
    for number, name in enumerate(people):
        if link and number == len(people) // 2:
            _became(courses.leave, link=link, **public())
        found.append(_became(courses.sign_up, series=series, contact=parse(f"{name}@example.dk"), **public()))
    return found


def public(at: str = "") -> dict[str, Any]:
    return {"by": PUBLIC, "at": datetime.fromisoformat(at) if at else clock.now(), "op": uuid4()}


def _became(act: Callable[..., Any], **facts: Any) -> str:
    """ "yes", or the "no"; told that the database was busy, it is asked again, as the API says."""
    try:
        act(**facts)
    except Refusal as refusal:
        return refusal.code.value
    except IntegrityError:
        return "broken"
    except OperationalError as error:
        if "locked" in str(error):
            return _became(act, **facts)
        return "deadlock" if "deadlock" in str(error) else str(error)
    return "yes"


def last_id() -> int:
    """The last id the log has given out, committed or not (PostgreSQL)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')::regclass)", [Deed._meta.db_table]
        )
        return int(cursor.fetchone()[0] or 0)


def _until(happened: Callable[[], bool], most: float = 20) -> None:
    ends = time.monotonic() + most
    while not happened() and time.monotonic() < ends:
        time.sleep(SHORT)


def _tried(act: Callable[..., Any], **facts: Any) -> str:
    """The label of the visit, or the "no"."""
    try:
        return str(act(**facts)["visit"]["label"])
    except Refusal as refusal:
        return refusal.code.value
    except IntegrityError:
        return "broken"
    except OperationalError as error:
        return "deadlock" if "deadlock" in str(error) else str(error)


def _hand(at_the_line: Barrier, work: Callable[..., Any], facts: dict[str, Any]) -> Any:
    try:
        calendar()  # who still has to read the rules when they go off races nobody
        at_the_line.wait()  # all are here
        at_the_line.wait()  # and off they go
        return work(**facts)
    finally:
        connection.close()


def _job(job: dict[str, Any]) -> dict[str, Any]:
    _actor.cache_clear()
    book.forget()  # that of the race before
    signal.alarm(PATIENCE)
    at_the_line = Barrier(len(job["hands"]) + 1)
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(len(job["hands"])) as pool:
        for guard in job["without"]:
            getattr(guards, guard)(patch)
        hands = [pool.submit(_hand, at_the_line, globals()[job["work"]], facts) for facts in job["hands"]]
        at_the_line.wait()
        _say("ready")
        sys.stdin.readline()
        at_the_line.wait()
        wait(hands)
    signal.alarm(0)
    try:
        return {"done": [hand.result() for hand in hands]}
    except Exception:  # noqa: BLE001 - whatever it is, the test shall show it
        return {"broken": traceback.format_exc()}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    for line in iter(sys.stdin.readline, ""):
        _say(json.dumps(_job(json.loads(line))))


if __name__ == "__main__":
    main()
