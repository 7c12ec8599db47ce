"""Who a browser's request comes from."""

from django.http import HttpRequest

from velkommen.apps.placement.queries import actor_of
from velkommen.shared.actor import PUBLIC, Actor


def request_actor(request: HttpRequest) -> Actor:
    """The logged-in member of staff, or the public (at most three statements, once per request)."""
    known: Actor | None = getattr(request, "velkommen_actor", None)
    if known is None:
        known = actor_of(request.user) if request.user.is_authenticated else PUBLIC
        request.velkommen_actor = known  # type: ignore[attr-defined]
    return known
