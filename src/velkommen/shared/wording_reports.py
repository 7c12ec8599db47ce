"""What a report cannot be made of, in words."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.refusals import Code

REPORTS: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.SPAN_NOT_OVER: _("A report is about days that are over. Choose %(until)s or earlier as the last day."),
        Code.NOTHING_TO_REPORT: _("Nothing was counted at these places in these days. Choose other days or places."),
    }
)
