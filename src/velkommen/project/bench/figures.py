"""The figures: what each is called, how good it has to be, how good it was."""

import os
import platform
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PRECISE_BELOW = 10  # smaller values are shown with three decimals, the others with one


class Figure(TypedDict):
    """One measured figure. `value` and `holds` are None where it could not be measured."""

    name: str
    value: float | None
    unit: str
    target: float
    holds: bool | None


@dataclass(frozen=True)
class Aim:
    """What a figure should be.

    Args:
        name: stable, for programs.
        words: what it is, for people.
        target: in `unit`; the value may be at most that, or at least when `at_least` is set.
    """

    name: str
    words: Promise
    unit: str
    target: float
    at_least: bool = False

    def holds(self, value: float) -> bool:
        return value >= self.target if self.at_least else value <= self.target

    @property
    def wanted(self) -> str:
        """The target with its direction, for people."""
        return f"{'≥' if self.at_least else '≤'} {self.target:g} {self.unit}"


AIMS: tuple[Aim, ...] = (
    Aim("cycle_statements_sqlite", _("SQL statements of a full cycle, SQLite"), "statements", 31),
    Aim("cycle_statements_postgresql", _("SQL statements of a full cycle, PostgreSQL"), "statements", 31),
    Aim("desk_page_statements_30", _("SQL statements of the desk page, 30 waiting"), "statements", 12),
    Aim("desk_page_statements_300", _("SQL statements of the desk page, 300 waiting"), "statements", 12),
    Aim("desk_page_kb_30", _("Size of the desk page, 30 waiting"), "kB", 60),
    Aim("desk_page_kb_300", _("Size of the desk page, 300 waiting"), "kB", 60),
    Aim("update_bytes", _("Largest update of a screen"), "bytes", 2000),
    Aim("demo_seconds", _("Making the demo municipality with two years"), "s", 20),
    Aim("sqlite_cycles_per_second", _("Full cycles, SQLite, 32 desks"), "/s", 30, at_least=True),
    Aim("sqlite_call_shown_p99_ms", _("Until a call is shown, SQLite, p99"), "ms", 300),
    Aim("sqlite_overload_faults", _("What broke under overload, SQLite"), "faults", 0),
    Aim("postgresql_cycles_per_second", _("Full cycles, PostgreSQL, 32 desks"), "/s", 60, at_least=True),
    Aim("postgresql_step_p99_ms", _("One step at 40 cycles a second, PostgreSQL, p99"), "ms", 150),
    Aim("postgresql_call_shown_p99_ms", _("Until a call is shown, PostgreSQL, p99"), "ms", 300),
    Aim("postgresql_overload_faults", _("What broke under overload, PostgreSQL"), "faults", 0),
)
PLACEMENT_AIMS: tuple[Aim, ...] = (
    Aim("placement_answer_p99_ms", _("One answer, p99"), "ms", 1),
    Aim("placement_all_seconds", _("Every task, place and quarter of an hour of two weeks, one core"), "s", 20),
    Aim("placement_disagreements", _("Answers that differ when asked one by one"), "answers", 0),
    Aim("placement_finder_p95_ms", _("What somebody looks for, and every place that can, p95"), "ms", 50),
    Aim("placement_next_p99_ms", _("The next time within a year, p99"), "ms", 5),
    Aim("placement_never_p99_ms", _("That there is none within a year, p99"), "ms", 5),
    Aim("placement_peak_mb", _("Most memory the process had"), "MB", 500),
)
WAITING_AIMS: tuple[Aim, ...] = (
    Aim("waits_ratio_7", _("Times smaller than the naive error, 7 arrivals an hour"), "times", 2.3, at_least=True),
    Aim("waits_ratio_9", _("Times smaller than the naive error, 9 arrivals an hour"), "times", 2.3, at_least=True),
    Aim("waits_ratio_10", _("Times smaller than the naive error, 10 arrivals an hour"), "times", 2.3, at_least=True),
    Aim("waits_ratio_12", _("Times smaller than the naive error, 12 arrivals an hour"), "times", 3.5, at_least=True),
    Aim("waits_inside_least", _("Called inside the range, at the worst rate"), "%", 75, at_least=True),
    Aim("waits_inside_most", _("Called inside the range, at the best rate"), "%", 85),
    Aim("waits_p50_ms", _("One estimate, median"), "ms", 2),
    Aim("waits_p99_ms", _("One estimate, p99"), "ms", 2),
)


