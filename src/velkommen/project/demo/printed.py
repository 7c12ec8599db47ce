"""What the server prints when it serves the demo: where each screen is, and who can log in."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from velkommen.domain.rights import Role
from velkommen.project.demo import town

ROLES: Mapping[Role, Promise] = MappingProxyType(
    {
        Role.CLERK: _("clerk"),
        Role.EXPERT: _("expert"),
        Role.PARTNER: _("partner"),
        Role.LEAD: _("leader"),
        Role.ANALYST: _("analyst"),
        Role.ADMIN: _("administrator"),
        Role.AUDITOR: _("auditor"),
        Role.KIOSK: _("kiosk"),
        Role.BOARD: _("board"),
    }
)


class Printed(NamedTuple):
    """A line of two columns: what it is, and the address or the login."""

    what: str
    where: str


def doors(*, demo: bool) -> list[Printed]:
    """Every screen with its path. The kiosks and boards of the demo have addresses that are no secret."""
    return [
        Printed(gettext("Find help"), "/"),
        Printed(gettext("For staff"), "/staff/"),
        Printed(gettext("Desk"), "/desk/"),
        Printed(gettext("Statistics"), "/statistics/"),
        Printed(gettext("Kiosks and boards"), "/devices/"),
        Printed(gettext("HTTP API"), "/api/v1/openapi.json"),
        *(_screens() if demo else ()),
    ]


def _screens() -> list[Printed]:
    return [
        Printed(f"{str(ROLES[role]).capitalize()}, {plan.name}", f"/{role}/{town.device_token(role, plan.slug)}/")
        for plan in town.PLACES
        if plan.screens
        for role in (Role.KIOSK, Role.BOARD)
    ]


def logins() -> list[Printed]:
    """Who can log in to the demo, as "username / password"."""
    names = {plan.slug: plan.name for plan in town.PLACES}
    return [
        Printed(
            f"{person.first_name}, {ROLES[person.role]}: "
            + (", ".join(names[slug] for slug in person.at) if person.at else gettext("everywhere")),
            f"{person.username} / {town.PASSWORD}",
        )
        for person in town.STAFF[: town.PRINTED]
    ]
