"""How long each competence lasts, what refreshes it, how often it must be done: for the whole municipality."""

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from velkommen.apps.learning import able, queries
from velkommen.apps.learning.actions import set_learning_terms
from velkommen.apps.placement import book
from velkommen.domain.rights import Right
from velkommen.domain.training import NO_TERMS, Terms
from velkommen.interfaces.learning import words
from velkommen.interfaces.learning.asking import learner
from velkommen.interfaces.web.small_forms import Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE
from velkommen.shared.danish import collation
from velkommen.shared.wording_learning import LEARNING_FIELDS


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """A form for each competence that something in the municipality needs, or that has terms."""
    by = learner(request, Right.ARRANGE)
    by.require(Right.ARRANGE, EVERYWHERE)
    deeds: Mapping[str, Callable[[Sent], HttpResponse | None]] = {"set": _set}
    return answer(request, deeds, partial(_page, request))


def _set(sent: Sent) -> None:
    numbers = {name: sent.whole(name) if sent.text(name) else None for name in ("lasts", "refreshed_by", "minimum")}
    set_learning_terms(key=sent.about, terms=Terms(**numbers), **sent.by())


def _page(request: HttpRequest, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    town, today = book.town(), clock.local_day(clock.now())
    terms = queries.all_terms()
    keys = {*able.needed_at(town, town.places, today), *terms}
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    named = sorted(((words.key_name(town, key, today), key) for key in keys), key=lambda one: collation(one[0]))
    rows = [(name, shown(_form(name, key, terms.get(key, NO_TERMS)))) for name, key in named]
    facts = {"rows": rows, "section": "terms", "terms_too": True}
    return drawn(request, "learning/terms.html", facts, status)


def _form(name: str, key: str, terms: Terms) -> Form:
    fields = [
        Field(field, str(label), ("" if number is None else str(number),), "number")
        for field, label in LEARNING_FIELDS.items()
        if (number := getattr(terms, field, NO_TERMS)) is not NO_TERMS
    ]
    return Form("set", gettext("Save"), fields, key, name)
