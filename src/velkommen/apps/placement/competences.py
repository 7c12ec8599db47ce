"""The rows of what people are able to do, written in one place for every deed that changes them."""

import re
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from velkommen.apps.people.models import Staff
from velkommen.apps.placement.book import AT_DESKS
from velkommen.apps.placement.models import Competence, Posting
from velkommen.domain.catalogue import COMPETENCE_FORM
from velkommen.domain.competence import Held, Level, Won, room_for
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right, Role
from velkommen.shared.actor import EVERYWHERE, Actor

#: Who can hold a competence: those at desks, and the experts behind them.
ABLE_ROLES = (*AT_DESKS, Role.EXPERT.value)


class How(NamedTuple):
    """How a competence was won; of peer training with whom (a staff id) and with how many real enquiries."""

    won: Won = Won.UNKNOWN
    taught_by: int | None = None
    enquiries: int | None = None


def places_of(staff: int) -> list[int]:
    """The service points (or EVERYWHERE) where somebody active can hold a competence, in the order they came there."""
    rows = Posting.objects.filter(staff=staff, staff__is_active=True, role__in=ABLE_ROLES).order_by("id")
    return list(dict.fromkeys(place or EVERYWHERE for place in rows.values_list("service_point_id", flat=True)))


def arranged_place(staff: int, by: Actor) -> int | None:
    """A place somebody is posted at and the actor arranges; None where it is everywhere.

    Raises:
        Refusal: UNKNOWN_STAFF, NOT_ALLOWED.
    """
    held = places_of(staff)
    if not held:
        raise Refusal(Code.UNKNOWN_STAFF)
    mine = [place for place in held if by.may(Right.ARRANGE, place)]
    if not mine:
        raise Refusal(Code.NOT_ALLOWED, right=Right.ARRANGE.value)
    return mine[0] or None


def make_able(staff: int, key: str, new: Held, how: How) -> None:
    """Write a level on some days, within a deed that says `rules`; lower levels give way on these days.

    Raises:
        Refusal: BAD_COMPETENCE_KEY, PERIOD_REVERSED, ALREADY_COMPETENT when on some of these days they are as able or more.
    """
    if not re.fullmatch(COMPETENCE_FORM, key):
        raise Refusal(Code.BAD_COMPETENCE_KEY)
    if new.last is not None and new.last < new.first:
        raise Refusal(Code.PERIOD_REVERSED)
    _make_room(_hold(staff, key), new)
    Competence.objects.create(
        staff_id=staff, key=key, level=new.level.value, first=new.first, last=new.last, **_columns(how)
    )


def prolong(staff: int, key: str, day: date, last: date | None) -> None:
    """What is held on a day holds until another, within a deed that says `rules`; lower levels give way.

    Raises:
        Refusal: NOT_COMPETENT, ALREADY_COMPETENT.
    """
    rows = _hold(staff, key)
    row = next((one for one in rows if held_by(one).holds(day)), None)
    if row is None:
        raise Refusal(Code.NOT_COMPETENT)
    _make_room([other for other in rows if other is not row], held_by(row)._replace(last=last))
    row.last = last
    row.save(update_fields=["last"])


def levels(staff: Collection[int], key: str, day: date) -> dict[int, Level]:
    """How able some members of staff are on a day, as far as they are at all (one statement)."""
    rows = Competence.objects.filter(staff__in=staff, key=key)
    return {row.staff_id: Level(row.level) for row in rows if held_by(row).holds(day)}


def held_by(row: Competence) -> Held:
    """The row as the rules of the house know it."""
    return Held(row.first, row.last, Level(row.level))


def _hold(staff: int, key: str) -> list[Competence]:
    """What somebody holds, held or will hold of a competence. Whoever it is, is locked: nobody else writes a level of theirs meanwhile,
    one where there is none yet neither."""
    Staff.objects.select_for_update(no_key=True).filter(pk=staff).exists()
    return list(Competence.objects.filter(staff=staff, key=key))


def _make_room(rows: Sequence[Competence], new: Held) -> None:
    """Let lower levels give way; where one does not, nothing is written. Raises: Refusal ALREADY_COMPETENT."""
    left = [(row, room_for(held_by(row), new)) for row in rows]
    if any(parts is None for _, parts in left):
        raise Refusal(Code.ALREADY_COMPETENT)
    for row, parts in left:
        _give_way(row, parts or ())


def _give_way(row: Competence, left: Sequence[Held]) -> None:
    if left == (held_by(row),):
        return
    row.delete()
    how = How(Won(row.won), row.taught_by_id, row.enquiries)
    Competence.objects.bulk_create(
        Competence(
            staff_id=row.staff_id, key=row.key, level=row.level, first=part.first, last=part.last, **_columns(how)
        )
        for part in left
    )


def _columns(how: How) -> dict[str, str | int | None]:
    return {"won": how.won.value, "taught_by_id": how.taught_by, "enquiries": how.enquiries}
