"""What a municipality says of itself: targets, inhabitants, visits and loans of its libraries."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypedDict
from uuid import UUID

from velkommen.apps.places import queries as places
from velkommen.apps.yearbook.models import Inhabitants, LibraryMonth, Target
from velkommen.apps.yearbook.reading import Line, Sheet
from velkommen.domain import dates
from velkommen.domain.measures import LIBRARIES
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.yearbook import LONGEST_SOURCE, MOST_INHABITANTS, Aim, check_aim, check_month, check_number
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed


class Aimed(TypedDict):
    aim: str
    number: int | None


class Counted(TypedDict):
    """How many months were written, and of them how many stood there before."""

    months: int
    replaced: int


class Lived(TypedDict):
    day: str
    number: int | None


@deed(Right.ARRANGE)
def set_target(*, aim: Aim, number: int | None, by: Actor, at: datetime, op: UUID) -> Done[Aimed]:
    """Say what is aimed at, in per cent or whole minutes; None: at nothing.

    Raises:
        Refusal: NOT_ALLOWED, BAD_TERMS with the field and its limits.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    if number is None:
        Target.objects.filter(kind=aim.value).delete()
    else:
        check_aim(aim, number)
        Target.objects.update_or_create(kind=aim.value, defaults={"number": number})
    return Done({"aim": aim.value, "number": number}, EVERYWHERE)


@deed(Right.ARRANGE)
def set_inhabitants(
    *, day: date, number: int | None, source: str = "", by: Actor, at: datetime, op: UUID
) -> Done[Lived]:
    """Say how many live here from a day on, and who says so; None takes the number of that day away.

    Raises:
        Refusal: NOT_ALLOWED, BAD_DAY, DAY_AHEAD, BAD_TERMS with the field and its limits, SOURCE_MISSING, BAD_VALUE with the field.
    """
    by.require(Right.ARRANGE, EVERYWHERE)
    if dates.meant(day) > clock.local_day(at):
        raise Refusal(Code.DAY_AHEAD, on=day.isoformat())
    if number is None:
        Inhabitants.objects.filter(day=day).delete()
        return Done({"day": day.isoformat(), "number": None}, EVERYWHERE)
    if not 1 <= number <= MOST_INHABITANTS:
        raise Refusal(Code.BAD_TERMS, field="number", least=1, most=MOST_INHABITANTS)
    if not source.strip():
        raise Refusal(Code.SOURCE_MISSING)
    if len(source) > LONGEST_SOURCE:
        raise Refusal(Code.BAD_VALUE, field="source")
    Inhabitants.objects.update_or_create(day=day, defaults={"number": number, "source": source.strip()})
    return Done({"day": day.isoformat(), "number": number}, EVERYWHERE)


@deed(Right.IMPORT)
def type_month(
    *, place: int, month: date, visits: int | None, loans: int | None, by: Actor, at: datetime, op: UUID
) -> Done[Counted]:
    """Write down what a library counted in a month; None for both takes it away.

    Args:
        month: any day of it.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_VALUE for a place that is no library, BAD_DAY, MONTH_AHEAD,
            BELOW_ZERO, BAD_TERMS with the field and its limits.
    """
    by.require(Right.IMPORT, place)
    if places.hold(place).kind not in LIBRARIES:
        raise Refusal(Code.BAD_VALUE, field="place")
    first = check_month(month, clock.local_day(at))
    check_number(visits, "visits")
    check_number(loans, "loans")
    replaced = _write(place, first, visits, loans)
    return Done({"months": 1, "replaced": int(replaced)}, place)


@deed(Right.IMPORT)
def import_months(*, sheet: Sheet, by: Actor, at: datetime, op: UUID) -> Done[Counted]:
    """Write every row of a sheet that was read without problems, all or nothing. A cell that is empty leaves what stands there.

    Raises:
        Refusal: the first of the sheet's problems, NOTHING_GIVEN, NOT_ALLOWED at any of its places, MONTH_AHEAD.
    """
    if sheet.problems:
        raise sheet.problems[0]
    if not sheet.lines:
        raise Refusal(Code.NOTHING_GIVEN)
    where = sorted({line.place for line in sheet.lines})
    for place in where:
        by.require(Right.IMPORT, place)
    replaced = _write_all(sheet.lines, clock.local_day(at))
    return Done({"months": len(sheet.lines), "replaced": replaced}, where[0] if len(where) == 1 else None, places=where)


def _write_all(lines: Sequence[Line], today: date) -> int:
    """How many of the months stood there before."""
    replaced = 0
    for line in lines:
        month = check_month(line.month, today)
        known: dict[str, Any] = {"service_point_id": line.place, "year": month.year, "month": month.month}
        said = {name: value for name, value in (("visits", line.visits), ("loans", line.loans)) if value is not None}
        _, made = LibraryMonth.objects.update_or_create(**known, defaults=said)
        replaced += not made
    return replaced


def _write(place: int, month: date, visits: int | None, loans: int | None) -> bool:
    """Whether the month stood there before."""
    known: dict[str, Any] = {"service_point_id": place, "year": month.year, "month": month.month}
    if visits is None and loans is None:
        return bool(LibraryMonth.objects.filter(**known).delete()[0])
    _, made = LibraryMonth.objects.update_or_create(**known, defaults={"visits": visits, "loans": loans})
    return not made
