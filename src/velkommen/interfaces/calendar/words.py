"""The words of the calendar."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from velkommen.apps.appointments.models import Block
from velkommen.domain.booking.days import LAST, Kind
from velkommen.domain.booking.freedom import Wanted
from velkommen.domain.booking.life import AppointmentState, CancelReason
from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.words import Different
from velkommen.domain.hours.words import lines as sign_lines
from velkommen.domain.placement.town import Town
from velkommen.shared.wording_hours import different, line
from velkommen.shared.wording_tasks import name_on

MISSED = "missed"
STATES: Mapping[str, Promise] = MappingProxyType(
    {
        AppointmentState.HELD: _("being booked"),
        AppointmentState.ASKED: _("not confirmed"),
        AppointmentState.BOOKED: _("booked"),
        AppointmentState.ARRIVED: _("has come"),
        AppointmentState.CANCELLED: _("cancelled"),
        MISSED: _("did not come"),
    }
)
PART_NAMES: Mapping[str, Promise] = MappingProxyType(
    {"morning": _("Morning"), "afternoon": _("Afternoon"), "evening": _("Evening")}
)
LACKING: Mapping[Kind | None, Promise] = MappingProxyType(
    {
        Kind.PERSON: _("The colleague is not there then."),
        Kind.DESK: _("The desk is not there then."),
        Kind.MACHINE: _("The machine is not there then, or does not work."),
        None: _("It is not done here then, or the colleague may not do it any more."),
    }
)
REASONS: Mapping[CancelReason, Promise] = MappingProxyType(
    {
        CancelReason.WISH: _("Whoever has it asked for it"),
        CancelReason.CANNOT_KEEP: _("We cannot keep it"),
        CancelReason.MISTAKE: _("It was booked by mistake"),
    }
)
NTH: Mapping[int, Promise] = MappingProxyType(
    {
        1: _("in the first week of the month"),
        2: _("in the second week of the month"),
        3: _("in the third week of the month"),
        4: _("in the fourth week of the month"),
        LAST: _("in the last week of the month"),
    }
)


def matters(town: Town, wanted: Wanted, day: date) -> str:
    """What somebody comes for: Passport, 2 people; MitID."""
    return "; ".join(_matter(name_on(town, one.task, day), one.people) for one in wanted)


def _matter(name: str, people: int) -> str:
    if people == 1:
        return name
    return ngettext("%(name)s, %(people)s person", "%(name)s, %(people)s people", people) % {
        "name": name,
        "people": people,
    }


def block_of(row: Block) -> str:
    """Who or what a block is of."""
    if row.staff:
        return row.staff.shown_name
    return str(row.desk or row.equipment or gettext("The whole place"))


def block_when(period: Period, nth: int, today: date) -> str:
    """When a block holds."""
    if period.first and period.first == period.last:
        return different(Different(period.first, period.last, (period.span,), ""))
    said: Iterable[str] = (line(one) for one in sign_lines([replace(period, on_holidays=False)], today))
    return ", ".join(filter(None, ["; ".join(said), str(NTH[nth]) if nth else ""]))
