"""What is said of a change: found, not found, and too little to say."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from tests.domain.effects.towns import CHANGE, FIRST, LAST, place, question, share
from velkommen.domain.effects.judging import (
    Answer,
    Lack,
    Missing,
    Question,
    Verdict,
    elsewhere,
    judge,
    pretended,
)
from velkommen.domain.effects.stretches import WEEKS, Days, Months, next_month
from velkommen.domain.effects.terms import Term

WEEK = timedelta(days=7)


def around(answer: Answer, truth: float) -> bool:
    assert answer.effect is not None
    return answer.effect.low < truth < answer.effect.high


def test_rodekro_thirty_per_cent_more() -> None:
    answer = judge(question(place(1, 90, 1.3), place(2, 60), place(3, 50)))
    assert (answer.verdict, answer.compared, around(answer, 30)) == (Verdict.UP, True, True)


def test_saedding_more_than_twice_as_many_passports() -> None:
    answer = judge(question(place(4, 2, 2.3), place(5, 3)))
    assert (answer.verdict, around(answer, 130)) == (Verdict.UP, True)
    assert answer.effect is not None
    assert answer.effect.value > 100


def test_aarhus_no_more_users() -> None:
    answer = judge(question(place(6, 80), place(7, 90), place(8, 70)))
    assert (answer.verdict, around(answer, 0)) == (Verdict.NONE, True)


def test_fewer_are_found_as_well() -> None:
    answer = judge(question(place(12, 60, 0.75), place(13, 60)))
    assert (answer.verdict, around(answer, -25)) == (Verdict.DOWN, True)


def test_what_rises_everywhere_is_no_effect_beside_other_places() -> None:
    everywhere = [place(seed, 60, 1.4) for seed in (11, 12, 13)]
    assert judge(question(*everywhere)).verdict is Verdict.NONE
    assert judge(question(everywhere[0])).verdict is Verdict.UP


def test_a_comparison_that_is_too_small_is_not_used() -> None:
    assert not judge(question(place(14, 60), place(15, 20))).compared


def test_a_share_is_told_in_points() -> None:
    answer = judge(question(share(16, 70, 82)))
    assert (answer.verdict, around(answer, 12)) == (Verdict.UP, True)


def test_a_share_that_stays() -> None:
    answer = judge(question(share(17, 80, 80)))
    assert (answer.verdict, around(answer, 0)) == (Verdict.NONE, True)


@pytest.mark.parametrize("much", [60, 95])
@pytest.mark.parametrize("seed", range(6))
def test_a_share_known_too_short_is_neither_found_nor_not(seed: int, much: int) -> None:
    """Half a year before the change and weeks left out around it: what would have been could be anything from 0 to 100 per cent."""
    asked = replace(question(share(seed, much, much, level=7), first=CHANGE - 25 * WEEK), settling=8)
    assert judge(asked).verdict is Verdict.TOO_LITTLE


def test_an_effect_on_a_share_that_ends_at_the_edge_of_what_can_be_is_not_told() -> None:
    """Worked out, everything would have been solved, and nearly surely so: more points than a hundred cannot be."""
    rng = Random(1798)
    days = [FIRST + ahead * (WEEK / 7) for ahead in range(500)]
    parts = {day: rng.choice([0, 3, 7, 7]) for day in days if day.weekday() < 6}
    here = Days(parts, dict.fromkeys(parts, 1.0), dict.fromkeys(parts, 7))
    found = [judge(Question(FIRST + n * WEEK, here, (), FIRST, days[-1], settling=8)) for n in range(30, 50)]
    told = [one.effect for one in found if one.effect and one.verdict in {Verdict.UP, Verdict.DOWN}]
    assert all(effect.high - effect.low > 5 for effect in told)


def test_a_share_near_the_top_that_is_known_well_stays() -> None:
    answer = judge(question(share(3, 95, 95)))
    assert (answer.verdict, around(answer, 0)) == (Verdict.NONE, True)


def test_what_it_would_have_been_lies_below_what_was_found_more() -> None:
    answer = judge(question(place(1, 90, 1.3), place(2, 60), place(3, 50)))
    after = [point for point in answer.points if point.after]
    assert all(point.low < point.without < point.high < point.fitted for point in after)
    assert all(point.without == pytest.approx(point.fitted) for point in answer.points if not point.after)


def test_weeks_around_the_change_are_left_out() -> None:
    plain = judge(question(place(1, 90, 1.3)))
    settled = judge(replace(question(place(1, 90, 1.3)), settling=4))
    assert (plain.before - settled.before, plain.after - settled.after) == (4, 4)


def test_an_effect_that_grows_is_that_of_the_middle() -> None:
    growing = Days(
        {
            day: round(number * (1 + 0.4 * (day - CHANGE).days / (LAST - CHANGE).days)) if day >= CHANGE else number
            for day, number in place(18, 90).numbers.items()
        },
        place(18, 90).open,
    )
    answer = judge(replace(question(growing, place(19, 90)), growing=True))
    assert (answer.verdict, around(answer, 20), Term.GROWTH in answer.terms) == (Verdict.UP, True, True)


@pytest.mark.parametrize(
    ("first", "last", "missing"),
    [
        (CHANGE, LAST, [Missing(Lack.NOTHING_BEFORE)]),
        (LAST, LAST, [Missing(Lack.NOTHING_BEFORE)]),
        (CHANGE - 12 * WEEK, CHANGE + 20 * WEEK, [Missing(Lack.SEASON, 0, WEEKS.season)]),
        (FIRST, CHANGE + 5 * WEEK, [Missing(Lack.AFTER, 5, WEEKS.least)]),
        (FIRST, CHANGE - WEEK, [Missing(Lack.AFTER, 0, WEEKS.least)]),
    ],
)
def test_too_little_to_say(first: date, last: date, missing: list[Missing]) -> None:
    answer = judge(question(place(20, 60, 2.0), first=first, last=last))
    assert (answer.verdict, answer.effect, list(answer.missing)) == (Verdict.TOO_LITTLE, None, missing)


def test_too_few_enquiries_to_say() -> None:
    answer = judge(question(place(21, 0.02)))
    assert [one.lack for one in answer.missing] == [Lack.FEW_BEFORE, Lack.FEW_AFTER]


def test_an_interval_that_holds_everything_says_nothing() -> None:
    answer = judge(question(place(22, 0.12)))
    assert (answer.verdict, list(answer.missing)) == (Verdict.TOO_LITTLE, [Missing(Lack.WIDE)])


def test_nothing_after_closing_for_good_has_no_answer_by_percentage() -> None:
    closed = place(23, 60)
    numbers = {day: number for day, number in closed.numbers.items() if day < CHANGE}
    assert [one.lack for one in judge(question(Days(numbers, closed.open))).missing] == [Lack.FEW_AFTER]


def test_weeks_with_the_doors_closed_are_left_out() -> None:
    plain = place(24, 60)
    july = {day for day in plain.open if day.month == 7}
    shut = Days(
        {d: n for d, n in plain.numbers.items() if d not in july}, {d: float(d not in july) for d in plain.open}
    )
    answer = judge(question(shut, place(25, 60)))
    assert (answer.verdict, answer.left_out) == (Verdict.NONE, 14)


def test_a_change_that_never_was_is_not_found() -> None:
    asked = pretended(question(place(1, 90, 1.3), place(2, 60), place(3, 50)))
    assert asked is not None
    assert (asked.last < CHANGE, judge(asked).verdict) == (True, Verdict.NONE)


def test_no_change_is_pretended_in_a_short_time() -> None:
    assert pretended(question(place(1, 90), first=CHANGE - 58 * WEEK)) is None


def test_the_places_beside_are_asked_the_same() -> None:
    others = [place(2, 60), place(3, 50), place(4, 40)]
    asked = elsewhere(question(place(1, 90, 1.3), *others))
    assert [one.here for one in asked] == others
    assert [judge(one).verdict for one in asked] == [Verdict.NONE] * 3


def visits(more: float) -> Months:
    """Four years of a library's months."""
    months = [next_month(date(2006, 1, 1), ahead) for ahead in range(48)]
    swing = (0.97, 1.04, 1.0, 0.98, 1.02, 0.99, 1.01)
    return Months(
        {
            month: round(9000 * swing[n % 7] * (1 - 0.2 * (month.month == 7)) * (more if month >= CHANGE else 1.0))
            for n, month in enumerate(months)
        }
    )


@pytest.mark.parametrize(("more", "verdict"), [(1.3, Verdict.UP), (1.0, Verdict.NONE), (0.7, Verdict.DOWN)])
def test_visitors_are_counted_by_months(more: float, verdict: Verdict) -> None:
    answer = judge(question(visits(more)))
    assert (answer.verdict, around(answer, 100 * (more - 1)), answer.after) == (verdict, True, 10)


def test_few_months_are_too_few() -> None:
    answer = judge(question(visits(1.3), last=date(2009, 5, 31)))
    assert list(answer.missing) == [Missing(Lack.AFTER, 3, 4)]


def test_a_change_is_pretended_among_months_as_well() -> None:
    asked = pretended(question(visits(1.3)))
    assert asked is not None
    assert (asked.change, judge(asked).verdict) == (date(2008, 2, 1), Verdict.NONE)
