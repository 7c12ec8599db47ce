"""The deeds of counting weeks."""

from velkommen.apps.counting.actions.answering import answer_questions, take_back_answer
from velkommen.apps.counting.actions.paper import correct_paper_sheet, enter_paper_sheet
from velkommen.apps.counting.actions.planning import (
    cancel_counting_week,
    change_counting_week,
    close_counting_week,
    plan_counting_week,
)
from velkommen.apps.counting.actions.profiles import drop_profile, keep_profile

__all__ = [
    "answer_questions",
    "cancel_counting_week",
    "change_counting_week",
    "close_counting_week",
    "correct_paper_sheet",
    "drop_profile",
    "enter_paper_sheet",
    "keep_profile",
    "plan_counting_week",
    "take_back_answer",
]
