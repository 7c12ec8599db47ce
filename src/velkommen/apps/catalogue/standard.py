"""The standard catalogue every installation starts from: lines, tasks, their words, what to bring, fees and destinations (`data/*.csv`).

The names, authorities and legal bases are facts of the field; the column `source` says how well each is known. Every
`minutes_guess` is a guess, until a place has measured its own. Amounts are in øre and none of them is verified: where the
year of an amount is not known, its `source` says so. No number of KLE stands here: numbers are imported. An installation
changes its database, never these files.
"""

import csv
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from velkommen.apps.catalogue.models import Destination, Fee, Task, TaskGroup

Row = dict[str, str]


def load() -> None:
    """Insert what is missing; what is there already (found by letter or key) stays as the municipality made it."""
    TaskGroup.objects.bulk_create(
        [TaskGroup(letter=r["letter"], order=int(r["order"]), **_names(r)) for r in rows("groups")],
        ignore_conflicts=True,
    )
    Destination.objects.bulk_create(
        [Destination(key=r["key"], kind=r["kind"], contact=r["contact"], **_names(r)) for r in rows("destinations")],
        ignore_conflicts=True,
    )
    there = set(Task.objects.values_list("key", flat=True))
    fresh = {row["key"]: row for row in rows("tasks") if row["key"] not in there}
    _tasks(fresh)
    tasks = {task.key: task for task in Task.objects.filter(key__in=fresh)}
    for key, row in fresh.items():
        tasks[key].pickup = Task.objects.get(key=row["pickup"]) if row["pickup"] else None
    Task.objects.bulk_update([task for task in tasks.values() if task.pickup], ("pickup",))
    Fee.objects.bulk_create([_fee(row, tasks[row["key"]]) for row in rows("fees") if row["key"] in tasks])


def rows(name: str) -> Iterator[Row]:
    """The rows of one of the files: "groups", "tasks", "words", "bring", "fees" or "destinations"."""
    text = (files(__package__) / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter=";")


def _names(row: Row) -> Row:
    return {"name_da": row["name_da"], "name_en": row["name_en"]}


def _parts(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def _tasks(fresh: dict[str, Row]) -> None:
    groups = {group.letter: group for group in TaskGroup.objects.all()}
    destinations = {destination.key: destination for destination in Destination.objects.all()}
    words = {row["key"]: row for row in rows("words")}
    bring: dict[str, list[Row]] = {}
    for row in rows("bring"):
        bring.setdefault(row["key"], []).append(row)
    Task.objects.bulk_create(
        Task(
            group=groups[row["group"]],
            referral=destinations.get(row["referral"]),
            synonyms_da=_parts(words.get(key, {}).get("da", "")),
            synonyms_en=_parts(words.get(key, {}).get("en", "")),
            bring_da=[line["da"] for line in bring.get(key, [])],
            bring_en=[line["en"] for line in bring.get(key, [])],
            **_plain(row),
        )
        for key, row in fresh.items()
    )


_AS_THEY_STAND = (
    *("key", "name_da", "name_en", "unit", "authority", "authority_named", "desk_role", "discretion", "competence"),
    *("attendance", "where", "self_service", "link", "icon", "historic", "legal_basis"),
)


def _plain(row: Row) -> dict[str, object]:
    """The columns of a task that stand in its own row of the file."""
    return {
        **{name: row[name] for name in _AS_THEY_STAND},
        "equipment": row["equipment"].split(),
        "topics": _parts(row["topics"]),
        "seasonal": row["seasonal"] == "yes",
        "minutes": int(row["minutes_guess"]),
    }


def _fee(row: Row, task: Task) -> Fee:
    kept = {name: row[name] for name in ("component", "case", "case_da", "case_en", "source")}
    return Fee(task=task, amount=int(row["amount"]), since=date.fromisoformat(row["since"]), **kept, **_names(row))
