"""What leaders decide: what a place does with which task, how units work together, who is able to, when; and its devices."""

from velkommen.apps.placement.actions.agreements import set_agreement
from velkommen.apps.placement.actions.devices import register_device, revoke_device
from velkommen.apps.placement.actions.experts import set_expert_hours
from velkommen.apps.placement.actions.offers import Cell, choose_for_kiosk, set_offers
from velkommen.apps.placement.actions.people import grant_competence, prolong_competence, set_duty, withdraw_competence
from velkommen.apps.placement.actions.postings import found_administrator, post_staff, unpost_staff
from velkommen.apps.placement.actions.tasks_here import resume_here, set_task_hours, suspend_here

__all__ = [
    "Cell",
    "choose_for_kiosk",
    "found_administrator",
    "grant_competence",
    "post_staff",
    "prolong_competence",
    "register_device",
    "resume_here",
    "revoke_device",
    "set_agreement",
    "set_duty",
    "set_expert_hours",
    "set_offers",
    "set_task_hours",
    "suspend_here",
    "unpost_staff",
    "withdraw_competence",
]
