"""Putting a message into the backlog, or taking it out, inside the deed of another room: what was not committed was never queued."""

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings
from django.db import connection

from velkommen.apps.messages.ending import end
from velkommen.apps.messages.models import Message
from velkommen.domain.messages import FACTS, LANGUAGES, Channel, Purpose, State, useless_after
from velkommen.shared import clock

_COLUMNS = (
    "service_point_id", "purpose", "about", "occasion", "key", "channel", "to", "language", "facts", "not_before", "useless_after",
    "state", "attempts", "next_try_at", "provider_id", "why", "created_at",
)  # fmt: skip
_FIELDS = tuple(Message._meta.get_field(column) for column in _COLUMNS)
_QUOTED = ", ".join(f'"{column}"' for column in _COLUMNS)  # "to" is a word of SQL
_INSERT = (
    f"INSERT INTO {Message._meta.db_table} ({_QUOTED}) "  # noqa: S608 - no value in the text
    f"VALUES ({', '.join(['%s'] * len(_COLUMNS))}) ON CONFLICT (purpose, about, occasion) DO NOTHING"
)


def queue(
    *,
    place: int,
    purpose: Purpose,
    about: str,
    channel: Channel,
    to: str,
    language: str,
    facts: Mapping[str, str],
    at: datetime,
    not_before: datetime | None = None,
    occasion: str = "",
    useless: datetime | None = None,
) -> None:
    """Let a message be sent once the caller's transaction is committed; a second one for the same purpose, thing and occasion is not made.

    One statement; nothing is sent here, and whether a provider is there is not asked.

    Args:
        place: id of the service point; its name is in the text.
        about: what the message is about, for example "appointment:12" or "visit:7".
        to: an address as `domain.contacts.parse` gives it.
        language: "da" or "en".
        facts: what the text needs; keys of `domain.messages.FACTS`.
        not_before: when it may be sent; None: at once.
        occasion: which one of several of the same purpose.
        useless: from when on it is not worth sending; None: as the purpose has it.

    Raises:
        ValueError: a fact or a language that no text knows, no address.
    """
    if not to or language not in LANGUAGES or not facts.keys() <= FACTS:
        raise ValueError(f"not a message: {purpose} in {language!r} with {sorted(facts)}")
    due, _was = not_before or at, _moment(facts.get("was"))  # what is no time is refused here, not when it is sent
    values = (
        place, purpose.value, about, occasion, _key(purpose, about, occasion, at), channel.value, to, language, dict(facts), due,
        useless or useless_after(purpose, _moment(facts.get("when")), due), State.WAITING.value, 0, due, "", "", at,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [_prepared(field, value) for field, value in zip(_FIELDS, values, strict=True)])


def drop(about: str, purposes: Collection[Purpose], at: datetime) -> int:
    """Take what waits about a thing out of the backlog, and say how many that were. What is being sent just now is not stopped."""
    found = Message.objects.select_for_update().filter(
        about=about, purpose__in=[purpose.value for purpose in purposes], state=State.WAITING.value
    )
    rows = list(found.order_by("pk"))
    end(rows, State.DROPPED, at, why="not_wanted")
    return len(rows)


def _key(purpose: Purpose, about: str, occasion: str, at: datetime) -> Any:
    """How a provider tells this message from all others, those of another installation too."""
    return uuid5(NAMESPACE_OID, f"{settings.SECRET_KEY}|{purpose}|{about}|{occasion}|{at.isoformat()}")


def _moment(text: str | None) -> datetime | None:
    """A local time as a moment."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.zone()).astimezone(UTC) if text else None


def _prepared(field: Any, value: object) -> Any:
    if field.get_internal_type() == "JSONField":
        return field.get_db_prep_value(value, connection) if connection.vendor == "postgresql" else json.dumps(value)
    return value if field.is_relation else field.get_db_prep_value(value, connection)
