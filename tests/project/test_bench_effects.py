"""The method of before and after keeps its word where the truth is known: a few simulated municipalities; the bench asks two hundred."""

from random import Random

import pytest

from velkommen.project.bench.before_after import Trial, proved, share, trials
from velkommen.project.bench.figures import EFFECTS_AIMS, figures
from velkommen.project.bench.simulated import poisson, town

TARGETS = {
    "effects_beside_least": (93, "%"),
    "effects_beside_most": (97, "%"),
    "effects_alone_least": (93, "%"),
    "effects_alone_most": (97, "%"),
    "effects_false_alarms": (6, "%"),
    "effects_found": (80, "%"),
    "effects_uncorrected": (95, "%"),
    "effects_p95_ms": (500, "ms"),
}
NEEDS_MANY = {
    "effects_beside_most",
    "effects_alone_most",
    "effects_uncorrected",
}  # municipalities, to tell chance from too wide


def test_every_figure_has_its_target() -> None:
    assert {aim.name: (aim.target, aim.unit) for aim in EFFECTS_AIMS} == TARGETS


@pytest.mark.once
def test_a_few_municipalities_hold_every_figure_few_can_tell() -> None:
    found = proved(12, lambda what, much: None)
    held = {figure["name"] for figure in figures(found["figures"], EFFECTS_AIMS) if figure["holds"]}
    assert (found["trials"], held | NEEDS_MANY) == (72, set(TARGETS))


def in_a_row() -> list[Trial]:
    """Towns whose weeks swing and resemble each other most, asked place by place."""
    towns = [town(Random(f"row:{number}"), correlation=0.3, lively=0.2) for number in range(16)]
    return [one for each in towns for one in trials(each, compared=False)]


@pytest.mark.once
def test_without_the_correction_too_many_truths_lie_outside() -> None:
    asked = in_a_row()
    assert (share(one.covers for one in asked) >= 93, share(one.would_cover for one in asked) < 90) == (True, True)


@pytest.mark.parametrize("mean", [0.5, 9.0, 40.0])
def test_counts_by_chance_have_their_mean_and_vary_as_much(mean: float) -> None:
    rng = Random("chance")
    drawn = [poisson(rng, mean) for _ in range(20_000)]
    middle = sum(drawn) / len(drawn)
    spread = sum((one - middle) ** 2 for one in drawn) / len(drawn)
    assert (middle, spread) == (pytest.approx(mean, rel=0.03), pytest.approx(mean, rel=0.05))


def test_the_same_chance_makes_the_same_town() -> None:
    assert town(Random("same")) == town(Random("same"))
