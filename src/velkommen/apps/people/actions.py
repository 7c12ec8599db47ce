"""Tokens: made once, shown once, stored as a digest."""

import hashlib
import secrets
from datetime import datetime

from velkommen.apps.people.models import AccessToken, Staff
from velkommen.domain.refusals import Code, Refusal


def digest(token: str) -> str:
    """What is stored of a token: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def create_token(*, username: str, at: datetime) -> str:
    """A new access token for a member of staff; the plain text exists only in this answer.

    Raises:
        Refusal: UNKNOWN_USER.
    """
    staff = Staff.objects.filter(username=username, is_active=True).first()
    if staff is None:
        raise Refusal(Code.UNKNOWN_USER, username=username)
    token = f"vk_{secrets.token_urlsafe(32)}"
    AccessToken.objects.create(staff=staff, digest=digest(token), created_at=at)
    return token
