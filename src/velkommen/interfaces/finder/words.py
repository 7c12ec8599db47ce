"""What the finder calls things: how one gets in."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.kinds import Wheelchair

WHEELCHAIRS: Mapping[str, Promise] = MappingProxyType(
    {
        Wheelchair.YES: _("You get in and around with a wheelchair."),
        Wheelchair.LIMITED: _("With a wheelchair you get to some parts of it only."),
        Wheelchair.NO: _("You cannot get in with a wheelchair."),
    }
)
