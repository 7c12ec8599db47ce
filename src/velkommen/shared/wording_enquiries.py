"""How enquiries come in and what sort they are, in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.kinds import Channel, EnquiryKind

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
        EnquiryKind.TRANSACTION: _("Transaction"),
        EnquiryKind.INFORMATION: _("Information"),
        EnquiryKind.STATUS: _("Status of a case"),
        EnquiryKind.SELF_SERVICE_HELP: _("Help to self-service"),
    }
)
