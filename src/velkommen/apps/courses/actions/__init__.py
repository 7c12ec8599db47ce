"""The deeds of courses for citizens."""

from velkommen.apps.courses.actions.afterwards import forget_sign_ups, note_attendance, note_could_do
from velkommen.apps.courses.actions.arranging import (
    cancel_series,
    change_course,
    change_series,
    make_course,
    make_series,
)
from velkommen.apps.courses.actions.signing import leave, reach, sign_up

__all__ = [
    "cancel_series",
    "change_course",
    "change_series",
    "forget_sign_ups",
    "leave",
    "make_course",
    "make_series",
    "note_attendance",
    "note_could_do",
    "reach",
    "sign_up",
]
