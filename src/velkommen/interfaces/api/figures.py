"""The statistics as plain values: places and tasks by slug and key, shares with their per cent, times in seconds.

Who does not work at every place asked about is told no number of a few, as on the pages: null stands for it (`domain.small_cells`).
"""

from dataclasses import asdict
from typing import Any

from velkommen.apps.evaluation.statistics import Statistics
from velkommen.domain.measures import Share
from velkommen.domain.small_cells import SMALL, Sum, hidden

MOST_GAPS = 500
LISTS = ("service_points", "tasks", "outcomes", "units", "categories")


def figures(found: Statistics, *, few: bool) -> dict[str, Any]:
    """Everything `get_statistics` answers; `few`: numbers of a few are kept back."""
    told = _whole(found)
    return _kept_back(told) if few else told


def _whole(found: Statistics) -> dict[str, Any]:
    slugs = {line.place.pk: line.place.slug for line in found.places}
    gaps = [{**asdict(gap), "place": slugs[gap.place]} for gap in found.coverage.gaps[:MOST_GAPS]]
    return {
        "first": found.first,
        "last": found.last,
        "number": found.number,
        "imprecise": found.imprecise,
        "without_outcome": found.without_outcome,
        "service_points": [_line(line.place.slug, line) for line in found.places],
        "tasks": [{**_line(line.task.key, line), "outcomes": dict(line.outcomes)} for line in found.tasks],
        "outcomes": [_line(line.key, line) for line in found.outcomes],
        "units": [_line(line.key, line) for line in found.units],
        "categories": [{**_line(line.category.value, line), "in_2009": line.in_2009} for line in found.categories],
        "library": _share(found.library),
        "town_hall": _share(found.town_hall),
        "solved": _share(found.solved),
        "outside": _share(found.outside),
        "no_shows": _share(found.no_shows),
        "coverage": _share(found.coverage.share),
        "gaps": [{"service_point": gap.pop("place"), **gap} for gap in gaps],
        **{kind: asdict(spread) for kind, spread in found.times.items()},
        "kept_back": False,
    }


def _kept_back(told: dict[str, Any]) -> dict[str, Any]:
    """The same without numbers of a few. Where the sum of one list may not be told, no list is: each has nearly the same sum."""
    secret = {name: hidden({line["key"]: line["number"] for line in told[name]}) for name in LISTS}
    nothing = any(Sum.ALL in keys for keys in secret.values())
    found = dict(told, kept_back=True)
    for name in LISTS:
        found[name] = [_told(line, nothing or line["key"] in secret[name]) for line in told[name]]
    for name in ("library", "town_hall", "solved", "outside", "no_shows"):
        found[name] = _share_told(told[name])
    for name in ("waiting", "called", "serving"):
        found[name] = dict.fromkeys(told[name]) if 0 < told[name]["measured"] < SMALL else told[name]
    if nothing:
        found |= dict.fromkeys(("number", "imprecise", "without_outcome"))
    return found


def _told(line: dict[str, Any], secret: bool) -> dict[str, Any]:
    """How it ended is told of all tasks together."""
    kept = dict.fromkeys(("number", "percent")) if secret else {}
    return {**line, **kept, **({"outcomes": {}} if "outcomes" in line else {})}


def _share_told(share: dict[str, Any]) -> dict[str, Any]:
    few = any(0 < number < SMALL for number in (share["part"], share["whole"] - share["part"]))
    return dict.fromkeys(share) if few else share


def _line(key: str, line: Any) -> dict[str, Any]:
    return {"key": key, "number": line.number, "percent": line.percent}


def _share(share: Share) -> dict[str, Any]:
    return {"part": share.part, "whole": share.whole, "percent": share.percent}
