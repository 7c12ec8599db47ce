"""How an enquiry ends: the outcomes, what each must carry, and which count as solved at first contact.

Source: the report *Bibliotek & Borgerservice* (2010), p. 14-15 (80 % solved at the citizen's first enquiry; no discretion
at the library's desk), with topic and outcome kept apart where its chart mixed them.
"""

from enum import StrEnum

from velkommen.domain.refusals import Code, Refusal


class Outcome(StrEnum):
    """How one matter ended."""

    SOLVED = "solved"
    SELF_SERVICE = "self_service"
    SOLVED_WITH_EXPERT = "solved_with_expert"
    COME_BACK = "come_back"
    TO_CITIZEN_SERVICE = "to_citizen_service"
    TO_DEPARTMENT = "to_department"
    TO_AUTHORITY = "to_authority"
    NOT_POSSIBLE = "not_possible"
    LEFT = "left"


class DestinationKind(StrEnum):
    """What kind of place a referral names."""

    CITIZEN_SERVICE = "citizen_service"
    DEPARTMENT = "department"
    AUTHORITY = "authority"


class Reason(StrEnum):
    """Why something was not possible: a closed list, because free text about people has no place here."""

    PAPERS_MISSING = "papers_missing"
    EQUIPMENT_DOWN = "equipment_down"
    NOBODY_COMPETENT = "nobody_competent"
    NOT_ENTITLED = "not_entitled"
    SYSTEM_DOWN = "system_down"
    OTHER = "other"


class Discretion(StrEnum):
    """How much judgement the task takes (skøn)."""

    NONE = "none"
    LOW = "low"
    HIGH = "high"


REFERRALS = {
    Outcome.TO_CITIZEN_SERVICE: DestinationKind.CITIZEN_SERVICE,
    Outcome.TO_DEPARTMENT: DestinationKind.DEPARTMENT,
    Outcome.TO_AUTHORITY: DestinationKind.AUTHORITY,
}
SOLVED_AT_FIRST_CONTACT = frozenset({Outcome.SOLVED, Outcome.SELF_SERVICE, Outcome.SOLVED_WITH_EXPERT})


def check_outcome(
    outcome: Outcome, *, destination: DestinationKind | None, reason: Reason | None, discretion: Discretion
) -> None:
    """Refuse an outcome that lacks what it must carry, or that a front desk may never give.

    Raises:
        Refusal: DISCRETION_AT_DESK, DESTINATION_MISSING, DESTINATION_WRONG_KIND or REASON_MISSING.
    """
    if outcome is Outcome.SOLVED and discretion is Discretion.HIGH:
        raise Refusal(Code.DISCRETION_AT_DESK)
    wanted = REFERRALS.get(outcome)
    if wanted and destination is None:
        raise Refusal(Code.DESTINATION_MISSING, outcome=outcome.value)
    if destination is not None and destination is not wanted:
        raise Refusal(Code.DESTINATION_WRONG_KIND, outcome=outcome.value, kind=destination.value)
    if (outcome is Outcome.NOT_POSSIBLE) != (reason is not None):
        raise Refusal(Code.REASON_MISSING, outcome=outcome.value)
