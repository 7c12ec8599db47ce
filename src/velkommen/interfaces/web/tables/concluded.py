"""What figures say in a sentence that is a dashboard's conclusion and the report's alike. Whether they are enough is asked before."""

from django.utils.translation import gettext

from velkommen.domain.measures import TARGET_SOLVED, Share
from velkommen.domain.report2010 import NAMES, OTHER_WARNING, SKANDERBORG_2009, Category
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.templatetags.words import locale


def category_name(category: Category) -> str:
    danish, english = NAMES[category]
    return danish if locale() == "da_DK" else english


def solved(found: Share) -> str:
    """Against the target."""
    words = (
        gettext("{solved} were solved at first contact: the target of {target} is reached")
        if (found.percent or 0.0) >= TARGET_SOLVED
        else gettext("{solved} were solved at first contact: the target of {target} is not reached")
    )
    return words.format(solved=said.share(found), target=said.per_cent(TARGET_SOLVED))


def library_and_hall(library: Share, hall: Share) -> str:
    words = gettext("The libraries took {library} of all enquiries, the town hall {town_hall}")
    return words.format(library=said.share(library), town_hall=said.share(hall))


def other(percent: float) -> str:
    """What became of "other", which was a third of everything in 2009."""
    words = (
        gettext("“Other” is {now}, more than {limit}: the ten categories of 2009 no longer fit")
        if percent > OTHER_WARNING
        else gettext("“Other” is {now}; in 2009 it was {then}")
    )
    then = said.per_cent(SKANDERBORG_2009[Category.OTHER])
    return words.format(now=said.per_cent(percent), then=then, limit=said.per_cent(OTHER_WARNING))


def covered(found: Share) -> str:
    """In how many of the staffed hours something was counted."""
    if found.part == found.whole:
        return gettext("Something was counted in every staffed hour")
    return gettext("Something was counted in {share} of the staffed hours").format(share=said.share(found))
