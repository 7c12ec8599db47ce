"""The hours a day is judged by: when each place was staffed, and when a town hall was open."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.blocks import When
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.kinds import PlaceKind


@dataclass(frozen=True)
class Hours:
    """
    Args:
        staffed: service point id -> its staffed hours, of the places in use.
        halls: the same of every town hall.
    """

    staffed: Mapping[int, Timetable]
    halls: Sequence[Timetable]

    def placed(self, day: date) -> Callable[[int], str]:
        """Minute of a local day -> whether a town hall was open then (`When`)."""
        if not self.halls:
            return lambda minute: When.UNKNOWN.value
        spans = [span for hall in self.halls for span in hall.spans(day)]
        within = bytearray(24 * 60)
        for opens, closes in spans:
            within[opens:closes] = b"\1" * (closes - opens)
        return lambda minute: When.IN.value if within[minute] else When.OUT.value

    def over(
        self, first: date, last: date, wanted: Sequence[int] | None, local: datetime
    ) -> Iterator[tuple[date, int, set[int]]]:
        """(local day, service point id, clock hours 0-23 that were staffed and are over at a local moment), where there are any."""
        here = {place: table for place, table in self.staffed.items() if wanted is None or place in wanted}
        for ahead in range((min(last, local.date()) - first).days + 1):
            day = first + timedelta(days=ahead)
            until = local.hour if day == local.date() else 24
            for place, table in here.items():
                hours = {hour for hour in table.hours_of(day) if hour < until}
                if hours:
                    yield day, place, hours


def hours() -> Hours:
    """The hours as they stand (five statements)."""
    points = list(ServicePoint.objects.order_by("id").values_list("id", "kind", "active"))
    tables = places.timetables([place for place, _, _ in points])
    return Hours(
        staffed={place: tables[place] for place, _, active in points if active},
        halls=[tables[place] for place, kind, _ in points if kind == PlaceKind.TOWN_HALL],
    )
