"""Hours as people type them for a day, read and written again."""

from datetime import date
from typing import Any

import pytest

from velkommen.domain.hours import typed
from velkommen.domain.hours.periods import Period, Season
from velkommen.domain.refusals import Code, Refusal


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("10-18", ((600, 1080),)),
        (" 9.30 – 12:00 ", ((570, 720),)),
        ("13-16, 9-12", ((540, 720), (780, 960))),
        ("9-12 og 13-16", ((540, 720), (780, 960))),
        ("10 til 18", ((600, 1080),)),
        ("0-24", ((0, 1440),)),
        ("", ()),
        ("Lukket", ()),
    ],
)
def test_what_people_write_is_read(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert typed.spans(text) == spans
    assert typed.spans(typed.written(spans)) == spans


@pytest.mark.parametrize("text", ["18-10", "10-10", "10", "10-25", "9.75-12", "ten to six", "10-18,", "-5-3"])
def test_what_is_no_hours_is_refused_at_its_day(text: str) -> None:
    with pytest.raises(Refusal) as no:
        typed.week(["10-18", text, "", "", "", "", ""])
    assert (no.value.code, no.value.facts["field"]) == (Code.NO_HOURS, "day1")
    assert str(no.value.facts["text"]) in text


def test_days_with_the_same_hours_share_a_period() -> None:
    found = typed.week(["10-18", "10-18", "", "10-18", "9-12", "", ""])
    assert found == [Period(frozenset({4}), (540, 720)), Period(frozenset({0, 1, 3}), (600, 1080))]


def test_a_week_is_written_as_it_was_read() -> None:
    texts = ["10.00-18.00", "09.30-12.00, 13.00-16.00", "", "", "00.00-24.00", "", ""]
    assert typed.by_day(typed.week(texts)) == typed.by_day(typed.week(texts, on_holidays=True)) == texts


@pytest.mark.parametrize("more", [{"every": 2}, {"first": date(2026, 1, 1)}, {"season": Season((10, 1), (3, 31))}])
def test_hours_that_say_more_than_a_week_are_not_written_as_one(more: dict[str, Any]) -> None:
    assert typed.by_day([Period(frozenset({0}), (600, 1080))]) is not None
    assert typed.by_day([Period(frozenset({0}), (600, 1080), **more)]) is None


def test_hours_that_hold_on_holidays_in_part_are_not_either() -> None:
    usual = Period(frozenset({0}), (600, 1080))
    assert typed.by_day([usual, Period(frozenset({1}), (600, 1080), on_holidays=True)]) is None
