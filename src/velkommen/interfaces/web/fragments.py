"""Parts of a page that a script puts into the one it stands on."""

from django.http import HttpRequest

FRAGMENT = "X-Velkommen-Fragment"  # what is asked for by a script: the part, without the page around it


def wants_part(request: HttpRequest) -> bool:
    return FRAGMENT in request.headers
