"""The texts of messages, of one place or of the whole municipality: what holds, how it looks filled in, and the form to write another."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext

from velkommen.apps.messages import actions, texts
from velkommen.apps.places.models import ServicePoint
from velkommen.domain import sms
from velkommen.domain.message_texts import PLACEHOLDERS, Text, check, filled
from velkommen.domain.messages import LANGUAGES, Channel, Purpose
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.manage.forms import Choice, Field, Form, Refused, Sent, answer, arranged, drawn, untouched
from velkommen.interfaces.web.actors import request_actor
from velkommen.shared.actor import EVERYWHERE
from velkommen.shared.wording_messages import CHANNELS, PLACEHOLDER_WORDS, PURPOSES, TEXT_LANGUAGES

Which = tuple[Purpose, Channel, str]
W = TypeVar("W", Purpose, Channel)


@login_required
def everywhere(request: HttpRequest) -> HttpResponse:
    """The texts of the municipality, which hold where a place has none of its own."""
    request_actor(request).require(Right.ARRANGE, EVERYWHERE)
    return _answer(request, None)


@login_required
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The texts of one place."""
    return _answer(request, arranged(request, slug))


def _answer(request: HttpRequest, place: ServicePoint | None) -> HttpResponse:
    draw = partial(_page, request, place)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {
        "write": partial(_write, draw, place),
        "reset": partial(_reset, place),
    }
    return answer(request, deeds, draw)


def _write(draw: Callable[..., HttpResponse], place: ServicePoint | None, sent: Sent) -> HttpResponse | None:
    purpose, channel, language = _which(sent.about)
    said = Text(sent.text("subject"), sent.text("body").replace("\r\n", "\n"))
    if sent.text("step") != "save":
        check(purpose, channel, said, texts.example(place, language))
        return draw(Refused(sent.request), 200, said)
    facts: dict[str, Any] = {"purpose": purpose, "channel": channel, "language": language}
    facts |= {"subject": said.subject, "body": said.body, **sent.by()}
    actions.write_text(place=place.pk if place else None, **facts)
    return _back(sent, "write")


def _reset(place: ServicePoint | None, sent: Sent) -> HttpResponse:
    purpose, channel, language = _which(sent.about)
    facts: dict[str, Any] = {"purpose": purpose, "channel": channel, "language": language, **sent.by()}
    actions.reset_text(place=place.pk if place else None, **facts)
    return _back(sent, "reset")


def _back(sent: Sent, done: str) -> HttpResponse:
    """To the text it was about."""
    return redirect(f"{sent.request.path}?{_address(_which(sent.about))}&done={done}")


def _address(which: Which) -> str:
    return f"purpose={which[0].value}&channel={which[1].value}&language={which[2]}"


def _which(about: str) -> Which:
    """Which text a form is about. Raises: Refusal BAD_VALUE."""
    purpose, _, rest = about.partition(".")
    channel, _, language = rest.partition(".")
    if language not in LANGUAGES:
        raise Refusal(Code.BAD_VALUE, field="language")
    return _word(Purpose, purpose, "purpose"), _word(Channel, channel, "channel"), language


def _word(known: type[W], word: str, field: str) -> W:
    try:
        return known(word)
    except ValueError as error:
        raise Refusal(Code.BAD_VALUE, field=field) from error


def _chosen(request: HttpRequest) -> Which:
    """The text the reader looks at; the first one when an address says none, or one that is not there."""
    if about := request.POST.get("about"):
        try:
            return _which(about)
        except Refusal:
            pass
    asked = [request.GET.get(name, "") for name in ("purpose", "channel", "language")]
    try:
        return _which(".".join(asked))
    except Refusal:
        return Purpose.BOOKED, Channel.SMS, LANGUAGES[0]


def _page(
    request: HttpRequest,
    place: ServicePoint | None,
    refused: Refused | None = None,
    status: int = 200,
    looked_at: Text | None = None,
) -> HttpResponse:
    which = _chosen(request)
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    own = texts.written(place.pk if place else None, *which)
    holds = texts.text(place.pk if place else None, *which)
    mine = own is not None and (own.service_point_id is None) == (place is None)
    facts = {
        "place": place,
        "section": "texts",
        "choices": _choices(which),
        "form": shown(_form(which, holds)),
        "reset": Form("reset", gettext("Take the text back"), (), _about(which)) if mine else None,
        "whose": _whose(own is not None, mine=mine, place=place),
        "preview": _preview(which, looked_at or holds, place),
        "unsaved": looked_at is not None,
        "words": [(f"{{{name}}}", PLACEHOLDER_WORDS[name]) for name in sorted(PLACEHOLDERS[which[0]])],
        "back": f"{request.path}?{_address(which)}",
    }
    return drawn(request, "manage/texts.html", facts, status)


def _about(which: Which) -> str:
    return f"{which[0].value}.{which[1].value}.{which[2]}"


def _whose(written: bool, *, mine: bool, place: ServicePoint | None) -> str:
    if mine:
        return gettext("This text was written here.") if place else gettext("This text was written for all places.")
    return gettext("This is the text of the whole municipality.") if written else gettext("This is the standard text.")


def _form(which: Which, holds: Text) -> Form:
    fields = [Field("body", gettext("Text"), (holds.body,), "area")]
    if which[1] is Channel.EMAIL:
        fields.insert(0, Field("subject", gettext("Subject"), (holds.subject,)))
    steps = [("look", gettext("See how it looks")), ("save", gettext("Save"))]
    return Form("write", "", fields, _about(which), steps=steps)


def _choices(which: Which) -> list[Field]:
    """Three choices that say which text."""
    purposes: list[Choice] = [(one.value, str(PURPOSES[one])) for one in Purpose]
    channels: list[Choice] = [(one.value, str(CHANNELS[one])) for one in Channel]
    languages: list[Choice] = [(one, str(TEXT_LANGUAGES[one])) for one in LANGUAGES]
    return [
        Field("purpose", gettext("Message"), (which[0].value,), "select", purposes),
        Field("channel", gettext("Sent as"), (which[1].value,), "select", channels),
        Field("language", gettext("Language"), (which[2],), "select", languages),
    ]


def _preview(which: Which, text: Text, place: ServicePoint | None) -> dict[str, object]:
    """The text as a citizen would get it, and what it costs as an SMS."""
    said = filled(text, texts.example(place, which[2]))
    return {
        "subject": said.subject,
        "body": said.body,
        "language": which[2],
        "size": _size(said.body) if which[1] is Channel.SMS else "",
    }


def _size(body: str) -> str:
    """How many parts an SMS has, and what makes it so many."""
    found = sms.size(body)
    facts = {"n": found.parts, "length": found.length}
    told = ngettext(
        "Sent as %(n)s SMS; %(length)s characters.", "Sent and paid as %(n)s SMS; %(length)s characters.", found.parts
    )
    if not found.dear:
        return told % facts
    dear = gettext("These characters make each SMS hold 70 instead of 160: %(letters)s") % {
        "letters": " ".join(found.dear)
    }
    return f"{told % facts} {dear}"
