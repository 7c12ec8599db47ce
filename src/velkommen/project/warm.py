"""What a process that serves does before its first request, so that nobody waits for it."""

import gc
import logging

from django.db import DatabaseError, connections
from django.urls import get_resolver

from velkommen.apps.appointments.queries import calendar
from velkommen.apps.statistics.queries import remember
from velkommen.domain.blocks import UNREADABLE
from velkommen.shared import clock

_logger = logging.getLogger("velkommen.start")


def warm() -> None:
    """Load every page, read the rules and the sums of closed days, which takes seconds, and let the collector of garbage pass over all of
    that from now on: to look through it would hold up a request now and then.

    Without a database the house opens all the same, to say so; and where somebody was at the sums by hand (see the doctor), since no desk
    needs them.
    """
    get_resolver().url_patterns  # noqa: B018 - what is asked for is kept
    try:
        calendar()
        remember(clock.now())
    except (DatabaseError, *UNREADABLE) as error:
        _logger.warning("rules and sums could not be read before the first request: %s", error)
    gc.collect()
    gc.freeze()


def warm_in_a_thread() -> None:
    """The same in a thread that ends with it."""
    try:
        warm()
    finally:
        connections.close_all()  # those of this thread
