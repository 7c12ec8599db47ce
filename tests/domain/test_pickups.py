"""What lies ready: how long it is kept, and the next number on the shelf."""

from datetime import date

import pytest

from velkommen.domain.pickups import HIGHEST, destroy_after, next_number


@pytest.mark.parametrize(
    ("latest", "in_use", "number"),
    [
        (0, set(), 1),
        (7, {7}, 8),
        (7, {8, 9}, 10),
        (7, set(), 8),
        (HIGHEST, {HIGHEST}, 1),
        (HIGHEST, {1, 2, HIGHEST}, 3),
        (HIGHEST - 1, {HIGHEST}, 1),
        (7, set(range(1, HIGHEST + 1)), None),
    ],
)
def test_the_next_number_is_free_and_begins_again_after_the_highest(
    latest: int, in_use: set[int], number: int | None
) -> None:
    assert next_number(latest, in_use) == number


def test_something_is_kept_for_its_days() -> None:
    assert destroy_after(date(2026, 7, 1), 185) == date(2027, 1, 2)
