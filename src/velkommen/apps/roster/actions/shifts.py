"""Shifts of one place: written as a draft, changed one by one once their day is published, and heard by whoever has them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Shift
from velkommen.apps.places import queries as places
from velkommen.apps.roster import holding
from velkommen.apps.roster.models import Ask
from velkommen.domain import dates
from velkommen.domain.hours.periods import Span
from velkommen.domain.intervals import length, merged
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.roster.deals import News
from velkommen.domain.roster.rules import Breach, late
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

MOST_ROWS = 1000  # of one deed: a month of thirty people
MOST_SPANS = 4  # of one person and day
Key = tuple[int, date]  # who, which local day


@dataclass(frozen=True)
class Planned:
    """When somebody (by id) serves on a local day at a place; without spans, not at all."""

    staff: int
    day: date
    spans: tuple[Span, ...]


class Written(TypedDict):
    """How many days of how many people are others now, and how often a rule that only warns is broken by it."""

    place: int
    changed: int
    warnings: int


class Held(TypedDict):
    """A shift, and who has it now."""

    shift: int
    staff: int | None


@deed(Right.ARRANGE)
def set_shifts(*, place: int, rows: Sequence[Planned], by: Actor, at: datetime, op: UUID) -> Done[Written]:
    """Say when people serve at a place on some days; what they had there on these days before goes.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, TOO_MANY, BAD_DAY, BAD_SHIFT with who and day, NOT_ON_ROSTER, SHIFT_OVERLAPS,
            SHIFT_IN_DEAL; on published days SHIFT_OVER when they are past, and RULE_BROKEN.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    if len(rows) > MOST_ROWS:
        raise Refusal(Code.TOO_MANY, most=MOST_ROWS)
    changed, warnings = write(place, {(row.staff, row.day): row.spans for row in rows}, by, at)
    return Done({"place": place, "changed": changed, "warnings": len(warnings)}, place, rules=True)


@deed(Right.ARRANGE)
def give_shift(
    *, place: int, staff: int, day: date, opens: int, closes: int, by: Actor, at: datetime, op: UUID
) -> Done[Written]:
    """One more shift of somebody, besides what they have that day.

    Raises:
        Refusal: as `set_shifts`, and AWAY_THEN.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    who = holding.hold_people([staff], place)[staff].shown_name
    mine = Shift.objects.select_related("service_point").filter(staff=staff, day=day)
    holding.refuse_overlap(who, (opens, closes), mine)
    holding.refuse_away(who, staff, day, (opens, closes))
    spans = [(row.opens, row.closes) for row in mine if row.service_point_id == place]
    changed, warnings = write(place, {(staff, day): (*spans, (opens, closes))}, by, at)
    return Done({"place": place, "changed": changed, "warnings": len(warnings)}, place, rules=True)


@deed(Right.ARRANGE)
def open_shift(*, place: int, day: date, opens: int, closes: int, by: Actor, at: datetime, op: UUID) -> Done[Held]:
    """A shift nobody has yet: colleagues see it and may claim it, once its day is published.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_DAY, BAD_SHIFT, SHIFT_OVER.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    row = new_open(place, day, (opens, closes), at)
    return Done({"shift": row.pk, "staff": None}, place, rules=True)


@deed(Right.ARRANGE)
def free_shift(*, shift: int, by: Actor, at: datetime, op: UUID) -> Done[Held]:
    """Take somebody off a shift that stays needed: it is open from now on, and they hear it.

    Raises:
        Refusal: UNKNOWN_SHIFT, NOT_ALLOWED, SHIFT_IN_DEAL, SHIFT_OVER.
    """
    row = _arranged(shift, by, at)
    had, row.staff = row.staff_id, None
    row.save(update_fields=["staff"])
    _hear(row, had, by, at)
    return Done({"shift": row.pk, "staff": None}, row.service_point_id, rules=True)


@deed(Right.ARRANGE)
def remove_shift(*, shift: int, by: Actor, at: datetime, op: UUID) -> Done[Held]:
    """Take a shift out of the roster, with or without somebody on it; whoever has it hears so.

    Raises:
        Refusal: UNKNOWN_SHIFT, NOT_ALLOWED, SHIFT_IN_DEAL, SHIFT_OVER.
    """
    row = _arranged(shift, by, at)
    had, place = row.staff_id, row.service_point_id
    _hear(row, had, by, at)
    row.delete()
    return Done({"shift": shift, "staff": had}, place, rules=True)


def new_open(place: int, day: date, span: Span, at: datetime) -> Shift:
    """An open shift. Raises: Refusal BAD_DAY, BAD_SHIFT, SHIFT_OVER."""
    dates.meant(day)
    if not sound((span,)):
        raise Refusal(Code.BAD_SHIFT, who=None, on=day.isoformat())
    if day < clock.local_day(at):
        raise Refusal(Code.SHIFT_OVER, on=day.isoformat())
    return Shift.objects.create(service_point_id=place, day=day, opens=span[0], closes=span[1])


