"""Who acts: staff, a device, a citizen with the link of a number or of an appointment, the public, or the system itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from velkommen.domain.kinds import Unit
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import RIGHTS, Right, Role

EVERYWHERE = 0  # the key of grants that hold at every service point


class ActorKind(StrEnum):
    STAFF = "staff"
    DEVICE = "device"
    CITIZEN = "citizen"
    GUEST = "guest"
    PUBLIC = "public"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Somebody with rights.

    Args:
        kind: what sort of actor.
        id: the primary key of the staff member, device, visit (a citizen with its link) or appointment (a guest with its link); 0 where
            there is none.
        name: what colleagues call them on screen; empty for all but staff.
        unit: library, citizen service or partner; None for all but staff.
        grants: service point id (or EVERYWHERE) -> roles held there.
    """

    kind: ActorKind
    id: int = 0
    name: str = ""
    unit: Unit | None = None
    grants: Mapping[int, frozenset[Role]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def key(self) -> str:
        """How the log names the actor, for example "staff:7"."""
        return f"{self.kind}:{self.id}"

    @property
    def staff_id(self) -> int | None:
        return self.id if self.kind is ActorKind.STAFF else None

    def roles_at(self, place: int) -> frozenset[Role]:
        return self.grants.get(place, frozenset()) | self.grants.get(EVERYWHERE, frozenset())

    def may(self, right: Right, place: int) -> bool:
        """Whether the actor holds a right at a service point (by id)."""
        if self.kind is ActorKind.SYSTEM:
            return True
        return any(right in RIGHTS[role] for role in self.roles_at(place))

    def may_somewhere(self, right: Right) -> bool:
        return self.kind is ActorKind.SYSTEM or any(self.may(right, place) for place in self.grants)

    def works_at(self, place: int) -> bool:
        """Whether the actor serves or arranges there. Others are told no numbers of a few (`domain.small_cells`)."""
        return self.may(Right.SERVE, place) or self.may(Right.ARRANGE, place)

    def require(self, right: Right, place: int) -> None:
        """Raises: Refusal NOT_ALLOWED when the right is not held there."""
        if not self.may(right, place):
            raise Refusal(Code.NOT_ALLOWED, right=right.value)

    def nowhere(self, right: Right) -> Refusal:
        """What to say to an actor for whom no place was found: whoever holds the right everywhere has founded none yet."""
        if self.may(right, EVERYWHERE):
            return Refusal(Code.NO_PLACE_YET)
        return Refusal(Code.NOT_ALLOWED, right=right.value)


SYSTEM = Actor(ActorKind.SYSTEM)
PUBLIC = Actor(ActorKind.PUBLIC)
