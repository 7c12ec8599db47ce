"""Arranging places: what they are and where, when they are open, what equipment they have and whether it works."""

from velkommen.apps.places.actions.arranging import (
    add_desk,
    add_place,
    add_stop,
    edit_municipality,
    edit_place,
    found_municipality,
    set_travel,
)
from velkommen.apps.places.actions.equipping import remove_equipment, report_broken, report_working, set_equipment
from velkommen.apps.places.actions.filling import Fact
from velkommen.apps.places.actions.opening import Hours, clear_special_day, set_hours, set_special_day

__all__ = (
    "Fact",
    "Hours",
    "add_desk",
    "add_place",
    "add_stop",
    "clear_special_day",
    "edit_municipality",
    "edit_place",
    "found_municipality",
    "remove_equipment",
    "report_broken",
    "report_working",
    "set_equipment",
    "set_hours",
    "set_special_day",
    "set_travel",
)
