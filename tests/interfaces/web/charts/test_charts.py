"""Charts: nothing runs out of its frame or into another, gaps stay gaps, and nobody needs colour or eyes."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.interfaces.web.charts.some import ALL, BARS, COLUMNS, HALL, HEAT, INTERVALS, LINES, MONTHS, NORTH, SOUTH
from velkommen.interfaces.web.charts import axes, bars, heat, lines, shapes
from velkommen.interfaces.web.charts.chart import (
    Band,
    Bars,
    Chart,
    Columns,
    Estimate,
    Intervals,
    Lines,
    Moment,
    Series,
    Target,
)
from velkommen.interfaces.web.charts.shapes import NARROW, STYLES, WIDE, Text
from velkommen.interfaces.web.charts.shown import as_svg, in_words, shown

SVG = "{http://www.w3.org/2000/svg}"
BESIDE_DARK = 4.5  # contrast of text on its ground


def light(colour: str) -> float:
    """Relative luminance, as WCAG has it: what is left of a colour on grey paper."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("chart", ALL, ids=lambda one: one.key)
def test_the_file_is_whole_and_needs_no_style_sheet(chart: Chart) -> None:
    text = as_svg(chart)
    root = ET.fromstring(text)
    ids = re.findall(r' id="([^"]+)"', text)
    assert (root.get("role"), len(ids) - len(set(ids))) == ("img", 0)
    assert root.findtext(f"{SVG}title") == chart.title
    assert root.findtext(f"{SVG}desc") == in_words(chart)
    assert re.findall(r"\s(?:style|class|on\w+)=", text) == []


@pytest.mark.parametrize("chart", ALL, ids=lambda one: one.key)
@pytest.mark.parametrize("language", ["da", "en"])
def test_no_text_leaves_its_frame(chart: Chart, language: str) -> None:
    with translation.override(language):
        drawings = shown(chart).drawings
    for drawing in drawings:
        texts = [one for one in drawing.shapes if isinstance(one, Text)]
        outside = [one.text for one in texts if not inside(one, drawing.width, drawing.height)]
        assert outside == [], drawing.name


def inside(one: Text, width: int, height: int) -> bool:
    room = shapes.breadth(one.text)
    left = float(one.x) - {"start": 0, "middle": room / 2, "end": room}[one.anchor]
    return left >= -1 and left + room <= width + 1 and shapes.SIZE - 3 <= float(one.y) <= height


def test_a_page_has_a_drawing_for_a_phone_and_one_for_the_rest() -> None:
    page = render_to_string("web/charts/_chart.html", {"chart": shown(LINES)})
    assert re.findall(r'viewBox="0 0 (\d+) ', page) == ["640", "288"]
    assert len(re.findall(r' id="([^"]+)"', page)) == len(set(re.findall(r' id="([^"]+)"', page)))


def test_a_gap_is_no_line_and_no_zero() -> None:
    assert list(lines.runs([1, 2, None, None, 0, None, 4, 5])) == [
        [(0, 1), (1, 2)],
        [(4, 0)],
        [(6, 4), (7, 5)],
    ]


def test_a_point_alone_between_gaps_is_seen() -> None:
    alone = Lines("alone", "One day", MONTHS[:3], [Series("North", [None, 4, None])], monthly=True)
    paths = [one for one in lines.drawn(alone, WIDE).shapes if not isinstance(one, Text) and one.fill == shapes.BRAND]
    assert len(paths) == 1


def test_series_are_told_apart_without_colour() -> None:
    assert len({one.dash for one in STYLES}) == len(STYLES)
    assert len({one.hatch for one in STYLES}) == len(STYLES)
    assert all(before.mark != after.mark for before, after in pairwise(STYLES))
    assert [one.colour for one in STYLES if contrast(one.colour, shapes.PAPER) < BESIDE_DARK] == []


