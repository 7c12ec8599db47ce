"""Signed addresses of streams: a page that was allowed to be drawn carries the right to hear of its changes."""

from django.core import signing

SALT = "velkommen.live"


def stream_url(topic: str, *, device: int | None = None) -> str:
    """The address of a topic's stream, for example of "desk:7"; `device` ends with that device's token."""
    return "/live/" + signing.dumps({"topic": topic, "device": device}, salt=SALT, compress=True)
