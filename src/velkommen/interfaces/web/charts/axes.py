"""The axes of charts over time: where a value lies, which points are named, the legend above, the moments marked."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from babel.dates import format_date

from velkommen.interfaces.web.charts import shapes
from velkommen.interfaces.web.charts.chart import Columns, Lines, Moment, Point
from velkommen.interfaces.web.charts.shapes import INK, RULE, SIZE, SOFT, Frame, Path, Shape, Style, Text
from velkommen.interfaces.web.templatetags.words import locale, month_word, short_day

LINE = 18  # units from one line of text to the next
ENOUGH = 24.0  # units between words and a line: more is no better
KEY = 30  # units a sample of a line takes in the legend


@dataclass(frozen=True)
class Plot:
    """The inner rectangle, what its height stands for, and how many points lie on its breadth."""

    left: float
    right: float
    top: float
    bottom: float
    rules: Sequence[float]
    points: int
    inset: float

    def x(self, index: float) -> float:
        room = self.right - self.left - 2 * self.inset
        return self.left + self.inset + (room * index / (self.points - 1) if self.points > 1 else room / 2)

    def y(self, value: float) -> float:
        low, high = self.rules[0], self.rules[-1]
        return self.bottom - (self.bottom - self.top) * (value - low) / (high - low)


def known(chart: Lines | Columns) -> list[float]:
    """Every value the axis must have room for."""
    values = [value for one in chart.series for value in one.values]
    if isinstance(chart, Lines) and chart.band:
        values += [*chart.band.low, *chart.band.high]
    targets = [chart.target.value] if chart.target else []
    return [value for value in values if value is not None] + targets


def rules_of(chart: Lines | Columns) -> list[float]:
    values = known(chart) or [0.0]
    return shapes.scale(min(0.0, *values, 0.0), chart.most if chart.most is not None else max(0.0, *values, 0.0))


def level_rules(plot: Plot, chart: Lines | Columns) -> list[Shape]:
    """The rules across, each with its value at the left; zero is drawn strongest."""
    drawn: list[Shape] = []
    for value in plot.rules:
        y = plot.y(value)
        drawn.append(Path(shapes.level(plot.left, y, plot.right), stroke=RULE if value else SOFT))
        drawn.append(shapes.text(chart.said(_whole(value)), plot.left - 6, y + 4, "end", fill=SOFT))
    return drawn


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def left_of(rules: Sequence[float], chart: Lines | Columns) -> float:
    """The room the values at the left need."""
    return max(shapes.breadth(chart.said(_whole(value))) for value in rules) + 12


def target(plot: Plot, chart: Lines | Columns) -> list[Shape]:
    if chart.target is None:
        return []
    y = plot.y(chart.target.value)
    line = Path(shapes.level(plot.left, y, plot.right), stroke=INK, width=1.5, dash="1 3")
    return [line, _named(chart.target.text, y, plot, chart)]


def _named(words: str, y: float, plot: Plot, chart: Lines | Columns) -> Text:
    """The words of the target above or below its line, at that end where the other lines are farthest away."""
    wide = shapes.breadth(words) + 8
    starts, ends = (
        (plot.left + 4, "start", plot.left, plot.left + wide),
        (plot.right, "end", plot.right - wide, plot.right),
    )
    spots = [
        (x, base, anchor, first, last) for x, anchor, first, last in (starts, ends) for base in (y - 5, y + SIZE + 1)
    ]
    inside = [spot for spot in spots if spot[1] < plot.bottom]

    def clear(spot: tuple[float, float, str, float, float]) -> float:
        _x, base, _anchor, first, last = spot
        return min([ENOUGH, *(abs(other - (base - SIZE / 3)) for other in _heights(plot, chart, first, last))])

    x, base, anchor, *_ = max(inside, key=clear)
    return shapes.text(words, x, base, anchor, lifted=True)


def _heights(plot: Plot, chart: Lines | Columns, first: float, last: float) -> list[float]:
    """Where the series run between two places across, the points next to them included."""
    step = plot.x(1) - plot.x(0) if plot.points > 1 else 0.0
    return [
        plot.y(value)
        for one in chart.series
        for index, value in enumerate(one.values)
        if value is not None and first - step < plot.x(index) < last + step
    ]


def moments(plot: Plot, chart: Lines | Columns, frame: Frame) -> list[Shape]:
    """The days marked, their words in rows above the plot, each beside its line on the side that has room."""
    drawn: list[Shape] = []
    row = plot.top - above(chart.moments, frame)
    for moment in sorted(chart.moments, key=lambda one: where(chart.points, one.at)):
        x = plot.x(where(chart.points, moment.at))
        beside, anchor = (x - 5, "end") if x > frame.width / 2 else (x + 5, "start")
        drawn.append(Path(shapes.upright(x, row, plot.bottom), stroke=INK, width=1.5, dash="4 3"))
        for words in _rows(moment, frame):
            drawn.append(shapes.text(words, beside, row + SIZE - 2, anchor, lifted=True))
            row += LINE
    return drawn


def above(marked: Sequence[Moment], frame: Frame) -> float:
    """The height the words of the moments take."""
    rows = sum(len(_rows(one, frame)) for one in marked)
    return rows * LINE + 10 if rows else 0.0


def _rows(moment: Moment, frame: Frame) -> list[str]:
    return shapes.wrapped(moment.text, frame.width * 0.45)


def where(points: Sequence[Point], day: Point) -> float:
    """The place of a day among the points, between two where it is none of them."""
    if day in points:
        return float(list(points).index(day))
    days = [one for one in points if isinstance(one, date)]
    if not days or not isinstance(day, date):
        raise ValueError(f"{day!r} lies on no axis of {len(points)} points")
    if len(days) == 1:  # the axis is a point: whatever is marked stands there
        return 0.0
    after = min(max(bisect_left(days, day), 1), len(days) - 1)
    before, next_one = days[after - 1], days[after]
    return min(max(after - 1 + (day - before).days / (next_one - before).days, 0.0), len(days) - 1.0)


def names(plot: Plot, chart: Lines | Columns) -> list[Shape]:
    """The names of the points below the plot: as many as there is room for."""
    drawn: list[Shape] = []
    for index, first, second in _chosen(plot, chart):
        x = plot.x(index)
        if isinstance(chart, Lines):
            drawn.append(Path(shapes.upright(x, plot.bottom, plot.bottom + 4), stroke=SOFT))
        drawn.append(Text(first, shapes.at(x), shapes.at(plot.bottom + 18), "middle", SOFT))
        if second:
            drawn.append(Text(second, shapes.at(x), shapes.at(plot.bottom + 18 + 15), "middle", SOFT))
    return drawn


Tick = tuple[int, str, str]


def _chosen(plot: Plot, chart: Lines | Columns) -> list[Tick]:
    """The fullest set of names that does not run together; where all do, the emptiest."""
    ticks: list[Tick] = []
    for ticks in _sets(chart):
        if _fits(plot, ticks):
            break
    return ticks


def _fits(plot: Plot, ticks: Sequence[Tick]) -> bool:
    ends = [(plot.x(index), max(shapes.breadth(first), shapes.breadth(second)) / 2) for index, first, second in ticks]
    return all(x + half + 6 <= next_x - next_half for (x, half), (next_x, next_half) in pairwise(ends))


def _sets(chart: Lines | Columns) -> Iterator[list[Tick]]:
    """Every point, then fewer and fewer of them; each put in words when it is asked for."""
    days = [(index, day) for index, day in enumerate(chart.points) if isinstance(day, date)]
    if len(days) < len(chart.points):
        every = [(index, str(point), "") for index, point in enumerate(chart.points)]
        yield from (every[::step] for step in range(1, len(every) + 1))
        return
    months = [
        one
        for before, one in zip([None, *days], days, strict=False)
        if before is None or before[1].month != one[1].month
    ]
    years = [one for one in months if one[1].month == 1] or months[:1]
    if not chart.monthly:
        for step in (1, 2, 7):
            yield [(i, _day(d), str(d.year) if n == 0 else "") for n, (i, d) in enumerate(days[::step])]
    yield from (_months(months[::step]) for step in (1, 2, 3, 6))
    yield from ([(i, str(d.year), "") for i, d in years[::step]] for step in (1, 2, 5, 10))


def _months(months: Sequence[tuple[int, date]]) -> list[Tick]:
    """jan feb mar, with the year below the first of each."""
    said = set[int]()
    ticks: list[Tick] = []
    for index, day in months:
        ticks.append((index, _month(day.month, locale()), "" if day.year in said else str(day.year)))
        said.add(day.year)
    return ticks


@lru_cache(maxsize=24)
def _month(month: int, of: str) -> str:
    """jan, in the words of a locale."""
    return format_date(date(2000, month, 1), "LLL", locale=of).rstrip(".")


def _day(day: date) -> str:
    return format_date(day, "d. MMM" if locale() == "da_DK" else "d MMM", locale=locale())


def point_word(point: Point, *, monthly: bool) -> str:
    """A point in a sentence."""
    if isinstance(point, date):
        return month_word(point) if monthly else short_day(point)
    return point


Sample = Callable[[float, float], list[Shape]]  # draws what a look is like at a row of the legend


def legend(looks: Sequence[tuple[str, Sample]], frame: Frame) -> tuple[list[Shape], float]:
    """What each look means, in rows above the plot; and their height."""
    drawn: list[Shape] = []
    x, y = 0.0, 0.0
    for label, sample in looks:
        wide = KEY + shapes.breadth(label) + 16
        if x and x + wide > frame.width:
            x, y = 0.0, y + LINE
        drawn += [*sample(x, y), shapes.text(label, x + KEY, y + SIZE)]
        x += wide
    return drawn, (y + LINE + 6) if looks else 0.0


def line_sample(of: Style, *, marked: bool) -> Sample:
    def sample(x: float, y: float) -> list[Shape]:
        line = Path(shapes.level(x, y + 9, x + 24), stroke=of.colour, width=2.5, dash=of.dash)
        return [line, *([Path(shapes.mark(of.mark, x + 12, y + 9), fill=of.colour)] if marked else [])]

    return sample


def box_sample(fill: str, stroke: str = "none") -> Sample:
    return lambda x, y: [Path(shapes.box(x + 4, y + 2, 18, 13), fill=fill, stroke=stroke)]
