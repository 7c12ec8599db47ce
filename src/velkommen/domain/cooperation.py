"""How library and citizen service work together at a service point, and which of the four models that is.

Source: *Bibliotek & Borgerservice - du er altid velkommen!* (2010), p. 9-19. There are no right or wrong models; the label is
derived from what has been agreed and never typed in. The numbers are the report's: the association has used others (TAXONOMY).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from velkommen.domain.kinds import Unit
from velkommen.domain.outcomes import Discretion

TAXONOMY = "2010"


class Model(StrEnum):
    """The report's models; "none" is an answer, "unknown" is the lack of one."""

    UNKNOWN = "unknown"
    NONE = "none"
    SMALL_START = "1"
    SAME_ROOF = "2"
    SELECTED_TASKS = "3"
    ONE_ENTRANCE = "4"


class Axis(StrEnum):
    """What a label can rest on."""

    NOT_RECORDED = "not_recorded"
    NOTHING_SHARED = "nothing_shared"
    SHARED_IT_OR_TEACHING = "shared_it_or_teaching"
    PREMISES_SHARED = "premises_shared"
    TASKS_TAKEN_OVER = "tasks_taken_over"
    DESK_SHARED = "desk_shared"
    PARTNERS = "partners"


class PartnerKind(StrEnum):
    """Who else may stand at the desk: others than culture and library people (p. 9, 17, 19)."""

    HEALTH_CENTRE = "health_centre"
    HEALTH_VISITOR = "health_visitor"
    POLICE = "police"
    SSP = "ssp"
    JOB_SERVICE = "job_service"
    TOURIST_OFFICE = "tourist_office"
    DAY_CARE = "day_care"
    FAMILY_TREATMENT = "family_treatment"
    PPR = "ppr"
    PENSION_TEAM = "pension_team"
    MEETING_PLACE = "meeting_place"
    INTERNATIONAL = "international"
    INFORMATION_CENTRE = "information_centre"
    TRADE_ASSOCIATION = "trade_association"
    OTHER = "other"


@dataclass(frozen=True)
class Agreement:
    """What holds at one service point from a day on.

    Args:
        small_start: shared IT unseen by citizens, or short courses.
        performed: task key -> the units besides its own that do the task here.
        all_but_discretion: the units that do every task here whose discretion is not high (Næstved, p. 14).
        project_owner: the job title of who is in charge of the cooperation.
        is_centre: whether the council has decided that this is a citizen service centre; None when nobody knows.
        decided_on: the day of that decision.
    """

    small_start: bool = False
    premises_shared: bool = False
    leadership_joint: bool = False
    desk_shared: bool = False
    units: frozenset[Unit] = frozenset()
    partners: frozenset[PartnerKind] = frozenset()
    performed: Mapping[str, frozenset[Unit]] = field(default_factory=dict)
    all_but_discretion: frozenset[Unit] = frozenset()
    project_owner: str = ""
    is_centre: bool | None = None
    decided_on: date | None = None

    def performers(self, task: str, owner: Unit, discretion: Discretion) -> frozenset[Unit]:
        """The units that may do a task here: its own, and those it was given to."""
        found = frozenset({owner}) | self.performed.get(task, frozenset())
        return found if discretion is Discretion.HIGH else found | self.all_but_discretion

    @property
    def tasks_taken_over(self) -> bool:
        return any(self.performed.values()) or bool(self.all_but_discretion)


@dataclass(frozen=True)
class Label:
    """The model an agreement amounts to, and the axes it rests on."""

    model: Model
    because: tuple[Axis, ...]


def label(agreement: Agreement | None) -> Label:
    """The highest model whose conditions an agreement meets; none recorded is "unknown", nothing agreed is "none"."""
    if agreement is None:
        return Label(Model.UNKNOWN, (Axis.NOT_RECORDED,))
    if agreement.desk_shared and agreement.partners:
        return Label(Model.ONE_ENTRANCE, (Axis.DESK_SHARED, Axis.PARTNERS))
    if agreement.tasks_taken_over:
        return Label(Model.SELECTED_TASKS, (Axis.TASKS_TAKEN_OVER,))
    if agreement.premises_shared:
        return Label(Model.SAME_ROOF, (Axis.PREMISES_SHARED,))
    if agreement.small_start:
        return Label(Model.SMALL_START, (Axis.SHARED_IT_OR_TEACHING,))
    return Label(Model.NONE, (Axis.NOTHING_SHARED,))
