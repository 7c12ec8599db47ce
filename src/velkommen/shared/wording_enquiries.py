"""How people came, what sort of enquiry it is and who answered, in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.kinds import Channel, EnquiryKind, Unit

CHANNELS: Mapping[str, Promise] = MappingProxyType(
    {
        Channel.IN_PERSON: _("In person"),
        Channel.PHONE: _("By phone"),
        Channel.EMAIL: _("By e-mail"),
        Channel.DIGITAL_POST: _("By Digital Post"),
        Channel.VIDEO: _("By video"),
    }
)
KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        EnquiryKind.TRANSACTION: _("To have something done"),
        EnquiryKind.INFORMATION: _("To ask about something"),
        EnquiryKind.STATUS: _("To ask how far it is"),
        EnquiryKind.SELF_SERVICE_HELP: _("To be helped to do it oneself"),
    }
)
UNITS: Mapping[str, Promise] = MappingProxyType(
    {Unit.LIBRARY: _("Library"), Unit.CITIZEN_SERVICE: _("Citizen service"), Unit.PARTNER: _("Partner")}
)
