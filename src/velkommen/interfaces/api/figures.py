"""The statistics as plain values: places and tasks by slug and key, shares with their per cent, times in seconds.

Who does not work at every place asked about is told no number of a few, as on the pages: null stands for it (`domain.small_cells`).
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from velkommen.apps.evaluation.statistics import Statistics
from velkommen.domain.measures import Share
from velkommen.domain.outcomes import SOLVED_AT_FIRST_CONTACT, Outcome
from velkommen.domain.small_cells import SMALL, Sum, hidden, in_table

MOST_GAPS = 500
LISTS = ("service_points", "tasks", "outcomes", "units", "categories")
SHARES = ("library", "town_hall", "solved", "outside", "no_shows")
TIMES = ("waiting", "called", "serving")
OPEN, ANSWERED, NO_TIME = "without_outcome", "answered", "imprecise"


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
    """The same without numbers of a few. Where the sum of one list may not be told, no list, share or time is: each has nearly that sum."""
    secret = {name: hidden({line["key"]: line["number"] for line in told[name]}) for name in LISTS}
    ends, unclear = _ends_of_a_few(told), _without_time(told)
    secret["outcomes"] = ends
    nothing = any(Sum.ALL in keys for keys in secret.values())
    found = dict(told, kept_back=True)
    for name in LISTS:
        found[name] = [_told(line, secret=nothing or line["key"] in secret[name]) for line in told[name]]
    if OPEN in ends:  # a number with its per cent tells the number of all outcomes, and that is the others
        found["outcomes"] = [{**line, "percent": None} for line in found["outcomes"]]
    if ANSWERED in ends:
        found["units"] = [_told(line, secret=True) for line in told["units"]]
    found |= {name: _share_told(told[name]) for name in SHARES} | {name: _spread_told(told[name]) for name in TIMES}
    return found | {name: _nothing(told[name]) for name in _untold(ends, unclear=unclear, nothing=nothing)}


def _untold(ends: frozenset[str | Sum], *, unclear: bool, nothing: bool) -> Iterator[str]:
    """Which figures that stand alone are kept back for the sake of another."""
    if nothing:
        yield from (*SHARES, *TIMES, "number", "without_outcome", "imprecise")
    if unclear:
        yield from ("imprecise", "outside")
    if OPEN in ends:
        yield "without_outcome"
    if ends & {ANSWERED, *SOLVED_AT_FIRST_CONTACT}:  # its whole is those answered, its part the sum of three outcomes
        yield "solved"


def _ends_of_a_few(told: dict[str, Any]) -> frozenset[str | Sum]:
    """What must not be told so that nobody learns how few ended in one way, or have not ended.

    Beside the number stand the outcomes, and how many were answered (of those solved, and by all units), which leaves who left and who is
    still there. The number itself goes last: where the others cannot hide a few.
    """
    cells = {(line["key"], ""): line["number"] for line in told["outcomes"]} | {(OPEN, ""): told["without_outcome"]}
    answered = {key: ANSWERED for key, _ in cells if key not in {Outcome.LEFT, OPEN}}
    try:
        found = in_table(cells, groups=answered, known=[(Sum.ALL, ""), (Sum.ALL, Sum.ALL)])
    except ValueError:
        found = in_table(cells, groups=answered)
    return frozenset(row for row, _ in found)


def _without_time(told: dict[str, Any]) -> bool:
    """Whether it must not be told how many know no time of day, nor of how many it is known."""
    return NO_TIME in hidden({NO_TIME: told["imprecise"], "": told["number"] - told["imprecise"]})


def _told(line: dict[str, Any], *, secret: bool) -> dict[str, Any]:
    """How it ended is told of all tasks together."""
    kept = dict.fromkeys(("number", "percent")) if secret else {}
    return {**line, **kept, **({"outcomes": {}} if "outcomes" in line else {})}


def _share_told(share: dict[str, Any]) -> dict[str, Any]:
    few = any(0 < number < SMALL for number in (share["part"], share["whole"] - share["part"]))
    return _nothing(share) if few else share


def _spread_told(spread: dict[str, Any]) -> dict[str, Any]:
    return _nothing(spread) if 0 < spread["measured"] < SMALL else spread


def _nothing(figure: Any) -> Any:
    """What stands where a figure is kept back: of one that has parts, in each of them."""
    return dict.fromkeys(figure) if isinstance(figure, dict) else None


def _line(key: str, line: Any) -> dict[str, Any]:
    return {"key": key, "number": line.number, "percent": line.percent}


def _share(share: Share) -> dict[str, Any]:
    return {"part": share.part, "whole": share.whole, "percent": share.percent}
