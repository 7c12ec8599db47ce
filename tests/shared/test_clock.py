"""The one clock: it stands still when told to, and says what hangs on the wall."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.people import NOON
from velkommen.shared import clock


def test_the_clock_stands_still_and_goes_on() -> None:
    with clock.fixed(NOON):
        with clock.fixed(NOON + timedelta(days=1)):
            assert clock.now() == NOON + timedelta(days=1)
        assert clock.now() == NOON
    assert clock.now() != NOON


def test_the_clock_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="on purpose"), clock.fixed(NOON):
        raise ValueError("on purpose")
    assert clock.now() != NOON


def test_now_is_in_utc() -> None:
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-01-15 22:59", "2026-01-15 23:59"),
        ("2026-01-15 23:00", "2026-01-16 00:00"),
        ("2026-07-15 21:59", "2026-07-15 23:59"),
        ("2026-07-15 22:00", "2026-07-16 00:00"),
        ("2026-03-29 00:59", "2026-03-29 01:59"),
        ("2026-03-29 01:00", "2026-03-29 03:00"),
        ("2026-10-25 00:30", "2026-10-25 02:30"),
        ("2026-10-25 01:30", "2026-10-25 02:30"),
    ],
)
def test_a_moment_as_the_wall_shows_it(moment: str, shown: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert (clock.local(at).strftime("%Y-%m-%d %H:%M"), clock.local_day(at)) == (shown, date.fromisoformat(shown[:10]))
