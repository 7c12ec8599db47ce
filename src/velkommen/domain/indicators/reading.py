"""The content of an indicator file made a `Document`, or a refusal that says where it cannot be true."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from velkommen.domain.cooperation import Model
from velkommen.domain.indicators.document import (
    Document,
    Figure,
    Ledger,
    Method,
    PlaceFact,
    Unit,
    is_invented,
    per_thousand_a_year,
)
from velkommen.domain.kinds import PlaceKind
from velkommen.domain.privacy import refuse_cpr
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.texts import refuse_illegible

MOST_NAME, MOST_PLACES, MOST_FIGURES = 80, 500, 100
MOST_NUMBER = 10**9
FIRST_DAY = date(1990, 1, 1)
MOST_YEARS = 10
MOST_DAYS = timedelta(days=366 * MOST_YEARS)
TOLERANCE = 0.051  # a value is told with one decimal
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CODE = re.compile(r"\d{4}", re.ASCII)
_HEAD = re.compile(r"[0-9a-f]{64}")
_MADE = "%Y-%m-%dT%H:%M:%SZ"

T = TypeVar("T")


class Part:
    """A part of the content with its name, so that a refusal can say where."""

    def __init__(self, values: object, where: str) -> None:
        if not isinstance(values, Mapping):
            raise _wrong(where)
        self._values: Mapping[str, Any] = values
        self._where = where

    def at(self, name: str) -> str:
        return f"{self._where}.{name}" if self._where else name

    def part(self, name: str) -> "Part":
        return Part(self._values.get(name), self.at(name))

    def parts(self, name: str, most: int) -> list["Part"]:
        rows = self._values.get(name)
        if not isinstance(rows, list) or len(rows) > most:
            raise _wrong(self.at(name))
        return [Part(row, f"{self.at(name)}[{number}]") for number, row in enumerate(rows)]

    def text(self, name: str, shape: re.Pattern[str] | None = None) -> str:
        value = self._values.get(name)
        if not isinstance(value, str) or not value.strip() or len(value) > MOST_NAME:
            raise _wrong(self.at(name))
        if shape:  # of letters or digits in a fixed form: a hash may hold ten digits on end
            if not shape.fullmatch(value):
                raise _wrong(self.at(name))
            return value
        refuse_illegible(value)
        return refuse_cpr(value, self.at(name))

    def whole(self, name: str, least: int = 0, most: int = MOST_NUMBER) -> int:
        value = self._values.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise _wrong(self.at(name))
        return value

    def number(self, name: str) -> float:
        value = self._values.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= MOST_NUMBER:
            raise _wrong(self.at(name))
        if round(value, 1) != value:
            raise _wrong(self.at(name))
        return float(value)

    def yes(self, name: str) -> bool:
        value = self._values.get(name)
        if not isinstance(value, bool):
            raise _wrong(self.at(name))
        return value

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name, re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)))
        except ValueError as error:
            raise _wrong(self.at(name)) from error

    def word(self, name: str, words: type[T]) -> T:
        """One of a closed list."""
        make: Callable[[str], T] = words
        try:
            return make(self.text(name))
        except ValueError as error:
            raise _wrong(self.at(name)) from error

    def maybe(self, name: str, read: Callable[[str], T]) -> T | None:
        return None if self._values.get(name) is None else read(name)


def _wrong(where: str) -> Refusal:
    return Refusal(Code.INDICATORS_SHAPE, where=where)


def document(content: Mapping[str, Any]) -> Document:
    """The content as a document.

    Raises:
        Refusal: INDICATORS_SHAPE or INDICATORS_DO_NOT_ADD_UP with where, PERIOD_REVERSED, INDICATORS_TOO_LONG, INDICATORS_AHEAD,
            CPR_IN_TEXT, ILLEGIBLE.
    """
    whole = Part(content, "")
    who, hours = whole.part("municipality"), whole.part("coverage")
    first, last = _period(whole.part("period"))
    found = Document(
        code=who.text("code", _CODE),
        name=who.text("name"),
        population=who.whole("population", 1, 10**8),
        area=who.maybe("area_km2", who.number),
        first=first,
        last=last,
        made=_made(whole),
        method=whole.word("method", Method),
        staffed=hours.whole("staffed_hours"),
        covered=hours.whole("covered_hours"),
        taxonomy=whole.text("taxonomy"),
        places=[_place(one) for one in whole.parts("places", MOST_PLACES)],
        figures=[_figure(one) for one in whole.parts("indicators", MOST_FIGURES)],
        ledger=whole.maybe("ledger", lambda name: _ledger(whole.part(name))),
    )
    if who.yes("invented") != is_invented(found.code):
        raise _wrong("municipality.invented")
    _adds_up(found)
    return found


def _period(part: Part) -> tuple[date, date]:
    first, last = part.day("first"), part.day("last")
    if first > last:
        raise Refusal(Code.PERIOD_REVERSED)
    if first < FIRST_DAY:
        raise _wrong("period.first")
    if last - first > MOST_DAYS:
        raise Refusal(Code.INDICATORS_TOO_LONG, most=MOST_YEARS)
    return first, last


def _made(part: Part) -> datetime:
    try:
        return datetime.strptime(part.text("made"), _MADE).replace(tzinfo=UTC)
    except ValueError as error:
        raise _wrong("made") from error


def _place(part: Part) -> PlaceFact:
    return PlaceFact(
        part.text("name"), part.word("kind", PlaceKind).value, part.word("model", Model).value, part.yes("counted")
    )


def _ledger(part: Part) -> Ledger:
    return Ledger(part.day("day"), part.text("head", _HEAD))


def _figure(part: Part) -> Figure:
    return Figure(
        indicator=part.text("id", _ID),
        definition=part.whole("definition", 1, 10**6),
        unit=part.word("unit", Unit),
        value=part.maybe("value", part.number),
        part=part.maybe("part", part.whole),
        whole=part.maybe("whole", part.whole),
        coverage=part.maybe("coverage", lambda name: part.whole(name, 0, 100)),
        hidden=part.yes("hidden"),
    )


def _adds_up(found: Document) -> None:
    """Raises: Refusal INDICATORS_DO_NOT_ADD_UP, INDICATORS_AHEAD."""
    if found.last > found.made.date():
        raise Refusal(Code.INDICATORS_AHEAD, last=found.last.isoformat())
    if found.covered > found.staffed:
        raise Refusal(Code.INDICATORS_DO_NOT_ADD_UP, where="coverage")
    if found.ledger and found.ledger.day > found.made.date():
        raise Refusal(Code.INDICATORS_DO_NOT_ADD_UP, where="ledger")
    named = [one.indicator for one in found.figures]
    for number, one in enumerate(found.figures):
        if named.count(one.indicator) > 1 or not _true(one, found):
            raise Refusal(Code.INDICATORS_DO_NOT_ADD_UP, where=f"indicators[{number}] ({one.indicator})")


def _true(one: Figure, found: Document) -> bool:
    """Whether a figure follows from what it says it is made of, as far as it says so."""
    if one.hidden:
        return one.value is None and one.part is None and one.whole is None
    if one.value is None or one.whole is None:
        return one.part is None or (one.whole is not None and one.part <= one.whole)
    if one.unit is Unit.PER_CENT:
        return one.value <= 100 and (one.part is None or _near(one.value, one.part, one.whole))
    if one.unit is Unit.A_YEAR and one.part is not None:
        return abs(one.value - per_thousand_a_year(one.part, one.whole, found.days)) < TOLERANCE if one.whole else False
    return True


def _near(value: float, part: int, whole: int) -> bool:
    return whole > 0 and part <= whole and abs(value - 100 * part / whole) < TOLERANCE
