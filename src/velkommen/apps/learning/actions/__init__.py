"""What is done so that people become able and stay so."""

from velkommen.apps.learning.actions.courses import (
    call_off_staff_course,
    close_staff_course,
    leave_staff_course,
    plan_staff_course,
    sign_up_for_staff_course,
)
from velkommen.apps.learning.actions.keeping import (
    put_oneself_forward,
    refresh_competences,
    set_learning_terms,
    take_oneself_back,
)
from velkommen.apps.learning.actions.peer import (
    change_teacher,
    note_practice,
    sign_off_training,
    start_training,
    stop_training,
    take_back_practice,
)

__all__ = [
    "call_off_staff_course",
    "change_teacher",
    "close_staff_course",
    "leave_staff_course",
    "note_practice",
    "plan_staff_course",
    "put_oneself_forward",
    "refresh_competences",
    "set_learning_terms",
    "sign_off_training",
    "sign_up_for_staff_course",
    "start_training",
    "stop_training",
    "take_back_practice",
    "take_oneself_back",
]
