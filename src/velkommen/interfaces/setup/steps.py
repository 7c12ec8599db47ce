"""The steps, how far one has come, and what every step shares: who may take it, which place it is about, how a "no" is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from types import MappingProxyType
from typing import Any
from uuid import uuid4, uuid5

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from velkommen.apps.placement import book
from velkommen.apps.placement.queries import devices, staff_at
from velkommen.apps.places import queries
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.placement.facts import Place
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import operation
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.wording import sentence

#: Step -> what it is called in the row of steps. The first two and the last are about the house, the others about each place.
STEPS: Mapping[str, Promise] = MappingProxyType(
    {
        "municipality": _("Municipality"),
        "places": _("Places"),
        "hours": _("Hours"),
        "desks": _("Desks"),
        "equipment": _("Equipment"),
        "tasks": _("Tasks"),
        "cooperation": _("Cooperation"),
        "colleagues": _("Colleagues"),
        "screens": _("Screens"),
        "ready": _("Ready"),
    }
)
OF_PLACES = ("hours", "desks", "equipment", "tasks", "cooperation", "colleagues", "screens")
#: The field a refusal is about, where it does not name one itself.
FIELDS: Mapping[Code, str] = {
    Code.BAD_USERNAME: "username",
    Code.NAME_TAKEN: "username",
    Code.WEAK_PASSWORD: "password",
    Code.BAD_HOURS: "text",
    Code.PROJECT_OWNER_MISSING: "project_owner",
}


@dataclass(frozen=True)
class Sent:
    """One request of a step.

    Args:
        step: its key in STEPS.
        place: what a step about places is about; None where there is none.
    """

    request: HttpRequest
    step: str
    by: Actor
    place: ServicePoint | None = None

    @property
    def posted(self) -> bool:
        return self.request.method == "POST"

    def deed(self, part: str = "") -> dict[str, Any]:
        """Who, when and under which operation; a press that does several things has a part for each."""
        op = operation(self.request)
        return {"by": self.by, "at": clock.now(), "op": uuid5(op, part) if part else op}

    def here(self) -> HttpResponse:
        """The same step again, with what it says now."""
        return redirect(address(self.step, self.place))

    def onward(self) -> HttpResponse:
        """The next place that lacks this step, else the next step."""
        return redirect(self.next())

    def next(self) -> str:
        keys = list(STEPS)
        points = queries.service_points() if self.step in OF_PLACES else []
        lacking = [point for point in points if point != self.place and not done(self.step, point)]
        if lacking:
            return address(self.step, lacking[0])
        return address(keys[min(keys.index(self.step) + 1, len(keys) - 1)], None)

    def show(self, template: str, form: Form | None = None, **facts: object) -> HttpResponse:
        points = queries.service_points() if self.step in OF_PLACES else []
        said = {
            "step": self.step,
            "title": STEPS[self.step],
            "steps": row(self.step),
            "number": list(STEPS).index(self.step) + 1,
            "place": self.place,
            "others": [(point, address(self.step, point), done(self.step, point)) for point in points],
            "form": form,
            "next": self.next(),
            "op": uuid4(),
            "here": address(self.step, self.place),
        }
        status = 422 if form is not None and form.is_bound and form.errors else 200
        return render(self.request, f"setup/{template}.html", said | facts, status=status)


def step(key: str) -> Callable[[Callable[[Sent], HttpResponse]], Callable[[HttpRequest], HttpResponse]]:
    """A step as a view. A step about places without any leads to where they are made."""

    def wear(view: Callable[[Sent], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
        @login_required
        @wraps(view)
        def run(request: HttpRequest) -> HttpResponse:
            by = request_actor(request)
            for right in (Right.ARRANGE, Right.KEEP_CATALOGUE):
                by.require(right, EVERYWHERE)
            if key != "municipality" and queries.municipality() is None:
                return redirect("setup-municipality")
            if key not in OF_PLACES:
                return view(Sent(request, key, by))
            place = _place(request, key)
            return view(Sent(request, key, by, place)) if place else redirect("setup-places")

        return run

    return wear


def of_place(sent: Sent) -> ServicePoint:
    """The place a step about places is about. Raises: Refusal UNKNOWN_PLACE."""
    if sent.place is None:
        raise Refusal(Code.UNKNOWN_PLACE, place="")
    return sent.place


def attempt(form: Form, act: Callable[[], object]) -> bool:
    """Do it, or show the "no" with its cure at the field it is about."""
    try:
        act()
    except Refusal as no:
        field = str(no.facts.get("field") or FIELDS.get(no.code, ""))
        known = form.fields.get(field)
        said = Refusal(no.code, **{**no.facts, "field": str(known.label)}) if known and "field" in no.facts else no
        form.add_error(field if known else None, sentence(said))
        return False
    return True


def address(key: str, place: ServicePoint | None) -> str:
    return reverse(f"setup-{key}") + (f"?place={place.slug}" if place else "")


def row(current: str) -> list[dict[str, object]]:
    """The steps in their order: what they are called, where they are, whether they are done, and which this is."""
    points = queries.service_points()
    found = []
    for key, title in STEPS.items():
        well = done_everywhere(key, points)
        found.append({"title": title, "address": address(key, None), "done": well, "current": key == current})
    return found


def done_everywhere(key: str, points: list[ServicePoint]) -> bool:
    if key == "municipality":
        return queries.municipality() is not None
    if key == "places":
        return bool(points)
    if key == "ready":
        return False
    return bool(points) and all(done(key, point) for point in points)


def done(key: str, point: ServicePoint) -> bool:
    """Whether a step about places was taken at one."""
    there = book.town().places[point.pk]
    known: Mapping[str, Callable[[], bool]] = {
        "hours": lambda: bool(there.staffed.periods),
        "desks": lambda: bool(queries.desks([point.pk])[point.pk]),
        "equipment": lambda: bool(there.machines) or _offered(there),
        "tasks": lambda: _offered(there),
        "cooperation": lambda: there.agreement.at(clock.local_day(clock.now())) is not None,
        "colleagues": lambda: bool(staff_at(point.pk)),
        "screens": lambda: bool(devices([point.pk])),
    }
    return known[key]()


def _offered(there: Place) -> bool:
    return bool(there.offers)


def _place(request: HttpRequest, key: str) -> ServicePoint | None:
    """The place asked for, else the first that lacks the step."""
    slug = request.GET.get("place", "") or request.POST.get("place", "")
    if slug and slug.isascii() and not slug.isdecimal():
        return queries.service_point(slug)
    points = queries.service_points()
    return next((point for point in points if not done(key, point)), points[0] if points else None)
