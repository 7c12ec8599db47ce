"""`velkommen bench`: how fast and how small the house is, in figures."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import click
from django.utils.translation import gettext

from velkommen.interfaces.cli.program import Progress
from velkommen.project.bench import before_after, waiting
from velkommen.project.bench import booking as booking_course
from velkommen.project.bench import desk as course
from velkommen.project.bench import insight as insight_course
from velkommen.project.bench import lifeline as lifeline_course
from velkommen.project.bench.figures import (
    AIMS,
    BOOKING_AIMS,
    EFFECTS_AIMS,
    INSIGHT_AIMS,
    LIFELINE_AIMS,
    PLACEMENT_AIMS,
    WAITING_AIMS,
    Aim,
    figures,
    machine,
)
from velkommen.project.bench.parquet import parquet_seconds
from velkommen.project.bench.postgres import NoPostgres
from velkommen.project.bench.region import PLACES
from velkommen.project.bench.running import NotMeasured, sqlite_house
from velkommen.project.bench.year import APPOINTMENTS

SECONDS, DAYS = 10.0, 730
M = TypeVar("M")
PARQUET_ROWS = 10_000_000  # ten years of a large municipality


@click.group()
def bench() -> None:
    """Measure how fast and how small the house is, on a house of its own."""


_on_databases = click.option(
    "--database",
    "databases",
    type=click.Choice(list(course.HOUSES)),
    multiple=True,
    default=list(course.HOUSES),
    show_default=True,
)


def _each(databases: Sequence[str], measure: Callable[[str, Progress], M]) -> tuple[dict[str, M], dict[str, str]]:
    """What was measured on which database, and which versions they are; why not, where one is missing."""
    found, versions = {}, dict.fromkeys(course.HOUSES, gettext("not measured"))
    for database in databases:
        try:
            with Progress() as progress:
                found[database] = measure(database, progress)
        except NoPostgres as missing:
            click.echo(str(missing), err=True)
            versions[database] = str(missing).partition(":")[0]
        except NotMeasured as failed:
            raise click.ClickException(str(failed)) from failed
    return found, versions


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=SECONDS, show_default=True, help="For each load.")
@click.option(
    "--days", type=click.IntRange(0, 3650), default=DAYS, show_default=True, help="Days of history behind it."
)
@_on_databases
def desk(*, as_json: bool, seconds: float, days: int, databases: tuple[str, ...]) -> None:
    """The desk: statements, bytes, cycles a second, how soon a call is shown, and what breaks under overload."""
    values: dict[str, float] = {}
    found, versions = _each(databases, lambda database, progress: course.measure(database, seconds, days, progress))
    for database, measured in found.items():
        values |= measured.values
        versions[database] = measured.version
        for what, times in measured.broken.items():
            click.echo(f"{database}: {what}: {times}", err=True)
    on = machine(versions["postgresql"])
    click.echo(json.dumps({"machine": on, "figures": figures(values)}, indent=2) if as_json else _table(values, on))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--places", type=click.IntRange(1, 5000), default=PLACES, show_default=True, help="Of the region.")
def placement(*, as_json: bool, places: int) -> None:
    """Who may do what: one answer, every answer of two weeks, the finder's, the next time within a year, and the memory it takes."""
    try:
        with Progress() as progress, sqlite_house() as house:
            progress(gettext("Opening a house on %(database)s") % {"database": "sqlite"}, 0)
            house.velkommen("demo", "--days", "0")
            progress(gettext("Every answer of two weeks"), 0.3)
            measured = house.inside("placement", {"places": places})
    except NotMeasured as failed:
        raise click.ClickException(str(failed)) from failed
    values, answers, on = measured["figures"], measured["answers"], machine(gettext("not measured"))
    found = {"machine": on, "answers": answers, "figures": figures(values, PLACEMENT_AIMS)}
    click.echo(
        json.dumps(found, indent=2)
        if as_json
        else _table(values, {**on, "answers": sum(answers.values())}, PLACEMENT_AIMS)
    )


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--days", type=click.IntRange(1, 1000), default=waiting.DAYS, show_default=True, help="For each arrival rate."
)
def waits(*, as_json: bool, days: int) -> None:
    """How far off the told wait is on a desk of mixed competence, beside the estimate by those ahead, the mean and the open desks."""
    found, on = waiting.estimates(days), machine(gettext("not measured"))
    told = {"machine": on, "days": days, "rates": found["rates"], "figures": figures(found["figures"], WAITING_AIMS)}
    click.echo(json.dumps(told, indent=2) if as_json else _table(found["figures"], on, WAITING_AIMS))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--appointments", type=click.IntRange(1), default=APPOINTMENTS, show_default=True, help="Of the year behind it."
)
@click.option(
    "--people", type=click.IntRange(10), default=booking_course.PEOPLE, show_default=True, help="Of the crowd."
)
@_on_databases
def booking(*, as_json: bool, appointments: int, people: int, databases: tuple[str, ...]) -> None:
    """Appointments: two weeks of free times among a year of bookings, a crowd for a few times, and how far off the told wait is."""
    values: dict[str, float] = {}
    told: dict[str, object] = {}
    each, versions = _each(
        databases, lambda database, progress: booking_course.measure(database, appointments, people, progress)
    )
    for database, found in each.items():
        values |= found["figures"]
        told[database] = {**found["spread"], "measured": found["figures"]}
        versions[database] = found["version"]
    estimated = waiting.estimates()
    values |= estimated["figures"]
    on, aims = machine(versions["postgresql"]), (*BOOKING_AIMS, *WAITING_AIMS)
    whole = {"machine": on, "spread": told, "rates": estimated["rates"], "figures": figures(values, aims)}
    click.echo(json.dumps(whole, indent=2) if as_json else _table(values, on, aims))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--experts", type=click.IntRange(1, 5000), default=lifeline_course.EXPERTS, show_default=True)
