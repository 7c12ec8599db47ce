"""The shelf of a place at the desk: type a number, hand it out; put something on the shelf; see what has lain too long."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from velkommen.apps.pickups import actions, queries
from velkommen.apps.pickups.actions import Shelved
from velkommen.domain.contacts import parse
from velkommen.domain.messages import LANGUAGES
from velkommen.domain.pickups import HIGHEST, PickUpKind
from velkommen.domain.refusals import Refusal
from velkommen.interfaces.desk.deeds import Press
from velkommen.interfaces.desk.screen import Here, here
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import chosen, one_id, whole
from velkommen.interfaces.web.middleware import STATUS
from velkommen.shared import clock
from velkommen.shared.wording import sentence
from velkommen.shared.wording_messages import TEXT_LANGUAGES
from velkommen.shared.wording_tasks import PICKUP_KINDS

SHOWN = 200  # rows of the shelf on the page; the others are found by their number


def _register(press: Press) -> Shelved:
    number = whole(press.text("number"), gettext("Shelf number"), 1, HIGHEST) if press.text("number") else None
    kind = chosen(press.request, "kind", PickUpKind)
    contact = parse(press.text("contact")) if press.text("contact").strip() else None
    told: dict[str, Any] = {"contact": contact, "language": press.text("language") or LANGUAGES[0]}
    return actions.register_pickup(place=press.place, kind=kind, number=number, **told, **press.stamp)


def _on(act: Callable[..., Shelved]) -> Callable[[Press], Shelved]:
    return lambda press: act(place=press.place, pickup=one_id(press.request, "pickup"), **press.stamp)


#: The last part of an address -> the deed behind it, and what is said when it is done.
DEEDS: Mapping[str, tuple[Callable[[Press], Shelved], Promise]] = MappingProxyType(
    {
        "register": (_register, _("It lies on the shelf as number %(number)s. Write the number on it.")),
        "message": (_on(actions.note_pickup_message), _("Noted: a message was sent about number %(number)s.")),
        "hand-out": (_on(actions.hand_out_pickup), _("Number %(number)s is handed out.")),
        "put-back": (_on(actions.put_back_pickup), _("Number %(number)s lies on the shelf again.")),
        "destroy": (_on(actions.destroy_pickup), _("Number %(number)s is noted as destroyed.")),
    }
)


@login_required
@require_GET
def shelf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What lies ready at the place of a desk; `find` narrows it to one number."""
    return _page(request, here(slug, number, request_actor(request)))


@login_required
def act(request: HttpRequest, slug: str, number: int, deed: str) -> HttpResponse:
    """One deed at the shelf, then the shelf again. A refusal keeps what was typed and says what to do."""
    address = reverse("desk-pickups", args=(slug, number))
    if request.method != "POST":
        return redirect(address)
    there = here(slug, number, request_actor(request))
    try:
        done = DEEDS[deed][0](Press(request, there, deed, clock.now()))
    except Refusal as refusal:
        return _page(request, there, refusal)
    answer = redirect(f"{address}?done={deed}&number={done['number']}")
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _page(request: HttpRequest, there: Here, refusal: Refusal | None = None) -> HttpResponse:
    place, today = there.place.pk, clock.local_day(clock.now())
    wanted = request.GET.get("find", "").strip().lstrip("0")
    lying = queries.on_the_shelf(place)
    found = [row for row in lying if str(row.number) == wanted]
    facts = {
        "there": there,
        "op": uuid4(),
        "kinds": PICKUP_KINDS.items(),
        "languages": TEXT_LANGUAGES.items(),
        "wanted": wanted,
        "found": found,
        "lying": lying[:SHOWN],
        "all": len(lying),
        "overdue": queries.overdue(place, today),
        "gone": queries.gone_on(place, today),
        "done": _done(request),
        "refused": sentence(refusal) if refusal else "",
        "typed": request.POST,
    }
    return render(request, "desk/pickups.html", facts, status=STATUS[refusal.kind] if refusal else HTTPStatus.OK)


def _done(request: HttpRequest) -> str:
    """What the deed before this page did, in words."""
    deed, number = request.GET.get("done", ""), request.GET.get("number", "")
    if deed not in DEEDS or not (number.isascii() and number.isdecimal() and len(number) < 5):
        return ""
    return str(DEEDS[deed][1]) % {"number": number}
