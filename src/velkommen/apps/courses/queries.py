"""Reading courses. Shapes: a series as `Shown`, with its dates and how many seats are free; what people could do afterwards."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from velkommen.apps.courses.models import Answer, CanDo, Course, CourseDate, Series, SignUp
from velkommen.domain.courses import SignUpState, Told, in_public
from velkommen.domain.refusals import Code, Refusal

_TAKEN = Count("sign_ups", filter=Q(sign_ups__state=SignUpState.SEATED.value))
_WAITING = Count("sign_ups", filter=Q(sign_ups__state=SignUpState.WAITING.value))


@dataclass(frozen=True)
class Shown:
    """A series as it is at a moment: its dates in their order, seats taken, how many stand on the waiting list."""

    row: Series
    dates: tuple[CourseDate, ...]
    taken: int
    waiting: int
    at: datetime

    @property
    def free(self) -> int:
        return max(self.row.seats - self.taken, 0)

    @property
    def begun(self) -> bool:
        return self.dates[0].starts_at <= self.at

    @property
    def over(self) -> bool:
        """Whether the last date has ended."""
        return self.dates[-1].ends_at <= self.at

    @property
    def open(self) -> bool:
        """Whether one can sign up, if only for the waiting list."""
        return self.row.cancelled_at is None and not self.begun

    @property
    def next(self) -> CourseDate:
        """The next date; the last one where all have been."""
        return next((one for one in self.dates if one.ends_at > self.at), self.dates[-1])


@dataclass(frozen=True)
class Could:
    """A line of a course, and how many of those asked could do it after some series. `told` is what everybody may read of it."""

    line: CanDo
    yes: int
    asked: int

    @property
    def told(self) -> Told:
        return in_public(self.yes, self.asked)


@dataclass(frozen=True)
class Outcome:
    """A series that has begun: who came on each date (numbers), and what they could do; of each line of the course, None: not asked."""

    shown: Shown
    could: tuple[Could | None, ...]


def coming(at: datetime, places: Collection[int] | None = None) -> list[Shown]:
    """What is to come or under way, the next first, at all places or at some (two statements)."""
    rows = _rows().filter(cancelled_at=None)
    if places is not None:
        rows = rows.filter(service_point__in=places)
    return sorted(_shown(_still(rows, at), at), key=lambda one: (one.next.starts_at, one.row.pk))


def kept(at: datetime, places: Collection[int]) -> list[Shown]:
    """Every series of some places for those who arrange them, the newest first; those that are cancelled too (two statements)."""
    found = _shown(_rows().filter(service_point__in=places), at)
    return sorted(found, key=lambda one: (one.dates[0].starts_at, one.row.pk), reverse=True)


def series(pk: int, at: datetime) -> Shown:
    """One series (two statements). Raises: Refusal UNKNOWN_COURSE."""
    found = next(_shown(_rows().filter(pk=pk), at), None)
    if found is None:
        raise Refusal(Code.UNKNOWN_COURSE)
    return found


def course(pk: int) -> Course:
    """A course with its place. Raises: Refusal UNKNOWN_COURSE."""
    found = Course.objects.select_related("service_point").filter(pk=pk).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_COURSE)
    return found


def courses(places: Collection[int]) -> list[Course]:
    """The courses that some places keep."""
    return list(Course.objects.select_related("service_point").filter(service_point__in=places))


def lines(course_id: int) -> list[CanDo]:
    """What one can do after a course, in its order."""
    return list(CanDo.objects.filter(course=course_id, order__isnull=False).order_by("order"))


def by_link(link: str) -> SignUp:
    """A sign-up with its series and where they were reached. Raises: Refusal UNKNOWN_SIGN_UP."""
    rows = SignUp.objects.select_related("series__course", "series__service_point", "series__stop", "contact")
    found = rows.filter(link=link).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_SIGN_UP)
    return found


def ahead_in_line(sign_up: SignUp) -> int:
    """How many stand before somebody on the waiting list."""
    waiting = SignUp.objects.filter(series=sign_up.series_id, state=SignUpState.WAITING.value)
    return waiting.filter(pk__lt=sign_up.pk).count()


def without_contact(series_id: int) -> int:
    """How many of those with a seat cannot be told that something changes."""
    return SignUp.objects.filter(series=series_id, state=SignUpState.SEATED.value, contact=None).count()


def could_do(course_id: int) -> list[Could]:
    """What people could do after all series of a course so far, for the lines that were asked about (two statements)."""
    asked: dict[int, tuple[int, int]] = {}
    for answer in Answer.objects.filter(line__course=course_id):
        yes, of = asked.get(answer.line_id, (0, 0))
        asked[answer.line_id] = (yes + answer.yes, of + answer.asked)
    return [Could(line, *asked[line.pk]) for line in lines(course_id) if line.pk in asked]


def answers_of(series_id: int) -> dict[int, Answer]:
    """What was counted after a series: line id -> answer."""
    return {one.line_id: one for one in Answer.objects.filter(series=series_id)}


def over_time(course_id: int, at: datetime, places: Collection[int]) -> list[Outcome]:
    """The series of a course that have begun at some places, the oldest first (four statements)."""
    wanted = lines(course_id)
    rows = _rows().filter(course=course_id, service_point__in=places, cancelled_at=None)
    found = sorted((one for one in _shown(rows, at) if one.begun), key=lambda one: one.dates[0].starts_at)
    answers: dict[tuple[int, int], Answer] = {
        (one.series_id, one.line_id): one for one in Answer.objects.filter(series__in=[one.row.pk for one in found])
    }
    return [Outcome(one, tuple(_could(line, answers.get((one.row.pk, line.pk))) for line in wanted)) for one in found]


def _could(line: CanDo, answer: Answer | None) -> Could | None:
    return Could(line, answer.yes, answer.asked) if answer else None


def _rows() -> QuerySet[Series]:
    dates = Prefetch("dates", CourseDate.objects.order_by("starts_at"), to_attr="all_dates")
    rows = Series.objects.select_related("course", "service_point", "stop", "holder")
    return rows.annotate(taken=_TAKEN, waiting=_WAITING).prefetch_related(dates)


def _still(rows: QuerySet[Series], at: datetime) -> QuerySet[Series]:
    """Those whose last date has not ended."""
    return rows.filter(Exists(CourseDate.objects.filter(series=OuterRef("pk"), ends_at__gt=at)))


def _shown(rows: Iterable[Series], at: datetime) -> Iterator[Shown]:
    for row in rows:
        yield Shown(row, tuple(row.all_dates), row.taken, row.waiting, at)  # type: ignore[attr-defined] # see _rows
