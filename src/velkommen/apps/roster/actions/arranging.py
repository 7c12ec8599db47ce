"""What a place needs, which rules it keeps, and what people wish for."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.places import queries as places
from velkommen.apps.roster.models import Need, RosterRule, RosterTerms, Wish
from velkommen.domain import dates
from velkommen.domain.catalogue import COMPETENCE_FORM
from velkommen.domain.refusals import Code, Refusal, Shape
from velkommen.domain.rights import Right
from velkommen.domain.roster import needs
from velkommen.domain.roster.rules import MOST, Rule
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

MOST_NEEDS = 60  # of one place


class Arranged(TypedDict):
    place: int


class Wished(TypedDict):
    staff: int


@deed(Right.ARRANGE)
def set_needs(*, place: int, rows: Sequence[needs.Need], by: Actor, at: datetime, op: UUID) -> Done[Arranged]:
    """What each hour of a place needs; what was said before goes.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, TOO_MANY, BAD_VALUE with the field, BAD_COMPETENCE_KEY.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    if len(rows) > MOST_NEEDS:
        raise Refusal(Code.TOO_MANY, most=MOST_NEEDS)
    for row in rows:
        _refuse_need(row)
    Need.objects.filter(service_point=place).delete()
    Need.objects.bulk_create(
        Need(
            service_point_id=place,
            weekdays=sum(1 << day for day in row.weekdays),
            opens=row.span[0],
            closes=row.span[1],
            competence=row.competence,
            number=row.number,
        )
        for row in rows
    )
    return Done({"place": place}, place)


@deed(Right.ARRANGE)
def set_roster_rules(
    *, place: int, rules: Sequence[Rule], approves: bool, by: Actor, at: datetime, op: UUID
) -> Done[Arranged]:
    """Which rules of working time a place keeps, and whether a shift that changes hands waits for its leader.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_VALUE with the rule as field.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    for rule in rules:
        if not 0 <= rule.number <= MOST:
            raise Refusal(Code.BAD_VALUE, field=rule.key.value, shape=Shape.WHOLE, least=0, most=MOST)
    RosterTerms.objects.update_or_create(service_point_id=place, defaults={"approves": approves})
    for rule in rules:
        facts = {"number": rule.number, "on": rule.on, "refuses": rule.refuses}
        RosterRule.objects.update_or_create(service_point_id=place, key=rule.key.value, defaults=facts)
    return Done({"place": place}, place)


@deed(None)
def wish(
    *, free: bool | None, weekday: int | None = None, day: date | None = None, by: Actor, at: datetime, op: UUID
) -> Done[Wished]:
    """Wish to be free, or to work, on a weekday (0 is Monday) or on one local day; None takes the wish back.

    Raises:
        Refusal: NOT_ALLOWED unless one learns somewhere, BAD_DAY, BAD_VALUE with the field.
    """
    if by.staff_id is None or not by.may_somewhere(Right.LEARN):
        raise Refusal(Code.NOT_ALLOWED, right=Right.LEARN.value)
    if (weekday is None) == (day is None) or (weekday is not None and weekday not in range(7)):
        raise Refusal(Code.BAD_VALUE, field="weekday")
    if day is not None:
        dates.meant(day)
    Wish.objects.filter(staff=by.staff_id, weekday=weekday, day=day).delete()
    if free is not None:
        Wish.objects.create(staff_id=by.staff_id, free=free, weekday=weekday, day=day)
    return Done({"staff": by.staff_id}, None)


def _refuse_need(row: needs.Need) -> None:
    opens, closes = row.span
    if not row.weekdays or not row.weekdays <= frozenset(range(7)):
        raise Refusal(Code.BAD_VALUE, field="weekdays")
    if not 0 <= opens < closes <= 1440:
        raise Refusal(Code.BAD_VALUE, field="hours")
    if not 1 <= row.number <= needs.MOST:
        raise Refusal(Code.BAD_VALUE, field="number", shape=Shape.WHOLE, least=1, most=needs.MOST)
    if row.competence and not re.fullmatch(COMPETENCE_FORM, row.competence):
        raise Refusal(Code.BAD_COMPETENCE_KEY)
