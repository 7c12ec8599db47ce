"""`deed`: what every action wears, so that rights, log, idempotence and push are written once."""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar, cast
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, connection, transaction

from velkommen.domain.privacy import refuse_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.texts import refuse_illegible
from velkommen.shared.actor import Actor
from velkommen.shared.log.models import Deed

CHANNEL = "velkommen_news"
RULES_LOCK = 8_353  # any number that nothing else in the database locks
NOTIFY_LIMIT = 7900  # bytes, the version not counted; PostgreSQL refuses a payload of 8000

_COLUMNS = ("op", "name", "fingerprint", "actor", "at", "service_point_id", "answer", "changes", "before", "rules")
_INSERT = (
    f"INSERT INTO {Deed._meta.db_table} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))}) "  # noqa: S608 - no value in the text
    "ON CONFLICT (op) DO NOTHING RETURNING id"
)
_INSERT_AND_TELL = f"WITH written AS ({_INSERT}) SELECT id, pg_notify(%s, '{{\"v\":' || id || %s) FROM written"  # noqa: S608 - no value in the text
_STAMP = frozenset({"by", "at", "op"})
_OP, _AT = Deed._meta.get_field("op"), Deed._meta.get_field("at")

P = ParamSpec("P")
A = TypeVar("A", bound=Mapping[str, Any])
_logger = logging.getLogger("velkommen.deeds")


@dataclass(frozen=True)
class Done(Generic[A]):
    """What an action hands back to its decorator.

    Args:
        answer: JSON-able; what the door gets, now and at every repeat of the same operation.
        place: the service point the deed belongs to, or None.
        changes: what screens need to hear, one small mapping per visit.
        before: what `undo` needs to put things back.
        places: the service points of a deed that touches several; the right is asked at each of them.
        rules: whether it changed what is offered, by whom or when, so that whatever was remembered of that is out of date.
    """

    answer: A
    place: int | None
    changes: Sequence[Mapping[str, Any]] = ()
    before: Sequence[Mapping[str, Any]] = field(default=())
    places: Sequence[int] = ()
    rules: bool = False


class _SaidBefore(Exception):
    """The operation turned out to be known when its row was written."""


def deed(
    right: Right | None, *, ahead: Callable[..., object] | None = None, unnamed: bool = False
) -> Callable[[Callable[P, Done[A]]], Callable[P, A]]:
    """Make an action out of a function `f(*, ..., by: Actor, at: datetime, op: UUID) -> Done`.

    One call is one transaction and one row of the log, written last. A repeat of `op` by the same actor with the same
    arguments gets the first answer and changes nothing: what the repeat did is taken back when its row meets the first one.
    A refusal rolls everything back. The right is checked again before the commit, so that an action that forgot to ask still
    changes nothing. No text of its arguments may hold anything shaped like a CPR number, whichever door it came in by.

    Args:
        ahead: refuses, by looking alone, what many ask for at once and few get: nothing is held yet, so nobody waits for them. What it
            lets through is asked again by the action.
        unnamed: what is done is a secret vote: the log says that it was done and by what sort of actor, and never by whom.

    Raises:
        Refusal: CPR_IN_TEXT with the field; ILLEGIBLE; OPERATION_REUSED when `op` was used for something else; NOT_ALLOWED; whatever
            the function refuses.
    """

    def wear(act: Callable[P, Done[A]]) -> Callable[P, A]:
        @wraps(act)
        def run(*args: P.args, **kwargs: P.kwargs) -> A:
            by, at, op = cast(Actor, kwargs["by"]), cast(datetime, kwargs["at"]), cast(UUID, kwargs["op"])
            said = {name: value for name, value in kwargs.items() if name not in _STAMP}
            who = Actor(by.kind).key if unnamed else by.key
            _refuse_texts(said, "")
            mark = _fingerprint(act.__name__, who, said)
            try:
                if ahead:
                    ahead(*args, **kwargs)
                with transaction.atomic():
                    done = act(*args, **kwargs)
                    if right is not None:
                        _require(right, done, by)
                    answer = _dump(done.answer)
                    if not _write(Deed(op=op, name=act.__name__, fingerprint=mark, actor=who, at=at), done, answer):
                        raise _SaidBefore
            except (Refusal, IntegrityError, _SaidBefore):  # a repeat may stumble over what it did the first time
                known = Deed.objects.only("fingerprint", "answer").filter(op=op).first()
                if known is None:
                    raise
                return cast(A, _first_answer(known, mark))
            _logger.info("%s by %s at place %s", act.__name__, who, done.place)
            return cast(A, json.loads(answer))

        return run

    return wear


def _refuse_texts(value: object, field: str) -> None:
    """Look at a text, or at those of rows, in a list or by name; what a row does not show (a password) is not looked at.

    A whole sheet is looked at where it is read, and named by its row.
    """
    if isinstance(value, str):
        refuse_illegible(value)
        refuse_cpr(value, field)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            _refuse_texts(part, str(name))
    elif isinstance(value, list | tuple | AbstractSet):
        for row in value:
            _refuse_texts(row, field)
    elif is_dataclass(value) and not isinstance(value, type):
        _refuse_texts({one.name: getattr(value, one.name) for one in fields(value) if one.repr}, field)


def _require(right: Right, done: Done[Any], by: Actor) -> None:
    for place in done.places or [done.place or 0]:
        by.require(right, place)


def _fingerprint(name: str, who: str, said: Mapping[str, Any]) -> str:
    what = {key: _ordered(value) for key, value in said.items()}
    return hashlib.sha256(f"{name}|{who}|{sorted(what.items())!r}".encode()).hexdigest()


def _ordered(value: object) -> object:
    """The same facts in the same order in every process: sets have another one in each. What its class does not show is left out: a
    password must leave no trace."""
    if isinstance(value, AbstractSet):
        return sorted(repr(_ordered(one)) for one in value)
    if isinstance(value, Mapping):
        return sorted((repr(key), repr(_ordered(one))) for key, one in value.items())
    if isinstance(value, list | tuple):
        return [_ordered(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return [(field.name, _ordered(getattr(value, field.name))) for field in fields(value) if field.repr]
    return value


def _first_answer(known: Deed, mark: str) -> Any:
    if known.fingerprint != mark:
        raise Refusal(Code.OPERATION_REUSED)
    return known.answer


def _write(row: Deed, done: Done[Any], answer: str) -> bool:
    """Insert the row; False when the operation is known.

    On PostgreSQL this waits for a twin that is under way, and the same statement tells every process, at commit.
    """
    changes = _dump(done.changes)
    op, at = _OP.get_db_prep_value(row.op, connection), _AT.get_db_prep_value(row.at, connection)
    values = [op, row.name, row.fingerprint, row.actor, at, done.place, answer, changes, _dump(done.before), done.rules]
    tells = connection.vendor == "postgresql" and bool(done.changes)
    if done.rules:
        _in_order()
    with connection.cursor() as cursor:
        if tells:
            cursor.execute(_INSERT_AND_TELL, [*values, CHANNEL, _news(done.place, changes)])
        else:
            cursor.execute(_INSERT, values)
        return cursor.fetchone() is not None


def _in_order() -> None:
    """Let deeds that change rules be committed in the order of their ids: what was read at the newest id has all before it.

    (SQLite lets one writer in at a time anyway.)
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RULES_LOCK])


def _news(place: int | None, changes: str) -> str:
    """What follows the version in a notice; without the changes where they are too long for one."""
    whole = f',"place":{_dump(place)},"changes":{changes}}}'
    return whole if len(whole.encode()) <= NOTIFY_LIMIT else f',"place":{_dump(place)}}}'


def _dump(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
