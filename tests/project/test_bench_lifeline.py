"""The bench of lifelines, small: a few experts, cards, people and absences, and every figure there."""

from velkommen.project.bench import lifeline
from velkommen.project.bench.figures import LIFELINE_AIMS
from velkommen.project.demo import build
from velkommen.shared import clock

TARGETS = {
    "who_p95_ms": (10, "ms"),
    "who_max_ms": (10, "ms"),
    "who_statements": (6, "statements"),
    "guide_p95_ms": (30, "ms"),
    "month_statements": (15, "statements"),
    "month_kb": (120, "kB"),
    "absence_p95_ms": (300, "ms"),
}


def test_every_figure_has_its_target_on_both_databases() -> None:
    assert {aim.name: (aim.target, aim.unit) for aim in LIFELINE_AIMS} == {
        f"lifeline_{database}_{name}": target
        for database in ("sqlite", "postgresql")
        for name, target in TARGETS.items()
    }


def test_what_costs_the_same_on_every_machine_holds(db: None) -> None:
    build.fill(days=0, at=clock.now())
    found = lifeline.asked({"experts": 70, "cards": 500, "people": 12, "absences": 4})
    assert (found["there"]["experts"], found["there"]["cards"], found["there"]["people"]) == (70, 500, 12)
    assert TARGETS.keys() <= found["figures"].keys()
    cost = {name: found["figures"][name] for name in ("who_statements", "month_statements")}
    assert cost == {"who_statements": 4, "month_statements": 14}
    assert found["figures"]["month_kb"] <= TARGETS["month_kb"][0]
