"""What a number looks like and how its link is made."""

import secrets

LINK_BYTES = 16  # 128 bits: nobody guesses a neighbour's link


def label(letter: str, number: int) -> str:
    """A number as people read it: `label("B", 14)` is "B014"."""
    return f"{letter}{number:03d}"


def new_link() -> str:
    """A fresh unguessable key (128 bits, URL-safe) to follow a number by."""
    return secrets.token_urlsafe(LINK_BYTES)
