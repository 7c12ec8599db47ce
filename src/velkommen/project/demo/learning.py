"""How the colleagues of Fjordby learn: who is taught what, who wants to, which courses were held together and which are planned."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from velkommen.apps.learning.models import (
    Participant,
    Practice,
    Refreshment,
    StaffCourse,
    StaffCourseDay,
    Terms,
    Training,
    Willing,
)
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Competence
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.competence import Level, Won

#: Key -> months it lasts, enquiries that refresh it, enquiries for each person and month.
TERMS = {
    "passport": (24, None, 6),
    "driving_licence": (36, 20, 3),
    "mitid": (None, None, 4),
    "postal_vote": (12, None, None),
}
PLACE, KEY, LEARNER, TEACHER = "nordby", "passport", "jens", "ali"
WANTED, BEGAN = 12, 23  # enquiries, days ago
PRACTISED, TOGETHER = 8, frozenset({1, 3})  # enquiries so far, on the weekdays Ali is there (Tuesday, Thursday)
REFRESHABLE = "driving_licence"
WILLING = {"niels": ("postal_vote",), "jens": ("driving_licence", "passport"), "bodil": ("passport",)}
SEEN = (("bodil", "passport"), ("kurt", "driving_licence"))  # in a week as a guest
REFRESHED, REFRESHED_FOR = 18, 730  # days ago, for so many days
REFRESHED_BY = 61


@dataclass(frozen=True)
class CoursePlan:
    """A course; `days` count from today."""

    title: str
    slug: str
    room: str
    days: tuple[int, ...]
    seats: int
    gives: tuple[str, ...]
    level: Level
    people: tuple[str, ...]
    held: bool = False
    waiting: tuple[str, ...] = field(default=())


COURSES = (
    CoursePlan(
        "Fælles skranke: to dage sammen",
        "hovedbiblioteket",
        "Salen",
        (-46, -45),
        20,
        (),
        Level.ALONE,
        ("sara", "jonas", "fatima", "ali", "mette", "karen", "niels", "ida", "jens"),
        held=True,
    ),
    CoursePlan(
        "Pas fra ansøgning til udlevering",
        "raadhuset",
        "Lokale 2",
        (17, 24),
        6,
        ("passport",),
        Level.WITH_HELP,
        ("bodil", "kurt", "line"),
    ),
    CoursePlan(
        "Brevstemmer: modtag dem rigtigt",
        "nordby",
        "Mødelokalet",
        (31,),
        4,
        ("postal_vote",),
        Level.ALONE,
        ("niels", "ida", "jonas", "fatima"),
        waiting=("peter",),
    ),
)


def settle(today: date) -> None:
    """Insert all of it. Nobody is able to do more alone than they were: what is being learnt does not count yet."""
    points = dict(ServicePoint.objects.values_list("slug", "id"))
    staff = {one.username: one for one in Staff.objects.all()}
    Terms.objects.bulk_create(
        Terms(key=key, lasts=lasts, refreshed_by=refreshed, minimum=minimum)
        for key, (lasts, refreshed, minimum) in TERMS.items()
    )
    _on_the_way(staff, today)
    _training(points[PLACE], staff, today)
    _refreshed(staff["karen"], today)
    for plan in COURSES:
        _course(plan, points, staff, today)


def _on_the_way(staff: dict[str, Staff], today: date) -> None:
    since = today - timedelta(days=BEGAN)
    Willing.objects.bulk_create(
        Willing(staff=staff[name], key=key, since=since) for name, keys in WILLING.items() for key in keys
    )
    Competence.objects.bulk_create(
        Competence(staff=staff[name], key=key, level=Level.SEES.value, first=since) for name, key in SEEN
    )


def _training(place: int, staff: dict[str, Staff], today: date) -> None:
    """Jens is taught passports by Ali, who is at Nordby on Tuesdays and Thursdays."""
    began = today - timedelta(days=BEGAN)
    learner, teacher = staff[LEARNER], staff[TEACHER]
    helped = {"level": Level.WITH_HELP.value, "won": Won.PEER.value}
    Competence.objects.create(staff=learner, key=KEY, first=began, **helped)
    row = Training.objects.create(
        service_point_id=place, key=KEY, learner=learner, teacher=teacher, wanted=WANTED, started_on=began
    )
    days = [began + timedelta(days=ahead) for ahead in range(BEGAN)]
    there = [day for day in days if day.weekday() in TOGETHER]
    done = sorted(there[number % len(there)] for number in range(PRACTISED))
    Practice.objects.bulk_create(Practice(training=row, service_point_id=place, day=day) for day in done)


def _refreshed(who: Staff, today: date) -> None:
    """What the worker prolonged some days ago, because it was used."""
    day = today - timedelta(days=REFRESHED)
    until = day + timedelta(days=REFRESHED_FOR)
    Competence.objects.filter(staff=who, key=REFRESHABLE).update(last=until)
    Refreshment.objects.create(staff=who, key=REFRESHABLE, day=day, until=until, enquiries=REFRESHED_BY)


def _course(plan: CoursePlan, points: dict[str, int], staff: dict[str, Staff], today: date) -> None:
    days = [today + timedelta(days=ahead) for ahead in plan.days]
    row = StaffCourse.objects.create(
        service_point_id=points[plan.slug],
        title=plan.title,
        room=plan.room,
        seats=plan.seats,
        gives=list(plan.gives),
        level=plan.level.value,
        closed_on=days[-1] if plan.held else None,
    )
    StaffCourseDay.objects.bulk_create(StaffCourseDay(course=row, day=day) for day in days)
    noted = True if plan.held else None
    Participant.objects.bulk_create(
        Participant(
            course=row,
            staff=staff[name],
            unit=staff[name].unit,
            waiting=name in plan.waiting,
            attended=noted,
            passed=noted,
        )
        for name in (*plan.people, *plan.waiting)
    )
