"""Indicator files of invented municipalities, as tests need them: whole and true unless something is changed."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tests.people import Town
from velkommen.apps.enquiries.actions.registering import Tally, log_enquiries
from velkommen.domain.indicators.document import (
    Document,
    Figure,
    Ledger,
    Method,
    PlaceFact,
    Unit,
    as_content,
    canonical,
    file_of,
    per_thousand_a_year,
)
from velkommen.domain.outcomes import Outcome

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
MADE = datetime(2026, 7, 3, 10, 0, tzinfo=UTC)
NUMBER, PEOPLE = 12_000, 41_000


def share(indicator: str, part: int, whole: int, **more: Any) -> Figure:
    return Figure(indicator, 1, Unit.PER_CENT, round(100 * part / whole, 1), part, whole, **more)


WHOLE = Document(
    code="0901",
    name="Opdigtet Kommune",
    population=PEOPLE,
    area=410.5,
    first=FIRST,
    last=LAST,
    made=MADE,
    method=Method.CONTINUOUS,
    staffed=1_000,
    covered=970,
    taxonomy="2010",
    places=[PlaceFact("Biblioteket", "main_library", "3", counted=True)],
    figures=[
        Figure(
            "per_thousand",
            1,
            Unit.A_YEAR,
            per_thousand_a_year(NUMBER, PEOPLE, (LAST - FIRST).days + 1),
            NUMBER,
            PEOPLE,
        ),
        share("library_share", 4_000, NUMBER, coverage=97),
        share("solved", 8_200, 10_000, coverage=83),
        Figure("waiting_half", 1, Unit.SECONDS, 240.0, None, 9_000, 75),
        Figure("no_shows", 1, Unit.PER_CENT, None, hidden=True),
    ],
    ledger=Ledger(LAST, "5e" * 32),
)


def key_of(name: str) -> Ed25519PrivateKey:
    """A key of one's own for every name."""
    return Ed25519PrivateKey.from_private_bytes(name.encode().ljust(32, b".")[:32])


def public_of(name: str) -> str:
    return b64encode(key_of(name).public_key().public_bytes_raw()).decode()


def signed(content: Mapping[str, Any], by: str = "opdigtet") -> bytes:
    """A file of a content, whatever it says, signed as it should be."""
    signature = b64encode(key_of(by).sign(canonical(content))).decode()
    return file_of(content, public_of(by), signature)


def file(by: str = "opdigtet", **changes: Any) -> bytes:
    """The whole document with some changes, signed."""
    return signed(as_content(replace(WHOLE, **changes)), by)


def forged(data: bytes, old: bytes, new: bytes) -> bytes:
    """A file somebody changed after it was signed."""
    assert old in data
    return data.replace(old, new)


def verified(data: bytes) -> bool:
    """What any program would find, without a line of ours."""
    whole = json.loads(data)
    content = json.dumps(whole["content"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    Ed25519PublicKey.from_public_bytes(b64decode(whole["key"])).verify(b64decode(whole["signature"]), content)
    return True


def count(town: Town, number: int = 30) -> None:
    """So many passports are solved at Nordby."""
    tallies = [Tally(uuid4(), "passport", Outcome.SOLVED, town.now) for _ in range(number)]
    log_enquiries(place=town.place.pk, tallies=tallies, **town.by())
