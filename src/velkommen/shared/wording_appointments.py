"""What the terms of appointments are called, and what they come to, in the reader's language."""

from collections.abc import Mapping
from math import gcd
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from velkommen.domain.booking.terms import WHOLE, Terms
from velkommen.shared.wording_hours import clock, in_full, weekday

TERMS: Mapping[str, Promise] = MappingProxyType(
    {
        "since": _("Appointments from the day"),
        "walk_in": _("Kept for walk-ins, per cent"),
        "acute": _("Kept for the day itself, per cent"),
        "internal": _("Kept for staff to give away, per cent"),
        "horizon": _("How many days ahead citizens can book"),
        "release": _("When the newest day is released"),
        "notice": _("Minutes ahead citizens must book at least"),
        "hold": _("Minutes a time is held while somebody fills in"),
        "late": _("Minutes an appointment is kept for those who are late"),
        "returns": _("Minutes within which a cancelled time comes back"),
        "walk_in_days": _("Weekdays that stay walk-in only"),
        "most": _("Open appointments for one e-mail address or number"),
        "most_people": _("People in one appointment"),
        "step": _("Minutes from one starting time to the next"),
        "walk_in_only": _("Tasks nobody can book"),
    }
)


def terms_in_words(terms: Terms) -> list[str]:
    """What a place promises, in sentences."""
    if terms.since is None:
        return [gettext("This place gives no appointments.")]
    facts = {"day": in_full(terms.since), "horizon": terms.horizon, "time": clock(terms.release), "step": terms.step}
    facts |= {"late": terms.late, "notice": terms.notice, "days": ", ".join(map(weekday, sorted(terms.walk_in_days)))}
    said = [
        gettext("Appointments from %(day)s.") % facts,
        _shares(terms),
        ngettext(
            "Citizens can book %(horizon)s day ahead; the newest day is released at %(time)s.",
            "Citizens can book %(horizon)s days ahead; the newest day is released at %(time)s.",
            terms.horizon,
        )
        % facts,
        gettext("An appointment may begin every %(step)s minutes, at the earliest %(notice)s minutes from now.")
        % facts,
        gettext("Whoever is more than %(late)s minutes late stands in the line of everybody.") % facts,
    ]
    return [*said, *([gettext("Without appointments: %(days)s.") % facts] if terms.walk_in_days else [])]


def _shares(terms: Terms) -> str:
    """Of 10 minutes, 4 are kept for walk-ins, 1 for the day itself, 1 for staff, and 4 can be booked from home."""
    home = WHOLE - terms.walk_in - terms.acute - terms.internal
    common = gcd(WHOLE, terms.walk_in, terms.acute, terms.internal)
    unit = common if common % 10 else 10
    whole = WHOLE // unit
    parts = {"whole": whole, "walk_in": terms.walk_in // unit, "acute": terms.acute // unit}
    parts |= {"internal": terms.internal // unit, "home": home // unit}
    return (
        gettext(
            "Of %(whole)s minutes, %(walk_in)s are kept for walk-ins, %(acute)s for the day itself, %(internal)s for staff, "
            "and %(home)s can be booked from home."
        )
        % parts
    )
