"""A shift changes hands: given up, claimed or swapped, asked for, approved. Whoever is first has it; nobody's shift is lost on the way."""

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Shift
from velkommen.apps.places import queries as places
from velkommen.apps.roster import holding
from velkommen.apps.roster.actions.shifts import new_open
from velkommen.apps.roster.models import Ask, Deal, RosterTerms
from velkommen.domain.hours.periods import Span
from velkommen.domain.hours.timetable import minute_of_day
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.roster.deals import DealState, News
from velkommen.domain.roster.rules import Breach
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class Agreed(TypedDict):
    """A deal, where it stands, and who has its shift now."""

    deal: int
    state: str
    shift: int
    staff: int | None


class AskedFor(TypedDict):
    """The open shift, and who was asked to take it."""

    shift: int
    staff: int


@deed(Right.LEARN)
def offer_shift(*, shift: int, by: Actor, at: datetime, op: UUID) -> Done[Agreed]:
    """Say that somebody may have a shift of one's own. One has it until a colleague takes it.

    Raises:
        Refusal: UNKNOWN_SHIFT, NOT_ALLOWED when it is not one's own, SHIFT_OVER, SHIFT_DRAFT, SHIFT_IN_DEAL.
    """
    row = _coming(shift, at)
    if by.staff_id is None or row.staff_id != by.staff_id:
        raise Refusal(Code.NOT_ALLOWED)
    holding.refuse_in_deal([row.pk])
    deal = Deal.objects.create(shift=row, giver_id=by.staff_id, made_at=at)
    return _done(deal, row)


@deed(Right.LEARN)
def claim_shift(*, shift: int, instead: int | None = None, by: Actor, at: datetime, op: UUID) -> Done[Agreed]:
    """Take an open shift, or one a colleague gives up, perhaps for one of one's own. The first to ask has it, if the leader agrees.

    It is done at once where one was asked to take it, and where the place leaves it to the rules and none of them is broken.

    Raises:
        Refusal: UNKNOWN_SHIFT, NOT_ALLOWED, NOT_ON_ROSTER, SHIFT_OVER, SHIFT_DRAFT, SHIFT_TAKEN, SHIFT_IN_DEAL, SHIFT_OVERLAPS,
            AWAY_THEN, RULE_BROKEN.
    """
    row = _coming(shift, at)
    by.require(Right.LEARN, row.service_point_id)
    if by.staff_id is None:
        raise Refusal(Code.NOT_ALLOWED)
    deal = _free(row, by.staff_id, at)
    swap = _own(instead, by.staff_id, deal, row, at)
    deal.taker_id, deal.instead, deal.state = by.staff_id, swap, DealState.CLAIMED.value
    found = _checked(deal, row, swap)
    asked = Ask.objects.filter(shift=row, staff=by.staff_id).exists()
    if asked or (not found and not _approves(row.service_point_id)):
        deal.state = DealState.DONE.value
        _hand_over(deal, row, swap, at)
    elif deal.giver_id:
        holding.tell([deal.giver_id], News.CLAIMED, row.day, at, row.service_point_id, _span(row))
    deal.save()
    return _done(deal, row)


@deed(None)
def withdraw_deal(*, deal: int, by: Actor, at: datetime, op: UUID) -> Done[Agreed]:
    """Change one's mind before anybody has decided: the giver keeps the shift, the taker leaves it to others.

    Raises:
        Refusal: UNKNOWN_DEAL, NOT_ALLOWED, DEAL_OVER.
    """
    found, row = _alive(deal)
    if by.staff_id is None or by.staff_id not in (found.giver_id, found.taker_id):
        raise Refusal(Code.NOT_ALLOWED)
    if by.staff_id == found.giver_id or found.giver_id is None:
        found.state = DealState.WITHDRAWN.value
    else:
        found.state, found.taker, found.instead = DealState.OPEN.value, None, None
    found.save()
    return _done(found, row)


