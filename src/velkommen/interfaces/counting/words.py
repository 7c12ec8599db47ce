"""The words of the forms of file."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.export_profiles import Column, Moment

COLUMNS: Mapping[str, Promise] = MappingProxyType(
    {
        Column.MOMENT: _("Time"),
        Column.MUNICIPALITY: _("Number of the municipality"),
        Column.PLACE: _("Place"),
        Column.KLE: _("KLE number"),
        Column.CHANNEL: _("Channel"),
        Column.KIND: _("Type"),
        Column.OUTCOME: _("Outcome"),
        Column.ERROR: _("Misdirected"),
        Column.CATEGORY: _("Task"),
        Column.DIGITAL: _("Digitally?"),
        Column.AVOIDABLE: _("Avoidable?"),
        Column.MATTERS: _("Matters"),
        Column.NUMBER: _("Number of enquiries"),
    }
)
MOMENTS: Mapping[str, Promise] = MappingProxyType(
    {Moment.MINUTE: _("To the minute"), Moment.HOUR: _("By the hour"), Moment.DAY: _("By the day")}
)
