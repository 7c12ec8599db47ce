"""The report's ten categories: facts with a source, and how an enquiry falls into one."""

import pytest

from velkommen.domain.outcomes import Outcome
from velkommen.domain.report2010 import NAMES, SKANDERBORG_2009, Category, category


def test_the_chart_of_the_report_adds_up() -> None:
    assert sum(SKANDERBORG_2009.values()) == 100


def test_every_category_has_a_name_and_a_figure() -> None:
    assert set(NAMES) == set(SKANDERBORG_2009) == set(Category)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("", Category.PASSPORT),
        (Outcome.SOLVED, Category.PASSPORT),
        (Outcome.TO_AUTHORITY, Category.PASSPORT),
        (Outcome.LEFT, Category.PASSPORT),
        (Outcome.SELF_SERVICE, Category.SELF_SERVICE),
        (Outcome.TO_CITIZEN_SERVICE, Category.REFERRED_CITIZEN_SERVICE),
        (Outcome.TO_DEPARTMENT, Category.REFERRED_DEPARTMENTS),
    ],
)
def test_three_outcomes_override_the_topic(outcome: str, expected: Category) -> None:
    assert category("passport", outcome) is expected
