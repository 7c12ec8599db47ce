"""Who is called next: the one order in which those with an appointment and those who walked in stand in one line.

It is said once here, once as an ordering of the database (`visits.queries.in_order`) and once for screens (`assets/js/line.js`). What
follows from it, and what does not, stands in `docs/background/one-queue.md`.
"""

from datetime import datetime

Rank = tuple[bool, bool, datetime, int]


def rank(queued_at: datetime, at: datetime, *, booked: bool, visit: int) -> Rank:
    """Where somebody who waits stands at a moment: the least is called next.

    Who has an appointment and is early is behind everybody else; of the others, who has an appointment is before who walked in; of
    those, whose time came first; of those, who began first.

    Args:
        queued_at: since when they wait; of somebody who has an appointment and came early, its time.
        at: the moment of asking.
        visit: the id, which rises.
    """
    return (booked and queued_at > at, not booked, queued_at, visit)
