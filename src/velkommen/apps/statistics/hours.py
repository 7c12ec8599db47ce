"""The hours days are judged by: of a sealed day as they stood then, of any other as they stand."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.day_hours import DayHours, bits
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.intervals import merged
from velkommen.domain.kinds import PlaceKind


@dataclass(frozen=True)
class Kept:
    """What sealing kept of days.

    Args:
        hours: sealed day -> its hours as they stood then.
        changed: sealed day -> the places that were given hours of their own for it since: those are judged by what they say now, and
            no other place of the day is.
    """

    hours: Mapping[date, DayHours] = field(default_factory=dict)
    changed: Mapping[date, Collection[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Hours:
    """The hours of any day. Those that stand now are read (in five statements) only where a day is judged by them.

    Args:
        kept: the hours of days that were sealed. (Of several town halls all are read anew where one was changed.)
        since: the first day anything was counted; before it, no hour was staffed in vain. None: nothing was yet.
    """

    kept: Kept = field(default_factory=Kept)
    since: date | None = None

    def of(self, day: date) -> DayHours:
        """The hours a day is judged by."""
        kept, changed = self.kept.hours.get(day), self.kept.changed.get(day, ())
        if kept is None:
            return self._now(day)
        if not changed:
            return kept
        now = self._now(day)
        staffed = {place: hours for place, hours in kept.staffed.items() if place not in changed}
        staffed |= {place: hours for place, hours in now.staffed.items() if place in changed}
        return DayHours(staffed, now.halls if self._standing.halls.keys() & set(changed) else kept.halls)

    @cached_property
    def _standing(self) -> "_Standing":
        points = list(ServicePoint.objects.order_by("id").values_list("id", "kind", "active"))
        tables = places.timetables([place for place, _, _ in points])
        return _Standing(
            staffed={place: tables[place] for place, _, active in points if active},
            halls={place: tables[place] for place, kind, _ in points if kind == PlaceKind.TOWN_HALL},
        )

    def _now(self, day: date) -> DayHours:
        now = self._standing
        staffed = {place: bits(table.hours_of(day)) for place, table in now.staffed.items()}
        halls = tuple(merged(span for hall in now.halls.values() for span in hall.spans(day))) if now.halls else None
        return DayHours({place: hours for place, hours in staffed.items() if hours}, halls)


@dataclass(frozen=True)
class _Standing:
    """
    Args:
        staffed: service point id -> its staffed hours, of the places in use.
        halls: the same of every town hall.
    """

    staffed: Mapping[int, Timetable]
    halls: Mapping[int, Timetable]
