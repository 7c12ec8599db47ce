"""Coming in: the empty house, the first administrator by the printed code, and a password chosen by a link that holds once."""

import logging
from uuid import uuid4

from django.contrib.auth import login
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from velkommen.apps.people.actions import Password, set_password
from velkommen.apps.people.links import staff_of_link
from velkommen.apps.people.models import Staff
from velkommen.apps.people.queries import setup_code_holds
from velkommen.apps.placement.actions import found_administrator
from velkommen.apps.placement.queries import actor_of, administrators
from velkommen.domain.rights import Right
from velkommen.interfaces.setup import forms
from velkommen.interfaces.setup.steps import attempt, row
from velkommen.interfaces.web.actors import request_actor
from velkommen.interfaces.web.fields import operation
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, SYSTEM

BACKEND = "django.contrib.auth.backends.ModelBackend"
_logger = logging.getLogger("velkommen.setup")


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Where one is: an empty house, one that is founded already, or (for administrators) the steps and how far one has come."""
    by = request_actor(request)
    if all(by.may(right, EVERYWHERE) for right in (Right.ARRANGE, Right.KEEP_CATALOGUE)):
        steps = row("")
        first = next(step for step in steps if not step["done"])
        return render(request, "setup/overview.html", {"steps": steps, "first": first})
    return render(request, "setup/empty.html", {"founded": bool(administrators())})


def administrator(request: HttpRequest, code: str) -> HttpResponse:
    """The first administrator, made by whoever has the code. A wrong or an old one is a page that is not there."""
    if administrators() or not setup_code_holds(code):
        return _shut(request, "code")
    form = forms.Administrator(request.POST or None)
    if request.method != "POST" or not form.is_valid() or not attempt(form, lambda: _found(request, code, form)):
        return _ask(request, "administrator", form)
    return redirect("setup-municipality")


def password(request: HttpRequest, link: str) -> HttpResponse:
    """A colleague chooses their password. A link that was used, or is older than three days, is a page that is not there."""
    staff = staff_of_link(link)
    if staff is None:
        return _shut(request, "link")
    form = forms.Chosen(request.POST or None)
    if request.method != "POST" or not form.is_valid() or not attempt(form, lambda: _choose(request, staff, form)):
        return _ask(request, "password", form, username=staff.username)
    return redirect("login")


def _found(request: HttpRequest, code: str, form: Form) -> None:
    said = form.cleaned_data
    made = found_administrator(
        code=code,
        username=said["username"],
        first_name=said["first_name"],
        password=Password(said["password"]),
        by=SYSTEM,
        at=clock.now(),
        op=operation(request),
    )
    login(request, Staff.objects.get(pk=made["staff"]), backend=BACKEND)


def _choose(request: HttpRequest, staff: Staff, form: Form) -> None:
    chosen = Password(form.cleaned_data["password"])
    set_password(staff=staff.pk, password=chosen, by=actor_of(staff), at=clock.now(), op=operation(request))


def _ask(request: HttpRequest, template: str, form: Form, **facts: object) -> HttpResponse:
    status = 422 if form.is_bound else 200
    said = {"form": form, "op": uuid4(), "here": request.path, **facts}
    return render(request, f"setup/{template}.html", said, status=status)


def _shut(request: HttpRequest, what: str) -> HttpResponse:
    """Somebody guesses, or comes late. The log says that it happened, and not what was tried."""
    _logger.warning("a setup %s that does not hold was tried", what)
    facts = {"what": what, "founded": bool(administrators()), "here": reverse("setup")}
    return render(request, "setup/shut.html", facts, status=404)