#: Each on both databases; the name of the database is put in between.
BOOKING_AIMS: tuple[Aim, ...] = tuple(
    Aim(f"booking_{database}_{name}", words, unit, target)
    for database in ("sqlite", "postgresql")
    for name, words, unit, target in (
        ("find_p95_ms", _("Two weeks at thirty places, p95"), "ms", 60),
        ("find_statements", _("SQL statements of it"), "statements", 12),
        ("rush_unsold", _("Times that were left when a crowd came for them"), "times", 0),
        ("rush_oversold", _("Times that were given twice"), "times", 0),
        ("rush_lost", _("Bookings said and not there, or there and not said"), "times", 0),
        ("rush_without_alternatives", _("People who were told no and nothing else"), "people", 0),
        ("rush_no_max_ms", _("The longest anybody waited for a no"), "ms", 2000),
        ("rush_broken", _("What broke in the crowd"), "faults", 0),
    )
)

LIFELINE_AIMS: tuple[Aim, ...] = tuple(
    Aim(f"lifeline_{database}_{name}", words, unit, target)
    for database in ("sqlite", "postgresql")
    for name, words, unit, target in (
        ("who_p95_ms", _("Who can help now, of any task, p95"), "ms", 10),
        ("who_max_ms", _("The task that every expert answers for"), "ms", 10),
        ("who_statements", _("SQL statements of it"), "statements", 6),
        ("guide_p95_ms", _("Searching the guides, p95"), "ms", 30),
        ("month_statements", _("SQL statements of a month of the roster"), "statements", 15),
        ("month_kb", _("Size of it"), "kB", 120),
        ("absence_p95_ms", _("What one absence changes, p95"), "ms", 300),
    )
)

EFFECTS_AIMS: tuple[Aim, ...] = (
    Aim("effects_beside_least", _("Truths inside the interval of 95 %, beside other places"), "%", 93, at_least=True),
    Aim("effects_beside_most", _("The same, and no more than that"), "%", 97),
    Aim("effects_alone_least", _("Truths inside the interval of 95 %, the place alone"), "%", 93, at_least=True),
    Aim("effects_alone_most", _("The same, and no more than that"), "%", 97),
    Aim("effects_false_alarms", _("Effects found where none was planted"), "%", 6),
    Aim("effects_found", _("Effects found of those of 30 % and more"), "%", 80, at_least=True),
    Aim("effects_uncorrected", _("Truths inside it without the correction for weeks in a row"), "%", 95),
    Aim("effects_p95_ms", _("One answer about three years, p95"), "ms", 500),
)


#: Each on both databases, but the last: its rows lie in files.
INSIGHT_AIMS: tuple[Aim, ...] = (
    *(
        Aim(f"insight_{database}_{name}", words, unit, target, at_least)
        for database in ("sqlite", "postgresql")
        for name, words, unit, target, at_least in (
            ("page_p95_ms", _("The slowest page of figures over ten years, p95"), "ms", 150, False),
            ("report_seconds", _("The report of a year as a PDF"), "s", 20, False),
            ("recording_slower_percent", _("How much slower recording is because of closed days"), "%", 10, False),
            ("rebuild_per_second", _("Enquiries counted again from zero, one process"), "/s", 200_000, True),
            ("peak_mb", _("Most memory the process had"), "MB", 500, False),
        )
    ),
    Aim("insight_sql_seconds", _("A question in SQL over 10,000,000 rows of Parquet"), "s", 1, at_least=False),
)


def figures(values: Mapping[str, float], aims: Iterable[Aim] = AIMS) -> list[Figure]:
    """Every figure, those without a value as None."""
    return [_figure(aim, values.get(aim.name)) for aim in aims]


def _figure(aim: Aim, value: float | None) -> Figure:
    holds = None if value is None else aim.holds(value)
    shown = None if value is None else round(value, 1 if value >= PRECISE_BELOW else 3)
    return Figure(name=aim.name, value=shown, unit=aim.unit, target=aim.target, holds=holds)


def machine(postgresql: str) -> dict[str, object]:
    """What it was measured on. `postgresql` is its version, or why it was not measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return {
        "cores": len(os.sched_getaffinity(0)),
        "processor": platform.machine(),
        "memory_gb": round(memory, 1),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "postgresql": postgresql,
    }
