"""A crowd that wants the same few times, a process of its own: each asks once, at some moment of so many seconds, and hears yes or no.

Reads a plan (JSON) from its input and writes what it saw (JSON) to its output. It knows nothing of Django.
"""

import asyncio
import json
import sys
import uuid
from http import HTTPStatus
from random import Random
from time import perf_counter
from typing import Any

from velkommen.project.bench.wire import Line, NoAnswer

PATH = "/api/v1/booking/appointments"
SEED = 2010


async def come(plan: dict[str, Any]) -> dict[str, Any]:
    """Everybody comes. Gives how many have a time, how many of the others were told another, and how long each answer took."""
    chance, seen = Random(SEED), {"booked": 0, "with_alternatives": 0, "broken": 0, "yes_ms": [], "no_ms": []}  # noqa: S311 - no secret
    begun = perf_counter()

    async def one(number: int) -> None:
        await asyncio.sleep(begun + plan["seconds"] * chance.random() - perf_counter())
        await _ask(plan, number, seen)

    await asyncio.gather(*(one(number) for number in range(plan["people"])))
    return seen


async def _ask(plan: dict[str, Any], number: int, seen: dict[str, Any]) -> None:
    """Somebody asks for one of the times."""
    line, sent = Line(plan["port"]), perf_counter()
    try:
        answer = await line.ask("POST", PATH, _headers(plan["token"]), _body(plan, number))
    except NoAnswer:
        seen["broken"] += 1
        return
    finally:
        line.close()
    took = (perf_counter() - sent) * 1000
    if answer.status == HTTPStatus.OK:
        seen["booked"] += 1
        seen["yes_ms"].append(took)
    else:
        seen["no_ms"].append(took)
        seen["broken"] += answer.status != HTTPStatus.CONFLICT
        seen["with_alternatives"] += bool(answer.body and answer.body.get("alternatives"))


def _headers(token: str) -> str:
    return f"Authorization: Bearer {token}\r\nIdempotency-Key: {uuid.uuid4()}\r\n"


def _body(plan: dict[str, Any], number: int) -> dict[str, Any]:
    products, starts = [{"product": plan["task"]}], plan["starts"][number % len(plan["starts"])]
    contact = f"citizen-{number}@example.dk"
    return {"products": products, "location": plan["location"], "starts": starts, "contact": contact, "sure": True}


if __name__ == "__main__":
    json.dump(asyncio.run(come(json.load(sys.stdin))), sys.stdout)
