"""Who at a desk keeps a lifeline no expert has: whoever asked; when they have left, a lead of the place, or anybody who serves there."""

from velkommen.apps.lifelines.models import Lifeline
from velkommen.apps.placement.models import Posting
from velkommen.domain.rights import RIGHTS, Right, Role

_SERVE = [role.value for role in Role if Right.SERVE in RIGHTS[role]]
_BEFORE = (Role.LEAD.value, Role.CLERK.value, Role.ADMIN.value)  # who keeps it rather than others


def keeper(row: Lifeline) -> int:
    """The member of staff (by id) at the place of a lifeline who has it while no expert does (one statement)."""
    serving = serving_at(row.service_point_id)
    if row.asked_by_id in serving or not serving:
        return row.asked_by_id
    return min(serving, key=lambda staff: (_rank(serving[staff]), staff))


def serving_at(place: int) -> dict[int, str]:
    """Who serves at a place, there or everywhere, with the role that says so (one statement)."""
    rows = Posting.objects.filter(role__in=_SERVE, staff__is_active=True).order_by("-service_point", "id")
    return dict(rows.filter(service_point=place).values_list("staff", "role")) or dict(
        rows.filter(service_point=None).values_list("staff", "role")
    )


def _rank(role: str) -> int:
    return _BEFORE.index(role) if role in _BEFORE else len(_BEFORE)
