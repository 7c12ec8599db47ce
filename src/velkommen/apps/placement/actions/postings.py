"""Who works where, in which role; and the first administrator of a house that has none."""

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.people.actions import Password, encoded, new_account, use_setup_code
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import STAFF_ROLES, Posting
from velkommen.apps.placement.queries import administrators
from velkommen.apps.places import queries as places
from velkommen.domain.kinds import Unit
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right, Role
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed

#: What the leader of a place may give there; all else is an administrator's to give.
OF_LEADERS = frozenset({Role.CLERK, Role.EXPERT, Role.PARTNER})


class Posted(TypedDict):
    """Who has (or had) the role, and where; no place means everywhere."""

    staff: int
    place: int | None
    role: str


class Administrator(TypedDict):
    staff: int


@deed(Right.ARRANGE)
def post_staff(*, staff: int, place: int | None, role: Role, by: Actor, at: datetime, op: UUID) -> Done[Posted]:
    """Give somebody a role at a place, or (no place) everywhere.

    Raises:
        Refusal: NOT_ALLOWED (leaders give clerks, experts and partners at their own places, administrators everything),
            UNKNOWN_STAFF, UNKNOWN_PLACE, PLACE_RETIRED, BAD_VALUE when the role is a screen's, POSTED_ALREADY.
    """
    _may(place, role, by)
    if place is not None:
        places.hold(place)
    if not Staff.objects.select_for_update(no_key=True).filter(pk=staff, is_active=True).exists():
        raise Refusal(Code.UNKNOWN_STAFF)
    if Posting.objects.filter(staff=staff, service_point=place, role=role.value).exists():
        raise Refusal(Code.POSTED_ALREADY)
    Posting.objects.create(staff_id=staff, service_point_id=place, role=role.value)
    return Done({"staff": staff, "place": place, "role": role.value}, place, rules=True)


@deed(Right.ARRANGE)
def unpost_staff(*, staff: int, place: int | None, role: Role, by: Actor, at: datetime, op: UUID) -> Done[Posted]:
    """Take a role away again, and the hours somebody kept in it. What they did in it stays.

    Raises:
        Refusal: NOT_ALLOWED as `post_staff`, BAD_VALUE, NOT_POSTED, LAST_ADMINISTRATOR.
    """
    _may(place, role, by)
    held = Posting.objects.select_for_update().filter(staff=staff, service_point=place, role=role.value).first()
    if held is None:
        raise Refusal(Code.NOT_POSTED)
    if role is Role.ADMIN and place is None:
        _keep_one(held)
    held.delete()
    return Done({"staff": staff, "place": place, "role": role.value}, place, rules=True)


@deed(Right.ARRANGE)
def found_administrator(
    *, code: str, username: str, first_name: str, password: Password, by: Actor, at: datetime, op: UUID
) -> Done[Administrator]:
    """The first administrator of a house that has none, made by whoever has the code its server printed.

    Raises:
        Refusal: UNKNOWN_SETUP_CODE, FOUNDED_ALREADY, BAD_USERNAME, NAME_TAKEN, BAD_VALUE with the field, WEAK_PASSWORD.
    """
    use_setup_code(code)
    if administrators():
        raise Refusal(Code.FOUNDED_ALREADY)
    staff = new_account(username, first_name, Unit.CITIZEN_SERVICE.value, at)
    staff.password = encoded(password, staff)
    staff.save(update_fields=["password"])
    Posting.objects.create(staff=staff, service_point=None, role=Role.ADMIN.value)
    return Done({"staff": staff.pk}, None, rules=True)


def _may(place: int | None, role: Role, by: Actor) -> None:
    by.require(Right.ARRANGE, EVERYWHERE if place is None or role not in OF_LEADERS else place)
    if role.value not in STAFF_ROLES:
        raise Refusal(Code.BAD_VALUE, field="role")


def _keep_one(leaving: Posting) -> None:
    """Two who take each other's right away at the same time meet here: every administrator's row is held."""
    rows = Posting.objects.select_for_update().filter(role=Role.ADMIN.value, service_point=None)
    active = set(
        Staff.objects.filter(is_active=True, pk__in=[row.staff_id for row in rows]).values_list("pk", flat=True)
    )
    if not active - {leaving.staff_id}:
        raise Refusal(Code.LAST_ADMINISTRATOR)
