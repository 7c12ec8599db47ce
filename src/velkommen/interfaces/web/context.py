"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from velkommen.apps.places.queries import municipality
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor


def house(request: HttpRequest) -> dict[str, object]:
    """What every page may say, each read only if its template asks.

    The municipality, what the reader may do, the language now, where to come back to after switching it (a view that
    answers a POST says where itself), and the address of the accessibility statement the law asks for.
    """
    return {
        "municipality": SimpleLazyObject(municipality),
        "may": SimpleLazyObject(lambda: may(request)),
        "language": (get_language() or "da")[:2],
        "here": request.get_full_path() if request.method == "GET" else "/",
        "accessibility_statement": settings.ACCESSIBILITY_STATEMENT,
    }


def may(request: HttpRequest) -> dict[str, bool]:
    """Which doors stand open to the reader, so that no link leads to a "no"."""
    by = request_actor(request)
    doors = {
        "serve": Right.SERVE,
        "answer": Right.ANSWER,
        "book": Right.BOOK,
        "read": Right.READ_KNOWLEDGE,
        "learn": Right.LEARN,
        "count": Right.REGISTER,
        "figures": Right.SEE_STATISTICS,
        "manage": Right.MANAGE_DEVICES,
        "arrange": Right.ARRANGE,
        "keep": Right.KEEP_CATALOGUE,
    }
    return {door: by.may_somewhere(right) for door, right in doors.items()}
