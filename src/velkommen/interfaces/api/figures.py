"""The statistics as plain values: places and tasks by slug and key, shares with their per cent, times in seconds.

Who does not work at every place asked about is told no number of a few, as on the pages: null stands for it (`domain.small_cells`).
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from velkommen.apps.evaluation.statistics import Statistics
from velkommen.domain import kept_back
from velkommen.domain.kept_back import Figure
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.measures import LIBRARIES, Share
from velkommen.domain.small_cells import SMALL, Sum, hidden, in_table

MOST_GAPS = 500
PLACE, UNIT, KIND = "place", "unit", "kind of place"
LISTS = {
    "service_points": PLACE,
    "tasks": kept_back.TASK,
    "outcomes": kept_back.OUTCOME,
    "units": UNIT,
    "categories": kept_back.CATEGORY,
}
KINDS = {"library": LIBRARIES, "town_hall": frozenset({PlaceKind.TOWN_HALL})}
SHARES = ("library", "town_hall", "solved", "outside", "no_shows")
TIMES = ("waiting", "called", "serving")
NO_TIME = "imprecise"


def figures(found: Statistics, *, few: bool) -> dict[str, Any]:
    """Everything `get_statistics` answers; `few`: numbers of a few are kept back."""
    told = _whole(found)
    return _kept_back(told, found) if few else told


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


def _kept_back(told: dict[str, Any], found: Statistics) -> dict[str, Any]:
    """The same without numbers of a few. Where the sum of one list may not be told, no list, share or time is: each has nearly that sum."""
    secret, unclear = _secret(found), _without_time(told)
    nothing = kept_back.ALL in secret
    kept = dict(told, kept_back=True)
    for name, kind in LISTS.items():
        kept[name] = [_told(line, secret=nothing or (kind, line["key"]) in secret) for line in told[name]]
    if kept_back.OPEN in secret:  # a number with its per cent tells the number of all outcomes, and that is the others
        kept["outcomes"] = [{**line, "percent": None} for line in kept["outcomes"]]
    if kept_back.ANSWERED in secret:
        kept["units"] = [_told(line, secret=True) for line in told["units"]]
    kept |= {name: _share_told(told[name]) for name in SHARES} | {name: _spread_told(told[name]) for name in TIMES}
    return kept | {name: _nothing(told[name]) for name in _untold(secret, unclear=unclear, nothing=nothing)}


def _untold(secret: Collection[Figure], *, unclear: bool, nothing: bool) -> Iterator[str]:
    """Which figures that stand alone are kept back for the sake of another."""
    if nothing:
        yield from (*SHARES, *TIMES, "number", "without_outcome", "imprecise")
    if unclear:
        yield from ("imprecise", "outside")
    if kept_back.OPEN in secret:
        yield "without_outcome"
    if not {kept_back.ANSWERED, kept_back.SOLVED, kept_back.UNSOLVED}.isdisjoint(secret):
        yield "solved"
    yield from (kind for kind in KINDS if (KIND, kind) in secret)


def _secret(found: Statistics) -> frozenset[Figure]:
    """What must not be told, so that nobody learns how few came with something, to a place, or how few ended in one way or have not ended:
    each list adds up to the same number, and shares and categories are sums of their lines."""
    cells = {(line.task.key, outcome): number for line in found.tasks for outcome, number in line.outcomes.items()}
    ends = kept_back.kept_back(cells, {line.task.key: line.task.historic for line in found.tasks})
    units = {(UNIT, line.key): line.number for line in found.units}
    return ends | _of_places(found) | {kept_back.ALL if key is Sum.ALL else key for key in hidden(units)}


def _of_places(found: Statistics) -> frozenset[Figure]:
    """Places, and the kinds of them whose sum is told as a share."""
    cells = {((PLACE, line.place.slug), ""): line.number for line in found.places}
    groups = {
        (PLACE, line.place.slug): (KIND, kind)
        for line in found.places
        for kind, of in KINDS.items()
        if line.place.kind in of
    }
    whole: list[tuple[Sum, str | Sum]] = [(Sum.ALL, ""), (Sum.ALL, Sum.ALL)]
    for known in (whole, []):  # the number goes last
        with suppress(ValueError):
            secret = in_table(cells, groups=groups, known=known)
            return frozenset(kept_back.ALL if row is Sum.ALL else row for row, _ in secret)
    return frozenset({kept_back.ALL})


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