@deed(Right.ARRANGE)
def decide_deal(*, deal: int, approve: bool, by: Actor, at: datetime, op: UUID) -> Done[Agreed]:
    """Say yes or no to a shift that changes hands. Both sides hear it; after a no, whoever had it has it still.

    Raises:
        Refusal: UNKNOWN_DEAL, NOT_ALLOWED, DEAL_OVER, and when approved SHIFT_OVER of either, SHIFT_OVERLAPS, AWAY_THEN, RULE_BROKEN.
    """
    found, row = _alive(deal)
    by.require(Right.ARRANGE, row.service_point_id)
    if found.state != DealState.CLAIMED.value:
        raise Refusal(Code.DEAL_OVER)
    swap = holding.hold_shift(found.instead_id) if found.instead_id else None
    if approve:
        for one in (row, swap):
            if one:
                _refuse_begun(one, at)
        _checked(found, row, swap)
        _hand_over(found, row, swap, at)
    else:
        sides = {found.giver_id, found.taker_id} - {None}
        holding.tell((one for one in sides if one), News.DEAL_REFUSED, row.day, at, row.service_point_id, _span(row))
    found.state = (DealState.DONE if approve else DealState.REFUSED).value
    found.save()
    return _done(found, row)


@deed(Right.ARRANGE)
def assign_shift(*, shift: int, staff: int, by: Actor, at: datetime, op: UUID) -> Done[Agreed]:
    """Give a shift nobody has (any more), or that is given up, to somebody without asking; they hear it.

    Raises:
        Refusal: UNKNOWN_SHIFT, NOT_ALLOWED, NOT_ON_ROSTER, SHIFT_OVER, SHIFT_TAKEN, SHIFT_OVERLAPS, AWAY_THEN, RULE_BROKEN.
    """
    row = holding.hold_shift(shift)
    by.require(Right.ARRANGE, row.service_point_id)
    _refuse_begun(row, at)
    deal = _free(row, staff, at)
    deal.taker_id, deal.state = staff, DealState.DONE.value
    _checked(deal, row, None)
    _hand_over(deal, row, None, at)
    deal.save()
    return _done(deal, row)


@deed(Right.ARRANGE)
def ask_to_take(
    *, place: int, staff: int, day: date, opens: int, closes: int, by: Actor, at: datetime, op: UUID
) -> Done[AskedFor]:
    """Ask a colleague to take a shift at a place: there is an open one then, and theirs is the first word.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, NOT_ON_ROSTER, BAD_DAY, BAD_SHIFT, SHIFT_OVER, SHIFT_DRAFT, SHIFT_OVERLAPS,
            AWAY_THEN.
    """
    by.require(Right.ARRANGE, place)
    places.hold(place)
    who, span = holding.hold_people([staff], place)[staff].shown_name, (opens, closes)
    if not holding.is_published(place, day):
        raise Refusal(Code.SHIFT_DRAFT, on=day.isoformat())
    mine = Shift.objects.select_related("service_point").filter(staff=staff, day=day)
    holding.refuse_overlap(who, span, mine)
    holding.refuse_away(who, staff, day, span)
    known = Shift.objects.filter(staff=None, service_point=place, day=day, opens=opens, closes=closes).first()
    row = known or new_open(place, day, span, at)
    _, fresh = Ask.objects.get_or_create(shift=row, staff_id=staff)
    if fresh:
        holding.tell([staff], News.ASKED, day, at, place, span)
    return Done({"shift": row.pk, "staff": staff}, place, rules=True)


def _coming(shift: int, at: datetime) -> Shift:
    """A shift ahead of a published day, held with the place's roster. Raises: Refusal UNKNOWN_SHIFT, SHIFT_OVER, SHIFT_DRAFT."""
    row = holding.hold_shift(shift)
    _refuse_begun(row, at)
    if not holding.is_published(row.service_point_id, row.day):
        raise Refusal(Code.SHIFT_DRAFT, on=row.day.isoformat())
    return row


def _refuse_begun(row: Shift, at: datetime) -> None:
    local = clock.local(at)
    if (row.day, row.opens) <= (local.date(), minute_of_day(local)):
        raise Refusal(Code.SHIFT_OVER, on=row.day.isoformat())


def _free(row: Shift, staff: int, at: datetime) -> Deal:
    """The deal by which somebody may take a shift: the one that offers it, or a new one of a shift nobody has.

    Raises:
        Refusal: SHIFT_TAKEN.
    """
    live = Deal.objects.select_for_update().filter(shift=row, state__in=holding.LIVE_STATES).first()
    open_now = live.state == DealState.OPEN.value if live else holding.has_left(row)
    if not open_now or row.staff_id == staff:
        raise Refusal(Code.SHIFT_TAKEN, on=row.day.isoformat())
    return live or Deal(shift=row, giver_id=None, made_at=at)