def test_each_ground_of_a_week_is_darker_than_the_one_before_and_read_on() -> None:
    lights = [light(one) for one in heat.GROUNDS]
    assert all(after < 0.8 * before for before, after in pairwise(lights))
    inks = [shapes.PAPER if index >= heat.DARK else shapes.INK for index in range(len(heat.GROUNDS))]
    assert all(contrast(ink, ground) >= BESIDE_DARK for ink, ground in zip(inks, heat.GROUNDS, strict=True))


def test_names_at_the_ends_of_lines_do_not_lie_on_each_other() -> None:
    assert shapes.spread([10, 12, 50, 11], 16) == [-5.0, 27.0, 50.0, 11.0]
    assert shapes.spread([100, 10], 16) == [100.0, 10.0]


@pytest.mark.parametrize(
    ("low", "high", "rules"),
    [
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (0, 730, [0, 200, 400, 600, 800]),
        (-12, 30, [-20, -10, 0, 10, 20, 30]),
        (0, 100, [0, 20, 40, 60, 80, 100]),
    ],
)
def test_rules_lie_on_round_values(low: float, high: float, rules: list[float]) -> None:
    assert shapes.scale(low, high) == rules


def test_a_moment_lies_between_its_days() -> None:
    days = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    assert [axes.where(days, day) for day in (days[1], date(2026, 2, 15), date(2020, 1, 1), date(2030, 1, 1))] == [
        1,
        1.5,
        0,
        2,
    ]
    with pytest.raises(ValueError, match="lies on no axis"):
        axes.where(["Round 1"], "Round 2")


def test_on_an_axis_of_one_point_everything_stands_there() -> None:
    assert [axes.where([date(2026, 2, 1)], day) for day in (date(2026, 1, 1), date(2026, 3, 1))] == [0.0, 0.0]


def test_lines_in_words() -> None:
    with translation.override("en"):
        chart = replace(LINES, series=[NORTH], moments=[Moment(date(2025, 9, 1), "Joint")], target=None)
        assert in_words(chart) == (
            "Nordby Bibliotek: first 420 (January 2025), last 730 (June 2026), least 420 (January 2025), "
            "most 730 (June 2026); not known: 2. 95 % of what would have been. Joint: September 2025."
        )


def test_a_week_and_intervals_in_words() -> None:
    with translation.override("en"):
        assert in_words(HEAT) == "Most: Friday 10:00: 208; Monday 13:00: 206; Sunday 09:00: 203."
        assert in_words(INTERVALS) == (
            "Nordby Bibliotek: 82.4%, between 79.9% and 84.7%. Sydby Bibliotek: 76.0%, between 68.2% and 82.6%. "
            "Rådhuset: 88.1%. Bogbussen: fewer than 5. Target 80 %: 80%."
        )


def test_bars_in_words() -> None:
    with translation.override("en"):
        assert in_words(replace(BARS, labels=["Andet", "Pas", "Kørekort", "Resten"])) == (
            "Andet: 31.2% (34%); Pas: 35.0% (33%); Kørekort: 9.9% (10%); Resten: – (1%)"
        )
        assert in_words(replace(BARS, beside=None)).startswith("Andet: 31.2%; Pas")


def test_nothing_known_is_said_and_drawn() -> None:
    empty: list[Chart] = [
        Lines("a", "Nothing", [], []),
        Lines("b", "Nothing", MONTHS, [Series("North", [None] * 18)], band=Band("band", [None] * 18, [None] * 18)),
        Columns("c", "Nothing", MONTHS[:1], [Series("North", [None])]),
        replace(HEAT, values=[[None] * 12] * 7),
        Intervals("d", "Nothing", [Estimate("North", None)]),
        Bars("e", "Nothing", [], Series("North", [])),
    ]
    with translation.override("en"):
        assert [in_words(one) for one in empty] == [
            "",
            "North: nothing is known. band.",
            "North: nothing is known.",
            "Nothing is known",
            "North: not known.",
            "",
        ]
    assert [ET.fromstring(as_svg(one)).get("role") for one in empty] == ["img"] * 6


