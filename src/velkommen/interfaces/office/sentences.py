"""Figures in words: the sentence a page begins with, and the conclusion each chart has as its title."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.statistics import CategoryLine, Statistics
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import FEW, LIBRARIES, TARGET_SOLVED
from velkommen.domain.outcomes import SOLVED_AT_FIRST_CONTACT
from velkommen.domain.report2010 import Category
from velkommen.interfaces.office.choice import Choice
from velkommen.interfaces.web.tables import concluded, few, said
from velkommen.interfaces.web.tables.table import UNTOLD
from velkommen.interfaces.web.templatetags.words import long_day

TIMES: Mapping[str, Promise] = MappingProxyType(
    {State.WAITING: _("Waiting"), State.CALLED: _("Way to the desk"), State.SERVING: _("At the desk")}
)


def period_words(choice: Choice) -> str:
    """Today, one day, or from the one to the other."""
    if choice.is_today:
        return gettext("Today, {day}").format(day=long_day(choice.today))
    if choice.first == choice.last:
        return long_day(choice.first)
    return gettext("{first} to {last}").format(first=long_day(choice.first), last=long_day(choice.last))


def too_few(figures: Statistics) -> bool:
    """Whether so little was answered that a share would say more than is known."""
    return figures.solved.whole < FEW


def lead(figures: Statistics, *, hide: bool) -> str:
    """The page in one or two sentences, after the number of enquiries. `hide`: nothing is said that tells a number of a few."""
    if not figures.number:
        return gettext("Nothing has been counted here in this period.")
    share, outside = solved(figures, hide=hide)[0], few.said_share(figures.outside, few=hide)
    waited, untold = few.said_half(figures.times[State.WAITING], few=hide), str(UNTOLD)
    parts = []
    if share != untold:
        parts.append(gettext("{solved} were solved at first contact (target {target})."))
    if figures.times[State.WAITING].measured and waited != untold:
        parts.append(gettext("Half of those who drew a number waited at most {waited}."))
    if figures.outside.whole and outside != untold:
        parts.append(gettext("{outside} came outside the town hall's hours."))
    if too_few(figures) or not parts:
        return gettext("Too little has been counted to say how it goes.")
    target = said.per_cent(TARGET_SOLVED)
    return " ".join(parts).format(solved=share, target=target, waited=waited, outside=outside)


def solved(figures: Statistics, *, hide: bool) -> tuple[str, str]:
    """The share, and how many were answered; stars where they would give away what the table of outcomes keeps back."""
    counts = {line.key: line.number for line in figures.outcomes}
    if few.answered(counts, SOLVED_AT_FIRST_CONTACT, few=hide) is None:
        return str(UNTOLD), str(UNTOLD)
    return said.share(figures.solved), said.whole(figures.solved.whole)


def library_and_hall(figures: Statistics, *, hide: bool) -> tuple[str, str]:
    """Their shares of all; stars where they would give away what the table of places keeps back."""
    counts = {line.place.pk: line.number for line in figures.places}
    libraries, halls = (
        [line.place.pk for line in figures.places if line.place.kind in kinds]
        for kinds in (LIBRARIES, {PlaceKind.TOWN_HALL})
    )
    if few.part(counts, libraries, halls, few=hide) is None:
        return str(UNTOLD), str(UNTOLD)
    return said.share(figures.library), said.share(figures.town_hall)


def enquiries(count: int) -> str:
    """The word after a number of them."""
    return ngettext("enquiry", "enquiries", count)


def solved_title(figures: Statistics, *, hide: bool) -> str:
    """`hide`: a share that tells a number of a few is no title."""
    if too_few(figures) or str(UNTOLD) in solved(figures, hide=hide):
        return gettext("How enquiries ended")
    return concluded.solved(figures.solved)


def places_title(figures: Statistics) -> str:
    if figures.number < FEW:
        return gettext("Where people came")
    if figures.library.part and figures.town_hall.part:
        return concluded.library_and_hall(figures.library, figures.town_hall)
    top = max(figures.places, key=lambda line: line.number)
    return gettext("{place} took {share} of all enquiries").format(
        place=top.place.name, share=said.per_cent(top.percent)
    )


def tasks_title(figures: Statistics, called: Mapping[str, str], *, untold: bool = False) -> str:
    """`called`: key of a task -> its name. `untold`: the first of them is kept back."""
    if figures.number < FEW or untold:
        return gettext("What people asked for")
    top = figures.tasks[0]
    return gettext("Most asked for: {task} ({share})").format(
        task=called[top.task.key], share=said.per_cent(top.percent)
    )


def categories_title(lines: Sequence[CategoryLine], *, untold: bool = False) -> str:
    """`untold`: what is "other" is kept back."""
    if untold or sum(line.number for line in lines) < FEW:
        return gettext("The report's ten categories")
    return concluded.other(next(line.percent for line in lines if line.category is Category.OTHER))


def times_title(figures: Statistics) -> str:
    waiting = figures.times[State.WAITING]
    if waiting.p90 is None:
        return gettext("No times were measured")
    if waiting.measured < FEW:
        return gettext("How long it took")
    return gettext("Nine of ten waited at most {time}").format(time=said.duration(waiting.p90))


def gaps_title(figures: Statistics) -> str:
    covered = figures.coverage.share
    if not covered.whole:
        return gettext("No staffed hour is over yet")
    return concluded.covered(covered)
