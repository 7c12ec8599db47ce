"""Reading what a form sent, and a page of several forms that are each one deed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain import dates
from velkommen.domain.refusals import Code, Kind, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import one_id, operation
from velkommen.interfaces.web.middleware import STATUS
from velkommen.shared import clock

Deeds = Mapping[str, "Callable[[Sent], HttpResponse | None]"]


@dataclass
class Sent:
    """Reading a form. Texts come trimmed; what cannot be read is refused by its field's name."""

    request: HttpRequest
    about: str = field(init=False)

    def __post_init__(self) -> None:
        self.about = self.request.POST.get("about", "")

    def by(self) -> dict[str, Any]:
        """Who sends it, when, and under which operation. Raises: Refusal BAD_VALUE."""
        return {"by": request_actor(self.request), "at": clock.now(), "op": operation(self.request)}

    def id(self, name: str = "about") -> int:
        """The primary key of what the form is about. Raises: Refusal BAD_VALUE."""
        return one_id(self.request, name)

    def text(self, name: str) -> str:
        return self.request.POST.get(name, "").strip()

    def texts(self, name: str) -> list[str]:
        return self.request.POST.getlist(name)

    def ticked(self, name: str) -> bool:
        return name in self.request.POST

    def day(self, name: str) -> date:
        """Raises: Refusal BAD_DAY."""
        return dates.day_of(self.text(name))

    def day_or_none(self, name: str) -> date | None:
        return self.day(name) if self.text(name) else None

    def whole(self, name: str) -> int:
        """Raises: Refusal BAD_VALUE."""
        text = self.text(name).removeprefix("-")
        if not (text.isascii() and text.isdecimal() and len(text) < 10):
            raise Refusal(Code.BAD_VALUE, field=name)
        return int(self.text(name))

    def number_or_none(self, name: str) -> float | None:
        """A decimal number, with a comma or a point. Raises: Refusal BAD_VALUE."""
        text = self.text(name).replace(",", ".")
        try:
            found = float(text) if text else None
        except ValueError as error:
            raise Refusal(Code.BAD_VALUE, field=name) from error
        if found is not None and not isfinite(found):
            raise Refusal(Code.BAD_VALUE, field=name)
        return found


def does(act: Callable[["Sent"], object]) -> "Callable[[Sent], None]":
    """A deed of a form whose answer the page shows that it leads back to."""

    def run(sent: Sent) -> None:
        act(sent)

    return run


def place_for(request: HttpRequest, slug: str, right: Right) -> ServicePoint:
    """A place where the reader holds a right. Raises: Refusal UNKNOWN_PLACE, PLACE_RETIRED, NOT_ALLOWED."""
    by = request_actor(request)
    if not by.may_somewhere(right):
        raise Refusal(Code.NOT_ALLOWED, right=right.value)
    place = places.service_point(slug)
    by.require(right, place.pk)
    return place


def answered(
    request: HttpRequest,
    deeds: Deeds,
    draw: Callable[[Refusal | None, int], HttpResponse],
) -> HttpResponse:
    """Draw the page, or do the deed that was sent and come back to it. A "no" is told where it was typed.

    Args:
        deeds: name -> what does it; what it returns is shown instead of going back to the page.
        draw: the page, with the "no" to a form and the status.
    """
    if request.method != "POST":
        return draw(None, 200)
    do = request.POST.get("do", "")
    try:
        if do not in deeds:
            raise Refusal(Code.BAD_VALUE, field="do")
        shown = deeds[do](Sent(request))
    except Refusal as refusal:
        if refusal.kind in {Kind.FORBIDDEN, Kind.NOT_FOUND}:
            raise
        return draw(refusal, STATUS[refusal.kind])
    return shown or redirect(f"{request.path}?done={do}")
