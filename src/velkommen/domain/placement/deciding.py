"""The rule itself: from what is so at one moment to a role, by whom, because of what.

Sources: desk roles and discretion: the report (2010) p. 14 (tasks that need no discretion) and the act on municipal citizen
service centres; units and models: p. 9-17. Nobody can configure the discretion rule away.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from velkommen.domain.kinds import DeskRole, Unit
from velkommen.domain.outcomes import Discretion

RANK = {None: 0, DeskRole.REFER: 1, DeskRole.ASSIST: 2, DeskRole.RECEIVE: 3, DeskRole.COMPLETE: 4}
Fact = str | tuple[str, ...]


class Open(StrEnum):
    """What kind of open it is."""

    CLOSED = "closed"
    UNSTAFFED = "unstaffed"
    STAFFED = "staffed"


class Rule(StrEnum):
    """What can decide. Each has one sentence per language in `shared.wording_rules`."""

    SUSPENDED = "suspended"
    SUSPENDED_HERE = "suspended_here"
    OUT_OF_SEASON = "out_of_season"
    NOT_PLACED = "not_placed"
    CLOSED = "closed"
    UNSTAFFED = "unstaffed"
    OUTSIDE_TASK_HOURS = "outside_task_hours"
    NOBODY_ON_DUTY = "nobody_on_duty"
    NO_MANDATE = "no_mandate"
    NOT_COMPETENT = "not_competent"
    EQUIPMENT_MISSING = "equipment_missing"
    EQUIPMENT_BROKEN = "equipment_broken"
    DISCRETION = "discretion"
    SELF_SERVICE_ONLY = "self_service_only"
    PLACED = "placed"
    COMPETENT = "competent"
    AGREEMENT_NOT_RECORDED = "agreement_not_recorded"
    DUTY_NOT_RECORDED = "duty_not_recorded"


#: What somebody lacks themselves, wherever and whenever they stand.
PERSONAL = frozenset({Rule.NO_MANDATE, Rule.NOT_COMPETENT})


@dataclass(frozen=True)
class Reason:
    """One rule that decided, with the facts its sentence needs (keys and values, never words)."""

    rule: Rule
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class TaskRules:
    """What the engine needs of a task, as it is on a day.

    Args:
        owner: the unit whose task it is.
        desk_role: what a desk does with it where nothing else was said.
        competence: key somebody must hold to complete or receive it; empty when anybody may.
        equipment: kinds that must be there and work for the same.
        self_service: whether anybody at a desk can help with doing it oneself.
        suspended: why it can be done nowhere just now (empty: it can).
        in_season: whether the day lies in its season (True when it has none).
    """

    key: str
    owner: Unit
    desk_role: DeskRole
    discretion: Discretion
    competence: str = ""
    equipment: frozenset[str] = frozenset()
    self_service: bool = False
    suspended: str = ""
    in_season: bool = True


class Able(NamedTuple):
    """What counts about somebody on duty: their unit, and the competences that hold on the day."""

    unit: Unit
    competences: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Person:
    """Somebody on duty: a member of staff by id, and what they are able to do."""

    id: int
    able: Able


@dataclass(frozen=True)
class Situation:
    """What is so at one place at one moment for one task.

    Args:
        placed: the role the place was given for the task; None when it was not given the task.
        hours: the layer that is open.
        task_hours: whether the task's own hours (if it has any there) are running.
        people: what those on duty are able to do; who they are does not matter here.
        duty_recorded: False when nobody keeps duty hours there, so that all who are posted are taken to be on duty.
        suspended_here: why it is not done at this place just now (empty: it is).
        performers: the units that may do it under the agreement in force; None when no agreement is recorded.
        missing, broken: equipment kinds that are not there at all, or do not work now.
    """

    placed: DeskRole | None
    hours: Open = Open.STAFFED
    task_hours: bool = True
    people: frozenset[Able] = frozenset()
    duty_recorded: bool = True
    suspended_here: str = ""
    performers: frozenset[Unit] | None = None
    missing: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verdict:
    """Whether, as what, because of what.

    Args:
        role: what a front desk does with the task there and then; None when nothing.
        because: the rules that decided, what hinders first.
        placed: the role the place was given.
        able: those among the people who can do it in that role.
    """

    role: DeskRole | None
    because: tuple[Reason, ...]
    placed: DeskRole | None
    able: frozenset[Able] = frozenset()

    @property
    def possible(self) -> bool:
        """Whether somebody who comes for it is served: as well as the place was meant to, or at least helped."""
        return _serves(self.role, self.placed)

    def by(self, people: Iterable[Person]) -> tuple[int, ...]:
        """The ids of those who can, ascending."""
        return tuple(sorted(person.id for person in people if person.able in self.able))


def decide(task: TaskRules, now: Situation) -> Verdict:
    """The verdict on one task in one situation.

    More people, equipment or hours never make it worse. High discretion is never completed at a front desk: it is received for
    those who decide, whatever role the place was given.
    """
    hindrance = _hindrance(task, now)
    if hindrance:
        return Verdict(None, (hindrance,), now.placed)
    assert now.placed is not None
    most = capped(now.placed, task.discretion)
    roles = {able: _role(task, now, able, most) for able in now.people}
    best = max(roles.values(), key=RANK.__getitem__)
    able = frozenset(able for able, role in roles.items() if role is best)
    return Verdict(best, tuple(_because(task, now, most, best)), now.placed, able)


def serving(task: TaskRules, now: Situation) -> Mapping[Able, DeskRole]:
    """Those among the people with whom there somebody who comes is served (`Verdict.possible`), each of them alone, and as what.

    A crew serves whenever one of these is in it, in the best of their roles, and never without.
    """
    if _hindrance(task, now):
        return {}
    assert now.placed is not None
    most = capped(now.placed, task.discretion)
    roles = ((able, _role(task, now, able, most)) for able in now.people)
    return {able: role for able, role in roles if _serves(role, now.placed)}


def _serves(role: DeskRole | None, placed: DeskRole | None) -> bool:
    return role is not None and (role is not DeskRole.REFER or placed is DeskRole.REFER)


def _hindrance(task: TaskRules, now: Situation) -> Reason | None:
    """The first thing that rules out any role at all."""
    rules = (
        (bool(task.suspended), Rule.SUSPENDED),
        (not task.in_season, Rule.OUT_OF_SEASON),
        (now.placed is None, Rule.NOT_PLACED),
        (bool(now.suspended_here), Rule.SUSPENDED_HERE),
        (now.hours is Open.UNSTAFFED, Rule.UNSTAFFED),
        (now.hours is Open.CLOSED, Rule.CLOSED),
        (not now.task_hours, Rule.OUTSIDE_TASK_HOURS),
        (not now.people, Rule.NOBODY_ON_DUTY),
    )
    why = {Rule.SUSPENDED: task.suspended, Rule.SUSPENDED_HERE: now.suspended_here}
    first = next((rule for holds, rule in rules if holds), None)
    return Reason(first, {"why": why[first]} if first in why else {}) if first else None


def capped(placed: DeskRole, discretion: Discretion) -> DeskRole:
    """The most a front desk does with a task in a role: what takes high discretion it receives for those who decide."""
    return DeskRole.RECEIVE if discretion is Discretion.HIGH and placed is DeskRole.COMPLETE else placed


def _role(task: TaskRules, now: Situation, able: Able, most: DeskRole) -> DeskRole:
    """What one person does with it: all the place was given, else help with self-service, else show the way."""
    if _mandated(now, able, most) and _competent(task, able) and not task.equipment & (now.missing | now.broken):
        return most
    helps = task.self_service and RANK[most] >= RANK[DeskRole.ASSIST]
    return DeskRole.ASSIST if helps else DeskRole.REFER


def _mandated(now: Situation, able: Able, most: DeskRole) -> bool:
    """To guide is everybody's duty (the act on public administration § 7, the library act); to complete or receive takes a mandate."""
    return RANK[most] <= RANK[DeskRole.ASSIST] or now.performers is None or able.unit in now.performers


