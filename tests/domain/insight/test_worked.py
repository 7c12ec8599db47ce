"""Sums over cells: the same however a span was put together."""

from itertools import permutations

from tests.domain.insight.cells import period, tasks
from velkommen.domain.blocks import total
from velkommen.domain.insight import worked

PARTS = (tasks((3, "solved", 2)), tasks((1, "to_department", 2)), tasks((2, "solved", 1), (2, "left", 1)))


def test_of_equals_the_first_by_key_stands_first_however_a_span_was_put_together() -> None:
    for parts in permutations(PARTS):
        assert worked.by_task(parts).most_common() == [(1, 2), (2, 2), (3, 2)]
        assert list(worked.by_task_and_outcome(parts)) == [
            (1, "to_department"),
            (2, "left"),
            (2, "solved"),
            (3, "solved"),
        ]


def test_all_places_together_are_their_sum() -> None:
    town = period(("branch", PARTS[0]), ("town_hall", PARTS[1]))
    assert list(town.all) == [total(PARTS[:2])]
    assert (worked.number(town.all), worked.number(town.libraries)) == (4, 2)
