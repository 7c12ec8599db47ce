"""The load generator, a process of its own: desks that work as fast as they are let, or so many cycles a second.

Reads a plan (JSON, see `Plan`) from its input and writes what it saw (JSON) to its output. It shares the cores with what it
measures, so it knows nothing of Django and opens no library.
"""

import asyncio
import json
import statistics
import sys
import uuid
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Any

from velkommen.project.bench.wire import Answer, Line, NoAnswer, events

WARM_UP = 0.25  # of the seconds measured, before them
REPEATED = 0.03  # of the writes under overload are sent twice, as after a lost answer
PARTS = 3  # a throughput is the median of so many parts of the time
LISTENERS = 20
STEPS = ("issue_ticket", "call_next", "start_service", "finish_visit")


@dataclass(frozen=True)
class Plan:
    """What to do: `kind` is "saturate", "pace", "overload" or "listen".

    Args:
        calls: operation id -> (method, path with slug, desk and visit in braces), of the four steps.
        slug: the place.
        tokens: of the clerks that work, the first at desk 1.
        rate: cycles a second, in all ("pace", "listen").
        streams: paths of the streams to listen at ("listen").
    """

    kind: str
    port: int
    seconds: float
    slug: str
    calls: dict[str, tuple[str, str]]
    tokens: list[str]
    tasks: list[str]
    rate: float = 0
    streams: list[str] = field(default_factory=list)


@dataclass
class Seen:
    """What came back. Times are of `perf_counter`."""

    cycles: list[float] = field(default_factory=list)
    steps: list[tuple[float, float]] = field(default_factory=list)  # when it was due, how long it took from then
    numbers: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)  # operations answered with success
    finished: list[int] = field(default_factory=list)  # visits said to be finished
    refused: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    called: dict[str, float] = field(default_factory=dict)  # number -> when its call was sent


class Desk:
    """One desk at work: draws a number, calls, starts, finishes, over one connection."""

    def __init__(self, plan: Plan, number: int, seen: Seen, *, repeats: float = 0) -> None:
        self._plan, self._seen, self._repeats = plan, seen, repeats
        self._desk, self._token = number + 1, plan.tokens[number]
        self._chance = Random(number)  # noqa: S311 - chance for a load, no secret
        self._line = Line(plan.port)
        self.number = number

    async def cycle(self, due: float) -> None:
        """A full cycle whose first step was due then; each next one is due when the one before it is answered."""
        task = self._chance.choice(self._plan.tasks)
        drawn = await self._step("issue_ticket", due, {"task": task})
        if drawn:
            self._seen.numbers.append(drawn["visit"]["label"])
        sent = perf_counter()
        called = await self._step("call_next", sent)
        if called is None or not called["visit"]:
            return
        visit, label = called["visit"]["id"], called["visit"]["label"]
        self._seen.called[label] = sent
        await self._step("start_service", perf_counter(), visit=visit)
        if await self._step("finish_visit", perf_counter(), {"outcome": "solved"}, visit):
            self._seen.finished.append(visit)
            self._seen.cycles.append(perf_counter())

    async def _step(self, name: str, due: float, body: object = None, visit: int = 0) -> dict[str, Any] | None:
        op = str(uuid.uuid4())  # not of the seeded chance: an operation known from another load has no effect
        answer = await self._send(name, op, body, visit)
        if answer and self._chance.random() < self._repeats:
            again = await self._send(name, op, body, visit)
            if again and (again.status, again.body) != (answer.status, answer.body):
                self._seen.broken["another answer to the same key"] += 1
        if answer is None or answer.status >= 300:
            return None
        self._seen.steps.append((due, perf_counter() - due))
        self._seen.accepted.append(op)
        return dict(answer.body)

    async def _send(self, name: str, op: str, body: object, visit: int) -> Answer | None:
        method, path = self._plan.calls[name]
        headers = f"Authorization: Bearer {self._token}\r\nIdempotency-Key: {op}\r\n"
        try:
            address = path.format(slug=self._plan.slug, desk=self._desk, visit=visit)
            answer = await self._line.ask(method, address, headers, body)
        except NoAnswer:
            self._seen.broken["no answer"] += 1
            return None
        if answer.status >= 500:
            self._seen.broken[str(answer.status)] += 1
        elif answer.status >= 300:
            self._seen.refused[f"{name} {answer.body and answer.body.get('code')}"] += 1
        return answer


