"""Tokens: made once, shown once, stored as a digest. Wrong passwords: noted for a while."""

import hashlib
import secrets
from datetime import datetime, timedelta

from velkommen.apps.people.models import AccessToken, FailedLogin, Staff
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


def note_failed_login(*, username: str, at: datetime) -> None:
    """Remember a wrong password, and forget those of yesterday. Not a logged deed: there is no actor yet."""
    FailedLogin.objects.filter(at__lt=at - timedelta(days=1)).delete()
    FailedLogin.objects.create(username_digest=digest(username), at=at)