def write(place: int, wanted: Mapping[Key, tuple[Span, ...]], by: Actor, at: datetime) -> tuple[int, list[Breach]]:
    """Make the shifts of some people and days at a place these: how many days are others now, and what only warns.

    Raises:
        Refusal: as `set_shifts`.
    """
    if not wanted:
        return 0, []
    people = holding.hold_people({staff for staff, _ in wanted}, place)
    for (staff, day), spans in wanted.items():
        dates.meant(day)
        if not sound(spans):
            raise Refusal(Code.BAD_SHIFT, who=people[staff].shown_name, on=day.isoformat())
    rows = holding.shifts_around(people, {day for _, day in wanted})
    changes = [_Change.of(place, key, spans, rows) for key, spans in wanted.items()]
    changes = [change for change in changes if change.gone or change.fresh]
    if not changes:
        return 0, []
    for change in changes:
        for span in change.fresh:
            holding.refuse_overlap(people[change.key[0]].shown_name, span, change.elsewhere)
    warnings = _allowed(place, changes, people, rows, at)
    gone = [row.pk for change in changes for row in change.gone]
    holding.refuse_in_deal(gone)
    Shift.objects.filter(pk__in=gone).delete()
    Shift.objects.bulk_create(row for change in changes for row in change.rows(place))
    _tell(place, changes, by, at)
    return len(changes), warnings


def sound(spans: Sequence[Span]) -> bool:
    """Whether these can be the shifts of a day: forward, within it, not at once."""
    forward = all(0 <= opens < closes <= 1440 for opens, closes in spans)
    return forward and len(spans) <= MOST_SPANS and length(merged(spans)) == length(tuple(spans))


@dataclass(frozen=True)
class _Change:
    """What becomes other of one person on one day: rows that go, shifts that come, rows of other places."""

    key: Key
    gone: Sequence[Shift]
    fresh: Sequence[Span]
    elsewhere: Sequence[Shift]

    @classmethod
    def of(cls, place: int, key: Key, spans: tuple[Span, ...], rows: Iterable[Shift]) -> "_Change":
        mine = [row for row in rows if (row.staff_id, row.day) == key]
        here = {(row.opens, row.closes): row for row in mine if row.service_point_id == place}
        gone = [row for span, row in here.items() if span not in spans]
        fresh = [span for span in spans if span not in here]
        return cls(key, gone, fresh, [row for row in mine if row.service_point_id != place])

    def rows(self, place: int) -> list[Shift]:
        staff, day = self.key
        return [Shift(staff_id=staff, service_point_id=place, day=day, opens=a, closes=b) for a, b in self.fresh]

    @property
    def news(self) -> News:
        if self.gone and self.fresh:
            return News.CHANGED
        return News.GIVEN if self.fresh else News.TAKEN_AWAY


def _allowed(
    place: int, changes: Sequence[_Change], people: Mapping[int, Staff], rows: Sequence[Shift], at: datetime
) -> list[Breach]:
    """What the changes of published days break and are done all the same; a draft may be anything until it is published.

    Raises:
        Refusal: SHIFT_OVER, RULE_BROKEN.
    """
    today, told = clock.local_day(at), holding.published(place, {change.key[1] for change in changes})
    live = [change for change in changes if change.key[1] in told]
    for change in live:
        if change.key[1] < today:
            raise Refusal(Code.SHIFT_OVER, on=change.key[1].isoformat())
    if not live:
        return []
    rules, before = holding.rules_of(place), holding.duties_of(rows)
    dead = {row.pk for change in changes for row in change.gone}
    kept = [row for row in rows if row.pk not in dead]
    after = holding.duties_of([*kept, *(row for change in changes for row in change.rows(place))])
    found: list[Breach] = []
    for staff in sorted({change.key[0] for change in live}):
        name, days = people[staff].shown_name, [change.key[1] for change in live if change.key[0] == staff]
        found += holding.refuse_broken(rules, name, before.get(staff, {}), after.get(staff, {}))
        tardy = late(rules, days, today)
        holding.refuse(name, tardy)
        found += tardy
    return found


def _tell(place: int, changes: Iterable[_Change], by: Actor, at: datetime) -> None:
    """Whoever has a shift on a published day hears what became of it, unless they did it themselves."""
    told = holding.published(place, {change.key[1] for change in changes})
    for change in changes:
        (staff, day), spans = change.key, [*change.fresh, *((row.opens, row.closes) for row in change.gone)]
        if day in told and staff != by.staff_id:
            holding.tell([staff], change.news, day, at, place, spans[0])


def _arranged(shift: int, by: Actor, at: datetime) -> Shift:
    """A shift that may be taken away. Raises: Refusal UNKNOWN_SHIFT, NOT_ALLOWED, SHIFT_IN_DEAL, SHIFT_OVER."""
    row = holding.hold_shift(shift)
    by.require(Right.ARRANGE, row.service_point_id)
    if row.day < clock.local_day(at) and holding.is_published(row.service_point_id, row.day):
        raise Refusal(Code.SHIFT_OVER, on=row.day.isoformat())
    holding.refuse_in_deal([row.pk])
    return row


def _hear(row: Shift, had: int | None, by: Actor, at: datetime) -> None:
    """Who had it, and who was asked to take it, hear that it is gone."""
    if not holding.is_published(row.service_point_id, row.day):
        return
    asked = Ask.objects.filter(shift=row).values_list("staff_id", flat=True)
    told = {had, *asked} - {None, by.staff_id}
    span = (row.opens, row.closes)
    holding.tell((one for one in told if one), News.TAKEN_AWAY, row.day, at, row.service_point_id, span)
