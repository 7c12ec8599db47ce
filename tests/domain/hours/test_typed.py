"""Hours as people type them for a day, read and written again."""

import pytest

from velkommen.domain.hours import typed
from velkommen.domain.hours.periods import Period
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
    assert (no.value.code, no.value.facts) == (Code.BAD_VALUE, {"field": "day1"})


def test_days_with_the_same_hours_share_a_period() -> None:
    found = typed.week(["10-18", "10-18", "", "10-18", "9-12", "", ""])
    assert found == [Period(frozenset({4}), (540, 720)), Period(frozenset({0, 1, 3}), (600, 1080))]
