"""What every template may use."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from velkommen.apps.places.queries import municipality


def house(request: HttpRequest) -> dict[str, object]:
    """The municipality (read only if a template asks), the language now and where to come back to after switching,
    and the address of the accessibility statement Danish public bodies must link to."""
    return {
        "municipality": SimpleLazyObject(municipality),
        "language": (get_language() or "da")[:2],
        "here": request.get_full_path(),
        "accessibility_statement": settings.ACCESSIBILITY_STATEMENT,
    }
