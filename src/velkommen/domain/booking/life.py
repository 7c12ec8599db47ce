"""The life of an appointment, and the words for who it is for. Whether one was missed is not a state: it follows from the time."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from velkommen.domain.refusals import Code, Refusal

CODE_DIGITS = 6
WRONG_CODES, PAUSE = (
    5,
    timedelta(minutes=1),
)  # so many wrong codes at one screen within so long, and it takes none until they are older


class AppointmentState(StrEnum):
    """Where an appointment is.

    HELD: somebody fills in. ASKED: they were sent a link and have not confirmed. BOOKED: it is theirs. ARRIVED: they are here, with a
    visit. CANCELLED: it is off.
    """

    HELD = "held"
    ASKED = "asked"
    BOOKED = "booked"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What may happen to an appointment that exists."""

    ASK = "ask"
    CONFIRM = "confirm"
    CHANGE = "change"
    CANCEL = "cancel"
    ARRIVE = "arrive"


class CancelReason(StrEnum):
    """Why an appointment is off: whoever had it wished so, the place cannot keep it, or it was booked by mistake."""

    WISH = "wish"
    CANNOT_KEEP = "cannot_keep"
    MISTAKE = "mistake"


OPEN_APPOINTMENT = frozenset({AppointmentState.HELD, AppointmentState.ASKED, AppointmentState.BOOKED})
_S = AppointmentState
STEPS: Mapping[Step, tuple[frozenset[AppointmentState], AppointmentState]] = MappingProxyType(
    {
        Step.ASK: (frozenset({_S.HELD, _S.ASKED}), _S.ASKED),
        Step.CONFIRM: (frozenset({_S.HELD, _S.ASKED}), _S.BOOKED),
        Step.CHANGE: (frozenset({_S.BOOKED}), _S.BOOKED),
        Step.CANCEL: (OPEN_APPOINTMENT, _S.CANCELLED),
        Step.ARRIVE: (frozenset({_S.BOOKED}), _S.ARRIVED),
    }
)


def step(state: AppointmentState, wanted: Step) -> AppointmentState:
    """The state after a step. Raises: Refusal APPOINTMENT_OVER with the state, when it cannot be taken from there."""
    allowed, target = STEPS[wanted]
    if state not in allowed:
        raise Refusal(Code.APPOINTMENT_OVER, appointment=state.value)
    return target


def new_code() -> str:
    """Six digits to say or type at the kiosk: enough beside the few appointments of one place and day, and worth nothing elsewhere."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
