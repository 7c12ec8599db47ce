"""Who may what where, and what is offered where: actors made of postings, tokens and devices."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.people import NOON, Town, code, refused, somebody
from velkommen.apps.catalogue.models import Task
from velkommen.apps.people.actions import create_token
from velkommen.apps.people.models import AccessToken, Staff
from velkommen.apps.placement import book, queries
from velkommen.apps.placement.actions import register_device, revoke_device, suspend_here
from velkommen.apps.placement.asking import edition_of
from velkommen.apps.placement.models import Device, Offer, Posting
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.kinds import Unit
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Right, Role
from velkommen.shared.actor import EVERYWHERE, ActorKind

TODAY = date(2026, 11, 24)


def test_an_actor_holds_each_role_where_it_was_given(town: Town) -> None:
    bo = somebody("bo", (town.place, Role.CLERK), (town.place, Role.AUDITOR), (None, Role.ANALYST), unit=Unit.PARTNER)
    roles = {town.place.pk: {Role.CLERK, Role.AUDITOR}, EVERYWHERE: {Role.ANALYST}}
    assert (bo.kind, bo.name, bo.unit, dict(bo.grants)) == (ActorKind.STAFF, "Bo", Unit.PARTNER, roles)


def test_who_has_no_posting_may_nothing(town: Town) -> None:
    bo = somebody("bo")
    assert [right for right in Right if bo.may(right, town.place.pk) or bo.may_somewhere(right)] == []


@pytest.mark.parametrize("role", [Role.KIOSK, Role.BOARD])
def test_nobody_of_the_staff_is_a_device(town: Town, role: Role) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(staff_id=town.mette.id, service_point=town.place, role=role.value)


def test_a_posting_is_held_once_everywhere_too(town: Town) -> None:
    somebody("bo", (None, Role.ANALYST))
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(staff=Staff.objects.get(username="bo"), service_point=None, role="analyst")


def test_a_token_is_the_person_in_one_statement(town: Town) -> None:
    token = create_token(username="mette", at=NOON)
    with CaptureQueriesContext(connection) as asked:
        actor = queries.actor_by_token(token)
    assert (actor, len(asked)) == (town.mette, 1)


@pytest.mark.parametrize("lost", ["unknown", "revoked", "inactive", "unposted"])
def test_a_token_that_is_worth_nothing(town: Town, lost: str) -> None:
    token = create_token(username="mette", at=NOON)
    if lost == "revoked":
        AccessToken.objects.update(revoked_at=NOON)
    if lost == "inactive":
        Staff.objects.filter(username="mette").update(is_active=False)
    if lost == "unposted":
        Posting.objects.all().delete()
    assert queries.actor_by_token(f"{token}x" if lost == "unknown" else token) is None


@pytest.mark.parametrize("role", [Role.KIOSK, Role.BOARD])
def test_a_device_is_known_by_its_token_in_its_own_role_only(town: Town, role: Role) -> None:
    token = register_device(place=town.place.pk, role=role, by=town.lea, at=NOON)
    known = {other: queries.device_by_token(token, other) for other in (Role.KIOSK, Role.BOARD)}
    device, actor = known.pop(role) or (None, None)
    assert (device, list(known.values())) == (Device.objects.get(), [None])
    assert actor is not None
    assert (actor.kind, dict(actor.grants)) == (ActorKind.DEVICE, {town.place.pk: {role}})


def test_only_the_digest_of_a_devices_token_is_stored(town: Town) -> None:
    token = register_device(place=town.place.pk, role=Role.KIOSK, by=town.lea, at=NOON)
    assert [value for value in Device.objects.values_list().get() if value == token] == []
    assert len(token) >= 32


def test_a_revoked_device_is_nobody_at_once_and_stays_so(town: Town) -> None:
    token = register_device(place=town.place.pk, role=Role.KIOSK, by=town.lea, at=NOON)
    device = Device.objects.get()
    revoke_device(device=device.pk, **town.by(town.lea))
    town.later(days=1)
    revoke_device(device=device.pk, **town.by(town.lea))
    device.refresh_from_db()
    assert (queries.device_by_token(token, Role.KIOSK), device.revoked_at) == (None, NOON)
    assert (queries.revoked_devices(), queries.devices([town.place.pk])) == ([device.pk], [])


@pytest.mark.parametrize("who", ["mette", "sara"])
def test_only_who_manages_the_place_pairs_and_revokes(town: Town, who: str) -> None:
    register_device(place=town.place.pk, role=Role.KIOSK, by=town.lea, at=NOON)
    by = getattr(town, who)
    paired = code(register_device, place=town.place.pk, role=Role.KIOSK, by=by, at=NOON)
    revoked = code(revoke_device, device=Device.objects.get().pk, **town.by(by))
    assert (paired, revoked, queries.revoked_devices()) == (Code.NOT_ALLOWED, Code.NOT_ALLOWED, [])


def test_what_is_no_screen_or_no_device_is_refused(town: Town) -> None:
    clerk = refused(register_device, place=town.place.pk, role=Role.CLERK, by=town.lea, at=NOON)
    gone = refused(revoke_device, device=987654, **town.by(town.lea))
    assert (clerk, gone) == ((Code.BAD_VALUE, {"field": "role"}), (Code.BAD_VALUE, {"field": "device"}))


def test_an_offer_is_read_with_its_place_task_line_and_the_edition_of_the_book_in_one_statement(town: Town) -> None:
    with CaptureQueriesContext(connection) as asked:
        offer = queries.offer(town.place.pk, "mitid", TODAY)
        facts = (offer.service_point.slug, offer.task.key, offer.task.group.letter, edition_of(offer))
    assert (facts, len(asked)) == (("nordby", "mitid", "A", 0), 1)


def test_the_lines_of_a_place_are_those_of_its_tasks(town: Town) -> None:
    lines = {
        place.slug: [line.letter for line in queries.lines_offered(place.pk, TODAY)]
        for place in (town.place, town.sydby)
    }
    assert lines == {"nordby": ["A", "B"], "sydby": ["A"]}


def test_a_task_is_offered_once_per_place(town: Town) -> None:
    offer = Offer.objects.filter(service_point=town.place).first()
    assert offer is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.create(service_point=offer.service_point, task=offer.task)


def test_of_several_steps_the_latest_that_has_begun_holds(town: Town) -> None:
    for ahead, role in ((-9, "refer"), (-1, "assist"), (1, "none")):
        Offer.objects.create(
            service_point=town.sydby,
            task=Task.objects.get(key="passport"),
            since=TODAY + timedelta(days=ahead),
            role=role,
        )
    seen = [[o.role for o in queries.offers(town.sydby.pk, TODAY + timedelta(days=ahead))] for ahead in (-20, -5, 0, 1)]
    assert seen == [[""], ["refer"], ["assist"], []]


def test_a_line_whose_only_task_has_ended_is_gone(town: Town) -> None:
    Offer.objects.create(service_point=town.place, task=Task.objects.get(key="assessment"), since=TODAY, role="none")
    assert [line.letter for line in queries.lines_offered(town.place.pk, TODAY)] == ["A"]


def test_the_book_is_read_in_constant_statements_and_kept(town: Town) -> None:
    with CaptureQueriesContext(connection) as first:
        book.town()
    for number in range(5):
        place = ServicePoint.objects.create(slug=f"place-{number}", name=f"Place {number}", kind="branch")
        Offer.objects.create(service_point=place, task=Task.objects.get(key="passport"))
    book.forget()
    with CaptureQueriesContext(connection) as many:
        book.town()
    with CaptureQueriesContext(connection) as again:
        book.town()
    assert (len(many), len(again)) == (len(first), 1)


def test_the_book_is_read_anew_when_a_deed_changed_a_rule(town: Town) -> None:
    before = book.town()
    suspend_here(place=town.place.pk, task="mitid", first=TODAY, last=None, why="Flytning", **town.by(town.lea))
    after = book.town()
    assert (before.places[town.place.pk].suspensions, list(after.places[town.place.pk].suspensions)) == ({}, ["mitid"])
