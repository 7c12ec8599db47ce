"""Beside the minutes a task is said to take: what was measured at the desks, and one press that takes it over from today."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext, ngettext

from velkommen.apps.catalogue import actions
from velkommen.apps.evaluation.handling import DAYS, enough, handling, minutes
from velkommen.domain.measures import FEW, Spread
from velkommen.interfaces.manage.forms import Form, Sent
from velkommen.interfaces.web.templatetags.words import number
from velkommen.shared import clock

DO = "measured"


def measured(task: str, guess: int, today: date) -> Mapping[str, object]:
    """What was measured, in words, and the form that takes it over; nothing of a task that was never measured."""
    found = handling(task, today)
    times = found.everywhere.measured
    if not enough(found.everywhere):
        words = ngettext(
            "%(number)s enquiry in the last %(days)s days; it takes %(few)s to say how long",
            "%(number)s enquiries in the last %(days)s days; it takes %(few)s to say how long",
            times,
        )
        return {"words": words % {"days": DAYS, "number": times, "few": FEW}, "places": ()} if times else {}
    took = minutes(found.everywhere)
    return {
        "words": gettext("%(minutes)s min, in %(number)s enquiries of the last %(days)s days")
        % {"days": DAYS, "minutes": took, "number": number(times)},
        "places": [_at(name, spread) for name, spread in found.places],
        "form": Form(DO, gettext("Take it over"), about=str(took)) if took != guess else None,
    }


def take_over(task: str, sent: Sent) -> None:
    """Say from today on what the page had measured."""
    today, why = clock.local_day(clock.now()), gettext("Measured at the desks")
    actions.change_task(task=task, field="minutes", value=sent.id(), since=today, why=why, **sent.by())


def _at(name: str, spread: Spread) -> str:
    said = {"place": name, "minutes": minutes(spread), "number": number(spread.measured)}
    return gettext("%(place)s: %(minutes)s min (%(number)s)") % said
