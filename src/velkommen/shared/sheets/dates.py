"""Dates, periods and times of day as people write them in Danish sheets."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from openpyxl.utils.datetime import from_excel

from velkommen.domain.dates import YEARS
from velkommen.domain.sheets import Fault, fault
from velkommen.shared.sheets.files import Cell

SERIALS = range(32_000, 80_000)  # what Excel counts days by: 1987 to 2119

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH = {"may": 5, "oct": 10}
_WEEKDAY = re.compile(
    r"^(?:man|tirs?|ons|tors?|fre|lør|loer|søn|soen)(?:dag)?\.?,?\s*(?:den\s+|d\.\s*)?", re.IGNORECASE
)
_ISO = re.compile(r"^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?=\D|$)")
_NUMBERS = re.compile(r"^(\d{1,2})\s?[-./\s]\s?(\d{1,2})\s?[-./\s]\s?(\d{4}|\d{2})(?!\d|[.:]\d)")
_WORDS = re.compile(r"^(\d{1,2})\.?\s*([^\W\d]+)\.?,?\s*(\d{4})")
_TIME = re.compile(
    r"^[,T]?\s*(?:kl\.?|klokken)?\s*(\d{1,2})(?:\s?[.:]\s?(\d{2})(?:[.:]\d{2}(?:\.\d+)?)?)?$", re.IGNORECASE
)

_BETWEEN = (re.compile(r"\s+(?:-|til|to)\s+|\s*[–—]\s*", re.IGNORECASE), re.compile(r"(?<=\d{4})-(?=\d)"))
_YEAR = re.compile(r"^(?:år\s*)?(\d{4})$", re.IGNORECASE)
_MONTH = re.compile(r"^([^\W\d]+)\.?\s*(\d{4})$")
_MONTH_NUMBER = re.compile(r"^(?:(\d{1,2})[-./](\d{4})|(\d{4})[-./](\d{1,2}))$")
_TO_MONTH = re.compile(r"^([^\W\d]+)\.?\s*(\d{4})?\s*(?:-|–|til|to)\s*([^\W\d]+)\.?\s*(\d{4})$", re.IGNORECASE)
_WEEK = re.compile(
    r"^(?:uge|week)\s*(\d{1,2})[,\s/-]*(?:i\s+)?(\d{4})$|^(\d{4})[,\s-]*(?:uge\s*|week\s*|W)(\d{1,2})$", re.IGNORECASE
)
_PART = re.compile(r"^(?:(\d)\.?\s*|(Q))?(halvår|halvaar|kvartal|quarter)?\s*(\d)?[,\s]*(\d{4})$", re.IGNORECASE)


def day_of(cell: Cell) -> tuple[date, time | None]:
    """A date, with the time of day if the cell has one.

    Raises:
        Refusal: BAD_FILE (DATE_MISSING, BAD_DATE).
    """
    if isinstance(cell, date) and cell.year not in YEARS:
        return _no_date(cell)
    if isinstance(cell, datetime):
        return cell.date(), cell.time() if cell.time() != time() else None
    if isinstance(cell, date):
        return cell, None
    if isinstance(cell, int | float) and int(cell) in SERIALS:
        moment = from_excel(cell)
        return day_of(moment) if isinstance(moment, datetime) else _no_date(cell)
    return _day_in(str(cell)) if cell != "" else _no_date(cell)


def period_of(cell: Cell) -> tuple[date, date]:
    """The first and the last day of a period: a span of dates or months, a year, a half, a quarter, a week, one day.

    Raises:
        Refusal: BAD_FILE (DATE_MISSING, BAD_PERIOD).
    """
    if isinstance(cell, date):
        return day_of(cell)[0], day_of(cell)[0]
    if cell == "":
        raise fault(Fault.DATE_MISSING)
    return _period_in(str(cell))


def time_of(cell: Cell) -> time | None:
    """A time of day; None when the cell is empty.

    Raises:
        Refusal: BAD_FILE (BAD_TIME).
    """
    if cell == "":
        return None
    if isinstance(cell, datetime):
        return cell.time()
    if isinstance(cell, time):
        return cell
    if isinstance(cell, float) and 0 <= cell < 1:
        cell = timedelta(days=cell)
    if isinstance(cell, timedelta):
        minutes = round(cell.total_seconds() / 60)
        return time(*divmod(minutes, 60)) if 0 <= minutes < 1440 else _no_time(cell)
    return _time_in(str(cell)) or _no_time(cell)


@lru_cache(maxsize=4096)
def _day_in(text: str) -> tuple[date, time | None]:
    rest = _WEEKDAY.sub("", text, count=1)
    for shape, read in ((_ISO, _iso), (_NUMBERS, _numbers), (_WORDS, _words)):
        found = shape.match(rest)
        if found and (day := read(*found.groups())):
            after = rest[found.end() :].strip()
            moment = _time_in(after) if after else None
            if not after or moment:
                return day, moment
    return _no_date(text)


def _iso(year: str, month: str, day: str) -> date | None:
    return _date(int(year), int(month), int(day))


def _numbers(day: str, month: str, year: str) -> date | None:
    return _date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))


def _words(day: str, month: str, year: str) -> date | None:
    return _date(int(year), _month(month), int(day))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _month(word: str) -> int:
    """1-12; 0 when it is no month."""
    short = word.lower()[:3]
    return _ENGLISH.get(short) or (_MONTHS.index(short) + 1 if short in _MONTHS else 0)


def _time_in(text: str) -> time | None:
    found = _TIME.match(text.strip())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


@lru_cache(maxsize=1024)
def _period_in(text: str) -> tuple[date, date]:
    for read in (_span_of_days, _span_of_months, _month_of, _week_of, _part_of_year, _one_day):
        found = read(text)
        if found and found[0] <= found[1]:
            return found
    raise fault(Fault.BAD_PERIOD, text=text)


def _span_of_days(text: str) -> tuple[date, date] | None:
    for between in _BETWEEN:
        days = [_one_day(part) for part in between.split(text)]
        if len(days) == 2 and days[0] and days[1]:
            return days[0][0], days[1][1]
    return None


def _one_day(text: str) -> tuple[date, date] | None:
    rest = _WEEKDAY.sub("", text, count=1)
    for shape, read in ((_ISO, _iso), (_NUMBERS, _numbers), (_WORDS, _words)):
        found = shape.fullmatch(rest)
        if found and (day := read(*found.groups())):
            return day, day
    return None


def _span_of_months(text: str) -> tuple[date, date] | None:
    found = _TO_MONTH.match(text)
    if not found:
        return None
    first = _whole_month(int(found[2] or found[4]), _month(found[1]))
    last = _whole_month(int(found[4]), _month(found[3]))
    return (first[0], last[1]) if first and last else None


def _month_of(text: str) -> tuple[date, date] | None:
    if found := _MONTH.match(text):
        return _whole_month(int(found[2]), _month(found[1]))
    if found := _MONTH_NUMBER.match(text):
        return _whole_month(int(found[2] or found[3]), int(found[1] or found[4]))
    return None


def _week_of(text: str) -> tuple[date, date] | None:
    found = _WEEK.match(text)
    if not found:
        return None
    try:
        monday = date.fromisocalendar(int(found[2] or found[3]), int(found[1] or found[4]), 1)
    except ValueError:
        return None
    return (monday, monday + timedelta(days=6)) if monday.year in YEARS else None


def _part_of_year(text: str) -> tuple[date, date] | None:
    if found := _YEAR.match(text):
        return _whole_year(int(found[1]))
    found = _PART.match(text)
    if not found or not (found[2] or found[3]) or bool(found[1]) == bool(found[4]):
        return None
    months = 6 if (found[3] or "").lower().startswith("halv") else 3
    last = int(found[1] or found[4]) * months
    if not months <= last <= 12:
        return None
    first, final = _whole_month(int(found[5]), last - months + 1), _whole_month(int(found[5]), last)
    return (first[0], final[1]) if first and final else None


def _whole_year(year: int) -> tuple[date, date] | None:
    return (date(year, 1, 1), date(year, 12, 31)) if year in YEARS else None


def _whole_month(year: int, month: int) -> tuple[date, date] | None:
    if not 1 <= month <= 12 or year not in YEARS:
        return None
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _no_date(cell: Cell) -> tuple[date, time | None]:
    raise fault(Fault.DATE_MISSING) if cell == "" else fault(Fault.BAD_DATE, text=str(cell))


def _no_time(cell: Cell) -> time:
    raise fault(Fault.BAD_TIME, text=str(cell))
