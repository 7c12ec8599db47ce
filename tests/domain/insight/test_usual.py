"""Whether a day goes as it usually does."""

import pytest

from velkommen.domain.insight.usual import Day, Going, going

EARLIER = [40, 44, 46, 50, 52, 55, 58, 90]


@pytest.mark.parametrize(
    ("so_far", "how"), [(43, Going.CALMER), (44, Going.AS_USUAL), (58, Going.AS_USUAL), (59, Going.BUSIER)]
)
def test_the_lowest_and_the_highest_day_are_not_the_usual(so_far: int, how: Going) -> None:
    assert going(so_far, EARLIER) == Day(how, so_far, 44, 58)


def test_of_days_nobody_counted_on_nothing_follows() -> None:
    assert going(12, [0, 0, 0, 0, 0, 10, 11, 12]) == Day(Going.UNKNOWN, 12)
