"""Which role may do what. Deny by default: what is not in the table is not allowed."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Right(StrEnum):
    """One thing somebody may be allowed to do at a service point."""

    DRAW = "draw"
    SEE_BOARD = "see_board"
    SEE_QUEUE = "see_queue"
    SERVE = "serve"
    REGISTER = "register"
    BOOK = "book"
    LEARN = "learn"
    READ_KNOWLEDGE = "read_knowledge"
    KEEP_KNOWLEDGE = "keep_knowledge"
    ANSWER = "answer"
    SEE_STATISTICS = "see_statistics"
    TAKE_DATA = "take_data"
    IMPORT = "import"
    MANAGE_DEVICES = "manage_devices"
    ARRANGE = "arrange"
    KEEP_CATALOGUE = "keep_catalogue"
    SEE_LOG = "see_log"


class Role(StrEnum):
    """A role held by staff at one service point or (no service point) everywhere; a device has one too."""

    CLERK = "clerk"
    EXPERT = "expert"
    PARTNER = "partner"
    LEAD = "lead"
    ANALYST = "analyst"
    ADMIN = "admin"
    AUDITOR = "auditor"
    KIOSK = "kiosk"
    BOARD = "board"


_LEARNS = frozenset({Right.LEARN, Right.READ_KNOWLEDGE})
_CLERK = _LEARNS | {
    Right.DRAW,
    Right.SEE_BOARD,
    Right.SEE_QUEUE,
    Right.SERVE,
    Right.REGISTER,
    Right.BOOK,
    Right.SEE_STATISTICS,
}

RIGHTS: Mapping[Role, frozenset[Right]] = MappingProxyType(
    {
        Role.CLERK: _CLERK,
        Role.EXPERT: _LEARNS | {Right.ANSWER, Right.KEEP_KNOWLEDGE},
        Role.PARTNER: _CLERK - {Right.SEE_STATISTICS},
        Role.LEAD: _CLERK | {Right.IMPORT, Right.MANAGE_DEVICES, Right.ARRANGE, Right.KEEP_KNOWLEDGE},
        Role.ANALYST: frozenset({Right.SEE_STATISTICS, Right.TAKE_DATA}),
        Role.ADMIN: frozenset(Right) - {Right.ANSWER},  # what is asked of an expert is read by experts alone
        Role.AUDITOR: frozenset({Right.SEE_STATISTICS, Right.SEE_LOG}),
        Role.KIOSK: frozenset({Right.DRAW}),
        Role.BOARD: frozenset({Right.SEE_BOARD}),
    }
)
