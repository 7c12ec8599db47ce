"""Who works at a place and what they are trained for; its kiosk and its board."""

from functools import partial

from django.http import HttpResponse

from velkommen.apps.people.actions import create_staff
from velkommen.apps.people.links import password_link
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import grant_competence, post_staff, register_device
from velkommen.apps.placement.queries import devices, staff_at
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.rights import Role
from velkommen.interfaces.setup import forms
from velkommen.interfaces.setup.steps import Sent, attempt, of_place, step
from velkommen.interfaces.web.fields import chosen
from velkommen.shared import clock


@step("colleagues")
def colleagues(sent: Sent) -> HttpResponse:
    """Oneself, if one serves here too; then one colleague after the other, each with a link to choose a password by."""
    place, posted = of_place(sent), sent.request.POST if sent.posted else None
    about_me = bool(posted and posted.get("who") == "me")
    me, form = forms.Myself(posted if about_me else None), forms.Colleague(None if about_me else posted)
    if about_me and me.is_valid() and attempt(me, partial(_serve_myself, sent, me, place)):
        return sent.here()
    if sent.posted and not about_me and form.is_valid():
        made: list[int] = []
        if attempt(form, lambda: made.append(_add(sent, form, place))):
            secret = password_link(staff=made[0], by=sent.by)
            link = sent.request.build_absolute_uri(f"/setup/password/{secret}/")
            username, form = form.cleaned_data["username"], forms.Colleague()
            return _page(sent, form, me, link=link, fresh=username)
    return _page(sent, form, me)


def _page(sent: Sent, form: forms.Colleague, me: forms.Myself, **facts: object) -> HttpResponse:
    there = staff_at(of_place(sent).pk)
    serves = any(staff.pk == sent.by.staff_id for staff, _ in there)
    rows = [(staff, forms.ROLES.get(role, role.value)) for staff, role in there]
    return sent.show("colleagues", form, me=me, serves=serves, people=rows, **facts)


def _serve_myself(sent: Sent, form: forms.Myself, place: ServicePoint) -> None:
    staff = sent.by.id
    post_staff(staff=staff, place=place.pk, role=Role.CLERK, **sent.deed())
    _train(sent, staff, place, form.cleaned_data["competences"])


def _add(sent: Sent, form: forms.Colleague, place: ServicePoint) -> int:
    said = form.cleaned_data
    account = {name: said[name] for name in ("username", "first_name", "unit")}
    staff = create_staff(**account, **sent.deed())["staff"]
    post_staff(staff=staff, place=place.pk, role=Role(said["role"]), **sent.deed("post"))
    if Role(said["role"]).value in book.AT_DESKS:
        _train(sent, staff, place, said["competences"])
    return staff


def _train(sent: Sent, staff: int, place: ServicePoint, keys: list[str]) -> None:
    """What they are not known to be trained for yet."""
    today = clock.local_day(clock.now())
    there = next(one for one in book.town().places[place.pk].people if one.id == staff)
    held = there.on(today).able.competences
    for key in keys:
        if key not in held:
            grant_competence(staff=staff, key=key, first=today, **sent.deed(key))


@step("screens")
def screens(sent: Sent) -> HttpResponse:
    """A kiosk and a board: each address is in one answer and nowhere else."""
    place, fresh = of_place(sent), None
    if sent.posted:
        role = chosen(sent.request, "role", Role)
        token = register_device(place=place.pk, role=role, by=sent.by, at=clock.now())
        fresh = {"role": role.value, "address": sent.request.build_absolute_uri(f"/{role.value}/{token}/")}
    return sent.show("screens", paired=devices([place.pk]), fresh=fresh)
