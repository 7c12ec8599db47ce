"""Reading logins, and what colleagues are called."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from velkommen.apps.people.actions import digest
from velkommen.apps.people.models import FailedLogin, SetupCode, Staff

MOST_FAILURES = 10
FAILURE_WINDOW = timedelta(minutes=10)


def too_many_failures(username: str, at: datetime) -> bool:
    """Whether a username has been guessed at so often just now that even the right password must wait."""
    recent = FailedLogin.objects.filter(username_digest=digest(username), at__gt=at - FAILURE_WINDOW)
    return recent.order_by("at")[MOST_FAILURES - 1 : MOST_FAILURES].exists()


def names(keys: Iterable[str]) -> dict[str, str]:
    """What members of staff are called, by the key the log has of them ("staff:7"); one statement."""
    ids = {int(key.removeprefix("staff:")) for key in keys if key.startswith("staff:")}
    return {f"staff:{row.pk}": row.shown_name for row in Staff.objects.filter(pk__in=ids)}


def setup_code_holds(code: str) -> bool:
    """Whether it is the newest code the server printed."""
    return SetupCode.objects.filter(digest=digest(code)).exists()
