"""The words of before and after: what changed, what is looked at, what is missing, and how it was worked out."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.domain.effects.judging import Lack, Verdict
from velkommen.domain.effects.terms import Term
from velkommen.domain.refusals import Code

EFFECTS: Mapping[Code, Promise] = MappingProxyType(
    {
        Code.UNKNOWN_CHANGE: _("There is no such change at this place. Choose one from the list of what changed."),
    }
)
VERDICTS: Mapping[Verdict, Promise] = MappingProxyType(
    {
        Verdict.UP: _("More than expected"),
        Verdict.DOWN: _("Fewer than expected"),
        Verdict.NONE: _("No effect found"),
        Verdict.TOO_LITTLE: _("Too little data to say"),
    }
)
#: {had} and {needed} are weeks (or months, or enquiries) there are and that it takes.
LACKS: Mapping[Lack, Promise] = MappingProxyType(
    {
        Lack.NOTHING_BEFORE: _(
            "Nothing was counted here before the change, so there is nothing to compare with. Choose something that was counted "
            "before it too."
        ),
        Lack.SEASON: _(
            "It takes {needed} of the same time of year before the change as after it; there are {had}. Ask again when more has been "
            "counted, or look at something that has been counted for longer."
        ),
        Lack.AFTER: _("It takes {needed} after the change; there are {had}. Ask again later."),
        Lack.FEW_BEFORE: _(
            "Before the change {had} were counted here; it takes {needed}. Look at a whole group of tasks instead."
        ),
        Lack.FEW_AFTER: _(
            "After the change {had} were counted here; it takes {needed}. Look at a whole group of tasks instead."
        ),
        Lack.WIDE: _("Chance alone moves so few numbers too much: the truth may lie far to either side."),
        Lack.NO_ANSWER: _(
            "The numbers do not tell the change from the time of year. Ask again when more has been counted."
        ),
    }
)
TERMS: Mapping[Term, Promise] = MappingProxyType(
    {
        Term.TREND: _("a steady rise or fall over the whole time"),
        Term.SEASON: _("the time of year"),
        Term.SUMMER: _("the summer holidays (weeks 28–30)"),
        Term.HOLIDAY: _("weeks with a public holiday"),
        Term.GROWTH: _("that the effect may grow or fade"),
    }
)
