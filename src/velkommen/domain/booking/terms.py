"""What a place has decided about appointments: how much is promised away, how far ahead, to whom, and what is kept for walk-ins."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.refusals import Code, Refusal

WHOLE = 100  # per cent
MOST_HORIZON = 366  # days
MOST_STEP, MOST_HOLD, MOST_LATE, MOST_RETURN, MOST_PEOPLE, MOST_MATTERS = 60, 60, 60, 240, 12, 5
STEP = 5  # minutes: what the grid of starts is a multiple of
MOST_UNPROVEN = 3  # held or asked for at a place at a time by whoever did not prove to be no robot
MOST_ASKED = 3  # times a link to confirm one appointment is sent: it goes to whatever address somebody types
#: The least and the most each number may be.
LIMITS: tuple[tuple[str, int, int], ...] = (
    ("walk_in", 0, WHOLE),
    ("acute", 0, WHOLE),
    ("internal", 0, WHOLE),
    ("horizon", 0, MOST_HORIZON),
    ("release", 0, 1439),
    ("notice", 0, 7 * 1440),
    ("hold", 2, MOST_HOLD),
    ("late", 0, MOST_LATE),
    ("returns", 0, MOST_RETURN),
    ("most", 1, 20),
    ("most_people", 1, MOST_PEOPLE),
    ("step", STEP, MOST_STEP),
)


class Asker(StrEnum):
    """Who wants an appointment: the house promises its own staff what it keeps from the public."""

    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True)
class Terms:
    """The terms of one place.

    Args:
        since: the first local day with appointments; None: the place gives none.
        walk_in: per cent of everybody's time (see `days`) that is never promised away.
        acute: per cent that is promised on the day itself alone.
        internal: per cent that only staff may give away.
        horizon: how many days ahead the public may book.
        release: minutes after local midnight at which the last of these days, and the acute share of today, are released.
        notice: minutes the public must book ahead at least.
        hold: minutes a time is held while somebody fills in; as long again, and twice, until they have confirmed.
        late: minutes after its time until an appointment is kept; then the line of everybody, and its time is free again.
        returns: a cancelled time comes back at a moment within so many minutes.
        walk_in_days: weekdays (0 is Monday) that stay without appointments.
        most: how many open appointments one e-mail address or mobile number may have.
        most_people: how many people one appointment may be for.
        step: minutes between two starts.
        walk_in_only: keys of tasks for which nobody books.
    """

    since: date | None = None
    walk_in: int = 40
    acute: int = 10
    internal: int = 10
    horizon: int = 28
    release: int = 480
    notice: int = 30
    hold: int = 10
    late: int = 10
    returns: int = 30
    walk_in_days: frozenset[int] = frozenset()
    most: int = 2
    most_people: int = 6
    step: int = 15
    walk_in_only: frozenset[str] = frozenset()

    def check(self) -> None:
        """Raises: Refusal BAD_TERMS with which of them is wrong, and what it may be."""
        for name, least, most in LIMITS:
            if not least <= getattr(self, name) <= most:
                raise Refusal(Code.BAD_TERMS, field=name, least=least, most=most)
        if self.step % STEP or 60 % self.step:
            raise Refusal(Code.BAD_TERMS, field="step", least=STEP, most=MOST_STEP)
        if self.walk_in + self.acute + self.internal > WHOLE:
            raise Refusal(Code.SHARES_TOO_LARGE, sum=self.walk_in + self.acute + self.internal)

    def takes(self, day: date) -> bool:
        """Whether there are appointments on a local day at all."""
        return self.since is not None and self.since <= day and day.weekday() not in self.walk_in_days

    def last_day(self, local: datetime, asker: Asker) -> date:
        """The last local day somebody may book at a local moment; the newest opens at the minute of release."""
        if asker is Asker.STAFF:
            return local.date() + timedelta(days=MOST_HORIZON)
        held_back = minute_of_day(local) < self.release
        return local.date() + timedelta(days=self.horizon - held_back)

    def promised(self, day: date, local: datetime, asker: Asker) -> int:
        """Per cent of everybody's time on a day that may be promised to somebody who asks at a local moment."""
        released = day <= local.date() and (asker is Asker.STAFF or minute_of_day(local) >= self.release)
        kept = self.walk_in + (0 if released else self.acute) + (0 if asker is Asker.STAFF else self.internal)
        return max(WHOLE - kept, 0)

    def earliest(self, minute: int, asker: Asker) -> int:
        """The first minute (see `intervals`) an appointment may begin for somebody who asks at a minute."""
        return minute + (self.notice if asker is Asker.PUBLIC else 0)
