"""What may stand in a cell of each sort: read into a value or refused with the cure, and written so that it is read back the same."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Protocol, cast

from django.utils.translation import get_language

from velkommen.domain.catalogue import check_kle
from velkommen.domain.hours.periods import MonthDay
from velkommen.domain.hours.timetable import DAY
from velkommen.domain.refusals import Refusal
from velkommen.domain.sheets import Fault, fault
from velkommen.shared.sheets.dates import day_of, time_of
from velkommen.shared.sheets.files import Cell
from velkommen.shared.sheets.heads import as_text
from velkommen.shared.sheets.words import fold, nearest

Value = str | int | float | bool | date | None | tuple[object, ...]
BETWEEN = " | "  # between the lines of a text; between words a comma does as well
_LIST = re.compile(r"\s*[,;|]\s*")


class Form(Protocol):
    """A sort of cell. `blank` is what an empty one means."""

    @property
    def blank(self) -> Value: ...

    def read(self, cell: Cell) -> Value:
        """The value of a cell that is not empty. Raises: Refusal; the one who asks adds the column."""

    def write(self, value: Value) -> Cell:
        """A value as a cell."""


def english() -> bool:
    return (get_language() or "da").startswith("en")


@dataclass(frozen=True)
class Text:
    """One line of text, of a certain shape where a pattern is given. `width` gives numbers their zeros back: 800 is 0800."""

    longest: int
    pattern: str = ""
    example: str = ""
    width: int = 0
    blank: Value = ""

    def read(self, cell: Cell) -> Value:
        text = as_text(cell).strip()
        if self.width and text.isdecimal():
            text = text.zfill(self.width)
        if len(text) > self.longest:
            raise fault(Fault.TEXT_TOO_LONG, most=self.longest)
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise fault(Fault.SHAPE, text=text, example=self.example)
        return text

    def write(self, value: Value) -> Cell:
        return str(value)


@dataclass(frozen=True)
class Kle:
    """The number of a subject in KLE."""

    blank: Value = ""

    def read(self, cell: Cell) -> Value:
        check_kle(as_text(cell))
        return as_text(cell)

    def write(self, value: Value) -> Cell:
        return str(value)


@dataclass(frozen=True)
class Words:
    """One of a closed list: value -> what it is called, the Danish word first, then the English, then others."""

    words: Mapping[str, str]
    blank: Value = ""
    _known: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        known = {fold(word): value for value, all_words in self.words.items() for word in all_words.split(",")}
        object.__setattr__(self, "_known", known | {fold(value): value for value in self.words if value})

    def read(self, cell: Cell) -> Value:
        text = "ja" if cell is True else "nej" if cell is False else as_text(cell)
        found = self._known.get(fold(text))
        if found is None:
            near = nearest(text, self._known)
            if near:
                raise fault(Fault.WORD_NEAR, text=text, near=self.write(self._known[near]))
            raise fault(Fault.WORD_UNKNOWN, text=text, known=[self.write(value) for value in self.words])
        return found

    def write(self, value: Value) -> str:
        words = self.words[str(value)].split(",")
        return words[min(english(), len(words) - 1)]


@dataclass(frozen=True)
class YesNo:
    """Yes or no."""

    blank: Value = False
    _words: Words = Words({"yes": "ja,yes,x,1,sand,true", "no": "nej,no,0,falsk,false"})

    def read(self, cell: Cell) -> Value:
        return self._words.read(cell) == "yes"

    def write(self, value: Value) -> Cell:
        return self._words.write("yes" if value else "no")


@dataclass(frozen=True)
class Many:
    """Several of a closed list, in the order of the list, each once."""

    of: Words
    blank: Value = ()

    def read(self, cell: Cell) -> Value:
        said = {self.of.read(part) for part in _LIST.split(as_text(cell)) if part}
        return tuple(value for value in self.of.words if value in said)

    def write(self, value: Value) -> Cell:
        assert isinstance(value, tuple)
        return ", ".join(self.of.write(str(one)) for one in value)


@dataclass(frozen=True)
class Lines:
    """Several lines of text with | between them, or several words (`separators`) with whatever people put between words."""

    longest: int
    words: bool = False
    blank: Value = ()

    def read(self, cell: Cell) -> Value:
        parts = _LIST.split(as_text(cell)) if self.words else as_text(cell).split("|")
        found = tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
        if any(len(part) > self.longest for part in found):
            raise fault(Fault.TEXT_TOO_LONG, most=self.longest)
        return found

    def write(self, value: Value) -> Cell:
        assert isinstance(value, tuple)
        return (", " if self.words else BETWEEN).join(str(one) for one in value)


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds."""

    least: int
    most: int
    blank: Value = None

    def read(self, cell: Cell) -> Value:
        text = as_text(cell)
        if not re.fullmatch(r"-?\d{1,9}", text) or not self.least <= int(text) <= self.most:
            raise fault(Fault.OUTSIDE, text=text, least=self.least, most=self.most)
        return int(text)

    def write(self, value: Value) -> Cell:
        return "" if value is None else int(str(value))


@dataclass(frozen=True)
class Degrees:
    """A latitude (up to 90) or a longitude (up to 180), with a comma or a point."""

    most: int
    blank: Value = None

    def read(self, cell: Cell) -> Value:
        number = _decimal(cell)
        if number is None or not -self.most <= number <= self.most:
            raise fault(Fault.OUTSIDE, text=as_text(cell), least=-self.most, most=self.most)
        return float(number)

    def write(self, value: Value) -> Cell:
        return "" if value is None else float(str(value))


