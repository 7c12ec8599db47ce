"""What is told of counts: the figures, and that nobody can work out a number of one to four people from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.indicators import telling
from velkommen.domain.indicators.document import Figure, Indicator
from velkommen.domain.indicators.telling import Counts, figures, small
from velkommen.domain.measures import Share, Spread

I = Indicator  # noqa: E741 - read in a table below


def counts(**changes: object) -> Counts:
    whole = {
        "number": 10_000,
        "population": 42_000,
        "days": 365,
        "libraries": 3_300,
        "solved": Share(7_200, 9_000),
        "referred": Share(900, 9_000),
        "other": 1_100,
        "outside": Share(2_000, 9_500),
        "waiting": Spread(8_000, 300.0, 240, 900),
        "no_shows": Share(400, 8_400),
    }
    return Counts(**(whole | changes))  # type: ignore[arg-type] # cases of a test


def told(**changes: object) -> dict[str, Figure]:
    return {one.indicator: one for one in figures(counts(**changes))}


def test_every_indicator_is_told_with_what_it_is_made_of() -> None:
    assert [(f.indicator, f.value, f.part, f.whole, f.coverage, f.hidden) for f in figures(counts())] == [
        (I.PER_THOUSAND, 238.1, 10_000, 42_000, None, False),
        (I.LIBRARY_SHARE, 33.0, 3_300, 10_000, 100, False),
        (I.SOLVED, 80.0, 7_200, 9_000, 90, False),
        (I.REFERRED, 10.0, 900, 9_000, 90, False),
        (I.OTHER, 11.0, 1_100, 10_000, 100, False),
        (I.OUTSIDE, 21.1, 2_000, 9_500, 95, False),
        (I.WAITING_HALF, 240.0, None, 8_000, 80, False),
        (I.WAITING_MOST, 900.0, None, 8_000, 80, False),
        (I.NO_SHOWS, 4.8, 400, 8_400, None, False),
    ]


def test_a_rate_is_of_a_year_whatever_the_period() -> None:
    assert told(number=5_000, days=182, libraries=0)[I.PER_THOUSAND].value == 238.7


def test_a_share_of_few_is_hidden_from_both_sides() -> None:
    assert told(libraries=4)[I.LIBRARY_SHARE].hidden
    assert told(libraries=9_997)[I.LIBRARY_SHARE].hidden
    assert not told(libraries=5)[I.LIBRARY_SHARE].hidden
    assert told(libraries=0)[I.LIBRARY_SHARE].value == 0.0


def test_where_only_the_others_are_few_a_share_is_told_without_counts() -> None:
    found = told(solved=Share(7_200, 9_998), referred=Share(900, 9_998))[I.SOLVED]
    assert (found.value, found.part, found.whole, found.coverage) == (72.0, None, None, None)


def test_what_is_neither_solved_nor_referred_may_not_be_few() -> None:
    assert told(solved=Share(8_097, 9_000))[I.REFERRED].hidden


def test_the_wait_of_few_is_their_own() -> None:
    assert told(waiting=Spread(19, 300.0, 240, 900))[I.WAITING_MOST].hidden


def test_where_nothing_was_counted_nothing_is_said() -> None:
    nothing = counts(
        number=0,
        libraries=0,
        solved=Share(0, 0),
        referred=Share(0, 0),
        other=0,
        outside=Share(0, 0),
        waiting=Spread(0, None, None, None),
        no_shows=Share(0, 0),
    )
    assert {one.value for one in figures(nothing)} == {None, 0.0}


SOME = st.integers(0, 12)


@st.composite
def any_counts(draw: st.DrawFn) -> tuple[Counts, dict[str, int]]:
    """A small place, and the numbers of people nobody may work out where they are small."""
    solved, referred, neither, unanswered = (draw(SOME) for _ in range(4))
    number, answered = solved + referred + neither + unanswered, solved + referred + neither
    libraries, other = draw(st.integers(0, number)), draw(st.integers(0, number))
    placed = draw(st.integers(0, number))
    outside, visits = draw(st.integers(0, placed)), draw(SOME)
    missed = draw(st.integers(0, visits))
    made = counts(
        number=number,
        libraries=libraries,
        solved=Share(solved, answered),
        referred=Share(referred, answered),
        other=other,
        outside=Share(outside, placed),
        waiting=Spread(0, None, None, None),
        no_shows=Share(missed, visits),
    )
    cells = {
        "solved": solved,
        "referred": referred,
        "neither": neither,
        "unanswered": unanswered,
        "libraries": libraries,
        "elsewhere": number - libraries,
        "other": other,
        "named": number - other,
        "outside": outside,
        "inside": placed - outside,
        "unplaced": number - placed,
        "missed": missed,
        "there": visits - missed,
    }
    return made, {name: cell for name, cell in cells.items() if small(cell)}


#: Of which told numbers each cell would follow: the first less the others.
FOLLOWS = {
    "solved": ["solved.part"],
    "referred": ["referred.part"],
    "neither": ["solved.whole", "solved.part", "referred.part"],
    "unanswered": ["per_thousand.part", "solved.whole"],
    "libraries": ["library_share.part"],
    "elsewhere": ["library_share.whole", "library_share.part"],
    "other": ["other.part"],
    "named": ["other.whole", "other.part"],
    "outside": ["outside.part"],
    "inside": ["outside.whole", "outside.part"],
    "unplaced": ["per_thousand.part", "outside.whole"],
    "missed": ["no_shows.part"],
    "there": ["no_shows.whole", "no_shows.part"],
}


@given(any_counts())
def test_no_small_number_follows_from_what_is_told(case: tuple[Counts, dict[str, int]]) -> None:
    made, few = case
    numbers = {
        f"{one.indicator}.{name}": value
        for one in figures(made)
        for name, value in (("part", one.part), ("whole", one.whole))
        if value is not None
    }
    assert [name for name in few if all(term in numbers for term in FOLLOWS[name])] == []


def test_control_a_telling_that_hides_nothing_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "small", lambda number: False)
    shown = told(libraries=3)[I.LIBRARY_SHARE]
    assert shown.part == 3
