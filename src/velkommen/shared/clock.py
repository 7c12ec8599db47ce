"""The one clock. Doors ask it once and hand the answer down as `at`; nothing below a door asks the time."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

_fixed: ContextVar[datetime | None] = ContextVar("fixed_time", default=None)


def now() -> datetime:
    """The present moment, in UTC."""
    return _fixed.get() or datetime.now(UTC)  # noqa: TID251 - this is the one clock


@contextmanager
def fixed(at: datetime) -> Iterator[None]:
    """Let the clock stand still, for tests and replays."""
    token = _fixed.set(at)
    try:
        yield
    finally:
        _fixed.reset(token)


def zone() -> ZoneInfo:
    """The zone of the municipality: one installation, one municipality, one zone."""
    return ZoneInfo(settings.TIME_ZONE)


def local(at: datetime) -> datetime:
    """A moment as the clock on the wall shows it."""
    return at.astimezone(zone())


def local_day(at: datetime) -> date:
    """The local day a moment falls on."""
    return local(at).date()
