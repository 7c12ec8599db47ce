"""The sentences about guide cards, additions, what was found wrong, and announcements."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.knowledge import Answer
from velkommen.domain.refusals import Code

KNOWLEDGE: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.CARD_CHANGED: _(
            "%(who)s has saved a newer version meanwhile. Look at it, put in what is yours, and save again."
        ),
        Code.REPORT_ANSWERED: _("%(who)s has answered this already."),
        Code.ANSWER_NOT_YOURS: _("Whoever said it sees the answer, as soon as there is one."),
        Code.TEXT_MISSING: _("Nothing is written yet. Write a line and save again."),
        Code.TEXT_TOO_LONG: _("This is too long: at most %(most)s characters. Make it shorter, and save again."),
        Code.TOO_MANY_LINES: _("A list has at most %(most)s lines. Put some together, and save again."),
        Code.UNKNOWN_CARD: _("Nobody has written this card, or it has no such version. Look at its history."),
        Code.UNKNOWN_ADDITION: _("This addition is not there, or somebody has taken it away already."),
        Code.UNKNOWN_REPORT: _("There is nothing like this to answer. Look at the list again."),
        Code.UNKNOWN_ANNOUNCEMENT: _("There is no such announcement. Look at the list again."),
    }
)
ANSWERS: Mapping[str, Promise] = MappingProxyType(
    {
        Answer.MENDED: _("It is mended now"),
        Answer.RIGHT: _("It is right as it stands"),
        Answer.TAKEN: _("It stands in the guidance now"),
        Answer.LEFT: _("It was not taken in"),
    }
)
