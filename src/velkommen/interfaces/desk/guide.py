"""What somebody at a desk needs to know of the task in hand: may I, who else can, where and when else, what it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from velkommen.apps.catalogue.models import Task
from velkommen.apps.placement.asking import CanDo, can_do
from velkommen.apps.places.models import Desk, ServicePoint
from velkommen.domain.catalogue import TaskFacts, fee_parts
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.deciding import Able, Reason, Rule, Verdict
from velkommen.domain.placement.town import Town
from velkommen.interfaces.desk.words import DESK_ROLES, DISCRETION, OF_YOU
from velkommen.interfaces.web.templatetags.words import locale
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.wording_rules import because_in_words, named
from velkommen.shared.wording_tasks import authority_name, next_season

#: What says that all is as it should be; the desk shows what hinders.
QUIET = frozenset({Rule.PLACED, Rule.COMPETENT, Rule.DISCRETION, Rule.AGREEMENT_NOT_RECORDED, Rule.DUTY_NOT_RECORDED})


@dataclass(frozen=True)
class Here:
    """The desk an address names, for somebody who may serve there; `desks` are all desks of the place."""

    desk: Desk
    desks: Sequence[Desk]
    by: Actor

    @property
    def place(self) -> ServicePoint:
        return self.desk.service_point

    @property
    def sitting(self) -> bool:
        """Whether the actor sits here."""
        return self.desk.occupant_id == self.by.staff_id  # type: ignore[attr-defined] # annotated by the roster

    @property
    def colleague(self) -> str:
        """Who else sits here; empty when nobody does."""
        return "" if self.sitting else self.desk.occupant or ""  # type: ignore[attr-defined] # annotated by the roster


def task_facts(task: Task, town: Town, there: Here, at: datetime) -> dict[str, object]:
    """The task in words, as it is today, and what the engine says of the reader, the place and the others."""
    day, place = clock.local_day(at), there.place.pk
    facts = town.tasks[task.key].on(day)
    mine, found = _mine(town, there, task.key, day), can_do(town, place, task.key, at)
    return {
        "task": task,
        "minutes": facts.minutes,
        "legal_basis": facts.legal_basis,
        "authority": authority_name(facts.authority, facts.authority_named),
        "link": facts.link,
        "role": DESK_ROLES[mine.role] if mine.role else "",
        "because": _hindering(mine, found.answer.verdict, next_season(town.tasks[task.key], day)),
        "others": _others(town, there, found),
        "found": found,
        "discretion": DISCRETION[facts.discretion],
        "not_here": facts.discretion is Discretion.HIGH,
        "bring": facts.bring_en if locale() == "en_GB" else facts.bring_da,
        "fees": _fees(town, facts, day),
    }


def _mine(town: Town, there: Here, task: str, day: date) -> Verdict:
    """What the reader may do with it here."""
    able = town.able(there.by.staff_id, day) if there.by.staff_id else None
    able = able or (Able(there.by.unit) if there.by.unit else None)
    return town.may(task, there.place.pk, able, day) if able else Verdict(None, (), None)


@dataclass(frozen=True)
class Hindrance:
    """A rule in the way, in words."""

    rule: Rule
    words: str


def _hindering(mine: Verdict, now: Verdict, season: str) -> list[Hindrance]:
    """What stands in the way, each rule once: of the place at this moment first, then what the reader alone lacks."""
    here = {r.rule: season if r.rule is Rule.OUT_OF_SEASON else because_in_words(r) for r in now.because}
    found = {r.rule: _of_you(r) for r in mine.because} | here
    order = dict.fromkeys(r.rule for r in (*now.because, *mine.because) if r.rule not in QUIET)
    return [Hindrance(rule, found[rule]) for rule in order]


def _of_you(reason: Reason) -> str:
    if reason.rule not in OF_YOU:
        return because_in_words(reason)
    return str(OF_YOU[reason.rule]) % {key: named(key, value) for key, value in reason.facts.items()}


def _others(town: Town, there: Here, found: CanDo) -> list[str]:
    """The names of colleagues on duty here who can do it in full."""
    able = set(found.answer.by) if found.answer.verdict.possible else set()
    return [person.name for person in town.places[there.place.pk].people if person.id in able - {there.by.staff_id}]


def _fees(town: Town, facts: TaskFacts, day: date) -> list[tuple[str, int]]:
    """What is paid, part by part: its name, øre."""
    parts = fee_parts(town.tasks[facts.key].fees, day)
    return [(part.name_en if locale() == "en_GB" else part.name_da, part.amount) for part in parts]
