"""Who may do what where: offers somebody can keep, agreements in words the house knows, people whose hours and abilities fit.

The book reads all of it anew. What it cannot read at all is named by the check of the row, and the checks that ask it say nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import islice, pairwise

from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import check, kept, rows
from velkommen.apps.placement import book
from velkommen.apps.placement.actions.agreements import NEEDS_AN_OWNER
from velkommen.apps.placement.actions.offers import WITH_EQUIPMENT
from velkommen.apps.placement.models import (
    AgreedTask,
    Agreement,
    Competence,
    DutyPeriod,
    LocalSuspension,
    Offer,
    Posting,
    TaskPeriod,
)
from velkommen.apps.places.models import Equipment
from velkommen.domain import cooperation
from velkommen.domain.hours.checks import problems
from velkommen.domain.hours.days import A_DAY
from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.timetable import YEAR_AHEAD, Timetable
from velkommen.domain.intervals import both
from velkommen.domain.kinds import DeskRole
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.deciding import Able, Situation, TaskRules, decide
from velkommen.domain.placement.facts import Place
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Refusal
from velkommen.shared import clock


@check(
    _("What a place does with a task is said once a day, in hours that can be kept"),
    _("One day would have two answers. Say anew what the place does with the task, or when."),
)
def offers_sound(at: datetime) -> Iterator[str]:
    yield from kept(Offer, "offer_once_a_day", "offer_role_known")
    yield from kept(TaskPeriod, "taskperiod_forward", "taskperiod_comes_back", "taskperiod_season_whole")
    yield from kept(LocalSuspension, "local_suspension_once", "local_suspension_forward")
    suspensions = LocalSuspension.objects.select_related("service_point", "task")
    yield from _overlapping(suspensions.order_by("service_point_id", "task_id", "first"), "service_point", "task")
    own: dict[str, list[Period]] = {}
    for row in TaskPeriod.objects.select_related("service_point", "task"):
        own.setdefault(f"{row.service_point.name}: {row.task.key}", []).append(row.period())
    yield from (name for name, periods in own.items() if problems(periods))


@check(
    _("What a place was given, somebody posted there can do with what it has, and no judgement is made at a desk"),
    _(
        "Citizens are sent away in vain. Train or post somebody, get the equipment, or give the place another role (below “complete” "
        "where judgement is needed)."
    ),
)
def offers_possible(at: datetime) -> Iterator[str]:
    town, today = _town(), clock.local_day(at)
    if town is None:
        return
    for place in town.places.values():
        if place.offers and not place.people:
            yield f"{place.name}: nobody is posted"
        for task, steps in place.offers.items():
            days = (today, *steps.changes(today, date.max))
            hindered = ((day, why) for day in days if (why := _hinders(town, place, task, day)))
            yield from (f"{place.name}: {task}, {day} ({why})" for day, why in islice(hindered, 1))


def _town() -> Town | None:
    try:
        return book.read()
    except (Refusal, ValueError):
        return None


def _hinders(town: Town, place: Place, task: str, day: date) -> str:
    """Why what a place was given on a day can never be done there, in the words of the log; empty when it can."""
    try:
        rules = town.rules(task, day)
    except (Refusal, ValueError):
        return ""
    offered = place.offered(task, day)
    if rules is None or offered is None:
        return ""
    role = offered.role or rules.desk_role
    if offered.role is DeskRole.COMPLETE and rules.discretion is Discretion.HIGH:
        return "discretion"
    lacking = rules.equipment - {machine.kind for machine in place.machines}
    if role.value in WITH_EQUIPMENT and lacking:
        return f"lacks {', '.join(sorted(lacking))}"
    return "nobody can" if place.people and not _somebody(place, rules, role, day) else ""


def _somebody(place: Place, rules: TaskRules, role: DeskRole, day: date) -> bool:
    """Whether anybody posted could ever do it, with all they were, are or will be able to do, and in its season."""
    agreement = place.agreement.at(day)
    performers = agreement.performers(rules.key, rules.owner, rules.discretion) if agreement else None
    people = frozenset(Able(person.unit, frozenset(person.competences)) for person in place.people)
    season = replace(rules, suspended="", in_season=True)
    return decide(season, Situation(role, people=people, performers=performers)).possible


@check(
    _("Agreements are dated, in words the house knows, and where tasks are taken over somebody is in charge"),
    _("Nobody may know who does what there. Say anew what holds at the place from that day on."),
)
def agreements_sound(at: datetime) -> Iterator[str]:
    yield from kept(Agreement, "agreement_once_a_day", "agreement_decision_dated")
    yield from kept(AgreedTask, "agreed_task_once", "agreed_task_unit_known")
    for row in Agreement.objects.select_related("service_point").prefetch_related("performed__task"):
        where = f"{row.service_point.name}, {row.since}"
        try:
            agreement = book.agreement_of(row)
        except ValueError as error:
            yield f"{where}: {error}"
            continue
        if cooperation.label(agreement).model in NEEDS_AN_OWNER and not agreement.project_owner.strip():
            yield f"{where}: project_owner"


@check(
    _("What somebody is able to do is said once for each day"),
    _("The end of a competence may not be seen. Withdraw the one too many."),
)
def competences_sound(at: datetime) -> Iterator[str]:
    yield from kept(Competence, "competence_once", "competence_one_without_end", "competence_forward")
    yield from kept(Competence, "competence_key_form", "competence_level_known", "competence_won_known")
    yield from _overlapping(
        Competence.objects.select_related("staff").order_by("staff_id", "key", "first"), "staff", "key"
    )


def _overlapping(found: Iterable[LocalSuspension | Competence], *keys: str) -> Iterator[str]:
    """Stretches of days of the same key, in order, of which one begins before the other is over."""
    for one, other in pairwise(found):
        same = all(getattr(one, key) == getattr(other, key) for key in keys)
        if same and (one.last is None or other.first <= one.last):
            yield f"{one._meta.verbose_name}: {', '.join(str(getattr(one, key)) for key in keys)}, {other.first}"


@check(
    _("Duty hours can be kept, and meet the staffed hours of their place"),
    _(
        "Somebody would be on duty when nobody is let in, or twice at once. Type their duty hours, or those of the place, anew."
    ),
)
def duties_sound(at: datetime) -> Iterator[str]:
    yield from kept(DutyPeriod, "dutyperiod_forward", "dutyperiod_comes_back", "dutyperiod_season_whole")
    periods: dict[int, list[Period]] = {}
    for row in DutyPeriod.objects.all():
        periods.setdefault(row.posting_id, []).append(row.period())
    yield from rows(Posting.objects.filter(pk__in=[pk for pk, of_one in periods.items() if problems(of_one)]))
    yield from _never_met(clock.local_day(at))


def _never_met(today: date) -> Iterator[str]:
    """Duty hours that are still to come within a year and never while their place is staffed."""
    town = _town()
    for row in DutyPeriod.objects.select_related("posting__staff", "posting__service_point"):
        place = town.places.get(row.posting.service_point_id or 0) if town else None
        if place and _in_vain(Timetable([row.period()]), place.staffed, today):
            yield f"{place.name}: {row.posting.staff.username}, {row.opens // 60:02}:{row.opens % 60:02}"


def _in_vain(duty: Timetable, staffed: Timetable, today: date) -> bool:
    days = [day for day in _year(today) if duty.spans(day)]
    return bool(days) and not any(both(duty.spans(day), staffed.spans(day)) for day in days)


def _year(today: date) -> Iterable[date]:
    return (today + A_DAY * ahead for ahead in range(YEAR_AHEAD))


@check(
    _("Equipment that was expected back is back, or has another day"),
    _("The house counts on it again from that day. Say that it works, or when it is expected now."),
)
def equipment_back(at: datetime) -> list[str]:
    return rows(Equipment.objects.filter(out_since__isnull=False, back_at__lt=clock.local_day(at)))
