"""The signpost of the staff, logging in, and the page where kiosks and boards are paired."""

from collections.abc import Mapping
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from velkommen.apps.placement import actions as placement_actions
from velkommen.apps.placement.queries import devices
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.rights import Right, Role
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import chosen, one_id, operation
from velkommen.interfaces.web.forms import LoginForm
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.queries import newest

#: Without a token, because the follow page switches language too and may set no other cookie than the language itself.
language = csrf_exempt(require_POST(set_language))


class Login(LoginView):
    """Django's own login, with a form that slows down guessing. Those who are logged in already go on to their desk."""

    template_name = "web/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """The desk for those who serve, what is asked for those who answer, the signpost for everybody else."""
        by = request_actor(self.request)
        if by.may_somewhere(Right.SERVE):
            return super().get_default_redirect_url()
        return reverse("lifelines" if by.may_somewhere(Right.ANSWER) else "staff")


@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """The signpost of those who work here: where each screen of the house is found, and for whom it is."""
    points = places.service_points()
    now = clock.local(clock.now())
    hours = places.timetables([point.pk for point in points])
    open_now = [(point, hours[point.pk].spans(now.date()), hours[point.pk].is_open(now)) for point in points]
    return render(request, "web/staff.html", {"places": open_now})


@require_GET
def ready(_request: HttpRequest) -> HttpResponse:
    """For machines that watch the house: 200 when the database answered just now, else 503."""
    try:
        newest()
    except Error:
        return HttpResponse("The database does not answer.\n", content_type="text/plain", status=503)
    return HttpResponse("Ready.\n", content_type="text/plain")


@login_required
@require_GET
def device_list(request: HttpRequest) -> HttpResponse:
    """Kiosks and boards of the places one manages."""
    return _device_page(request, _managed(request_actor(request)))


@login_required
def register_device(request: HttpRequest) -> HttpResponse:
    """Pair a kiosk or board: its secret address is in this answer and nowhere else."""
    if request.method != "POST":
        return redirect("devices")
    by = request_actor(request)
    place, role = one_id(request, "place"), chosen(request, "role", Role)
    token = placement_actions.register_device(place=place, role=role, by=by, at=clock.now())
    address = request.build_absolute_uri(f"/{role.value}/{token}/")
    return _device_page(request, _managed(by), {"address": address, "role": role.value})


@login_required
def revoke_device(request: HttpRequest, device: int) -> HttpResponse:
    """Take a device's address away, at once."""
    if request.method != "POST":
        return redirect("devices")
    placement_actions.revoke_device(device=device, by=request_actor(request), at=clock.now(), op=operation(request))
    return redirect("devices")


def _managed(by: Actor) -> list[ServicePoint]:
    mine = [point for point in places.service_points() if by.may(Right.MANAGE_DEVICES, point.pk)]
    if not mine:
        raise by.nowhere(Right.MANAGE_DEVICES)
    return mine


def _device_page(
    request: HttpRequest, managed: list[ServicePoint], fresh: Mapping[str, str] | None = None
) -> HttpResponse:
    rows = devices([point.pk for point in managed])
    facts = {"places": managed, "devices": rows, "fresh": fresh, "op": uuid4(), "here": reverse("devices")}
    return render(request, "web/devices.html", facts)
