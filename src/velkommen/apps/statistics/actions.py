"""Closing days, folding in what came late, comparing and counting anew. The system does it in the night, an administrator by command."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.statistics import correcting, sealing
from velkommen.apps.statistics.facts import settled
from velkommen.apps.statistics.hours import Hours
from velkommen.apps.statistics.models import Block, Day, Mark
from velkommen.apps.statistics.queries import first_counted, kept_hours
from velkommen.domain.rights import Right
from velkommen.domain.spans import DAY, Grain, end
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed
from velkommen.shared.log.models import Deed

AT_ONCE = 31  # days closed in one transaction: nobody waits long for it


class Sealed(TypedDict):
    """How many days were closed, and the enquiries in them."""

    days: int
    enquiries: int


class Folded(TypedDict):
    """How many touched days were counted anew, and how many of them say something else now."""

    days: int
    corrections: int


class Rebuilt(TypedDict):
    """How many days were counted anew, the enquiries in them, and the days that do not say what the ledger says of them."""

    days: int
    enquiries: int
    differing: list[str]


@deed(Right.ARRANGE)
def seal_days(*, by: Actor, at: datetime, op: UUID) -> Done[Sealed]:
    """Close the next days that are over, a month at most; again until none is due (`anything_due`).

    Raises:
        Refusal: NOT_ALLOWED to all but those who arrange everything, and the system.
    """
    sealing.alone()
    stretch = sealing.due(at, AT_ONCE)
    found = sealing.close(*stretch, at) if stretch else []
    return Done({"days": len(found), "enquiries": sum(sum(one.numbers.values()) for one in found)}, None)


def anything_due(at: datetime) -> bool:
    """Whether a day is over that is not closed yet."""
    return sealing.due(at, 1) is not None


@deed(Right.ARRANGE)
def fold_marks(*, by: Actor, at: datetime, op: UUID) -> Done[Folded]:
    """Count closed days anew that were touched since, two months of them at most, and correct the ledger; again until none is left.

    Raises:
        Refusal: NOT_ALLOWED as `seal_days`.
    """
    sealing.alone()
    days = correcting.touched()[: correcting.MOST]
    return Done({"days": len(days), "corrections": len(correcting.fold(days, at))}, None)


def anything_to_fold() -> bool:
    """Whether a closed day was touched."""
    return Mark.objects.exists()


@deed(Right.ARRANGE)
def correct_found(*, days: Sequence[date], by: Actor, at: datetime, op: UUID) -> Done[Folded]:
    """End a comparison: count the days anew that it found wrong. What no deed of the house says was changed outside of it.

    Raises:
        Refusal: NOT_ALLOWED as `seal_days`.
    """
    sealing.alone()
    corrections = correcting.fold(days, at)
    sealing.sum_up(days)
    return Done({"days": len(days), "corrections": len(corrections)}, None)


def compared_this_night(at: datetime) -> bool:
    """Whether a comparison has ended since the last three o'clock."""
    yesterday = clock.local_day(at) - DAY
    night = settled(yesterday) if settled(yesterday) <= at else settled(yesterday - DAY)
    return Deed.objects.filter(name=correct_found.__name__, at__gte=night).exists()


@deed(Right.ARRANGE)
def rebuild(*, first: date, last: date, by: Actor, at: datetime, op: UUID) -> Done[Rebuilt]:
    """Throw the blocks of some closed days away and count them from their facts: the same bytes, or the day is named.

    The ledger stays as it is. Days that differ are marked, so that they are read from their facts and corrected in the night.

    Raises:
        Refusal: NOT_ALLOWED as `seal_days`.
    """
    sealing.alone()
    known = dict(Day.objects.filter(day__range=(first, last)).values_list("day", "digest"))
    Block.objects.filter(grain=Grain.DAY.value, start__range=(first, last)).delete()
    hours = Hours(kept_hours([(first, last)]), first_counted())
    found = sealing.count(known, hours, at) if known else []
    sealing.write_days(found)
    sealing.sum_up(
        known, found, years=end(last, Grain.YEAR) == last
    )  # a year once, with its last month: till then it says what it said
    differing = [one.day for one in found if one.digest != known[one.day]]
    Mark.objects.bulk_create(
        (Mark(day=day, place=0, what="rebuilt", tx=-1, at=at) for day in differing), ignore_conflicts=True
    )
    numbers = sum(sum(one.numbers.values()) for one in found)
    return Done({"days": len(found), "enquiries": numbers, "differing": [f"{day}" for day in differing]}, None)
