"""What a municipality says of itself, in the reader's language: targets, inhabitants, months of libraries; and spans nobody can mean."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.refusals import Code
from velkommen.domain.yearbook import Aim

YEARBOOK: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.MONTH_AHEAD: _("The month %(month)s is not over yet. Write its numbers when it is."),
        Code.SOURCE_MISSING: _("Say where the number comes from, for example: Statistics Denmark, FOLK1A."),
        Code.SPAN_ENDLESS: _("That is more than %(most)s years. Choose a first day nearer to the last."),
    }
)
AIMS: Mapping[str, Promise] = MappingProxyType(
    {
        Aim.LIBRARY_SHARE: _("The libraries' share of all enquiries, in per cent"),
        Aim.WAITING_MINUTES: _("How long a wait may take, in minutes"),
    }
)
YEARBOOK_FIELDS: Mapping[str, Promise] = MappingProxyType(
    {**AIMS, "number": _("Inhabitants"), "visits": _("Visits"), "loans": _("Loans")}
)