def _own(instead: int | None, staff: int, deal: Deal, wanted: Shift, at: datetime) -> Shift | None:
    """The shift of the same place somebody gives in return.

    Raises:
        Refusal: UNKNOWN_SHIFT, NOT_ALLOWED, SHIFT_OVER, SHIFT_DRAFT, SHIFT_IN_DEAL.
    """
    if instead is None:
        return None
    row = _coming(instead, at)
    if row.staff_id != staff or deal.giver_id is None or row.service_point_id != wanted.service_point_id:
        raise Refusal(Code.NOT_ALLOWED)
    holding.refuse_in_deal([row.pk])
    return row


def _checked(deal: Deal, row: Shift, swap: Shift | None) -> list[Breach]:
    """What the rules say of a deal to both who would serve otherwise.

    Raises:
        Refusal: NOT_ON_ROSTER, SHIFT_OVERLAPS, AWAY_THEN, RULE_BROKEN; DEAL_OVER when a shift is no longer whose it was.
    """
    if (swap and swap.staff_id != deal.taker_id) or (deal.giver_id and row.staff_id != deal.giver_id):
        raise Refusal(Code.DEAL_OVER)
    assert deal.taker_id
    holding.hold_people({deal.taker_id, *([deal.giver_id] if swap and deal.giver_id else [])}, row.service_point_id)
    found = _takes(deal.taker_id, row, swap)
    return [*found, *(_takes(deal.giver_id, swap, row) if swap and deal.giver_id else ())]


def _takes(staff: int, row: Shift, gives: Shift | None) -> list[Breach]:
    """What it breaks when somebody takes a shift and gives another. Raises: Refusal as `_checked`."""
    place, days = row.service_point_id, {row.day, *([gives.day] if gives else [])}
    who: Staff = holding.hold_people([staff], place)[staff]
    rows = holding.shifts_around([staff], days)
    rest = [one for one in rows if gives is None or one.pk != gives.pk]
    holding.refuse_overlap(who.shown_name, _span(row), (one for one in rest if one.day == row.day))
    holding.refuse_away(who.shown_name, staff, row.day, _span(row))
    before = holding.duties_of(rows).get(staff, {})
    after = dict(holding.duties_of(rest).get(staff, {}))
    after[row.day] = (*after.get(row.day, ()), _span(row))
    return holding.refuse_broken(holding.rules_of(place), who.shown_name, before, after)


def _hand_over(deal: Deal, row: Shift, swap: Shift | None, at: datetime) -> None:
    """The shifts are whose they were promised to, and both hear it."""
    giver, taker = deal.giver_id, deal.taker_id
    for shift, staff in ((row, taker), (swap, giver)):
        if shift:
            shift.staff_id = staff
            shift.save(update_fields=["staff"])
    Ask.objects.filter(shift=row).delete()
    for one in {giver, taker} - {None}:
        holding.tell([one] if one else [], News.DEAL_DONE, row.day, at, row.service_point_id, _span(row))


def _approves(place: int) -> bool:
    terms = RosterTerms.objects.filter(service_point=place).first()
    return terms is None or terms.approves


def _alive(deal: int) -> tuple[Deal, Shift]:
    """A deal nobody has decided, and its shift, both held: the shift first, as everybody does."""
    known = Deal.objects.filter(pk=deal).values_list("shift_id", flat=True).first()
    if known is None:
        raise Refusal(Code.UNKNOWN_DEAL)
    row = holding.hold_shift(known)
    found = Deal.objects.select_for_update().filter(pk=deal).first()
    if found is None or found.state not in holding.LIVE_STATES:
        raise Refusal(Code.DEAL_OVER)
    return found, row


def _span(row: Shift) -> Span:
    return row.opens, row.closes


def _done(deal: Deal, row: Shift) -> Done[Agreed]:
    answer: Agreed = {"deal": deal.pk, "state": deal.state, "shift": row.pk, "staff": row.staff_id}
    return Done(answer, row.service_point_id, rules=True)
