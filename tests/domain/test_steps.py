"""Facts that change over time: which value holds on which day."""

from datetime import date

import pytest

from velkommen.domain.steps import Steps

JANUARY, MARCH, JUNE = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)
FEE = Steps.of([(JUNE, 300), (JANUARY, 100), (MARCH, 200)])


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2025, 12, 31), None),
        (JANUARY, 100),
        (date(2026, 2, 28), 100),
        (MARCH, 200),
        (date(2026, 5, 31), 200),
        (JUNE, 300),
        (date(2099, 1, 1), 300),
    ],
)
def test_a_step_holds_from_its_day_until_the_next(day: date, holds: int | None) -> None:
    assert FEE.at(day) == holds


def test_without_a_step_nothing_ever_holds() -> None:
    assert Steps[int]().at(JUNE) is None


def test_of_two_steps_on_one_day_the_later_given_holds() -> None:
    assert Steps.of([(MARCH, "old"), (MARCH, "new")]) == Steps((MARCH,), ("new",))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2025, 1, 1), date(2027, 1, 1), (JANUARY, MARCH, JUNE)),
        (JANUARY, JUNE, (MARCH, JUNE)),
        (MARCH, date(2026, 5, 31), ()),
        (JUNE, JANUARY, ()),
    ],
)
def test_a_change_lies_after_the_first_day_and_up_to_the_last(first: date, last: date, days: tuple[date, ...]) -> None:
    assert FEE.changes(first, last) == days
