"""`deed`: what every action wears, so that rights, log, idempotence and push are written once."""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar, cast
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.models import Deed

CHANNEL = "velkommen_news"
NOTIFY_LIMIT = 7900  # bytes; PostgreSQL refuses a payload of 8000

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
    """

    answer: A
    place: int | None
    changes: Sequence[Mapping[str, Any]] = ()
    before: Sequence[Mapping[str, Any]] = field(default=())


def deed(right: Right | None) -> Callable[[Callable[P, Done[A]]], Callable[P, A]]:
    """Make an action out of a function `f(*, ..., by: Actor, at: datetime, op: UUID) -> Done`.

    One call is one transaction and one row of the log. A repeat of `op` by the same actor with the same arguments gets the
    first answer and changes nothing. A refusal rolls everything back, the row included. The right is checked again before
    the commit, so that an action that forgot to ask still changes nothing.

    Raises:
        Refusal: OPERATION_REUSED when `op` was used for something else; NOT_ALLOWED; whatever the function refuses.
    """

    def wear(act: Callable[P, Done[A]]) -> Callable[P, A]:
        @wraps(act)
        def run(*args: P.args, **kwargs: P.kwargs) -> A:
            by, at, op = cast(Actor, kwargs["by"]), cast(datetime, kwargs["at"]), cast(UUID, kwargs["op"])
            mark = _fingerprint(act.__name__, by, kwargs)
            with transaction.atomic():
                row = _open(op, act.__name__, mark, by, at)
                if row is None:
                    return cast(A, _first_answer(op, mark))
                done = act(*args, **kwargs)
                if right is not None:
                    by.require(right, done.place or 0)
                _close(row, done)
            _logger.info("%s by %s at place %s", act.__name__, by.key, done.place)
            return cast(A, json.loads(_dump(done.answer)))

        return run

    return wear


def _fingerprint(name: str, by: Actor, kwargs: Mapping[str, Any]) -> str:
    what = {key: value for key, value in kwargs.items() if key not in {"by", "at", "op"}}
    return hashlib.sha256(f"{name}|{by.key}|{sorted(what.items())!r}".encode()).hexdigest()


def _open(op: UUID, name: str, mark: str, by: Actor, at: datetime) -> int | None:
    """Insert the row; None when the operation is known. On PostgreSQL this waits for a twin that is still under way."""
    row = Deed(op=op, name=name, fingerprint=mark, actor=by.key, at=at)
    fields = [f for f in Deed._meta.concrete_fields if not f.primary_key]
    values = [f.get_db_prep_save(f.pre_save(row, add=True), connection) for f in fields]
    columns = ", ".join(connection.ops.quote_name(str(f.column)) for f in fields)
    places = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Deed._meta.db_table} ({columns}) VALUES ({places}) ON CONFLICT (op) DO NOTHING RETURNING id",  # noqa: S608 - names come from the model
            values,
        )
        found = cursor.fetchone()
    return found[0] if found else None


def _first_answer(op: UUID, mark: str) -> Any:
    known = Deed.objects.only("fingerprint", "answer").get(op=op)
    if known.fingerprint != mark:
        raise Refusal(Code.OPERATION_REUSED)
    return known.answer


def _close(row: int, done: Done[Any]) -> None:
    """Store answer and changes; on PostgreSQL the same statement tells every process, at commit."""
    news = _dump({"v": row, "place": done.place, "changes": done.changes})
    if len(news.encode()) > NOTIFY_LIMIT:
        news = _dump({"v": row, "place": done.place})
    tell = " RETURNING pg_notify(%s, %s)" if connection.vendor == "postgresql" and done.changes else ""
    values = [done.place, _dump(done.answer), _dump(done.changes), _dump(done.before), row]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {Deed._meta.db_table} SET service_point_id=%s, answer=%s, changes=%s, before=%s WHERE id=%s{tell}",  # noqa: S608 - no value in the text
            [*values, CHANNEL, news] if tell else values,
        )


def _dump(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
