"""What the leaders of Fjordby have said of points that no data can say: most of it at the joint desks, little elsewhere."""

from datetime import date, datetime, timedelta

from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.readiness.models import Mark
from velkommen.domain.readiness import Key, State

HEARD = timedelta(days=95)  # before the units began to work together
SAID = timedelta(days=40)  # ago
WHO = "lene"
#: Place -> point -> what was said.
MARKS: dict[str, dict[Key, tuple[State, str]]] = {
    "hovedbiblioteket": {
        Key.STAFF_HEARD: (State.YES, "Fælles personalemøde på Hovedbiblioteket"),
        Key.CHOICE: (State.YES, "Fire meldte sig"),
        Key.ROOM: (State.YES, "Skranke 3 er drejet væk fra køen"),
        Key.NOISE: (State.YES, ""),
        Key.SIGNS: (State.YES, ""),
        Key.RESOURCES: (State.NO, "Timer fra rådhuset er lovet, ikke givet"),
    },
    "nordby": {
        Key.STAFF_HEARD: (State.YES, "Møde med begge grupper"),
        Key.CHOICE: (State.YES, ""),
        Key.NOISE: (State.NO, "Skoleklasser i åbningstiden"),
        Key.SIGNS: (State.NO, "Skiltet ved vejen mangler"),
    },
    "soenderby": {Key.ROOM: (State.NOT_RELEVANT, "Kun blanketter")},
}


def settle(turn: date, at: datetime) -> None:
    """Insert the marks. `turn`: since when the units work together."""
    points = dict(ServicePoint.objects.values_list("slug", "pk"))
    who = Staff.objects.get(username=WHO)
    Mark.objects.bulk_create(
        Mark(
            service_point_id=points[slug],
            point=key.value,
            state=state.value,
            day=turn - HEARD if key is Key.STAFF_HEARD else None,
            note=note,
            by=who,
            at=at - SAID,
        )
        for slug, marks in MARKS.items()
        for key, (state, note) in marks.items()
    )
