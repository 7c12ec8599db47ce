"""The hours days are judged by: of a sealed day as they stood then, of any other as they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.day_hours import DayHours, bits
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.intervals import merged
from velkommen.domain.kinds import PlaceKind


@dataclass(frozen=True)
class Hours:
    """
    Args:
        staffed: service point id -> its staffed hours, of the places in use.
        halls: the same of every town hall.
        kept: the hours of days that were sealed.
        since: the first day anything was counted; before it, no hour was staffed in vain. None: nothing was yet.
    """

    staffed: Mapping[int, Timetable]
    halls: Sequence[Timetable]
    kept: Mapping[date, DayHours] = field(default_factory=dict)
    since: date | None = None

    def of(self, day: date) -> DayHours:
        """The hours a day is judged by."""
        kept = self.kept.get(day)
        if kept is not None:
            return kept
        staffed = {place: bits(table.hours_of(day)) for place, table in self.staffed.items()}
        halls = tuple(merged(span for hall in self.halls for span in hall.spans(day))) if self.halls else None
        return DayHours({place: hours for place, hours in staffed.items() if hours}, halls)


def as_they_stand(kept: Mapping[date, DayHours], since: date | None) -> Hours:
    """The hours as they stand (five statements), beside those kept of sealed days (see `Hours`)."""
    points = list(ServicePoint.objects.order_by("id").values_list("id", "kind", "active"))
    tables = places.timetables([place for place, _, _ in points])
    return Hours(
        staffed={place: tables[place] for place, _, active in points if active},
        halls=[tables[place] for place, kind, _ in points if kind == PlaceKind.TOWN_HALL],
        kept=kept,
        since=since,
    )
