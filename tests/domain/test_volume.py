"""What is proposed to who does something too seldom, and why."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.volume import CROWD, SMALL, Advice, Proposal, Seldom, advise, quarter_in, told, whole_quarter

_number = st.integers(0, 600).map(lambda tenths: tenths / 10)


@st.composite
def cases(draw: st.DrawFn) -> Seldom:
    own = draw(_number)
    others = draw(st.dictionaries(st.integers(2, 6), _number, max_size=4))
    here = round(own + sum(others.values()) + draw(_number), 1)
    elsewhere = draw(st.dictionaries(st.integers(10, 13), _number, max_size=3))
    return Seldom(draw(st.integers(1, 40)), 1, own, others, here, elsewhere)


@pytest.mark.parametrize(
    ("case", "advice"),
    [
        (Seldom(10, 1, 2.0, {2: 20.0}, 22.0), Advice(Proposal.SHARE, (2,))),
        (Seldom(10, 1, 2.0, {2: 12.0}, 14.0), Advice(Proposal.HAND_OVER, (2,))),
        (Seldom(10, 1, 8.0, {2: 4.0}, 12.0), Advice(Proposal.KEEP, (2,))),
        (Seldom(10, 1, 4.0, {}, 4.0, {9: 30.0, 8: 7.0}), Advice(Proposal.FEWER_PLACES, (9,))),
        (Seldom(10, 1, 4.0, {2: 1.0}, 5.0, {9: 4.0}), Advice(Proposal.PRACTISE, (2,))),
        (Seldom(10, 1, 0.0), Advice(Proposal.PRACTISE)),
    ],
)
def test_each_proposal_has_its_reason(case: Seldom, advice: Advice) -> None:
    assert advise(case) == advice


@given(case=cases())
def test_what_is_concentrated_is_enough_for_those_who_go_on(case: Seldom) -> None:
    advice = advise(case)
    if advice.proposal is Proposal.HAND_OVER:
        staying = advice.whom
    elif advice.proposal is Proposal.KEEP:
        staying = tuple({case.staff, *case.others} - set(advice.whom))
    else:
        return
    assert staying
    assert case.here / len(staying) >= case.minimum


@given(case=cases())
def test_nobody_hands_over_to_who_does_it_more_seldom(case: Seldom) -> None:
    advice = advise(case)
    if advice.proposal is Proposal.HAND_OVER:
        assert all(case.others[one] >= case.own for one in advice.whom)


@given(case=cases())
def test_another_place_is_named_only_when_both_together_have_enough_and_this_one_has_not(case: Seldom) -> None:
    advice = advise(case)
    if advice.proposal is Proposal.FEWER_PLACES:
        assert case.here < case.minimum <= case.here + case.elsewhere[advice.whom[0]]


def test_of_few_and_of_two_alone_nothing_is_told() -> None:
    assert [told(number, CROWD) for number in (0, 1, SMALL - 1, SMALL)] == [0, None, None, SMALL]
    assert (told(SMALL, CROWD - 1), told(0, 0)) == (None, 0)


@pytest.mark.parametrize(
    ("last", "end"),
    [
        (date(2026, 11, 24), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 9, 29), date(2026, 6, 30)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2025, 12, 31)),
    ],
)
def test_the_last_quarter_that_was_over(last: date, end: date) -> None:
    assert whole_quarter(last) == end


@pytest.mark.parametrize(
    ("first", "last", "end"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 31)),
        (date(2025, 10, 1), date(2025, 12, 30), None),
        (date(2025, 7, 1), date(2025, 12, 30), date(2025, 9, 30)),
        (date(2025, 7, 2), date(2025, 12, 30), None),
    ],
)
def test_a_quarter_lies_whole_in_a_span_or_not_at_all(first: date, last: date, end: date | None) -> None:
    assert quarter_in(first, last) == end


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 400))
def test_two_days_have_the_same_quarter_or_quarters_apart(last: date, more: int) -> None:
    """So that no two answers overlap."""
    one, other = whole_quarter(last), whole_quarter(date.fromordinal(last.toordinal() + more))
    assert one <= last
    assert ((other.year - one.year) * 12 + other.month - one.month) % 3 == 0
