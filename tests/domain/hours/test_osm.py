"""Hours as text: what each rule means, which texts are refused and where, and how hours are written."""

from dataclasses import replace
from datetime import date

import pytest

from velkommen.domain.hours.osm import Reading, read
from velkommen.domain.hours.osm_export import export
from velkommen.domain.hours.periods import Period, Season, SpecialDay
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared.public_holidays import kept

WORKDAYS, SATURDAY, SUNDAY = frozenset(range(5)), frozenset({5}), frozenset({6})
EVERY = frozenset(range(7))
DAY = Period(WORKDAYS, (600, 1080), on_holidays=True)
SHORT = Period(SATURDAY, (600, 840), on_holidays=True)
EVE, NEW_YEARS_EVE = date(2026, 12, 24), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Mo-Fr 10:00-18:00; Sa 10:00-14:00", Reading((DAY, SHORT), {})),
        ("Mo-Fr 10:00-18:00, Sa 10:00-14:00", Reading((DAY, SHORT), {})),
        (" mo-fr  9:30 - 12:00 ; ", Reading((replace(DAY, span=(570, 720)),), {})),
        ("24/7", Reading((Period(EVERY, (0, 1440), on_holidays=True),), {})),
        ("off", Reading((), {})),
        ("Mo-Fr 10:00-12:00, 13:00-18:00", read("Mo-Fr 10:00-12:00,13:00-18:00")),
        # the trap: after a semicolon a rule takes the place of the hours before it, after a comma it adds to them
        ("Mo-Su 08:00-22:00; Mo-Fr 10:00-18:00", read("Mo-Fr 10:00-18:00; Sa,Su 08:00-22:00")),
        ("Mo-Fr 10:00-18:00, We 17:00-20:00", read("Mo,Tu,Th,Fr 10:00-18:00; We 10:00-20:00")),
        ("Mo-Fr 10:00-18:00; We 12:00-13:00 off", read("Mo,Tu,Th,Fr 10:00-18:00; We 10:00-12:00,13:00-18:00")),
        ("Mo-Fr 10:00-18:00; We off", read("Mo,Tu,Th,Fr 10:00-18:00")),
        ("Oct-Mar Su 13:00-16:00", Reading((Period(SUNDAY, (780, 960), season=Season((10, 1), (3, 31)), on_holidays=True),), {})),
        ("Feb Su 13:00-16:00", Reading((Period(SUNDAY, (780, 960), season=Season((2, 1), (2, 29)), on_holidays=True),), {})),
        ("week 2-53/2 Mo-Fr 10:00-18:00", Reading((replace(DAY, every=2),), {})),
        ("week 01-53/2: Mo-Fr 10:00-18:00", Reading((replace(DAY, every=2, week=1),), {})),
        ("week 42 Mo-Fr 10:00-18:00", Reading((replace(DAY, every=53, week=42),), {})),
        ("2026 Mar 15+ Mo-Fr 10:00-18:00", Reading((replace(DAY, first=date(2026, 3, 15)),), {})),
        ("1900 Jan 01-2026 Mar 14 Mo-Fr 10:00-18:00", Reading((replace(DAY, last=date(2026, 3, 14)),), {})),
        ("Mo-Fr 10:00-18:00; PH off", Reading((replace(DAY, on_holidays=False),), {})),
        (
            "Mo-Fr 10:00-18:00; PH 10:00-14:00",
            Reading((replace(DAY, on_holidays=False),), {}, (Period(EVERY, (600, 840), on_holidays=True),)),
        ),
        (
            'Mo-Fr 10:00-18:00; 2026 Dec 24 off "Juleaften"; 2026 Dec 31 10:00-12:00 open "Nytår"',
            Reading((DAY,), {EVE: SpecialDay((), "Juleaften"), NEW_YEARS_EVE: SpecialDay(((600, 720),), "Nytår")}),
        ),
        # a later rule for all weekdays takes the place of a date, too
        ("2026 Dec 24 off; Mo-Fr 10:00-18:00", Reading((DAY,), {})),
        ("Mo-Fr 10:00-18:00; 2026 Dec 24 10:00-12:00, Th 19:00-20:00", read(
            "Mo-Fr 10:00-18:00, Th 19:00-20:00; 2026 Dec 24 10:00-12:00,19:00-20:00")),
    ],
)  # fmt: skip
def test_a_text_means_what_the_specification_says(text: str, reading: Reading) -> None:
    assert read(text) == reading


