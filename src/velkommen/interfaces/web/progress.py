"""A bar on the terminal, for the commands of every door."""

import sys
from typing import Any, Self

from tqdm import tqdm


class Progress:
    """A bar on the terminal for what takes more than two seconds: call it with what is being made and the share done (0-1)."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] = tqdm(
            total=100, delay=1, leave=False, file=sys.stderr, disable=None, bar_format="{desc} {bar} {n:.0f} %"
        )

    def __call__(self, text: str, share: float) -> None:
        self._bar.set_description_str(text, refresh=False)
        self._bar.update(100 * share - self._bar.n)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()
