"""Every deed on lifelines. Doors call these and nothing else."""

from velkommen.apps.lifelines.actions.answering import accept, answer, conclude, give_back, not_reached, rung
from velkommen.apps.lifelines.actions.asking import ask_expert, call_back, join, take_over
from velkommen.apps.lifelines.actions.reaching import set_busy, set_reach, set_receiver
from velkommen.apps.lifelines.actions.returning import close_lifeline, pass_on, recall, take_desk
from velkommen.apps.lifelines.actions.timing import escalate_due, forget_notes
from velkommen.apps.lifelines.actions.words import open_notes

__all__ = [
    "accept",
    "answer",
    "ask_expert",
    "call_back",
    "close_lifeline",
    "conclude",
    "escalate_due",
    "forget_notes",
    "give_back",
    "join",
    "not_reached",
    "open_notes",
    "pass_on",
    "recall",
    "rung",
    "set_busy",
    "set_reach",
    "set_receiver",
    "take_desk",
    "take_over",
]