@pytest.mark.parametrize(
    ("text", "fault", "at", "piece"),
    [
        ("Man-Fre 10:00-18:00", "not_understood", 1, "Man"),
        ("Mo-Fr", "time_missing", 6, ""),
        ("Mo-Fr; Sa 10:00-14:00", "time_missing", 6, ";"),
        ("Mo-Fr 10-18", "time_unknown", 7, "10"),
        ("Mo-Fr 10:00", "no_end", 7, "10:00"),
        ("Mo-Fr 10:00+", "no_end", 7, "10:00"),
        ("Mo-Fr 10:00-18:00+", "no_end", 7, "10:00-18:00"),
        ("Mo-Fr 10:75-18:00", "time_unknown", 7, "10:75"),
        ("Fr 22:00-02:00", "past_midnight", 4, "22:00-02:00"),
        ("Fr 22:00-26:00", "past_midnight", 4, "22:00-26:00"),
        ("Fr 10:00-10:00", "past_midnight", 4, "10:00-10:00"),
        ("Mo-Fr sunrise-18:00", "sun", 7, "sunrise"),
        ("Mo-Fr 10:00-(sunset+01:00)", "sun", 13, "("),
        ("Mo-Fr 10:00-18:00/90", "not_understood", 18, "/"),
        ("Mo[1] 10:00-18:00", "nth_weekday", 1, "Mo"),
        ("PH -1 day 10:00-12:00", "shifted", 1, "PH"),
        ("PH Mo-Fr 10:00-12:00", "not_understood", 4, "Mo"),
        ("SH off", "school_holidays", 1, "SH"),
        ("easter off", "easter", 1, "easter"),
        ("Feb 30 off", "day_unknown", 1, "Feb 30"),
        ("2027 Feb 29 off", "day_unknown", 1, "2027 Feb 29"),
        ("Mo-Fr 10:00-18:00; Dec 24,31 off", "month_missing", 27, "31"),
        ("2026 Dec 24,Dec 31 off", "year_missing", 13, "Dec 31"),
        ("2026 Nov-Feb Su 13:00-16:00", "year_missing", 1, "2026 Nov-Feb"),
        ("Dec 24-2027 Jan 02 off", "year_missing", 1, "Dec 24"),
        ("2026 Dec 24-2026 Dec 20 off", "dates_reversed", 1, "2026 Dec 24-2026 Dec 20"),
        ("Dec 24-20 off", "dates_reversed", 1, "Dec 24-20"),
        ("Dec 24-1 day off", "shifted", 1, "Dec 24-1"),
        ("week 54 off", "odd_weeks", 1, "week 54"),
        ("week 28-30 off", "odd_weeks", 1, "week 28-30"),
        ("week 1-52/2 Mo 10:00-12:00", "odd_weeks", 1, "week 1-52/2"),
        ("week 1-53/0 Mo 10:00-12:00", "odd_weeks", 1, "week 1-53/0"),
        ('Mo-Fr 10:00-18:00 || "ring"', "fallback", 19, "||"),
        ('Mo-Fr 10:00-18:00 "ring"', "perhaps", 19, '"ring"'),
        ("Mo-Fr 10:00-18:00 unknown", "perhaps", 19, "unknown"),
        ('Dec 24 off "Jul', "quote_open", 12, '"Jul'),
        ("Mo-Fr 10:00-18:00 Sa 10:00-14:00", "not_understood", 19, "Sa"),
        ("Mo-Fr, 10:00-18:00", "not_understood", 6, ","),
        ("Mo-Fr 10:00–18:00", "no_end", 7, "10:00"),
    ],
)  # fmt: skip
def test_what_is_not_kept_here_is_refused_at_its_place(text: str, fault: str, at: int, piece: str) -> None:
    with pytest.raises(Refusal) as no:
        read(text)
    assert (no.value.code, no.value.facts) == (Code.BAD_HOURS, {"fault": fault, "at": at, "piece": piece})


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("", {"fault": "text_empty"}),
        ("  ", {"fault": "text_empty"}),
        ("x" * 6001, {"fault": "text_too_long", "most": 6000}),
    ],
)
def test_nothing_and_a_book_are_refused(text: str, facts: dict[str, object]) -> None:
    with pytest.raises(Refusal) as no:
        read(text)
    assert no.value.facts == facts


