"""Reading counting weeks: which run where, what they ask, what was answered, which paper sheets were typed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from velkommen.apps.counting.models import Answer, CountingDay, CountingWeek, PaperSheet
from velkommen.apps.enquiries.models import Enquiry
from velkommen.domain.counting_weeks import Avoidable, Digital, Package, Question, Said, Stage, WeekFacts, stage
from velkommen.domain.kinds import Channel
from velkommen.domain.refusals import Code, Refusal


@dataclass(frozen=True)
class Asking:
    """A counting week as a desk needs it, on a day it runs there: what it asks, and about which enquiries."""

    pk: int
    name: str
    package: Package
    questions: Sequence[Question]

    def asks_about(self, enquiry: Enquiry) -> bool:
        """Whether it asks about an enquiry of this place and day (its task loaded)."""
        over = bool(enquiry.outcome) and not enquiry.withdrawn
        return over and self.package.has(enquiry.task.key, enquiry.channel)


@dataclass(frozen=True)
class Week:
    """A counting week with its places (ids), and where it is on the day it was asked for."""

    row: CountingWeek
    places: frozenset[int]
    stage: Stage
    ends: date  # the last day that counts: earlier than planned where it was cancelled on the way

    @property
    def facts(self) -> WeekFacts:
        row = self.row
        return WeekFacts(
            row.name, row.first, row.last, self.places, package_of(row), frozenset(questions_of(row)), row.target
        )

    @property
    def begun(self) -> bool:
        return self.stage is not Stage.PLANNED and self.ends >= self.row.first


def package_of(row: CountingWeek) -> Package:
    return Package(frozenset(row.tasks), frozenset(map(Channel, row.channels)))


def questions_of(row: CountingWeek) -> list[Question]:
    """In the order they are asked."""
    return [question for question in Question if question.value in row.questions]


def running(place: int, day: date) -> CountingWeek | None:
    """The week a place counts for on a local day, closed ones too (one statement)."""
    found = CountingDay.objects.select_related("week").filter(service_point=place, day=day, off=False).first()
    return found.week if found else None


def asking(place: int, day: date) -> Asking | None:
    """What is asked besides at a place on a local day (one statement)."""
    week = running(place, day)
    if week is None or week.closed_at:
        return None
    return Asking(week.pk, week.name, package_of(week), questions_of(week))


def counting_days(first: date, last: date) -> set[tuple[date, int]]:
    """The local days of a span, both included, on which a place (by id) counts for a week (one statement)."""
    return set(CountingDay.objects.filter(day__range=(first, last), off=False).values_list("day", "service_point"))


def weeks(today: date) -> list[Week]:
    """Every counting week, the newest first (two statements)."""
    rows = list(CountingWeek.objects.all())
    found: dict[int, list[CountingDay]] = {row.pk: [] for row in rows}
    for one in CountingDay.objects.all():
        found[one.week_id].append(one)
    return [_week(row, found[row.pk], today) for row in rows]


def week(pk: int, today: date) -> Week:
    """One of them (two statements). Raises: Refusal UNKNOWN_WEEK."""
    row = CountingWeek.objects.filter(pk=pk).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_WEEK)
    return _week(row, list(row.days.all()), today)


def week_called(name: str, today: date) -> Week:
    """The week with a name. Raises: Refusal UNKNOWN_WEEK."""
    row = CountingWeek.objects.filter(name=name).only("pk").first()
    if row is None:
        raise Refusal(Code.UNKNOWN_WEEK)
    return week(row.pk, today)


def before(one: Week, today: date) -> Week | None:
    """The last week before it about the same tasks and channels, at some of its places (two statements)."""
    return next((other for other in weeks(today) if _comes_before(other, one)), None)


def _comes_before(other: Week, one: Week) -> bool:
    same = (other.row.tasks, other.row.channels) == (one.row.tasks, one.row.channels)
    earlier = other.row.last < one.row.first and other.stage is not Stage.CANCELLED
    return same and earlier and bool(other.places & one.places)


def _week(row: CountingWeek, found: Iterable[CountingDay], today: date) -> Week:
    held = list(found)
    now = stage(row.first, row.last, today, closed=bool(row.closed_at), cancelled=bool(row.cancelled_at))
    kept = [one.day for one in held if not one.off]
    return Week(row, frozenset(one.service_point_id for one in held), now, max(kept, default=date.min))


def answers(enquiries: Iterable[UUID]) -> Mapping[UUID, Said]:
    """What was answered of some enquiries (one statement)."""
    return {row.enquiry_id: said_of(row) for row in Answer.objects.filter(pk__in=list(enquiries))}


def answers_of_week(week: int) -> Mapping[UUID, Said]:
    """What was answered in a whole week (one statement)."""
    return {row.enquiry_id: said_of(row) for row in Answer.objects.filter(week=week)}


def said_of(row: Answer) -> Said:
    return Said(
        Digital(row.digital) if row.digital else None, Avoidable(row.avoidable) if row.avoidable else None, row.matters
    )


def sheets(one: CountingWeek, place: int) -> list[PaperSheet]:
    """The paper sheets of a place in a week with all their editions, the latest day first (one statement)."""
    return list(PaperSheet.objects.filter(week=one, service_point=place).select_related("batch"))


def sheet(pk: int) -> PaperSheet:
    """Raises: Refusal UNKNOWN_PAPER."""
    found = PaperSheet.objects.select_related("week", "batch").filter(pk=pk).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_PAPER)
    return found
