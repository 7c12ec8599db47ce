"""What each outcome must carry, and what a front desk never says."""

import pytest

from velkommen.domain.outcomes import (
    SOLVED_AT_FIRST_CONTACT,
    DestinationKind,
    Discretion,
    Outcome,
    Reason,
    check_outcome,
)
from velkommen.domain.refusals import Code, Refusal

FITTING = {
    Outcome.TO_CITIZEN_SERVICE: DestinationKind.CITIZEN_SERVICE,
    Outcome.TO_DEPARTMENT: DestinationKind.DEPARTMENT,
    Outcome.TO_AUTHORITY: DestinationKind.AUTHORITY,
}


def answer(
    outcome: Outcome,
    destination: DestinationKind | None = None,
    reason: Reason | None = None,
    discretion: Discretion = Discretion.NONE,
) -> Code | None:
    try:
        check_outcome(outcome, destination=destination, reason=reason, discretion=discretion)
    except Refusal as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize("destination", [None, *DestinationKind])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_referral_names_where_and_nothing_else_does(outcome: Outcome, destination: DestinationKind | None) -> None:
    reason = Reason.OTHER if outcome is Outcome.NOT_POSSIBLE else None
    wanted = FITTING.get(outcome)
    expected = None if destination is wanted else Code.DESTINATION_WRONG_KIND
    if wanted and destination is None:
        expected = Code.DESTINATION_MISSING
    assert answer(outcome, destination, reason) is expected


@pytest.mark.parametrize("reason", [None, *Reason])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_not_possible_says_why_and_nothing_else_does(outcome: Outcome, reason: Reason | None) -> None:
    right = (outcome is Outcome.NOT_POSSIBLE) == (reason is not None)
    assert answer(outcome, FITTING.get(outcome), reason) is (None if right else Code.REASON_MISSING)


@pytest.mark.parametrize("discretion", list(Discretion))
@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_judgement_is_never_solved_at_the_desk(outcome: Outcome, discretion: Discretion) -> None:
    reason = Reason.OTHER if outcome is Outcome.NOT_POSSIBLE else None
    never = outcome is Outcome.SOLVED and discretion is Discretion.HIGH
    assert answer(outcome, FITTING.get(outcome), reason, discretion) is (Code.DISCRETION_AT_DESK if never else None)


def test_three_outcomes_count_as_solved_at_first_contact() -> None:
    assert {o.value for o in SOLVED_AT_FIRST_CONTACT} == {"solved", "self_service", "solved_with_expert"}