def test_rules_that_cut_each_other_to_pieces_are_refused() -> None:
    with pytest.raises(Refusal) as no:
        read("Mo-Fr 10:00-18:00; week 42 off; Jan Mo off; Mar Tu off; May We off; Jul Th off; Sep Fr off; Jun Mo off")
    assert no.value.facts == {"fault": "text_too_intricate", "most": 300}


@pytest.mark.parametrize(
    ("timetable", "text"),
    [
        (Timetable(), "off"),
        (Timetable([DAY, SHORT]), "Mo-Fr 10:00-18:00; Sa 10:00-14:00"),
        (Timetable([replace(DAY, on_holidays=False)]), "Mo-Fr 10:00-18:00; PH off"),
        (Timetable([replace(DAY, on_holidays=False), SHORT]), "Mo-Fr 10:00-18:00; PH off, Sa 10:00-14:00"),
        (Timetable([DAY, replace(DAY, span=(1140, 1200))]), "Mo-Fr 10:00-18:00,19:00-20:00"),
        (Timetable([DAY, replace(DAY, weekdays=frozenset({2}), span=(1140, 1200))]), "Mo-Fr 10:00-18:00, We 19:00-20:00"),
        (Timetable([Period(EVERY, (0, 1440), on_holidays=True)]), "Mo-Su 00:00-24:00"),
        (Timetable([replace(DAY, every=53)]), "week 53 Mo-Fr 10:00-18:00"),
        (Timetable([replace(DAY, every=2)]), "week 2-53/2 Mo-Fr 10:00-18:00"),
        (Timetable([replace(DAY, season=Season((9, 15), (3, 31)))]), "Sep 15-Mar 31 Mo-Fr 10:00-18:00"),
        (
            Timetable([replace(DAY, season=Season((10, 1), (3, 31)), first=date(2026, 12, 1))]),
            "2026 Dec 01-2026 Dec 31 Mo-Fr 10:00-18:00; 2027+ Oct-Mar Mo-Fr 10:00-18:00",
        ),
        (
            Timetable([DAY], {EVE: SpecialDay((), 'den "store" aften'), NEW_YEARS_EVE: SpecialDay(((600, 720),), "Nytår")}),
            "Mo-Fr 10:00-18:00; 2026 Dec 24 off \"den 'store' aften\"; 2026 Dec 31 10:00-12:00 open \"Nytår\"",
        ),
        (Timetable([DAY], {date(2026, 12, day): SpecialDay(()) for day in (28, 29, 30)}), "Mo-Fr 10:00-18:00; 2026 Dec 28-2026 Dec 30 off"),
    ],
)  # fmt: skip
def test_hours_are_written_as_one_would_write_them(timetable: Timetable, text: str) -> None:
    assert export(timetable) == text


def test_a_day_kept_by_the_municipality_alone_is_written_out() -> None:
    timetable = Timetable([replace(DAY, on_holidays=False)], {}, kept([2026], ["12-24"]))
    assert export(timetable, kept([2026])) == 'Mo-Fr 10:00-18:00; PH off; 2026 Dec 24 off "Juleaftensdag"'


def test_hours_of_public_holidays_become_special_days_with_their_name() -> None:
    reading = read("Mo-Fr 10:00-18:00; PH 10:00-14:00; 2026 Dec 25 off")
    timetable = reading.timetable(kept([2026]))
    assert timetable.special[date(2026, 12, 26)] == SpecialDay(((600, 840),), "Anden juledag")
    assert timetable.spans(date(2026, 12, 25)) == ()
