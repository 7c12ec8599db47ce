"""Texts instead of the standard ones, at a place or in the whole municipality."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.messages import texts
from velkommen.apps.messages.models import MessageText
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.message_texts import Text, check
from velkommen.domain.messages import LANGUAGES, Channel, Purpose
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed


class Written(TypedDict):
    """Which text: of the municipality where `place` is None."""

    place: int | None
    purpose: str
    channel: str
    language: str


@deed(Right.ARRANGE)
def write_text(
    *,
    place: int | None,
    purpose: Purpose,
    channel: Channel,
    language: str,
    subject: str,
    body: str,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[Written]:
    """Let a text hold for messages sent from now on.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_VALUE with the field, CPR_IN_TEXT, ILLEGIBLE, UNKNOWN_PLACEHOLDER,
            PLACEHOLDER_MISSING, MESSAGE_TOO_LONG.
    """
    point = _point(place, language, by)
    said = Text(subject.strip() if channel is Channel.EMAIL else "", body.replace("\r\n", "\n").strip())
    check(purpose, channel, said, texts.example(point, language))
    MessageText.objects.update_or_create(
        service_point=point,
        purpose=purpose.value,
        channel=channel.value,
        language=language,
        defaults={"subject": said.subject, "body": said.body},
    )
    return _written(place, purpose, channel, language)


@deed(Right.ARRANGE)
def reset_text(
    *, place: int | None, purpose: Purpose, channel: Channel, language: str, by: Actor, at: datetime, op: UUID
) -> Done[Written]:
    """Take a text back; the one of the municipality holds again, or the standard one. Nothing happens where none was written.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_VALUE with the field.
    """
    _point(place, language, by)
    rows = MessageText.objects.filter(purpose=purpose.value, channel=channel.value, language=language)
    rows.filter(service_point=place).delete()
    return _written(place, purpose, channel, language)


def _point(place: int | None, language: str, by: Actor) -> ServicePoint | None:
    by.require(Right.ARRANGE, EVERYWHERE if place is None else place)
    if language not in LANGUAGES:
        raise Refusal(Code.BAD_VALUE, field="language")
    return None if place is None else places.hold(place)


def _written(place: int | None, purpose: Purpose, channel: Channel, language: str) -> Done[Written]:
    return Done({"place": place, "purpose": purpose.value, "channel": channel.value, "language": language}, place)
