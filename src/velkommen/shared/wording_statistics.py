"""Why a sealed day was corrected, and what is wrong in the ledger, in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.ledger import FaultKind, Why
from velkommen.domain.rights import Role

#: Why a sealed day was corrected.
WHYS: Mapping[str, Promise] = MappingProxyType(
    {
        Why.IMPORTED: _("A sheet was imported"),
        Why.ENDED: _("A visit forgotten at a desk was ended"),
        Why.REGISTERED: _("Enquiries were registered afterwards"),
        Why.CORRECTED: _("What was registered was put right"),
        Why.UNRELIABLE: _("A measurement of time was set aside, or put back"),
        Why.TAKEN_BACK: _("Something was taken back"),
        Why.ANSWERED: _("An expert's help ended afterwards"),
        Why.APPOINTMENT: _("An appointment of that day was changed afterwards"),
        Why.HOURS: _("The hours of that day were changed afterwards"),
        Why.OTHER: _("Something of that day was changed afterwards"),
        Why.OUTSIDE: _("It was changed outside the house: nobody knows by whom"),
    }
)
#: Who changed something, where no name is told.
ROLES: Mapping[str, Promise] = MappingProxyType(
    {
        Role.CLERK: _("Somebody of the desk"),
        Role.EXPERT: _("An expert"),
        Role.PARTNER: _("Somebody of a partner"),
        Role.LEAD: _("Somebody who leads the place"),
        Role.ANALYST: _("An analyst"),
        Role.ADMIN: _("An administrator"),
        Role.AUDITOR: _("An auditor"),
    }
)
#: What is wrong with a line of the ledger.
FAULTS: Mapping[str, Promise] = MappingProxyType(
    {
        FaultKind.CHAIN: _("it does not follow from the line before it"),
        FaultKind.SIGNATURE: _("its signature is wrong"),
        FaultKind.DIGEST: _("it is not what the ledger says of the day"),
        FaultKind.MISSING: _("the ledger has the day, and the house does not"),
    }
)
