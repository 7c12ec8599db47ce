"""How was it? The three questions at the kiosk, for whoever has been at the desk."""

from functools import partial
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from velkommen.apps.placement.models import Device
from velkommen.apps.surveys import queries
from velkommen.apps.surveys.actions import answer_openly
from velkommen.domain.refusals import Refusal
from velkommen.domain.rights import Role
from velkommen.interfaces.kiosk.views import known, shown, token_of
from velkommen.interfaces.web import questions
from velkommen.interfaces.web.fields import operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.interfaces.web.public import device_page
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.wording import sentence


@device_page(Role.KIOSK)
def how(request: HttpRequest, device: Device, by: Actor, language: str) -> HttpResponse:
    """The next question; after the last one thanks, and soon the first page again."""
    place, at = device.service_point_id, clock.now()
    if request.method == "GET" and "thanks" in request.GET:
        return shown(request, "kiosk/thanks.html", device, language, {})
    if not queries.asking(place, at):
        return redirect("kiosk", token_of(request))
    step = questions.step(request)
    try:
        if step is None:
            answer_openly(place=place, said=questions.said(request), by=by, at=at, op=operation(request))
            here = reverse("kiosk-how", args=(token_of(request), known(language)))
            return redirect(f"{here}?thanks=yes")
        op = operation(request) if step.given else uuid4()
    except Refusal as refusal:
        facts = {"refused": partial(sentence, refusal)}
        return shown(request, "kiosk/refused.html", device, language, facts, STATUS[refusal.kind])
    return shown(request, "kiosk/how.html", device, language, {"step": step, "op": op})
