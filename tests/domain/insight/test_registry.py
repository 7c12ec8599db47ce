"""The figures of the report (2010), worked out of cells set up to have them; and what measures say where nothing can be said."""

from collections import Counter
from datetime import date

import pytest

from tests.domain.insight.cells import period, tasks
from velkommen.domain.blocks import Block
from velkommen.domain.insight import worked
from velkommen.domain.insight.facts import Aims, Inhabitants, MonthOfPlace, Volume
from velkommen.domain.insight.registry import REGISTRY, Key, Scale
from velkommen.domain.measures import Share, percentages
from velkommen.domain.report2010 import SKANDERBORG_2009, Category

#: p. 15 of the report, as (task, outcome, of a thousand): three outcomes override the topic.
SKANDERBORG = tasks(
    (1, "solved", 330),
    (2, "solved", 100),
    (3, "solved", 60),
    (4, "come_back", 40),
    (5, "solved", 30),
    (6, "solved", 30),
    (7, "solved", 140),
    (8, "solved", 100),
    (9, "solved", 60),
    (11, "solved", 40),
    (4, "to_citizen_service", 40),
    (1, "self_service", 20),
    (8, "to_department", 10),
)


def test_the_chart_of_the_report_comes_out_to_the_per_cent() -> None:
    found = REGISTRY[Key.CATEGORIES].work(period(("main_library", SKANDERBORG)))
    assert isinstance(found, Counter)
    shares = percentages([found[one] for one in Category], decimals=0)
    assert dict(zip(Category, shares, strict=True)) == SKANDERBORG_2009
    assert sum(shares) == 100


def test_a_third_at_the_libraries_two_thirds_at_the_town_hall() -> None:
    """Skanderborg, p. 14: the branches and the main library together are the libraries; a partner is none."""
    places = (("branch", 20), ("main_library", 13), ("town_hall", 67))
    seen = period(*((kind, tasks((1, "solved", many))) for kind, many in places), aims=Aims(library_share=30))
    measure = REGISTRY[Key.LIBRARY_SHARE]
    assert (measure.work(seen), measure.target(seen)) == (Share(33, 100), 30)


def test_four_of_five_solved_at_first_contact() -> None:
    """Næstved, p. 14. Strictly: whoever must come back or was sent on is answered and not solved; who left was not answered."""
    cells = tasks(
        (1, "solved", 50),
        (2, "self_service", 20),
        (5, "solved_with_expert", 10),
        (1, "come_back", 8),
        (4, "to_citizen_service", 7),
        (9, "not_possible", 5),
        (9, "left", 40),
        (9, "", 10),
    )
    seen, measure = period(("branch", cells)), REGISTRY[Key.SOLVED]
    assert (measure.work(seen), measure.target(seen)) == (Share(80, 100), 80)
    assert measure.covers(seen) == Share(140, 150)


def test_most_passports_outside_the_hours_of_the_town_hall() -> None:
    """Esbjerg, p. 16, task by task; whose time of day is not known is in neither."""
    cells = Block(Counter({(1, "solved", "library", "out"): 6, (1, "solved", "library", "in"): 3, (2, "", "", ""): 5}))
    assert worked.outside_by_task([cells]) == {1: Share(6, 9)}
    assert REGISTRY[Key.OUTSIDE].covers(period(("branch", cells))) == Share(9, 14)


def test_waits_are_held_against_a_target_by_whole_minutes() -> None:
    cells = Block(tasks((1, "solved", 10)).tasks, lasting={"waiting": Counter({60: 4, 600: 3, 615: 2, 3600: 1})})
    seen = period(("branch", cells), aims=Aims(waiting_minutes=10))
    assert REGISTRY[Key.WAITING_TARGET].work(seen) == Share(7, 10)
    assert REGISTRY[Key.WAITING_TARGET].work(period(("branch", cells))) is None


def test_nobody_came_when_called_and_nobody_came_to_the_appointment() -> None:
    fates = Counter({"came": 5, "late": 2, "too_late": 1, "missed": 2, "cancelled": 9, "coming": 3})
    cells = Block(endings=Counter({"finished": 46, "no_show": 3, "left": 1}), fates=fates)
    seen = period(("branch", cells))
    assert (REGISTRY[Key.NO_SHOWS].work(seen), REGISTRY[Key.MISSED].work(seen)) == (Share(3, 50), Share(2, 10))


def test_referrals_end_somewhere() -> None:
    cells = tasks((4, "to_department", 3), (1, "solved", 5), (1, "left", 2), (9, "not_possible", 2))
    cells.referrals.update({(4, "to_department", 12, ""): 3, (9, "not_possible", 0, "papers_missing"): 2})
    seen = period(("branch", cells))
    assert REGISTRY[Key.REFERRED].work(seen) == Share(3, 10)
    assert REGISTRY[Key.DESTINATIONS].work(seen) == {(4, 12): 3}
    assert REGISTRY[Key.REASONS].work(seen) == {(9, "papers_missing"): 2}


def test_for_each_thousand_inhabitants() -> None:
    seen = period(("branch", tasks((1, "solved", 210))), inhabitants=Inhabitants(42_000))
    assert REGISTRY[Key.PER_THOUSAND].work(seen) == 5.0
    assert REGISTRY[Key.PER_THOUSAND].work(period()) is None


def test_visits_and_loans_say_how_many_months_are_known() -> None:
    january, february = date(2026, 1, 1), date(2026, 2, 1)
    months = (MonthOfPlace(1, january, 900, None), MonthOfPlace(1, february, 1100, 400))
    seen = period(("branch", Block()), months=months, expected=3)
    assert (REGISTRY[Key.VISITS].work(seen), REGISTRY[Key.VISITS].covers(seen)) == (2000, Share(2, 3))
    assert (REGISTRY[Key.LOANS].work(seen), REGISTRY[Key.LOANS].covers(seen)) == (400, Share(1, 3))
    assert REGISTRY[Key.VISITS].work(period(("branch", Block()))) is None


def test_volume_is_held_against_the_minimum_of_each_competence() -> None:
    volumes = {"passport": Volume(60, 10.0, 8), "notary": Volume(3, 0.5, 2), "mitid": Volume(90, 15.0)}
    seen = period(volumes=volumes)
    assert REGISTRY[Key.VOLUME].work(seen) == {"passport": 60, "notary": 3, "mitid": 90}
    assert REGISTRY[Key.VOLUME].covers(seen) == Share(1, 2)


@pytest.mark.parametrize("key", Key)
def test_of_nothing_no_measure_says_anything(key: Key) -> None:
    found = REGISTRY[key].work(period())
    if isinstance(found, Share):
        assert found.percent is None
    elif REGISTRY[key].scale is Scale.TIME:
        assert getattr(found, "median", found) is None
    else:
        assert not found


def test_every_measure_has_its_place_in_the_registry() -> None:
    assert list(REGISTRY) == list(Key)
