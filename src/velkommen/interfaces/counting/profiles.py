"""The forms of file a municipality keeps: which columns, under which headings, in which words."""

from collections.abc import Callable
from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from velkommen.apps.counting import actions
from velkommen.apps.counting.exporting import profile as profile_called
from velkommen.apps.counting.exporting import profiles
from velkommen.domain.export_profiles import (
    HEADINGS,
    STANDARD,
    VALUES,
    WORDS,
    Column,
    Moment,
    Profile,
    read_words,
)
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.counting.words import COLUMNS, MOMENTS
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.small_forms import Choice, Field, Form, Refused, Sent, answer, drawn, untouched
from velkommen.shared.actor import EVERYWHERE


def _guard(request: HttpRequest) -> None:
    request_actor(request).require(Right.ARRANGE, EVERYWHERE)


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Those there are, and a new one that begins as the usual one."""
    _guard(request)
    return answer(request, {"keep": _keep}, partial(_draw_index, request))


def _keep(sent: Sent) -> HttpResponse:
    name = actions.keep_profile(profile=_read(sent, sent.text("name")), **sent.by())["profile"]
    return redirect(f"{reverse('counting-profile', args=[name])}?done=keep")


def _draw_index(request: HttpRequest, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    name = Field("name", gettext("Name"), hint=gettext("Small letters, digits and - alone: “to-the-region”."))
    form = shown(Form("keep", gettext("Keep it"), [name, *_fields(Profile())]))
    return drawn(request, "counting/profiles.html", {"profiles": profiles(), "form": form}, status)


@login_required
def one(request: HttpRequest, profile: str) -> HttpResponse:
    """One of them, to be put otherwise or dropped. The one every house has can only be read."""
    _guard(request)
    found = profile_called(profile)
    deeds: dict[str, Callable[[Sent], HttpResponse | None]] = {
        "keep": partial(_again, profile),
        "drop": partial(_drop, profile),
    }
    return answer(request, deeds, partial(_draw_one, request, found))


def _again(name: str, sent: Sent) -> None:
    actions.keep_profile(profile=_read(sent, name), **sent.by())


def _drop(name: str, sent: Sent) -> HttpResponse:
    actions.drop_profile(name=name, **sent.by())
    return redirect(f"{reverse('counting-profiles')}?done=drop")


def _draw_one(request: HttpRequest, found: Profile, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    shown: Callable[[Form], Form] = refused.shown if refused else untouched
    facts = {
        "profile": found,
        "own": found.name != STANDARD,
        "form": shown(Form("keep", gettext("Save"), _fields(found))),
        "drop": shown(Form("drop", gettext("Drop this form"))),
    }
    return drawn(request, "counting/profile.html", facts, status)


def _read(sent: Sent, name: str) -> Profile:
    """A form of file as it was typed. Raises: Refusal BAD_VALUE, PROFILE_LINE."""
    chosen = sorted(
        (sent.whole(f"order_{column}"), sent.text(f"heading_{column}"), column)
        for column in Column
        if sent.text(f"order_{column}")
    )
    words = {column: read_words(column, sent.text(f"words_{column}")) for column in VALUES}
    moment = sent.text("moment")
    if moment not in set(Moment):
        raise Refusal(Code.BAD_VALUE, field="moment")
    columns = tuple((column, heading or HEADINGS[column]) for _, heading, column in chosen)
    said = {column: some for column, some in words.items() if some}
    return Profile(name, columns, said, sent.ticked("single"), Moment(moment), sent.text("unnumbered"))


def _fields(found: Profile) -> list[Field]:
    moments: list[Choice] = [(value, str(word)) for value, word in MOMENTS.items()]
    each = gettext("A line for each enquiry. Else those that are alike are added up.")
    fields = [
        Field("moment", gettext("How finely the time is said"), (found.moment,), "select", moments),
        Field("single", each, ("yes" if found.single else "",), "check"),
    ]
    standing = {column: (str(n), heading) for n, (column, heading) in enumerate(found.columns, 1)}
    for column in Column:
        place, heading = standing.get(column, ("", HEADINGS[column]))
        word = str(COLUMNS[column])
        fields += [
            Field(f"order_{column}", gettext("%(column)s: column number") % {"column": word}, (place,), "number"),
            Field(f"heading_{column}", gettext("%(column)s: heading") % {"column": word}, (heading,)),
        ]
    for column in VALUES:
        own = "\n".join(f"{value} = {said}" for value, said in found.words.get(column, {}).items())
        usual = gettext("Usual: %(words)s") % {"words": ", ".join(f"{v} = {w}" for v, w in WORDS[column].items())}
        label = gettext("%(column)s: other words, one on each line") % {"column": str(COLUMNS[column])}
        fields.append(Field(f"words_{column}", label, (own,), "area", hint=usual))
    label = gettext("Instead of a KLE number, where a task has none")
    fields.append(Field("unnumbered", label, (found.unnumbered,), hint=gettext("Leave it empty for an empty cell.")))
    return fields