@_on_databases
def lifeline(*, as_json: bool, experts: int, databases: tuple[str, ...]) -> None:
    """The front desk that is never alone: who can help now, the guides, a month of the roster, and what one absence changes."""
    values: dict[str, float] = {}
    told: dict[str, object] = {}
    each, versions = _each(databases, lambda database, progress: lifeline_course.measure(database, experts, progress))
    for database, found in each.items():
        values |= found["figures"]
        told[database] = {"there": found["there"], "measured": found["figures"]}
        versions[database] = found["version"]
    on = machine(versions["postgresql"])
    whole = {"machine": on, "spread": told, "figures": figures(values, LIFELINE_AIMS)}
    click.echo(json.dumps(whole, indent=2) if as_json else _table(values, on, LIFELINE_AIMS))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--towns", type=click.IntRange(1), default=before_after.TOWNS, show_default=True)
def effects(*, as_json: bool, towns: int) -> None:
    """Before and after: simulated municipalities whose truth is known, and how often the intervals hold it."""
    with Progress() as progress:
        found = before_after.proved(towns, progress)
    on, values = machine(gettext("not measured")), found["figures"]
    whole = {"machine": on, "trials": found["trials"], "figures": figures(values, EFFECTS_AIMS)}
    click.echo(json.dumps(whole, indent=2) if as_json else _table(values, on, EFFECTS_AIMS))


@bench.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--size", type=click.IntRange(1_000), default=insight_course.SIZE, show_default=True, help="Enquiries of ten years."
)
@_on_databases
def insight(*, as_json: bool, size: int, databases: tuple[str, ...]) -> None:
    """Statistics at any scale: a page over ten years, what recording pays for it, and everything counted again from zero."""
    values: dict[str, float] = {}
    told: dict[str, object] = {}
    each, versions = _each(databases, lambda database, progress: insight_course.measure(database, size, progress))
    for database, found in each.items():
        values |= found["figures"]
        told[database] = {"there": found["there"], "measured": found["figures"]}
        versions[database] = found["version"]
    values["insight_sql_seconds"] = parquet_seconds(PARQUET_ROWS)
    on = machine(versions["postgresql"])
    whole = {"machine": on, "spread": told, "figures": figures(values, INSIGHT_AIMS)}
    click.echo(json.dumps(whole, indent=2) if as_json else _table(values, on, INSIGHT_AIMS))


def _table(values: Mapping[str, float], on: Mapping[str, object], aims: Sequence[Aim] = AIMS) -> str:
    rows = [
        (str(aim.words), "–" if found["value"] is None else f"{found['value']:g}", aim.wanted, _verdict(found["holds"]))
        for aim, found in zip(aims, figures(values, aims), strict=True)
    ]
    width = max(len(words) for words, *_ in rows)
    lines = [f"{words:<{width}}  {value:>8}  {wanted:<15}  {verdict}" for words, value, wanted, verdict in rows]
    return "\n".join([", ".join(f"{what} {value}" for what, value in on.items()), "", *lines])


def _verdict(holds: bool | None) -> str:
    if holds is None:
        return gettext("not measured")
    return gettext("holds") if holds else gettext("does not hold")
