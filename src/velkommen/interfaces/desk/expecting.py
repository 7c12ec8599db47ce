"""Who is expected at a place today and has not come: those who booked, with what for, and who did not come in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from velkommen.apps.appointments import queries


@dataclass(frozen=True)
class Expected:
    """Somebody who booked: `tasks` as (key, people); `missed` when the minutes their time is kept are over, at `until`."""

    appointment: int
    starts: datetime
    until: datetime | None
    tasks: Sequence[tuple[str, int]]
    missed: bool


def expected(place: int, day: date, at: datetime) -> list[Expected]:
    """The appointments of a local day that nobody has come with, first those that are kept, both in order (one statement)."""
    found = [
        Expected(one.pk, one.starts_at, one.keeps_until, tasks, queries.missed(one, at))
        for one, tasks in queries.expected(place, day)
    ]
    return sorted(found, key=lambda one: one.missed)
