"""The bench of the told wait: the desk it plays is the scenario, the estimate is as good as asked for, and a worse one is noticed."""

import json
from random import Random
from statistics import fmean

import pytest
from click.testing import CliRunner

from velkommen.project.bench.command import bench
from velkommen.project.bench.figures import WAITING_AIMS
from velkommen.project.bench.mixed_desk import OPEN_MINUTES, RATES, TASKS, Moment, arrivals, day
from velkommen.project.bench.waiting import naive, score, without_competence

pytestmark = pytest.mark.once
DAYS = 10
TARGETS = {
    "waits_ratio_7": (2.3, True),
    "waits_ratio_9": (2.3, True),
    "waits_ratio_10": (2.3, True),
    "waits_ratio_12": (3.5, True),
    "waits_inside_least": (75, True),
    "waits_inside_most": (85, False),
    "waits_p50_ms": (2, False),
    "waits_p99_ms": (2, False),
}


def test_every_figure_has_its_target() -> None:
    assert {aim.name: (aim.target, aim.at_least) for aim in WAITING_AIMS} == TARGETS


def test_as_many_come_as_the_scenario_says_more_in_the_morning() -> None:
    days = [[minute for minute, _ in arrivals(10, Random(number))] for number in range(200)]
    morning = fmean(sum(60 <= minute < 240 for minute in found) for found in days)
    rest = fmean(sum(not 60 <= minute < 240 for minute in found) for found in days)
    assert (morning, rest) == (pytest.approx(1.35 * 10 * 3, rel=0.05), pytest.approx(0.8 * 10 * 5, rel=0.05))
    assert max(minute for found in days for minute in found) < OPEN_MINUTES


def test_everybody_who_comes_is_called_first_come_first_of_their_task() -> None:
    came = day(12, Random(3))
    assert len(came) == len(arrivals(12, Random(3)))
    for task in TASKS:
        mine = sorted((one for one in came if one.moment.task == task), key=lambda one: one.moment.minute)
        called = [one.moment.minute + one.waited for one in mine]
        assert called == sorted(called)


@pytest.mark.parametrize(
    ("moment", "minutes"),
    [
        (Moment(10, "passport", (), (None, None, None)), 0),
        (Moment(10, "passport", (), (("other", 8), None, None)), 7.5 / 3),
        (Moment(150, "passport", ("passport",), (("other", 8), None, None)), 2 * 7.5 / 2),
        (Moment(190, "passport", (), (None, None, None)), 7.5 / 2),
    ],
)
def test_the_naive_estimate_is_that_of_the_scenario(moment: Moment, minutes: float) -> None:
    assert naive(moment) == pytest.approx(minutes)


def test_the_estimate_is_far_better_than_the_naive_one_and_its_range_holds() -> None:
    """The bar of the full bench, with room for the chance of fewer days; the full one is run by `velkommen bench waits`."""
    found = [score(rate, DAYS) for rate in RATES]
    assert fmean(one.ratio for one in found) > 2.3
    assert [one.rate for one in found if one.ratio < 2] == []
    assert 0.75 <= fmean(one.inside for one in found) <= 0.85


def test_control_an_estimate_that_believes_everybody_can_do_everything_fails_the_bar() -> None:
    found = [score(rate, 3, estimator=without_competence) for rate in RATES]
    assert max(one.ratio for one in found) < 1.5
    assert max(one.inside for one in found) < 0.75


def test_the_command_prints_the_rates_and_the_figures() -> None:
    said = json.loads(CliRunner().invoke(bench, ["waits", "--json", "--days", "1"]).output)
    assert set(said) == {"machine", "days", "rates", "figures"}
    assert [one["arrivals_per_hour"] for one in said["rates"]] == list(RATES)
    assert {one["name"] for one in said["figures"] if one["value"] is not None} == set(TARGETS)
