"""How a span is put together: every day of it once, closed ones in pieces as long as can be."""

from collections import Counter
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


def held(pieces: Pieces, since: date) -> Counter[date]:
    """Every closed day of some pieces, as often as it lies in one."""
    months = [day for one in pieces.months for day in each_day(one, end(one, Grain.MONTH))]
    years = [day for one in pieces.years for day in each_day(one, end(one, Grain.YEAR))]
    return Counter([*pieces.days, *(day for day in (*months, *years) if day >= since)])


@given(DAYS, st.integers(0, 900), DAYS, DAYS, st.frozensets(DAYS, max_size=3))
def test_of_what_is_mostly_wanted_the_whole_is_taken_less_the_others(
    first: date, many: int, c: date, d: date, touched: frozenset[date]
) -> None:
    closed = (min(c, d), max(c, d))
    wanted = split(first, first + timedelta(days=many), closed, touched)
    added, away = fewer(wanted, closed, touched)
    assert held(added, closed[0]) == held(wanted, closed[0]) + held(away, closed[0])
    whole = [*added.months, *added.years]
    assert not touched & held(Pieces(months=added.months, years=added.years), closed[0]).keys()
    assert all(one <= closed[1] for one in whole) and set(held(away, closed[0]).values()) <= {1}  # noqa: PT018 - one law
    assert _many(added) + _many(away) <= _many(wanted)


def _many(pieces: Pieces) -> int:
    return len(pieces.years) + len(pieces.months) + len(pieces.days)


def test_all_but_two_days_of_a_month_are_the_month_less_two() -> None:
    closed = (date(2020, 1, 1), date(2026, 11, 28))
    spring, autumn = list(each_day(date(2026, 3, 3), date(2026, 3, 31))), list(each_day(date(2026, 11, 1), closed[1]))
    wanted = Pieces(days=[*spring, *autumn])
    away = Pieces(days=[date(2026, 3, 1), date(2026, 3, 2)])
    assert fewer(wanted, closed, frozenset()) == (Pieces(months=[date(2026, 3, 1)], days=autumn), away)
    assert fewer(wanted, closed, {date(2026, 3, 2)}) == (wanted, Pieces())


def test_all_but_a_day_of_a_year_are_the_year_less_a_day() -> None:
    closed = (date(2020, 1, 1), date(2026, 11, 28))
    wanted = split(date(2024, 1, 2), date(2025, 12, 30), closed, frozenset())
    assert (len(wanted.days), len(wanted.months)) == (60, 22)
    years = [date(2024, 1, 1), date(2025, 1, 1)]
    assert fewer(wanted, closed, frozenset()) == (
        Pieces(years=years),
        Pieces(days=[date(2024, 1, 1), date(2025, 12, 31)]),
    )
