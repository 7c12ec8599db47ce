"""Every deed of the roster: who sits where, who serves when, who is away, and what a place needs."""

from velkommen.apps.roster.actions.absences import ask_leave, back_at_work, decide_leave, report_absence, withdraw_leave
from velkommen.apps.roster.actions.arranging import set_needs, set_roster_rules, wish
from velkommen.apps.roster.actions.deals import (
    ask_to_take,
    claim_shift,
    decide_deal,
    offer_shift,
    withdraw_deal,
)
from velkommen.apps.roster.actions.months import copy_week, fill_from_duty, publish, take_back_days
from velkommen.apps.roster.actions.notes import read_notes
from velkommen.apps.roster.actions.seats import leave_seat, take_seat
from velkommen.apps.roster.actions.shifts import (
    Planned,
    free_shift,
    give_shift,
    open_shift,
    remove_shift,
    set_shifts,
)

__all__ = [
    "Planned",
    "ask_leave",
    "ask_to_take",
    "back_at_work",
    "claim_shift",
    "copy_week",
    "decide_deal",
    "decide_leave",
    "fill_from_duty",
    "free_shift",
    "give_shift",
    "leave_seat",
    "offer_shift",
    "open_shift",
    "publish",
    "read_notes",
    "remove_shift",
    "report_absence",
    "set_needs",
    "set_roster_rules",
    "set_shifts",
    "take_back_days",
    "take_seat",
    "wish",
    "withdraw_deal",
    "withdraw_leave",
]
