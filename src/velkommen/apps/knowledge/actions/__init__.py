"""Every deed about what the desk needs to know."""

from velkommen.apps.knowledge.actions.additions import add_locally, remove_addition
from velkommen.apps.knowledge.actions.announcing import announce, note_read, withdraw_announcement
from velkommen.apps.knowledge.actions.cards import (
    add_to_card,
    draft_from_answer,
    review_card,
    take_back_version,
    take_over_card,
    write_card,
)
from velkommen.apps.knowledge.actions.reports import (
    answer_report,
    propose_text,
    report_wrong,
    see_answer,
    take_proposal,
)

__all__ = [
    "add_locally",
    "add_to_card",
    "announce",
    "answer_report",
    "draft_from_answer",
    "note_read",
    "propose_text",
    "remove_addition",
    "report_wrong",
    "review_card",
    "see_answer",
    "take_back_version",
    "take_over_card",
    "take_proposal",
    "withdraw_announcement",
    "write_card",
]
