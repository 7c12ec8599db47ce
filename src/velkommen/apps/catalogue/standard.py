"""The standard catalogue every installation starts from: lines, tasks and destinations, read from `data/*.csv`.

The names, authorities and legal bases are facts of the field; the column `source` says how well each is known. Every
`minutes_guess` is a guess, until a place has measured its own. An installation changes its database, never these files.
"""

import csv
from collections.abc import Iterator
from importlib.resources import files

from velkommen.apps.catalogue.models import Destination, Task, TaskGroup


def load() -> None:
    """Insert what is missing; what is there already (found by letter or key) stays as the municipality made it."""
    TaskGroup.objects.bulk_create(
        [TaskGroup(letter=r["letter"], order=int(r["order"]), **_names(r)) for r in rows("groups")],
        ignore_conflicts=True,
    )
    groups = {group.letter: group for group in TaskGroup.objects.all()}
    Destination.objects.bulk_create(
        [Destination(key=r["key"], kind=r["kind"], contact=r["contact"], **_names(r)) for r in rows("destinations")],
        ignore_conflicts=True,
    )
    destinations = {destination.key: destination for destination in Destination.objects.all()}
    Task.objects.bulk_create([_task(row, groups, destinations) for row in rows("tasks")], ignore_conflicts=True)


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the files: "groups", "tasks" or "destinations"."""
    text = (files(__package__) / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter=";")


def _names(row: dict[str, str]) -> dict[str, str]:
    return {"name_da": row["name_da"], "name_en": row["name_en"]}


def _task(row: dict[str, str], groups: dict[str, TaskGroup], destinations: dict[str, Destination]) -> Task:
    return Task(
        key=row["key"],
        group=groups[row["group"]],
        authority=row["authority"],
        authority_named=row["authority_named"],
        desk_role=row["desk_role"],
        discretion=row["discretion"],
        referral=destinations.get(row["referral"]),
        minutes=int(row["minutes_guess"]),
        icon=row["icon"],
        historic=row["historic"],
        legal_basis=row["legal_basis"],
        **_names(row),
    )
