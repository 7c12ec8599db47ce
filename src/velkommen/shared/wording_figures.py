"""Figures that are kept back: their one sign, and the one sentence that says why (the rule is `domain.small_cells`)."""

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from velkommen.domain.small_cells import MARK, SMALL

#: Below whatever shows the sign.
KEPT_BACK: Promise = format_lazy(
    _("{mark}: a number under {few}, or one that would give such a number away. It is kept back."), mark=MARK, few=SMALL
)
#: Where so few came in all that no table is told.
OF_SO_FEW: Promise = format_lazy(
    _("Fewer than {few} came. Of so few nothing more is told to those who do not work there. Choose a longer time."),
    few=SMALL,
)
#: Of a column of numbers in files and answers for programs, where no sign can stand.
NOTHING_FOR_KEPT_BACK: Promise = format_lazy(
    _("Empty where pages say {mark}: a number under {few}, or one that would give such a number away, is kept back."),
    mark=MARK,
    few=SMALL,
)
