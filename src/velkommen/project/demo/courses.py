"""Fjordby's courses for citizens: one that is full and has a waiting list, two with seats left, and three that have been, with numbers.

Whoever signed up is invented and has an address under example.dk, which reaches nobody; most left none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from velkommen.apps.courses.models import Answer, CanDo, Course, CourseDate, Series, SignUp, SignUpContact
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import ServicePoint, Stop
from velkommen.domain.courses import SignUpState
from velkommen.domain.messages import LANGUAGES, Channel
from velkommen.project.demo.rows import link_of
from velkommen.shared import clock

WEEK = timedelta(weeks=1)
MADE = timedelta(days=30)  # before it begins
REACHED_OF = 2  # one of so many left a contact
KEEPER = "hovedbiblioteket"
MITID, SAFE, SEARCH = "mitid", "safe", "search"
#: Titles and texts in Danish and English, and what one can do afterwards.
COURSES: dict[str, tuple[tuple[str, str, str, str], tuple[tuple[str, str], ...]]] = {
    MITID: (
        (
            "MitID og borger.dk fra begyndelsen",
            "MitID and borger.dk from the beginning",
            "Tag din telefon eller computer med. Vi logger på sammen, finder din post og prøver en selvbetjening.",
            "Bring your phone or computer. We log on together, find your post and try a self-service.",
        ),
        (
            ("Logge på med MitID", "Log on with MitID"),
            ("Finde og læse Digital Post", "Find and read Digital Post"),
            ("Bestille en tid hos kommunen", "Book a time with the municipality"),
        ),
    ),
    SAFE: (
        (
            "Sikker på nettet",
            "Safe online",
            "Falske beskeder, svindel og gode vaner. Vi ser på rigtige eksempler og øver os.",
            "False messages, fraud and good habits. We look at real examples and practise.",
        ),
        (
            ("Kende en falsk besked", "Know a false message"),
            ("Lave en stærk adgangskode", "Make a strong password"),
            ("Vide, hvad du gør, hvis det går galt", "Know what to do when it goes wrong"),
        ),
    ),
    SEARCH: (
        (
            "Find bøger og film på bibliotek.dk",
            "Find books and films on bibliotek.dk",
            "Søg, bestil og lån på din egen telefon.",
            "Search, order and borrow on your own phone.",
        ),
        (
            ("Søge og bestille en bog", "Search for a book and order it"),
            ("Låne en lydbog", "Borrow an audiobook"),
        ),
    ),
}


@dataclass(frozen=True)
class Plan:
    """A series: days from today to its first date, dates a week apart, from what minute to what, seats, and how many signed up.

    `came` is for each date that has been; `could` the yes of each line, of so many asked.
    """

    course: str
    place: str
    ahead: int
    dates: int
    hours: tuple[int, int]
    seats: int
    signed: int
    room: str = ""
    holder: str = ""
    came: tuple[int, ...] = ()
    could: tuple[int, ...] = ()
    asked: int = 0


PLANS = (
    Plan(MITID, "hovedbiblioteket", 6, 2, (840, 960), 8, 11, "Edb-rummet, 1. sal", "karen"),
    Plan(SAFE, "nordby", 12, 1, (1020, 1140), 10, 4, "Læsesalen", "mette"),
    Plan(SEARCH, "bogbussen", 9, 1, (630, 690), 6, 1),
    Plan(MITID, "nordby", -61, 2, (840, 960), 12, 12, "Læsesalen", "mette", (12, 11), (11, 10, 6), 11),
    Plan(MITID, "hovedbiblioteket", -131, 2, (840, 960), 10, 9, "Edb-rummet, 1. sal", "karen", (9, 8), (7, 7, 3), 8),
    Plan(SAFE, "hovedbiblioteket", -33, 1, (1020, 1140), 16, 14, "Salen", "karen", (13,), (13, 8, 8), 13),
)


def settle(today: date, seed: int) -> None:
    """Insert courses, their series, and who signed up."""
    points = {point.slug: point.pk for point in ServicePoint.objects.all()}
    staff = dict(Staff.objects.values_list("username", "pk"))
    rng = Random(f"{seed}:courses:{today}")  # noqa: S311 - no secret
    courses = {key: _course(points[KEEPER], key) for key in COURSES}
    for plan in PLANS:
        row = _series(plan, courses[plan.course], points[plan.place], staff, today)
        _sign_ups(plan, row, rng)


def _course(place: int, key: str) -> Course:
    (title_da, title_en, text_da, text_en), lines = COURSES[key]
    texts = {"title_da": title_da, "title_en": title_en, "text_da": text_da, "text_en": text_en}
    made = Course.objects.create(service_point_id=place, **texts)
    CanDo.objects.bulk_create(CanDo(course=made, order=n, line_da=da, line_en=en) for n, (da, en) in enumerate(lines))
    return made


def _series(plan: Plan, course: Course, place: int, staff: dict[str, int], today: date) -> Series:
    first = today + timedelta(days=plan.ahead)
    stop = Stop.objects.filter(service_point=place).order_by("pk").first()
    made = Series.objects.create(
        course=course,
        service_point_id=place,
        stop=stop,
        room=plan.room,
        seats=plan.seats,
        holder_id=staff.get(plan.holder),
        made_at=_moment(first, plan.hours[0]) - MADE,
    )
    days = [first + number * WEEK for number in range(plan.dates)]
    CourseDate.objects.bulk_create(
        CourseDate(
            series=made,
            starts_at=_moment(day, plan.hours[0]),
            ends_at=_moment(day, plan.hours[1]),
            came=plan.came[number] if plan.came else None,
        )
        for number, day in enumerate(days)
    )
    lines = CanDo.objects.filter(course=course).order_by("order")
    Answer.objects.bulk_create(
        Answer(series=made, line=line, yes=yes, asked=plan.asked) for line, yes in zip(lines, plan.could, strict=False)
    )
    return made


def _sign_ups(plan: Plan, series: Series, rng: Random) -> None:
    rows = SignUp.objects.bulk_create(_people(plan, series, rng))
    if plan.ahead < 0:
        return
    reached = [one for n, one in enumerate(rows) if one.state == SignUpState.WAITING.value or n % REACHED_OF == 0]
    SignUpContact.objects.bulk_create(
        SignUpContact(sign_up=one, series=series, channel=Channel.EMAIL.value, to=f"kursist-{one.pk}@example.dk")
        for one in reached
    )


def _people(plan: Plan, series: Series, rng: Random) -> Iterator[SignUp]:
    for number in range(plan.signed):
        seat = number + 1 if number < plan.seats else None
        state = SignUpState.SEATED if seat else SignUpState.WAITING
        made = series.made_at + timedelta(hours=number + 1)
        yield SignUp(
            series=series, state=state.value, seat=seat, link=link_of(rng), language=LANGUAGES[0], made_at=made
        )


def _moment(day: date, minute: int) -> datetime:
    return datetime.combine(day, time(*divmod(minute, 60)), clock.zone())
