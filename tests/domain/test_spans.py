"""How a span is put together: every day of it once, closed ones in pieces as long as can be."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.spans import Grain, Pieces, each_day, end, fewer, split

DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))


@given(DAYS, DAYS, DAYS, DAYS, st.frozensets(DAYS, max_size=5))
def test_every_day_lies_in_exactly_one_piece(a: date, b: date, c: date, d: date, touched: frozenset[date]) -> None:
    first, last, closed = min(a, b), max(a, b), (min(c, d), max(c, d))
    pieces = split(first, last, closed, touched)
    covered = [day for piece in pieces.open for day in each_day(*piece)]
    covered += pieces.days
    for grain, starts in ((Grain.MONTH, pieces.months), (Grain.YEAR, pieces.years)):
        for one in starts:
            days = [day for day in each_day(one, end(one, grain)) if day >= closed[0]]
            assert not touched & set(days)
            covered += days
    assert sorted(covered) == list(each_day(first, last))


@given(DAYS, DAYS, st.frozensets(DAYS, max_size=5))
def test_what_is_open_or_touched_is_read_from_its_facts(a: date, b: date, touched: frozenset[date]) -> None:
    first, last = min(a, b), max(a, b)
    closed = (date(2023, 5, 5), date(2025, 2, 3))
    opened = {day for piece in split(first, last, closed, touched).open for day in each_day(*piece)}
    span = set(each_day(first, last))
    assert opened == {day for day in span if not closed[0] <= day <= closed[1] or day in touched}


def test_ten_years_are_years_months_and_days() -> None:
    pieces = split(date(2016, 11, 29), date(2026, 11, 29), (date(2010, 1, 1), date(2026, 11, 28)), frozenset())
    assert (len(pieces.years), len(pieces.months), len(pieces.days)) == (9, 11, 30)
    assert pieces.open == [(date(2026, 11, 29), date(2026, 11, 29))]


def test_a_month_that_began_to_be_closed_in_its_middle_is_whole_from_there() -> None:
    closed = (date(2026, 3, 10), date(2026, 5, 2))
    assert split(date(2026, 1, 1), date(2026, 4, 30), closed, frozenset()) == Pieces(
        months=[date(2026, 3, 1), date(2026, 4, 1)], open=[(date(2026, 1, 1), date(2026, 3, 9))]
    )
    assert date(2026, 3, 1) not in split(date(2026, 3, 11), date(2026, 4, 30), closed, frozenset()).months


def test_reversed_spans_have_no_pieces() -> None:
    assert split(date(2026, 1, 2), date(2026, 1, 1), None, frozenset()) == Pieces()


def test_nothing_closed_is_one_open_stretch() -> None:
    first, last = date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=9)
    assert split(first, last, None, frozenset()).open == [(first, last)]


@given(DAYS, st.integers(0, 80), DAYS, DAYS, st.frozensets(DAYS, max_size=5))
def test_a_month_of_which_most_days_are_wanted_is_its_whole_less_the_others(
    first: date, many: int, c: date, d: date, touched: frozenset[date]
) -> None:
    closed = (min(c, d), max(c, d))
    last = first + timedelta(days=many)
    wanted = [day for day in each_day(max(first, closed[0]), min(last, closed[1])) if day not in touched]
    single, months, away = fewer(wanted, closed, touched)
    whole = [day for month in months for day in each_day(month, end(month, Grain.MONTH)) if day >= closed[0]]
    assert not touched & set(whole)
    assert not whole or max(whole) <= closed[1]
    assert (sorted([*single, *whole]), set(away) <= set(whole)) == (sorted([*wanted, *away]), True)
    assert len(single) + len(away) <= len(wanted)


def test_all_but_two_days_of_a_month_are_the_month_less_two() -> None:
    closed = (date(2020, 1, 1), date(2026, 11, 28))
    days = [*each_day(date(2026, 3, 3), date(2026, 3, 31)), *each_day(date(2026, 11, 1), date(2026, 11, 28))]
    months, away = [date(2026, 3, 1)], [date(2026, 3, 1), date(2026, 3, 2)]
    assert fewer(days, closed, frozenset()) == (days[29:], months, away)
    assert fewer(days, closed, {date(2026, 3, 2)}) == (days, [], [])
