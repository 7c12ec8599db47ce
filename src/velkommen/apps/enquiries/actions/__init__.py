"""The deeds of the desk. Every door calls these and nothing else to change a visit or an enquiry."""

from velkommen.apps.enquiries.actions.calling import call_next, call_visit, recall_visit
from velkommen.apps.enquiries.actions.ending import finish_visit, leave_visit, no_show
from velkommen.apps.enquiries.actions.matters import add_matter, record_outcome
from velkommen.apps.enquiries.actions.measuring import measure_paces
from velkommen.apps.enquiries.actions.notices import ask_to_be_told
from velkommen.apps.enquiries.actions.registering import correct_enquiry, log_enquiries, mark_unreliable
from velkommen.apps.enquiries.actions.serving import (
    consult_expert,
    end_consult,
    park_visit,
    resume_visit,
    start_service,
    transfer_visit,
)
from velkommen.apps.enquiries.actions.tickets import issue_ticket, serve_without_number
from velkommen.apps.enquiries.actions.undoing import undo

__all__ = [
    "add_matter",
    "ask_to_be_told",
    "call_next",
    "call_visit",
    "consult_expert",
    "correct_enquiry",
    "end_consult",
    "finish_visit",
    "issue_ticket",
    "leave_visit",
    "log_enquiries",
    "mark_unreliable",
    "measure_paces",
    "no_show",
    "park_visit",
    "recall_visit",
    "record_outcome",
    "resume_visit",
    "serve_without_number",
    "start_service",
    "transfer_visit",
    "undo",
]
