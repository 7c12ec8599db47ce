"""What became of appointments, for those who look back: each had one fate."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from velkommen.domain.booking.life import AppointmentState


class Fate(StrEnum):
    """What became of an appointment.

    COMING: its time, or the minutes it is kept, are not over. CAME: here by its time. LATE: here after it, while it was kept.
    TOO_LATE: here when it was kept no more, and so in the line of everybody. MISSED: nobody came. CANCELLED: off on an earlier day;
    CANCELLED_THAT_DAY: on its own.
    """

    COMING = "coming"
    CAME = "came"
    LATE = "late"
    TOO_LATE = "too_late"
    MISSED = "missed"
    CANCELLED = "cancelled"
    CANCELLED_THAT_DAY = "cancelled_that_day"


HERE = frozenset({Fate.CAME, Fate.LATE, Fate.TOO_LATE})
OFF = frozenset({Fate.CANCELLED, Fate.CANCELLED_THAT_DAY})


@dataclass(frozen=True)
class Promised:
    """An appointment that was booked, as far as its fate depends on it.

    Args:
        kept: they came while it was kept.
        off_that_day: it was cancelled on its own local day.
    """

    state: AppointmentState
    starts: datetime
    ends: datetime
    keeps_until: datetime | None
    came: datetime | None = None
    kept: bool = False
    off_that_day: bool = False

    @property
    def minutes(self) -> int:
        return round((self.ends - self.starts) / timedelta(minutes=1))

    def fate(self, at: datetime) -> Fate:
        """What has become of it by a moment."""
        if self.state is AppointmentState.CANCELLED:
            return Fate.CANCELLED_THAT_DAY if self.off_that_day else Fate.CANCELLED
        if self.came is not None:
            return Fate.TOO_LATE if not self.kept else Fate.LATE if self.came > self.starts else Fate.CAME
        over = self.keeps_until is not None and self.keeps_until <= at
        return Fate.MISSED if over else Fate.COMING


def waited(promised: Promised, called: datetime) -> int:
    """The seconds somebody who came waited beyond their time: from then on, or from when they came after it."""
    since = max(promised.starts, promised.came or promised.starts)
    return max(int((called - since).total_seconds()), 0)


def shared(starts: datetime, ends: datetime, begun: datetime, ended: datetime) -> timedelta:
    """How much of two stretches is the same."""
    return max(min(ends, ended) - max(starts, begun), timedelta())
