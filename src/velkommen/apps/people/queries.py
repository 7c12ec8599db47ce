"""Reading logins. Shape: yes or no."""

from datetime import datetime, timedelta

from velkommen.apps.people.actions import digest
from velkommen.apps.people.models import FailedLogin

MOST_FAILURES = 10
FAILURE_WINDOW = timedelta(minutes=10)


def too_many_failures(username: str, at: datetime) -> bool:
    """Whether a username has been guessed at so often just now that even the right password must wait."""
    recent = FailedLogin.objects.filter(username_digest=digest(username), at__gt=at - FAILURE_WINDOW)
    return recent.order_by("at")[MOST_FAILURES - 1 : MOST_FAILURES].exists()
