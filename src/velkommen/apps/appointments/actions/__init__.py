"""Every deed on appointments. Doors call these and nothing else."""

from velkommen.apps.appointments.actions.arranging import except_block, put_block, remove_block, retire_place, set_terms
from velkommen.apps.appointments.actions.arriving import arrive
from velkommen.apps.appointments.actions.booking import ask_to_confirm, book, book_for, confirm, hold
from velkommen.apps.appointments.actions.by_code import arrive_by_code
from velkommen.apps.appointments.actions.changing import cancel, change, reassign
from velkommen.apps.appointments.actions.feeds import make_feed, revoke_feed
from velkommen.apps.appointments.actions.keeping import forget_contacts, note_unmet
from velkommen.apps.appointments.actions.series import book_series

__all__ = [
    "arrive",
    "arrive_by_code",
    "ask_to_confirm",
    "book",
    "book_for",
    "book_series",
    "cancel",
    "change",
    "confirm",
    "except_block",
    "forget_contacts",
    "hold",
    "make_feed",
    "note_unmet",
    "put_block",
    "reassign",
    "remove_block",
    "retire_place",
    "revoke_feed",
    "set_terms",
]
