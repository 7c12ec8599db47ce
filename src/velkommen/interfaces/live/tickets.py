"""The address of a stream: signed, so that opening one asks no database who may listen."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.core import signing

PREFIX = "/live/"
MAX_AGE = timedelta(hours=12)  # a working day; then the page is drawn again, and the right to see it is asked again
_SALT = "velkommen.live"


class Audience(StrEnum):
    """Who listens, and so how much they hear: staff at a desk every fact, experts what is asked of experts, everybody else numbers and
    desks."""

    DESK = "desk"
    EXPERT = "expert"
    PUBLIC = "public"


@dataclass(frozen=True)
class Ticket:
    """What a stream's address says: for whom, about which service point, opened by which kiosk or board (if any)."""

    audience: Audience
    place: int
    device: int | None = None
    others: tuple[int, ...] = ()

    @property
    def places(self) -> tuple[int, ...]:
        """Every service point the stream tells of."""
        return (self.place, *self.others)


def stream_url(topic: str, *, device: int | None = None) -> str:
    """The address to open an EventSource on.

    Args:
        topic: "desk:<service point id>", "expert:…" or "public:…", or several ids with commas: a browser opens six connections
            at most, so a page of many places has one stream. Give it only to a page whose reader holds the right.
        device: the kiosk or board the page is shown on; its stream ends when the device is revoked.
    """
    ticket = _ticket(topic, device)
    return PREFIX + signing.dumps([f"{ticket.audience}:{','.join(map(str, ticket.places))}", ticket.device], salt=_SALT)


def read_ticket(token: str) -> Ticket | None:
    """What a signed token says; None when it was forged or is too old."""
    try:
        topic, device = signing.loads(token, salt=_SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return None
    return _ticket(topic, device)


def _ticket(topic: str, device: int | None) -> Ticket:
    audience, places = topic.split(":")
    first, *others = map(int, places.split(","))
    return Ticket(Audience(audience), first, device, tuple(others))
