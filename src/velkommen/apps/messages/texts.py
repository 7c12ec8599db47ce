"""The texts of messages: the standard ones (`data/texts.csv`), those written instead, and a message with its text filled in.

A text belongs to a message's language, not to a reader's, so the standard ones stand in a file and not in the catalogue of sentences.
"""

import csv
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from django.conf import settings
from django.db.models import Q

from velkommen.apps.messages.models import Message, MessageText
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.message_texts import Text, filled
from velkommen.domain.messages import Channel, Purpose
from velkommen.domain.sending import Outgoing
from velkommen.shared.wording_messages import date_and_time

#: What the facts of an example are; the longest that is usual, so that the length of an SMS is not promised too short.
EXAMPLE: Mapping[str, str] = {
    "when": "2026-12-16T10:15",
    "was": "2026-12-09T14:30",
    "link": f"/a/{'x' * 22}/",
    "number": "B12",
    "position": "3",
}


EXAMPLE_BASE = "https://velkommen.example.dk"


@cache
def standard() -> Mapping[tuple[str, str, str], Text]:
    """(purpose, channel, language) -> the standard text."""
    text = (files(__package__) / "data" / "texts.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    return {(r["purpose"], r["channel"], r["language"]): Text(r["subject"], r["body"].replace("|", "\n")) for r in rows}


def written(place: int | None, purpose: Purpose, channel: Channel, language: str) -> MessageText | None:
    """The text written for a place (None: only for the whole municipality), else for the municipality; None: the standard one holds."""
    rows = MessageText.objects.filter(purpose=purpose.value, channel=channel.value, language=language)
    found = rows.filter(Q(service_point=None) | Q(service_point=place) if place else Q(service_point=None))
    return max(found, key=lambda row: row.service_point_id is not None, default=None)


def text(place: int | None, purpose: Purpose, channel: Channel, language: str) -> Text:
    """The text that holds at a place, with its words in braces."""
    own = written(place, purpose, channel, language)
    return Text(own.subject, own.body) if own else standard()[purpose.value, channel.value, language]


def words(facts: Mapping[str, str], point: ServicePoint, language: str, base: str) -> dict[str, str]:
    """Every word in braces that can be filled in.

    Args:
        facts: see `domain.messages.FACTS`.
        base: the public address of the house, without a slash at its end.
    """
    found = {"place": facts.get("place") or point.name, "address": _address(point)}
    found |= {name: facts[name] for name in ("number", "position") if name in facts}
    if "link" in facts:
        found["link"] = base + facts["link"]
    for fact, day, minute in (("when", "date", "time"), ("was", "old_date", "old_time")):
        if fact in facts:
            found[day], found[minute] = date_and_time(datetime.fromisoformat(facts[fact]), language)
    return found


def example(point: ServicePoint | None, language: str, base: str = "") -> dict[str, str]:
    """Words as they usually are, for a preview and to measure an SMS by: those of a place, or of one with a usual name."""
    usual = point or ServicePoint(name="Hovedbiblioteket", address="Torvet 12", postal_code="8000", town="Nordby")
    return words(EXAMPLE, usual, language, base or settings.BASE_URL or EXAMPLE_BASE)


def outgoing(row: Message, base: str, at: datetime) -> Outgoing:
    """A message with its text, ready to be handed over. `row.service_point` must be at hand."""
    channel, purpose = Channel(row.channel), Purpose(row.purpose)
    said = filled(
        text(row.service_point_id, purpose, channel, row.language),
        words(row.facts, row.service_point, row.language, base),
    )
    return Outgoing(row.key, channel, row.to, said.subject, said.body, row.language, at, row.useless_after)


def _address(point: ServicePoint) -> str:
    town = f"{point.postal_code} {point.town}".strip()
    return ", ".join(part for part in (point.address, town) if part)
