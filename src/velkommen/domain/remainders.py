"""What is left of a block without a part of it. Everything in it adds up, so that it can be taken away again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from velkommen.domain.blocks import Block


def without(whole: Block, part: Block) -> Block:
    """A span without a part of it: the sum of both is the whole again, and what is nought stands nowhere."""
    return Block(**{one.name: _less(getattr(whole, one.name), getattr(part, one.name)) for one in fields(Block)})


def _less(whole: Any, part: Any) -> Any:
    if isinstance(whole, int):
        return whole - part
    if isinstance(whole, Counter):
        return _counter(whole, part)
    left = {kind: _counter(counts, part.get(kind, {})) for kind, counts in whole.items()}
    return {kind: counts for kind, counts in left.items() if counts}


def _counter(whole: Counter[Any], part: Mapping[Any, int]) -> Counter[Any]:
    left = whole.copy()
    for key, number in part.items():
        left[key] -= number
        if not left[key]:
            del left[key]
    return left
