"""Dates, periods and times as people write them."""

from datetime import date, datetime, time, timedelta

import pytest

from velkommen.domain.refusals import Refusal
from velkommen.domain.sheets import Fault
from velkommen.shared.sheets.dates import day_of, period_of, time_of
from velkommen.shared.sheets.files import Cell

DAY = date(2026, 11, 24)


def fault_of(read: object, cell: Cell) -> object:
    assert callable(read)
    with pytest.raises(Refusal) as no:
        read(cell)
    return no.value.facts["fault"]


@pytest.mark.parametrize(
    "cell",
    [
        "24-11-2026",
        "24.11.2026",
        "24/11 2026",
        "24/11/2026",
        "24/11-2026",
        "24-11-26",
        "24. 11. 2026",
        "2026-11-24",
        "24. november 2026",
        "24. nov. 2026",
        "24 NOVEMBER 2026",
        "tirsdag den 24. november 2026",
        "Tirs. d. 24-11-2026",
        datetime.fromisoformat("2026-11-24"),
        DAY,
        46350,
    ],
)
def test_a_date_is_read_however_it_is_written(cell: Cell) -> None:
    assert day_of(cell) == (DAY, None)


@pytest.mark.parametrize(
    "cell",
    [
        "24-11-2026 10:15",
        "24.11.2026 kl. 10.15",
        "2026-11-24T10:15:00",
        "24. november 2026, kl 10:15",
        datetime.fromisoformat("2026-11-24T10:15"),
    ],
)
def test_a_date_may_carry_its_time(cell: Cell) -> None:
    assert day_of(cell) == (DAY, time(10, 15))


@pytest.mark.parametrize(
    "cell",
    [
        "31-02-2026",
        "11/24/2026",
        "24-11",
        "i går",
        "24-11-2026 sidst på dagen",
        "2026",
        "32. maj 2026",
        7,
        "24-11-2026 25:00",
    ],
)
def test_what_is_no_date_is_not_guessed_at(cell: Cell) -> None:
    assert fault_of(day_of, cell) == Fault.BAD_DATE


def test_a_missing_date_is_called_missing() -> None:
    assert (fault_of(day_of, ""), fault_of(period_of, "")) == (Fault.DATE_MISSING, Fault.DATE_MISSING)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("jan-okt 2009", date(2009, 1, 1), date(2009, 10, 31)),
        ("Januar til oktober 2009", date(2009, 1, 1), date(2009, 10, 31)),
        ("nov. 2008 - feb. 2009", date(2008, 11, 1), date(2009, 2, 28)),
        ("1-1-2009 - 31-10-2009", date(2009, 1, 1), date(2009, 10, 31)),
        ("01.01.2009-31.10.2009", date(2009, 1, 1), date(2009, 10, 31)),
        ("1. januar 2009 til 31. oktober 2009", date(2009, 1, 1), date(2009, 10, 31)),
        ("oktober 2009", date(2009, 10, 1), date(2009, 10, 31)),
        ("10-2009", date(2009, 10, 1), date(2009, 10, 31)),
        ("2009-02", date(2009, 2, 1), date(2009, 2, 28)),
        ("2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("år 2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("1. halvår 2009", date(2009, 1, 1), date(2009, 6, 30)),
        ("4. kvartal 2009", date(2009, 10, 1), date(2009, 12, 31)),
        ("Q2 2009", date(2009, 4, 1), date(2009, 6, 30)),
        ("uge 43 2026", date(2026, 10, 19), date(2026, 10, 25)),
        ("2026-W43", date(2026, 10, 19), date(2026, 10, 25)),
        ("uge 53, 2026", date(2026, 12, 28), date(2027, 1, 3)),
        ("24-11-2026", DAY, DAY),
    ],
)
def test_a_period_is_read_from_its_first_day_to_its_last(text: str, first: date, last: date) -> None:
    assert period_of(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["sommeren", "okt-jan 2009", "uge 54 2026", "3. halvår 2009", "13-2009", "5. kvartal 2009"]
)
def test_what_is_no_period_is_not_guessed_at(text: str) -> None:
    assert fault_of(period_of, text) == Fault.BAD_PERIOD


@pytest.mark.parametrize(
    "cell",
    [
        "10.15",
        "10:15",
        "kl. 10.15",
        "KL 10:15",
        "10:15:00",
        time(10, 15),
        timedelta(hours=10, minutes=15),
        0.427083333333,
    ],
)
def test_a_time_is_read_however_it_is_written(cell: Cell) -> None:
    assert time_of(cell) == time(10, 15)


def test_no_time_is_no_time() -> None:
    assert time_of("") is None


@pytest.mark.parametrize("cell", ["formiddag", "25.00", "10.75", "10-12", timedelta(days=2)])
def test_what_is_no_time_is_not_guessed_at(cell: Cell) -> None:
    assert fault_of(time_of, cell) == Fault.BAD_TIME
