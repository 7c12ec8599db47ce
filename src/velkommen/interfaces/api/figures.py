"""The statistics as plain values: places and tasks by slug and key, shares with their per cent, times in seconds."""

from dataclasses import asdict
from typing import Any

from velkommen.apps.evaluation.statistics import Statistics
from velkommen.domain.measures import Share

MOST_GAPS = 500


def figures(found: Statistics) -> dict[str, Any]:
    """Everything `get_statistics` answers."""
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
    }


def _line(key: str, line: Any) -> dict[str, Any]:
    return {"key": key, "number": line.number, "percent": line.percent}


def _share(share: Share) -> dict[str, Any]:
    return {"part": share.part, "whole": share.whole, "percent": share.percent}