@pytest.mark.parametrize("step", [1, 7, 30])
@pytest.mark.parametrize("points", [1, 2, 20, 60, 400])
def test_names_of_days_never_run_together(step: int, points: int) -> None:
    days = [date.fromordinal(date(2024, 11, 20).toordinal() + step * index) for index in range(points)]
    chart = Lines("d", "Days", days, [Series("North", [float(index) for index in range(points)])])
    for frame in (WIDE, NARROW):
        below = [one for one in lines.drawn(chart, frame).shapes if isinstance(one, Text) and one.anchor == "middle"]
        rows = [[one for one in below if one.y == y] for y in {one.y for one in below}]
        assert below
        for row in rows:
            spans = [(float(one.x), shapes.breadth(one.text) / 2) for one in row]
            assert all(x + half <= after - other for (x, half), (after, other) in pairwise(spans))


def test_hall_and_south_are_named_at_their_ends_and_above_on_a_phone() -> None:
    chart = replace(LINES, series=[SOUTH, HALL])
    wide, narrow = (lines.drawn(chart, frame) for frame in (WIDE, NARROW))
    bold = [[one.text for one in drawing.shapes if isinstance(one, Text) and one.bold] for drawing in (wide, narrow)]
    assert bold == [["Sydby Bibliotek", "Rådhuset"], []]


def test_columns_hatch_the_second_series() -> None:
    text = as_svg(COLUMNS)
    assert re.findall(r'<pattern id="([^"]+)"', text) == re.findall(r'fill="url\(#([^)]+)\)"', text)[:1]


def test_long_names_have_the_room_they_need() -> None:
    long = replace(BARS, labels=["Is citizen service as important as the other work of the library?"] * 4, beside=None)
    lines = [float(one.y) for one in bars.drawn(long, WIDE).shapes if isinstance(one, Text) and one.anchor == "start"]
    assert len(lines) > len(long.labels)
    assert min(lines) >= shapes.SIZE - 3
    assert min(after - before for before, after in pairwise(sorted(lines))) >= shapes.SIZE


@pytest.mark.parametrize("frame", [WIDE, NARROW], ids=lambda frame: frame.name)
@pytest.mark.parametrize("values", [[27, 35, 35, 34], [35, 35, 35, 27], [29, 31, 29, 31], [90, 10, 90, 10]], ids=str)
def test_the_words_of_a_target_lie_on_no_line(values: list[float], frame: shapes.Frame) -> None:
    chart = Lines(
        "share", "Share", MONTHS[:4], [Series("Share", values)], target=Target(30, "target 30%"), monthly=True, most=100
    )
    drawing = lines.drawn(chart, frame)
    words = next(one for one in drawing.shapes if isinstance(one, Text) and one.text == "target 30%")
    plot = lines._plot(chart, frame, 0.0, direct=False)
    first, last = (
        (float(words.x), float(words.x) + 80) if words.anchor == "start" else (float(words.x) - 80, float(words.x))
    )
    near = [plot.y(value) for index, value in enumerate(values) if first <= plot.x(index) <= last]
    assert all(abs(y - (float(words.y) - shapes.SIZE / 3)) > shapes.SIZE / 2 for y in near)


def test_a_long_name_ends_before_its_value_on_a_phone() -> None:
    name = "Is citizen service as important as the library's other work?"
    chart = Bars("asked", "Share of a yes", [name, "Short"], Series("Yes", [55.0, 3.0]), most=100)
    drawing = bars.drawn(chart, NARROW)
    named = [one.text for one in drawing.shapes if isinstance(one, Text) and one.x == "0"]
    assert (named[0].endswith("…"), named[0][:-1] in name, named[1]) == (True, True, "Short")
    assert shapes.breadth(named[0]) <= NARROW.width - shapes.breadth("55")
