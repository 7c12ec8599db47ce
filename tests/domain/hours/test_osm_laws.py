"""Hours as text: another reader takes every text as we do, and what is written is read back unchanged."""

from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opening_hours import OpeningHours

from tests.domain.hours.strategies import EVERY_DAY, FIRST, LAST, LAW, periods, spans
from velkommen.domain.hours.osm import read
from velkommen.domain.hours.osm_export import export
from velkommen.domain.hours.periods import SpecialDay
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.intervals import Intervals, merged, minute_of
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared.public_holidays import kept

UTC = ZoneInfo("UTC")  # a clock that never changes; the other reader takes no other object for a zone
HOLIDAYS = kept(range(FIRST.year, LAST.year + 1))

WIDE = [
    "",
    "Apr-Sep ",
    "Oct-Mar ",
    "Sep 15-Mar 31 ",
    "Dec 24,Dec 31 ",
    "Feb 29 ",
    "2026 ",
    "2027-2028 Oct-Mar ",
    "2027+ ",
]
DATED = ["2026 Dec 24 ", "2026 Dec 24-26 ", "2027 Dec 20-2028 Jan 03 ", "2027 Mar 15+ ", "2028 Feb 20-2028 Jun 05 "]
WEEKS = ["", "", "week 1-53/2 ", "week 2-53/2 ", "week 3-53/4 "]
DAYS = ["", "Mo-Fr ", "Sa ", "Su ", "Fr-Mo ", "Tu,Th ", "PH ", "Su,PH ", "PH,Mo-We "]
TIMES = [
    "10:00-18:00",
    "08:00-22:00",
    "10:00-12:00,13:00-16:30",
    "00:00-24:00",
    "13:00-16:00",
    "off",
    "12:00-14:00 off",
]

rules = st.tuples(*map(st.sampled_from, (WIDE + DATED, WEEKS, DAYS, TIMES))).map("".join)
texts = st.lists(rules, min_size=1, max_size=5).flatmap(
    lambda several: st.lists(st.sampled_from(["; ", ", "]), min_size=len(several), max_size=len(several)).map(
        lambda separators: "".join(a + b for a, b in zip(["", *separators], several, strict=False))
    )
)
special_days = st.dictionaries(
    st.sampled_from(EVERY_DAY),
    st.builds(SpecialDay, st.lists(spans, max_size=2).map(tuple), st.sampled_from(["", "Jul"])),
)
timetables = st.builds(Timetable, st.lists(periods(), max_size=5), special_days, st.just(HOLIDAYS))


SCRAPS = [
    "Mo",
    "-",
    "Fr",
    "PH",
    " ",
    " ",
    ",",
    "; ",
    ":",
    "/",
    "2026",
    "24",
    "Dec",
    "week",
    "10:00",
    "18:00",
    "off",
    "open",
    '"',
    "||",
    "[1]",
]


def ours(text: str) -> Intervals:
    return read(text).timetable(HOLIDAYS).intervals(FIRST, LAST, UTC)


def theirs(text: str) -> Intervals:
    begins = datetime.combine(FIRST, datetime.min.time(), UTC)
    ends = datetime.combine(LAST + timedelta(days=1), datetime.min.time(), UTC)
    found = OpeningHours(text, timezone=UTC, country="DK").intervals(begins, ends)
    return merged((minute_of(a), minute_of(b)) for a, b, state, _ in found if str(state) == "open")


@LAW
@given(texts)
def test_another_reader_opens_in_the_same_minutes_of_three_years(text: str) -> None:
    assert ours(text) == theirs(text)


@LAW
@given(timetables)
def test_what_is_written_is_read_back_as_the_same_hours_of_every_day(timetable: Timetable) -> None:
    back = read(export(timetable)).timetable(HOLIDAYS)
    assert [back.spans(day) for day in EVERY_DAY] == [timetable.spans(day) for day in EVERY_DAY]


@LAW
@given(timetables)
def test_what_is_written_means_the_same_to_another_reader(timetable: Timetable) -> None:
    assert theirs(export(timetable)) == timetable.intervals(FIRST, LAST, UTC)


@LAW
@given(st.lists(st.sampled_from(SCRAPS), max_size=14).map("".join) | st.text(max_size=30))
def test_any_other_text_is_refused_with_a_place_in_it(text: str) -> None:
    with suppress(Refusal):
        Timetable(read(text).periods)
        return
    with pytest.raises(Refusal) as no:
        read(text)
    assert no.value.code is Code.BAD_HOURS
    assert 1 <= int(str(no.value.facts.get("at", 1))) <= len(text) + 1
