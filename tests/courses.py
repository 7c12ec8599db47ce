"""A course of Nordby, as tests of courses begin: two evenings, three seats, and people of whom only an address is known."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from tests.people import Town
from velkommen.apps.courses import actions
from velkommen.apps.courses.models import CourseDate, Series, SignUp
from velkommen.apps.messages.models import Message
from velkommen.domain.contacts import Contact, parse
from velkommen.domain.courses import CourseFacts, Line, Meeting, SeriesFacts
from velkommen.shared.actor import PUBLIC

FACTS = CourseFacts(
    "MitID fra begyndelsen",
    "Vi hjælper hinanden i gang.",
    (Line("Logge på med MitID", "Log on with MitID"), Line("Kende en falsk mail", "Know a false e-mail")),
    "MitID from the beginning",
    "We help each other on our way.",
)


def evenings(first: datetime, many: int = 2) -> tuple[Meeting, ...]:
    """Two hours at the same time, week after week."""
    starts = [first + timedelta(weeks=number) for number in range(many)]
    return tuple(Meeting(one, one + timedelta(hours=2)) for one in starts)


@dataclass
class Courses:
    """What is done about courses at Nordby: Lea arranges, Mette counts, and citizens sign up."""

    town: Town
    course: int = 0
    known: dict[str, str] = field(default_factory=dict)  # address -> link

    def __post_init__(self) -> None:
        self.course = actions.make_course(place=self.town.place.pk, facts=FACTS, **self.arranging())["course"]

    def arranging(self) -> dict[str, Any]:
        return self.town.by(self.town.lea)

    def anybody(self) -> dict[str, Any]:
        return {"by": PUBLIC, "at": self.town.now, "op": uuid4()}

    def facts(self, seats: int = 3, **other: Any) -> SeriesFacts:
        return SeriesFacts(**{"seats": seats, "meetings": evenings(self.town.now + timedelta(days=7)), **other})

    def series(self, seats: int = 3, **other: Any) -> Series:
        made = actions.make_series(
            course=self.course, place=self.town.place.pk, facts=self.facts(seats, **other), **self.arranging()
        )
        return Series.objects.get(pk=made["series"])

    def sign_up(self, series: Series, name: str = "") -> SignUp:
        """Somebody at name@example.dk, or somebody who leaves no contact."""
        done = actions.sign_up(series=series.pk, contact=mail(name) if name else None, **self.anybody())
        return SignUp.objects.get(link=done["link"])

    def full(self, seats: int = 2) -> tuple[Series, list[SignUp]]:
        """A series of which every seat is taken and one person waits."""
        series = self.series(seats)
        return series, [self.sign_up(series, f"somebody-{number}") for number in range(seats + 1)]

    def begin(self, series: Series) -> CourseDate:
        """It is an hour into the first date."""
        first = CourseDate.objects.filter(series=series).order_by("starts_at")[0]
        self.town.now = first.starts_at + timedelta(hours=1)
        return first


def mail(name: str) -> Contact:
    return parse(f"{name}@example.dk")


def states(series: Series) -> list[tuple[str, int | None]]:
    return list(SignUp.objects.filter(series=series).order_by("pk").values_list("state", "seat"))


def told(sign_up: SignUp) -> list[str]:
    """What waits to be sent to somebody, by purpose."""
    rows = Message.objects.filter(about=f"sign-up:{sign_up.pk}", state="waiting").order_by("pk")
    return list(rows.values_list("purpose", flat=True))
