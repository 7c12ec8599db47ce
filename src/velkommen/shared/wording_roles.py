"""What the roles of staff and devices are called, in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.rights import Role

ROLES: Mapping[str, Promise] = MappingProxyType(
    {
        Role.CLERK: _("clerk"),
        Role.EXPERT: _("expert"),
        Role.PARTNER: _("partner"),
        Role.LEAD: _("leader"),
        Role.ANALYST: _("analyst"),
        Role.ADMIN: _("administrator"),
        Role.AUDITOR: _("auditor"),
        Role.KIOSK: _("kiosk"),
        Role.BOARD: _("board"),
    }
)
