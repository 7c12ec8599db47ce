"""The bench of statistics, small: ten years of few enquiries, and every figure there."""

import pytest

from velkommen.project.bench import insight
from velkommen.project.bench.figures import INSIGHT_AIMS
from velkommen.project.demo import build
from velkommen.shared import clock

TARGETS = {
    "page_p95_ms": (150, "ms"),
    "report_seconds": (20, "s"),
    "recording_slower_percent": (10, "%"),
    "rebuild_per_second": (200_000, "/s"),
    "peak_mb": (500, "MB"),
}


def test_every_figure_has_its_target_on_both_databases() -> None:
    assert {aim.name: (aim.target, aim.unit) for aim in INSIGHT_AIMS} == {
        f"insight_{database}_{name}": target
        for database in ("sqlite", "postgresql")
        for name, target in TARGETS.items()
    } | {"insight_sql_seconds": (1, "s")}


@pytest.mark.slow
def test_ten_years_are_made_closed_read_and_counted_again(transactional_db: None) -> None:
    build.fill(days=0, at=clock.now())
    try:
        found = insight.asked({"size": 4_000, "pages": 2, "rounds": 1})
        assert found["there"]["enquiries"] >= 4_000
        assert TARGETS.keys() <= found["figures"].keys()
    finally:
        insight.Day.objects.all().delete()  # the ledger refuses to go while its days are there
