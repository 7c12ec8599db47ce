"""The bench of the desk: every figure with its target, and those that are the same on every machine hold."""

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests import template
from velkommen.apps.catalogue import standard
from velkommen.project.bench import inside
from velkommen.project.bench.counting import counted
from velkommen.project.bench.figures import AIMS, figures, machine
from velkommen.project.bench.load import percentile
from velkommen.project.bench.running import PROGRAM, NotMeasured, free_port, postgresql_house, sqlite_house

#: What issue and house ask for: at most so much, or (the last three) at least.
TARGETS = {
    "cycle_statements_sqlite": (31, "statements"),
    "cycle_statements_postgresql": (31, "statements"),
    "desk_page_statements_30": (12, "statements"),
    "desk_page_statements_300": (12, "statements"),
    "desk_page_kb_30": (60, "kB"),
    "desk_page_kb_300": (60, "kB"),
    "update_bytes": (2000, "bytes"),
    "demo_seconds": (20, "s"),
    "sqlite_call_shown_p99_ms": (300, "ms"),
    "sqlite_overload_faults": (0, "faults"),
    "postgresql_step_p99_ms": (150, "ms"),
    "postgresql_call_shown_p99_ms": (300, "ms"),
    "postgresql_overload_faults": (0, "faults"),
}
AT_LEAST = {"sqlite_cycles_per_second": (30, "/s"), "postgresql_cycles_per_second": (60, "/s")}


def test_every_figure_has_its_target() -> None:
    assert {aim.name: (aim.target, aim.unit) for aim in AIMS if not aim.at_least} == TARGETS
    assert {aim.name: (aim.target, aim.unit) for aim in AIMS if aim.at_least} == AT_LEAST


@pytest.mark.parametrize(
    ("name", "value", "holds"),
    [
        ("update_bytes", 2000, True),
        ("update_bytes", 2001, False),
        ("sqlite_cycles_per_second", 30, True),
        ("sqlite_cycles_per_second", 29.96, False),
        ("sqlite_cycles_per_second", None, None),
    ],
)
def test_a_figure_holds_up_to_its_target(name: str, value: float | None, holds: bool | None) -> None:
    measured = {} if value is None else {name: value}
    assert next(one for one in figures(measured) if one["name"] == name)["holds"] is holds


def test_a_machine_is_described_without_its_name() -> None:
    assert set(machine("16.1")) == {"cores", "processor", "memory_gb", "python", "sqlite", "postgresql"}


def test_brackets_of_a_transaction_are_no_statements(db: None) -> None:
    with counted() as statements, connection.cursor() as cursor:
        for sql in ("SAVEPOINT here", "SELECT 1", "RELEASE SAVEPOINT here"):
            cursor.execute(sql)
    assert statements == ["SELECT 1"]


def test_one_percent_may_be_slower() -> None:
    assert percentile([*range(1, 100), 1000]) == 1000
    assert percentile([*range(1, 200), 1000]) == 199


@pytest.mark.django_db
def test_statements_and_bytes_hold() -> None:
    standard.load()
    measured = inside.found({})["figures"]
    assert set(measured) == {
        f"cycle_statements_{connection.vendor}",
        "update_bytes",
        *(name for name in TARGETS if name.startswith("desk_page")),
    }
    assert [one for one in figures(measured) if one["holds"] is False] == []


@pytest.mark.django_db
def test_a_check_finds_what_was_lost_and_what_was_given_twice() -> None:
    standard.load()
    house = inside.found({})["house"]
    operations = ["00000000-0000-4000-8000-000000000000"]
    told = {"slug": house["slug"], "numbers": ["A001", "A001"], "accepted": operations, "finished": [0]}
    assert inside.check(told) == {"numbers given twice": 1, "writes lost": 1, "finished without an effect": 1}


def test_a_server_that_was_named_and_does_not_answer_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VELKOMMEN_BENCH_POSTGRES", f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    with pytest.raises(NotMeasured, match=r"^VELKOMMEN_BENCH_POSTGRES cannot be used: "), postgresql_house():
        pytest.fail("opened a house")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="needs a server that could be named")
def test_a_named_server_gives_a_database_and_loses_it_again(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setenv("VELKOMMEN_BENCH_POSTGRES", os.environ["VELKOMMEN_DATABASE_URL"])
    with postgresql_house() as house:
        name = urlsplit(house.environment["VELKOMMEN_DATABASE_URL"]).path.removeprefix("/")
        inside = name in databases()
    assert (name.startswith("velkommen_bench_"), inside, name in databases()) == (True, True, False)


def databases() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        return [name for (name,) in cursor.fetchall()]


@pytest.mark.slow
@pytest.mark.once
def test_a_short_run_measures_sqlite_and_leaves_nothing_broken() -> None:
    with sqlite_house() as house:
        template.copy_file(Path(house.environment["VELKOMMEN_DATA_DIR"]) / "velkommen.sqlite3")
        command = [*PROGRAM, "bench", "desk", "--json", "--seconds", "0.5", "--days", "1", "--database", "sqlite"]
        done = subprocess.run(command, env=house.environment, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    measured = {one["name"]: one["value"] for one in said["figures"]}
    missing = {name for name, value in measured.items() if value is None}
    assert set(said) == {"machine", "figures"}
    assert missing == {"demo_seconds", *(name for name in measured if "postgresql" in name)}
    assert measured["sqlite_overload_faults"] == 0, done.stderr
