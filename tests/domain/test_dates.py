"""The days anybody means."""

from datetime import date

import pytest

from tests.people import code, refused
from velkommen.domain import dates
from velkommen.domain.refusals import Code


@pytest.mark.parametrize("text", ["1900-01-01", "2026-11-24", "2060-12-31"])
def test_a_day_is_read(text: str) -> None:
    assert dates.day_of(text).isoformat() == text


@pytest.mark.parametrize(
    "text", ["9999-12-31", "1899-12-31", "0001-01-01", "2061-01-01", "24-11-2026", "2026-02-30", ""]
)
def test_what_nobody_means_is_quoted(text: str) -> None:
    assert refused(dates.day_of, text=text) == (Code.BAD_DAY, {"text": text})


def test_a_day_that_was_read_elsewhere_is_looked_at_too() -> None:
    assert code(dates.meant, day=date.max) is Code.BAD_DAY
