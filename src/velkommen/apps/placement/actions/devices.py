"""Devices: registered with a token that is shown once, and revoked at once."""

import secrets
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.people.actions import digest
from velkommen.apps.placement.models import DEVICE_ROLES, Device
from velkommen.apps.places import queries as places
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right, Role
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class RevokedDevice(TypedDict):
    device: int


def register_device(*, place: int, role: Role, by: Actor, at: datetime) -> str:
    """A token for a new kiosk or board. Not a logged deed: its answer is a secret, and the log holds none.

    Raises:
        Refusal: NOT_ALLOWED, BAD_VALUE when the role is not a screen's, UNKNOWN_PLACE, PLACE_RETIRED.
    """
    by.require(Right.MANAGE_DEVICES, place)
    if role.value not in DEVICE_ROLES:
        raise Refusal(Code.BAD_VALUE, field="role")
    places.service_point_by_id(place)
    token = secrets.token_urlsafe(24)
    Device.objects.create(service_point_id=place, role=role.value, digest=digest(token), created_at=at)
    return token


@deed(Right.MANAGE_DEVICES)
def revoke_device(*, device: int, by: Actor, at: datetime, op: UUID) -> Done[RevokedDevice]:
    """Take a device's token away; its next request and its open stream end.

    Raises:
        Refusal: NOT_ALLOWED, BAD_VALUE when there is no such device.
    """
    found = Device.objects.filter(id=device).first()
    if found is None:
        raise Refusal(Code.BAD_VALUE, field="device")
    by.require(Right.MANAGE_DEVICES, found.service_point_id)
    Device.objects.filter(id=device, revoked_at=None).update(revoked_at=at)
    return Done({"device": device}, found.service_point_id, [{"revoked_device": device}])
