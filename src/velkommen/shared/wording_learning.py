"""How able people are and how they became so, in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.competence import Level, Won
from velkommen.shared.wording_rules import COMPETENCES

LEVELS: Mapping[str, Promise] = MappingProxyType(
    {
        Level.SEES: _("has seen it"),
        Level.WITH_HELP: _("with help"),
        Level.ALONE: _("alone"),
        Level.TEACHES: _("teaches others"),
    }
)
WON: Mapping[str, Promise] = MappingProxyType(
    {
        Won.COURSE: _("by a course"),
        Won.PEER: _("by peer training"),
        Won.EXAM: _("by an exam"),
        Won.BEFORE: _("could do it before"),
        Won.UNKNOWN: _("not recorded"),
    }
)


def competence_name(key: str) -> str:
    """A competence as people call it; a municipality's own keys stay as they are."""
    return str(COMPETENCES.get(key, key))
