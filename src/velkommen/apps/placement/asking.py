"""May it be done? What deeds are checked by, and what doors show before anybody asks in vain."""

from dataclasses import dataclass
from datetime import date, datetime

from velkommen.apps.placement import book
from velkommen.apps.placement.models import Offer
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.intervals import minute_of, moment_of
from velkommen.domain.kinds import Unit
from velkommen.domain.outcomes import Discretion, Outcome
from velkommen.domain.placement.deciding import Able, Reason
from velkommen.domain.placement.town import Answer, Chance, Time, Town
from velkommen.domain.refusals import Code, Fact, Refusal
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.wording_tasks import name_on

MOST_ELSEWHERE = 3


@dataclass(frozen=True)
class CanDo:
    """The answer for one task at one place and moment; where it is no, when next here, and where else."""

    town: Town
    place: int
    answer: Answer
    here: Time | None
    elsewhere: tuple[Chance, ...]


def can_do(town: Town, place: int, task: str, at: datetime) -> CanDo:
    """Whether a task can be done at a place at a moment.

    Raises:
        Refusal: UNKNOWN_TASK.
    """
    answer = town.answer(task, place, at)
    if answer.verdict.possible:
        return CanDo(town, place, answer, None, ())
    now = minute_of(at)
    return CanDo(
        town, place, answer, town.next_time(task, place, now), tuple(town.nearest(task, now, place)[:MOST_ELSEWHERE])
    )


def edition_of(offer: Offer) -> int:
    """The edition of the book that came along with an offer."""
    return int(offer.edition)  # type: ignore[attr-defined] # annotated by `queries.offers`


def check_now(offer: Offer, at: datetime) -> None:
    """Refuse a task that would not be served at a place at this moment.

    Raises:
        Refusal: PLACE_CLOSED with why and the next opening as local ISO text (or None); TASK_NOT_NOW with the rule that decided
            and its facts, when it can be done here next, and where else.
    """
    place = offer.service_point_id
    found = can_do(book.town(edition_of(offer)), place, offer.task.key, at)
    if not found.answer.verdict.possible:
        raise shut(found.town, offer.service_point, at) or _not_now(found, offer, at)


def shut(town: Town, point: ServicePoint, at: datetime) -> Refusal | None:
    """Why nobody is served at a place at a moment, whatever they come for; None when somebody is.

    PLACE_RETIRED, or PLACE_CLOSED with why and the next opening as local ISO text (or None).
    """
    local, there = clock.local(at), town.places.get(point.pk)
    if there is None:
        return Refusal(Code.PLACE_RETIRED, place=point.name)
    if there.staffed.is_open(local):
        return None
    opening = there.staffed.next_opening(local)
    return Refusal(
        Code.PLACE_CLOSED,
        place=there.name,
        opens=opening.isoformat() if opening else None,
        why=there.staffed.why_closed(local.date()),
    )


def solving(
    town: Town | None, place: int, task: str, day: date, outcome: Outcome, by: Actor | None, also: Unit | None = None
) -> Discretion:
    """How much judgement a matter takes that somebody says is solved; none where it ended otherwise.

    Args:
        town: None: that of this moment (one statement, and only where the answer matters).
        by: who solved it; None: somebody who is not asked about.
        also: a unit; that one of its people at the place may have solved it is enough.

    Raises:
        Refusal: NOT_YOURS, with the rule and its facts, when it is not theirs to do here.
    """
    if outcome is not Outcome.SOLVED:
        return Discretion.NONE
    known = town or book.town()
    rules = known.rules(task, day)
    if rules is None or rules.discretion is Discretion.HIGH:
        return Discretion.HIGH
    if by is not None and by.staff_id and by.unit:
        there = known.places.get(place)
        able = [known.able(by.staff_id, day) or Able(by.unit)]
        able += [person.on(day).able for person in there.people if person.unit is also] if there else []
        lacking = [known.lacks(task, place, one, day) for one in able]
        if lacking[0] and all(lacking):
            raise Refusal(Code.NOT_YOURS, **facts_of(lacking[0]))
    return rules.discretion


def _not_now(found: CanDo, offer: Offer, at: datetime) -> Refusal:
    opens = clock.local(moment_of(found.here.begins)).isoformat() if found.here else None
    names = [found.town.places[chance.place].name for chance in found.elsewhere]
    return Refusal(
        Code.TASK_NOT_NOW,
        task=name_on(found.town, offer.task.key, clock.local_day(at)),
        place=offer.service_point.name,
        opens=opens,
        elsewhere=names,
        **facts_of(found.answer.verdict.because[0]),
    )


def facts_of(reason: Reason) -> dict[str, Fact]:
    """A reason as the facts of a refusal."""
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in reason.facts.items()}
    return {"rule": reason.rule.value, **plain}
