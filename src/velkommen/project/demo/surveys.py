"""What Fjordby says: citizens of three places these last months, and the staff in two rounds, with a third that runs.

All of it is invented. The staff thinks better of working together round by round; citizens are content, least where the wait is longest.
In the rounds that are over the desks had substitutes and students, who have left: so many that what they said can be told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.db.models import Count

from velkommen.apps.placement.models import Posting
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.surveys.actions import ASKED_ROLES
from velkommen.apps.surveys.models import Asking, Box, Invited, Round, Tally
from velkommen.apps.visits.models import Visit
from velkommen.domain.kinds import Unit
from velkommen.domain.lifecycle import Ending
from velkommen.domain.surveys import GROUPS, QUESTIONS, Audience, Way, month_of

MONTHS = 7  # that are over
#: Place -> what share of the numbers answers, how many answer openly in a month, how content they are (0-1).
CITIZENS: Mapping[str, tuple[float, int, float]] = {
    "hovedbiblioteket": (0.11, 74, 0.86),
    "nordby": (0.16, 38, 0.91),
    "bogbussen": (0.05, 3, 0.9),
}
USUAL_NUMBERS = 320  # a month of a place whose history begins later
AGO = (330, 120)  # days since the rounds of the staff began
LASTED = 14
TEMPORARY = {"hovedbiblioteket": (Unit.LIBRARY, 24), "raadhuset": (Unit.CITIZEN_SERVICE, 21)}  # of those rounds
RUNS_SINCE, RUNS_ON = 4, 9  # days of the round that runs
STILL_TO_ANSWER = ("lene", "mette", "ali")
#: Question -> how good the answers are at first, and how much better they get by a round.
STAFF: Mapping[str, tuple[float, float]] = {
    "meaningful": (0.62, 0.1),
    "equal": (0.5, 0.09),
    "training": (0.42, 0.16),
    "support": (0.58, 0.08),
    "future": (0.8, 0.05),
}


@dataclass
class _Filled:
    """A box with its answers, before it has an id."""

    box: Box
    counts: Counter[tuple[str, str]]


def settle(today: date, at: datetime, seed: int) -> None:
    """Insert the rounds and what was said in them."""
    rng = Random(f"{seed}:surveys:{today}")  # noqa: S311 - no secret
    points = dict(ServicePoint.objects.values_list("slug", "pk"))
    begin = _months_ago(today, MONTHS)
    Asking.objects.bulk_create(Asking(service_point_id=points[slug], since=begin) for slug in CITIZENS)
    _write(_citizens(points, begin, today, at, rng))
    _write(_staff(points, today, at, rng))


def _citizens(points: Mapping[str, int], begin: date, today: date, at: datetime, rng: Random) -> Iterator[_Filled]:
    offered = _offered([points[slug] for slug in CITIZENS], begin)
    first = begin
    while first <= today:
        first, last = month_of(first)
        over = last < today
        month = Round.objects.create(
            audience=Audience.CITIZENS.value, first=first, last=last, closed_at=at if over else None
        )
        for slug, (share, openly, content) in CITIZENS.items():
            asked = offered.get((points[slug], first.year, first.month), USUAL_NUMBERS)
            numbers = round(asked * share) if over else min(asked, rng.randint(5, 20))
            number = Box(round=month, service_point_id=points[slug], group=Way.NUMBER.value, answers=numbers)
            number.asked = asked if over else 0
            yield _Filled(number, _citizens_say(numbers, content, rng))
            anybody = rng.randint(openly // 2, openly)
            box = Box(round=month, service_point_id=points[slug], group=Way.OPEN.value, answers=anybody)
            yield _Filled(box, _citizens_say(anybody, content - 0.08, rng))
        first = last + timedelta(days=1)


def _offered(points: list[int], begin: date) -> dict[tuple[int, int, int], int]:
    """How many numbers ended at the desk: (place, year, month) -> visits."""
    rows = Visit.objects.filter(service_point__in=points, day__gte=begin, ending=Ending.FINISHED.value)
    counted = rows.exclude(link=None).values_list("service_point", "day__year", "day__month").annotate(Count("pk"))
    return {(place, year, month): number for place, year, month, number in counted.order_by()}


def _citizens_say(people: int, content: float, rng: Random) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for question, answers in QUESTIONS[Audience.CITIZENS].items():
        weights = (content, (1 - content) * 0.6, (1 - content) * 0.4)
        found.update((question, answer) for answer in rng.choices(answers, weights, k=people))
    return found


def _staff(points: Mapping[str, int], today: date, at: datetime, rng: Random) -> Iterator[_Filled]:
    asked = _asked()
    more = {(points[slug], unit.value): people for slug, (unit, people) in TEMPORARY.items()}
    for number, ago in enumerate(AGO):
        first = today - timedelta(days=ago)
        last = first + timedelta(days=LASTED - 1)
        made = Round.objects.create(audience=Audience.STAFF.value, first=first, last=last, closed_at=at)
        for (place, unit), people in asked.items():
            whole = len(people) + more.get((place, unit), 0)
            yield _staff_box(made, place, unit, whole, sum(rng.random() < 0.86 for _ in range(whole)), number, rng)
    first, last = today - timedelta(days=RUNS_SINCE), today + timedelta(days=RUNS_ON)
    made = Round.objects.create(audience=Audience.STAFF.value, first=first, last=last)
    for (place, unit), people in asked.items():
        answered = [pk for pk, name in people if name not in STILL_TO_ANSWER and rng.random() < 0.5]
        filled = _staff_box(made, place, unit, len(people), len(answered), len(AGO), rng)
        yield filled
        Invited.objects.bulk_create(
            Invited(round=made, staff_id=pk, box=filled.box, answered=pk in answered) for pk, _ in people
        )


def _asked() -> dict[tuple[int, str], list[tuple[int, str]]]:
    """Who stands at the desks: (place, unit) -> staff ids and usernames, each once."""
    units = [unit.value for unit in GROUPS]
    rows = Posting.objects.filter(role__in=ASKED_ROLES, service_point__isnull=False, staff__unit__in=units)
    found: dict[tuple[int, str], list[tuple[int, str]]] = {}
    seen: set[int] = set()
    for staff, name, place, unit in rows.order_by("id").values_list(
        "staff", "staff__username", "service_point", "staff__unit"
    ):
        if staff not in seen:
            seen.add(staff)
            found.setdefault((place, unit), []).append((staff, name))
    return found


def _staff_box(made: Round, place: int, unit: str, asked: int, answered: int, number: int, rng: Random) -> _Filled:
    box = Box(round=made, service_point_id=place, group=unit, asked=asked, answers=answered)
    found: Counter[tuple[str, str]] = Counter()
    for question, (first, better) in STAFF.items():
        good = first + better * number
        weights = (good * 0.4, good * 0.6, (1 - good) * 0.5, (1 - good) * 0.2, (1 - good) * 0.3)
        answers = QUESTIONS[Audience.STAFF][question]
        found.update((question, answer) for answer in rng.choices(answers, weights, k=answered))
    return _Filled(box, found)


def _write(filled: Iterable[_Filled]) -> None:
    tallies = []
    for one in filled:
        one.box.save()
        questions = QUESTIONS[Audience(one.box.round.audience)]
        tallies += [
            Tally(box=one.box, question=question, answer=answer, number=one.counts[question, answer])
            for question, answers in questions.items()
            for answer in answers
        ]
    Tally.objects.bulk_create(tallies)


def _months_ago(today: date, many: int) -> date:
    """The first day of the month so many months before this one."""
    years, month = divmod(today.year * 12 + today.month - 1 - many, 12)
    return date(years, month + 1, 1)
