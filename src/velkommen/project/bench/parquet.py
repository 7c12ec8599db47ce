"""How soon a question in SQL is answered over many rows of Parquet: the process that answers started, the files opened, the sums made."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb

from velkommen.apps.evaluation.datasets.asking import ask
from velkommen.apps.evaluation.datasets.enquiries import ENQUIRIES
from velkommen.apps.evaluation.datasets.folder import Made
from velkommen.apps.evaluation.datasets.making import GROUP, MEMORY

TIMES = 3
YEARS = 10
QUESTION = """
SELECT year(day) AS year, task, count(*) AS number,
    round(100.0 * count(*) FILTER (outcome IN ('solved', 'self_service', 'solved_with_expert')) / count(*), 1) AS solved,
    round(100.0 * count(*) FILTER (hall_hours = 'out') / count(*), 1) AS outside
FROM enquiries GROUP BY ALL ORDER BY year, number DESC
"""
#: Column -> what stands in it: as many different values, about as often, as in a municipality of six places and 65 tasks.
_MADE = {
    "day": f"DATE '2016-01-01' + (i * {365 * YEARS} // {{rows}})::INTEGER",
    "weekday": f"1 + (i * {365 * YEARS} // {{rows}} % 7)::INTEGER",
    "hour": "8 + (hash(i) % 11)::INTEGER",
    "hall_hours": "CASE WHEN hash(i, 1) % 5 < 2 THEN 'out' ELSE 'in' END",
    "place": "'place_' || hash(i, 2) % 6",
    "place_name": "'Sted ' || hash(i, 2) % 6",
    "place_kind": "CASE hash(i, 2) % 6 WHEN 0 THEN 'town_hall' WHEN 1 THEN 'main_library' ELSE 'branch' END",
    "line": "chr(65 + (hash(i, 3) % 5)::INTEGER)",
    "task": "'task_' || floor(65 * pow(hash(i, 4) % 1000 / 1000, 2))::INTEGER",
    "outcome": "['solved', 'solved', 'self_service', 'solved', 'to_department', 'solved', 'come_back'][1 + (hash(i, 5) % 7)::INTEGER]",
    "channel": "CASE WHEN hash(i, 6) % 9 = 0 THEN 'phone' ELSE 'in_person' END",
    "unit": "CASE WHEN hash(i, 7) % 3 = 0 THEN 'library' ELSE 'citizen_service' END",
    "matters": "1 + (hash(i, 8) % 2)::INTEGER",
    "waited": "[1, 2, 3, 5, 10, 15, 20, 30][1 + (hash(i, 9) % 8)::INTEGER]",
    "served": "[2, 3, 5, 10, 15, 20][1 + (hash(i, 10) % 6)::INTEGER]",
}


def parquet_seconds(rows: int) -> float:
    """The median of three askings over so many invented enquiries in ten years."""
    with TemporaryDirectory(prefix="velkommen-bench-") as name:
        files = Path(name)
        _write(files, rows)
        return median(ask(QUESTION, files).seconds for _ in range(TIMES))


def _write(files: Path, rows: int) -> None:
    columns = ", ".join(
        f"({_MADE.get(column, 'NULL').format(rows=rows)})::{kind} AS {column}"
        for column, kind in ENQUIRIES.types.items()
    )
    with duckdb.connect() as room:
        room.execute(f"SET memory_limit = '{MEMORY}'")
        room.execute(
            f"COPY (SELECT {columns} FROM range({int(rows)}) AS made(i)) TO '{files / 'enquiries.parquet'}' "  # noqa: S608 - our own words
            f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {GROUP})"
        )
    said = Made(date(2025, 12, 31).isoformat(), "2026-01-01T03:00:00+00:00", {ENQUIRIES.key: rows})
    (files / "made.json").write_text(json.dumps(asdict(said)), encoding="utf-8")
