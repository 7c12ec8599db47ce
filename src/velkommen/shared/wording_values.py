"""What could be written instead of a value that cannot be used: the cure of every such "no", by the one rule."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.refusals import Fact, Shape

CURES: Mapping[str, Promise] = MappingProxyType(
    {
        Shape.WHOLE: _("Write a whole number in digits, like 12."),
        Shape.NUMBER: _("Write a number in digits, like 12 or 12.5."),
        Shape.CHOICE: _("Choose one of those that can be chosen."),
        Shape.LINE: _("Write at most %(most)s characters."),
    }
)
BETWEEN: Mapping[str, Promise] = MappingProxyType(
    {
        Shape.WHOLE: _("Write a whole number from %(least)s to %(most)s."),
        Shape.NUMBER: _("Write a number from %(least)s to %(most)s."),
        Shape.LINE: _("Write something, at most %(most)s characters."),
    }
)
ELSE = _("Write it another way, or choose one of those that can be chosen.")


def cure(facts: Mapping[str, Fact]) -> str:
    """What to write instead, of the `shape` of a value and between which limits it may be, where these are known."""
    table = BETWEEN if "least" in facts else CURES
    return str(table.get(str(facts.get("shape")), ELSE)) % facts