def _competent(task: TaskRules, able: Able) -> bool:
    return not task.competence or task.competence in able.competences


def _because(task: TaskRules, now: Situation, most: DeskRole, best: DeskRole) -> Sequence[Reason]:
    found = _lacking(task, now, most) if best is not most else []
    if best is DeskRole.ASSIST and best is not most:
        found.append(Reason(Rule.SELF_SERVICE_ONLY))
    if task.discretion is Discretion.HIGH:
        found.append(Reason(Rule.DISCRETION))
    found.append(Reason(Rule.PLACED, {"role": now.placed or ""}))
    if best is most and task.competence:
        found.append(Reason(Rule.COMPETENT, {"competence": task.competence}))
    if now.performers is None:
        found.append(Reason(Rule.AGREEMENT_NOT_RECORDED))
    if not now.duty_recorded:
        found.append(Reason(Rule.DUTY_NOT_RECORDED))
    return found


def _lacking(task: TaskRules, now: Situation, most: DeskRole) -> list[Reason]:
    """Why the place's own role is out of reach: of the people the nearest lack, and the equipment."""
    found = []
    mandated = [able for able in now.people if _mandated(now, able, most)]
    if not mandated:
        units = tuple(sorted(now.performers or ()))
        found.append(Reason(Rule.NO_MANDATE, {"units": units}))
    elif not any(_competent(task, able) for able in mandated):
        found.append(Reason(Rule.NOT_COMPETENT, {"competence": task.competence}))
    for rule, kinds in ((Rule.EQUIPMENT_MISSING, now.missing), (Rule.EQUIPMENT_BROKEN, now.broken - now.missing)):
        if task.equipment & kinds:
            found.append(Reason(rule, {"equipment": tuple(sorted(task.equipment & kinds))}))
    return found
