"""What is lacking against what an hour needs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.roster.deals import LIVE, DealState, legal
from velkommen.domain.roster.needs import Lack, Need, There, lacking

SATURDAY = date(2026, 11, 28)
OPEN = ((600, 840),)
PASSPORTS = Need(frozenset({5}), (600, 840), "passport")
TWO = Need(frozenset({5}), (600, 840), number=2)


def said(found: list[Lack]) -> list[tuple[str, int, int, int]]:
    return [(one.need.competence, *one.span, one.missing) for one in found]


def test_saturday_passports_are_missing_after_the_one_who_can_has_gone() -> None:
    able, other = There(((600, 720),), {"passport"}), There(((600, 840),))
    assert said(lacking([PASSPORTS, TWO], SATURDAY, OPEN, [able, other])) == [
        ("", 720, 840, 1),
        ("passport", 720, 840, 1),
    ]


@pytest.mark.parametrize(
    ("day", "staffed", "expected"),
    [
        (SATURDAY, OPEN, [("passport", 600, 840, 1)]),
        (SATURDAY, (), []),
        (SATURDAY, ((540, 660), (700, 900)), [("passport", 600, 660, 1), ("passport", 700, 840, 1)]),
        (date(2026, 11, 27), OPEN, []),
    ],
)
def test_only_staffed_hours_of_its_weekdays_need_anybody(
    day: date, staffed: tuple[tuple[int, int], ...], expected: list[tuple[str, int, int, int]]
) -> None:
    assert said(lacking([PASSPORTS], day, staffed, [])) == expected


spans = st.tuples(st.integers(0, 24), st.integers(0, 24)).filter(lambda s: s[0] < s[1])
people = st.lists(st.builds(There, st.tuples(spans), st.frozensets(st.sampled_from(["passport", "mitid"]))), max_size=4)
needs = st.builds(Need, st.just(frozenset({5})), spans, st.sampled_from(["", "passport", "mitid"]), st.integers(1, 3))


@given(needs, spans, people)
def test_minute_by_minute_it_is_what_counting_says(need: Need, staffed: tuple[int, int], there: list[There]) -> None:
    found = lacking([need], SATURDAY, (staffed,), there)
    for minute in range(25):
        able = [one for one in there if not need.competence or need.competence in one.held]
        number = sum(any(a <= minute < b for a, b in one.spans) for one in able)
        asked = need.span[0] <= minute < need.span[1] and staffed[0] <= minute < staffed[1]
        missing = [one.missing for one in found if one.span[0] <= minute < one.span[1]]
        assert missing == ([need.number - number] if asked and number < need.number else [])


@given(needs, people, st.builds(There, st.tuples(spans), st.just(frozenset({"passport", "mitid"}))))
def test_one_more_never_makes_more_lacking(need: Need, there: list[There], more: There) -> None:
    before, after = (
        sum((one.span[1] - one.span[0]) * one.missing for one in lacking([need], SATURDAY, ((0, 24),), crew))
        for crew in (there, [*there, more])
    )
    assert after <= before


def test_what_is_over_stays_over() -> None:
    over = set(DealState) - LIVE
    assert [(one, other) for one in over for other in DealState if legal(one, other)] == []
    assert legal(DealState.OPEN, DealState.CLAIMED)
    assert legal(DealState.CLAIMED, DealState.DONE)
