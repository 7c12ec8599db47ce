"""Is all well today? One sentence, what needs a decision with the way to it, and the doors to the questions. It fits on one sheet."""

from collections.abc import Mapping
from types import MappingProxyType

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from velkommen.apps.evaluation import today as looks
from velkommen.apps.evaluation.today import Today
from velkommen.apps.placement import book
from velkommen.domain.insight.usual import Going
from velkommen.domain.measures import FEW, TARGET_SOLVED
from velkommen.domain.rights import Right
from velkommen.interfaces.office import choice as choices
from velkommen.interfaces.office import views
from velkommen.interfaces.office.choice import Choice
from velkommen.interfaces.office.dashboards import QUESTIONS
from velkommen.interfaces.office.deciding import Around, tellable, told
from velkommen.interfaces.office.doors import beyond, doors
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.tables import few as numbers_of_few
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.templatetags.words import day_word, long_day, number
from velkommen.shared import clock

GOING: Mapping[Going, Promise] = MappingProxyType(
    {
        Going.AS_USUAL: _("Today goes as it usually does."),
        Going.BUSIER: _("Today is busier than usual."),
        Going.CALMER: _("Today is calmer than usual."),
        Going.UNKNOWN: _("Whether today is as usual cannot be said yet: too few such weekdays were counted."),
    }
)


@login_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The day in a sentence. An address with days is that of all figures, which stood here before."""
    if "from" in request.GET or "to" in request.GET:
        return views.page(request)
    choice, at, by = choices.read(request), clock.now(), request_actor(request)
    led = [place.pk for place in choice.chosen if by.may(Right.ARRANGE, place.pk)]
    found = looks.today(choice.ids, at)
    around = Around(
        {place.pk: place.name for place in choice.chosen},
        {place.pk: place.slug for place in choice.chosen},
        book.town(),
        choice.today,
    )
    facts = {
        "choice": choice,
        "day": long_day(choice.today),
        "at": at,
        "lead": lead(found, choice),
        "decisions": told(
            [one for one in looks.decisions(choice.ids, led, at) if tellable(one, few=choice.few)], around
        ),
        "questions": [(str(one.words), reverse("dashboard", args=(key,))) for key, one in QUESTIONS.items()],
        "beyond": beyond(request),
        "doors": doors(request, "front"),
        "led": bool(led),
    }
    return render(request, "office/front.html", facts)


def lead(found: Today, choice: Choice) -> str:
    """How the day goes: against its usual, how many, solved, the longest wait."""
    if not found.number:
        return _nothing_yet(found)
    names = {place.pk: place.name for place in choice.chosen}
    words_ = [str(GOING[found.day.going]), _counted(found, few=choice.few)]
    if found.longest:
        words = (
            gettext("The longest wait is {time}, now, at {place}.")
            if found.longest.still
            else gettext("The longest wait was {time}, at {place}.")
        )
        words_.append(words.format(time=said.duration(found.longest.seconds), place=names[found.longest.place]))
    return " ".join(words_)


def _counted(found: Today, *, few: bool) -> str:
    many = ngettext("{number} enquiry", "{number} enquiries", found.number).format(number=number(found.number))
    if found.solved.whole < FEW:
        return gettext("{many}; too few were answered to say how many are solved.").format(many=many)
    solved = numbers_of_few.in_words(found.solved, few=few)
    if not solved:
        return f"{many}."
    words = gettext("{many}, {solved} solved at first contact (target {target}).")
    return words.format(many=many, solved=solved, target=said.per_cent(TARGET_SOLVED))


def _nothing_yet(found: Today) -> str:
    nothing = gettext("Nothing has been counted today yet.")
    if found.last is None:
        return nothing
    day, many = found.last
    words = ngettext("Last, {day}, it was {many} enquiry.", "Last, {day}, it was {many} enquiries.", many)
    return f"{nothing} {words.format(day=day_word(day), many=number(many))}"
