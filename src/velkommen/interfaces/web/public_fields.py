"""What a form of the public may say. Anything else is ignored, and its name is reported: somebody may be trying what staff may set."""

import logging
import re
from collections.abc import Iterable

from django.http import HttpRequest

ALWAYS = frozenset({"op", "csrfmiddlewaretoken"})
MOST_NAMED = 5
_NAME = re.compile(r"[A-Za-z_][\w-]{0,39}")
_logger = logging.getLogger("velkommen.booking")


def report_others(request: HttpRequest, known: Iterable[str]) -> None:
    """Write the names of the fields that a form of the public does not have into the log, never what they hold."""
    others = sorted(set(request.POST) - ALWAYS - set(known))
    if others:
        named = [name if _NAME.fullmatch(name) else "(no name)" for name in others[:MOST_NAMED]]
        _logger.warning("Ignored in a form of the public: %s", ", ".join(dict.fromkeys(named)))