@dataclass(frozen=True)
class Kroner:
    """An amount in kroner, kept in øre."""

    most: int = 10_000_000
    blank: Value = None

    def read(self, cell: Cell) -> Value:
        number = _decimal(re.sub(r"\s*kr\.?$", "", cell) if isinstance(cell, str) else cell)
        if number is None or number * 100 != int(number * 100):
            raise fault(Fault.SHAPE, text=as_text(cell), example="912,50")
        if not 0 <= number * 100 <= self.most:
            raise fault(Fault.OUTSIDE, text=as_text(cell), least=0, most=self.most // 100)
        return int(number * 100)

    def write(self, value: Value) -> Cell:
        ore = int(str(value))
        return ore // 100 if ore % 100 == 0 else float(Decimal(ore) / 100)


def _decimal(cell: Cell) -> Decimal | None:
    text = str(cell).replace(" ", "")
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**9 else None


@dataclass(frozen=True)
class Day:
    """A local day."""

    blank: Value = None

    def read(self, cell: Cell) -> Value:
        return day_of(cell)[0]

    def write(self, value: Value) -> Cell:
        return value if isinstance(value, date) else ""


@dataclass(frozen=True)
class Clock:
    """A time of day in minutes after midnight; 24.00 is the end of the day (for `closing` so is 00.00)."""

    closing: bool = False
    blank: Value = None

    def read(self, cell: Cell) -> Value:
        if as_text(cell).strip() in {"24:00", "24.00", "24", "24:00:00"} or cell == timedelta(days=1):
            return DAY
        if isinstance(cell, int) and 0 <= cell <= 24:
            return cell * 60
        moment = cell.time() if isinstance(cell, datetime) else time_of(cell)
        assert isinstance(moment, time)
        minutes = moment.hour * 60 + moment.minute
        return DAY if self.closing and minutes == 0 else minutes

    def write(self, value: Value) -> Cell:
        return "" if value is None else f"{int(str(value)) // 60:02}:{int(str(value)) % 60:02}"


_MONTH_DAY = r"(\d{1,2})[-./]\s?(\d{1,2})\.?"


@dataclass(frozen=True)
class SeasonOfYear:
    """The same part of every year, as (month, day) of its first and last day: 1-10 til 31-3."""

    blank: Value = None

    def read(self, cell: Cell) -> Value:
        found = re.fullmatch(rf"{_MONTH_DAY}\s*(?:-|–|til|to)\s*{_MONTH_DAY}", as_text(cell))
        if not found:
            raise fault(Fault.SHAPE, text=as_text(cell), example="1/10 - 31/3")
        first_day, first_month, last_day, last_month = map(int, found.groups())
        return ((first_month, first_day), (last_month, last_day))

    def write(self, value: Value) -> Cell:
        if not isinstance(value, tuple):
            return ""
        return " - ".join(f"{day}/{month}" for month, day in cast(tuple[MonthDay, MonthDay], value))


@dataclass(frozen=True)
class Weeks:
    """Every week (1, 0), even weeks (2, 0), odd weeks (2, 1), or "3/1": the weeks that leave 1 when divided by 3."""

    blank: Value = (1, 0)
    _words: Words = Words({"1/0": "alle,every", "2/0": "lige,even", "2/1": "ulige,odd"})

    def read(self, cell: Cell) -> Value:
        text = as_text(cell)
        found = re.fullmatch(r"(\d{1,2})/(\d{1,2})", text) or re.fullmatch(r"(\d)/(\d)", self._word(text))
        assert found
        return (int(found[1]), int(found[2]))

    def _word(self, text: str) -> str:
        try:
            return str(self._words.read(text))
        except Refusal:
            raise fault(Fault.SHAPE, text=text, example=", ".join(map(self._words.write, self._words.words))) from None

    def write(self, value: Value) -> Cell:
        assert isinstance(value, tuple)
        said = f"{value[0]}/{value[1]}"
        return self._words.write(said) if said in self._words.words else said


_DAYS = Words(
    {
        "0": "mandag,Monday,ma,man,mo,mon",
        "1": "tirsdag,Tuesday,ti,tir,tirs,tu,tue",
        "2": "onsdag,Wednesday,on,ons,we,wed",
        "3": "torsdag,Thursday,to,tor,tors,th,thu",
        "4": "fredag,Friday,fr,fre,fri",
        "5": "lørdag,Saturday,lø,lør,sa,sat",
        "6": "søndag,Sunday,sø,søn,su,sun",
    }
)


@dataclass(frozen=True)
class Weekdays:
    """Days of the week, 0 is Monday: mandag-fredag, or man, ons."""

    blank: Value = None

    def read(self, cell: Cell) -> Value:
        found: set[int] = set()
        for part in _LIST.split(re.sub(r"\s+(?:og|and)\s+", ",", as_text(cell))):
            ends = [int(str(_DAYS.read(end))) for end in re.split(r"\s*[-–]\s*|\s+(?:til|to)\s+", part) if end]
            if not ends or len(ends) > 2:
                raise fault(Fault.SHAPE, text=part, example=self.write((0, 1, 2, 3, 4)))
            found |= {(ends[0] + ahead) % 7 for ahead in range((ends[-1] - ends[0]) % 7 + 1)}
        return tuple(sorted(found))

    def write(self, value: Value) -> str:
        if not isinstance(value, tuple):
            return ""
        return ", ".join(self._run(run) for run in _runs([int(str(day)) for day in value]))

    def _run(self, run: Sequence[int]) -> str:
        names = [_DAYS.write(str(day)) for day in run]
        return f"{names[0]}-{names[-1]}" if len(run) > 2 else ", ".join(names)


def _runs(days: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs
