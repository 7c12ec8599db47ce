"""The checklist of a place, gathered from what the house knows: agreements, equipment, hours, what was counted, and marks."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db.models import Count

from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.learning import queries as learning
from velkommen.apps.placement import book
from velkommen.apps.readiness.models import Mark
from velkommen.domain.cooperation import Agreement
from velkommen.domain.kinds import DeskRole
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.deciding import TaskRules
from velkommen.domain.placement.facts import Place
from velkommen.domain.placement.town import Town
from velkommen.domain.readiness import BASELINE_OF, Facts, Key, Marked, Point, State, points
from velkommen.shared import clock

WEEK, YEAR = timedelta(weeks=1), timedelta(days=365)
MONTHS = 3  # the last ones, over which volume is told
MEASURED = timedelta(days=30 * MONTHS)


def checklist(
    place: int, at: datetime, planned: Agreement | None = None, since: date | None = None, town: Town | None = None
) -> list[Point]:
    """Every point of a place (at most seven statements).

    Args:
        planned: what is to hold from `since` on, where a change is planned; None: what holds today.
        town: the rules as they are; None: those kept in memory.
    """
    facts = facts_of(town or book.town(), place, at, planned, since)
    return points(facts, marks(place))


def marks(place: int) -> dict[Key, Marked]:
    """What was said by hand (one statement)."""
    rows = Mark.objects.select_related("by").filter(service_point=place)
    return {
        Key(row.point): Marked(State(row.state), row.day, row.note, row.by.shown_name if row.by else "", row.at)
        for row in rows
    }


def facts_of(town: Town, place: int, at: datetime, planned: Agreement | None, since: date | None) -> Facts:
    """What the data say of a place (at most six statements)."""
    there, today = town.places[place], clock.local_day(at)
    day = since or today
    agreement = planned or there.agreement.at(day)
    taken = _taken_over(town, there, agreement, day) if agreement else {}
    moved = _moved_on(there, agreement, since if planned else None)
    before = min(moved or today, today)
    return Facts(
        agreement=agreement,
        since=moved,
        joint_courses=_joint_courses(place, moved or today),
        willing=_willing(there),
        weeks=_weeks_counted(place, before),
        trained=tuple(sorted(key for key, rules in taken.items() if rules.competence and rules.in_season)),
        monthly=_monthly(place, today),
        lacking=_lacking(there, taken),
        taken_over=len(taken),
        staffed=there.staffed.is_open(clock.local(at)) or there.staffed.next_opening(clock.local(at)) is not None,
    )


def _joint_courses(place: int, since: date) -> int | None:
    """How many courses for the staff of both units were held since a year before; None: nobody keeps them, so somebody may say it."""
    held = len(learning.joint_courses(place, since - YEAR))
    return held if held or learning.keeps_courses() else None


def _willing(there: Place) -> int:
    """How many of those who serve here have put themselves forward for something (one statement)."""
    return len({one.staff_id for one in learning.willing([person.id for person in there.people])})


def _moved_on(there: Place, agreement: Agreement | None, planned: date | None) -> date | None:
    """Since when tasks of another unit are done here, or from when on they are to be."""
    steps = zip(there.agreement.days, there.agreement.values, strict=True)
    first = next((day for day, step in steps if step.tasks_taken_over), None)
    if first or not (agreement and agreement.tasks_taken_over):
        return first
    return planned


def _taken_over(town: Town, there: Place, agreement: Agreement, day: date) -> dict[str, TaskRules]:
    """The tasks of others that are done here: key -> what decides of it."""
    given = {key for key in there.offers if town.given(key, there.id, day) not in {None, DeskRole.REFER}}
    named = {key for key, units in agreement.performed.items() if units}
    found = {key: town.rules(key, day) for key in given | named}
    return {key: rules for key, rules in found.items() if rules and (key in named or _of_others(rules, agreement))}


def _of_others(rules: TaskRules, agreement: Agreement) -> bool:
    return rules.discretion is not Discretion.HIGH and bool(agreement.all_but_discretion - {rules.owner})


def _lacking(there: Place, taken: Mapping[str, TaskRules]) -> dict[str, tuple[str, ...]]:
    here = {machine.kind for machine in there.machines}
    lacks = {key: tuple(sorted(rules.equipment - here)) for key, rules in taken.items()}
    return {key: kinds for key, kinds in sorted(lacks.items()) if kinds}


def _weeks_counted(place: int, before: date) -> int:
    """How many of the weeks before a day have anything counted."""
    first = before - BASELINE_OF * WEEK
    rows = Enquiry.objects.filter(service_point=place, day__gte=first, day__lt=before, withdrawn=False)
    days = rows.exclude(outcome="").order_by().values_list("day", flat=True).distinct()
    return len({(day - first).days // 7 for day in days})


def _monthly(place: int, today: date) -> dict[str, float] | None:
    """Task -> enquiries a month; None when nothing was counted at all."""
    rows = Enquiry.objects.filter(service_point=place, day__gte=today - MEASURED, day__lt=today, withdrawn=False)
    counted = rows.order_by().values_list("task__key").annotate(many=Count("pk"))
    return {key: many / MONTHS for key, many in counted} or None