async def saturate(plan: Plan, seen: Seen, repeats: float = 0) -> dict[str, Any]:
    """Every desk works without a pause. Gives the cycles a second, the warm-up left out."""
    begin = perf_counter() + WARM_UP * plan.seconds
    end = begin + plan.seconds

    async def work(desk: Desk) -> None:
        while perf_counter() < end:
            await desk.cycle(perf_counter())

    await asyncio.gather(*(work(desk) for desk in _desks(plan, seen, repeats)))
    part = plan.seconds / PARTS
    counts = [sum(begin + n * part <= at < begin + (n + 1) * part for at in seen.cycles) for n in range(PARTS)]
    return {"cycles_per_second": statistics.median(counts) / part}


async def overload(plan: Plan, seen: Seen) -> dict[str, Any]:
    """More desks than there is room for, some of whose answers are lost, so that they ask again."""
    return await saturate(plan, seen, REPEATED)


async def pace(plan: Plan, seen: Seen) -> dict[str, Any]:
    """So many cycles a second whatever comes back. A step is late from the moment it was due, not from when it was sent."""
    begin = perf_counter()
    warm, end = begin + WARM_UP * plan.seconds, begin + (1 + WARM_UP) * plan.seconds
    gap = len(plan.tokens) / plan.rate

    async def work(desk: Desk) -> None:
        due = begin + gap * desk.number / len(plan.tokens)
        while due < end:
            await asyncio.sleep(due - perf_counter())
            await desk.cycle(due)
            due += gap

    await asyncio.gather(*(work(desk) for desk in _desks(plan, seen)))
    return {"step_p99_ms": percentile([took for due, took in seen.steps if due >= warm]) * 1000}


async def listen(plan: Plan, seen: Seen) -> dict[str, Any]:
    """The same with screens listening. Gives the time from sending a call to its arrival at each screen."""
    heard: list[tuple[str, float]] = []
    ears = [asyncio.create_task(_hear(plan, path, heard)) for path in plan.streams]
    await asyncio.sleep(1)  # every stream is open
    await pace(plan, seen)
    await asyncio.sleep(1)
    for ear in ears:
        ear.cancel()
    await asyncio.gather(*ears, return_exceptions=True)
    times = [at - seen.called[label] for label, at in heard if label in seen.called]
    missed = len(seen.called) * len(plan.streams) - len(times)
    if missed:
        seen.broken["calls a screen never heard of"] += missed
    return {"call_shown_p99_ms": percentile(times) * 1000}


async def _hear(plan: Plan, path: str, heard: list[tuple[str, float]]) -> None:
    """Note every number that was just called, and when this screen heard of it."""
    async for message in events(plan.port, path):
        at = perf_counter()
        for line in message.split(b"\n"):
            if line.startswith(b'data: {"v"'):
                changes = json.loads(line[6:])["changes"]
                heard += ((one["label"], at) for one in changes if one.get("state") == "called")


def percentile(values: Sequence[float], share: float = 0.99) -> float:
    """A value that at least so large a share of them does not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _desks(plan: Plan, seen: Seen, repeats: float = 0) -> list[Desk]:
    return [Desk(plan, number, seen, repeats=repeats) for number in range(len(plan.tokens))]


KINDS: dict[str, Callable[[Plan, Seen], Coroutine[Any, Any, dict[str, Any]]]] = {
    "saturate": saturate,
    "overload": overload,
    "pace": pace,
    "listen": listen,
}


def main() -> None:
    plan, seen = Plan(**json.load(sys.stdin)), Seen()
    with suppress(KeyboardInterrupt):
        figures = asyncio.run(KINDS[plan.kind](plan, seen))
        told = {**figures, "numbers": seen.numbers, "accepted": seen.accepted, "finished": seen.finished}
        json.dump({**told, "refused": seen.refused, "broken": seen.broken}, sys.stdout)


if __name__ == "__main__":
    main()
