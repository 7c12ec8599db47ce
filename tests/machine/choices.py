"""What the machine chooses from, and how a choice is said to the product."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from tests.machine.things import End, Guest, Matter
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.domain.outcomes import Outcome, Reason

PICK = st.integers(0, 30)
TASKS = st.sampled_from(["passport", "mitid", "assessment", "passport", "mitid", "assessment", "juggling"])
GOOD_ENDS = [
    End("solved"),
    End("self_service"),
    End("solved_with_expert"),
    End("come_back"),
    End("to_authority", "tax"),
    End("to_department", "social"),
    End("to_citizen_service", "front"),
    End("not_possible", None, "papers_missing"),
]
BAD_ENDS = [
    End("to_authority"),
    End("to_authority", "social"),
    End("to_department", "nowhere"),
    End("solved", "tax"),
    End("not_possible"),
    End("come_back", None, "other"),
]
ENDS = st.sampled_from([*GOOD_ENDS, *GOOD_ENDS, *BAD_ENDS])
STARTS = (
    datetime(2026, 11, 24, 11, 0, tzinfo=UTC),
    datetime(2026, 11, 24, 22, 59, 45, tzinfo=UTC),  # a quarter of a minute to midnight in Copenhagen
    datetime(2026, 6, 30, 21, 59, 45, tzinfo=UTC),  # the same in summer
    datetime(2026, 3, 29, 0, 59, 45, tzinfo=UTC),  # 1.59 becomes 3.00
    datetime(2026, 10, 24, 21, 59, 45, tzinfo=UTC),  # midnight before the day with 25 hours
    datetime(2026, 10, 25, 0, 59, 45, tzinfo=UTC),  # 2.59 becomes 2.00
)
STEP = timedelta(seconds=0.7)
WAITS = st.sampled_from([-2.0, 0.0, 0.4, 4.0, 9.0, 12.3, 13.0, 60.0, 1000.0, 3600.0, 12 * 3600.0])
AGO = st.sampled_from([0.0, 60.0, 3600.0, 30 * 3600.0, 390 * 86400.0, -100.0, -130.0, 401 * 86400.0])
NOBODY = Guest(0, "", STARTS[0], UUID(int=0), [Matter(0, "", STARTS[0])])
TAKES = {
    "issue_ticket": ("place", "task"),
    "serve_without_number": ("place", "desk", "task"),
    "call_next": ("place", "desk"),
    "call_visit": ("guest", "desk"),
    "start_service": ("guest", "desk"),
    "resume_visit": ("guest", "desk"),
    "end_consult": ("guest", "desk"),
    "transfer_visit": ("guest", "task", "for_desk"),
    "add_matter": ("guest", "task"),
    "record_outcome": ("guest", "matter", "end"),
    "finish_visit": ("guest", "end"),
    **dict.fromkeys(("recall_visit", "no_show", "park_visit", "consult_expert", "leave_visit"), ("guest",)),
}


def translated(name: str, given: Any) -> dict[str, Any]:
    """A fact of the model as the product's actions take it."""
    if name == "guest":
        return {"visit": given.id}
    if name == "matter":
        return {"enquiry": given.id if given else None}
    if name == "end":
        return _end(given) if given else {}
    if name == "tallies":
        return {"tallies": [Tally(key, task, happened_at=when, **_end(end)) for key, task, end, when in given]}
    return {name: given}


def _end(end: End) -> dict[str, Any]:
    return {"outcome": Outcome(end.outcome), "destination": end.where, "reason": Reason(end.why) if end.why else None}
