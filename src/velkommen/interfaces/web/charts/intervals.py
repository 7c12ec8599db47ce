"""Values under each other, each a point on the line of its interval, with its name and its value."""

from velkommen.interfaces.web.charts import shapes
from velkommen.interfaces.web.charts.bars import Rows, name_of, rows_of, value_of
from velkommen.interfaces.web.charts.chart import Estimate, Intervals
from velkommen.interfaces.web.charts.shapes import (
    BRAND,
    INK,
    RULE,
    SIZE,
    SOFT,
    Drawing,
    Frame,
    Path,
    Shape,
    at,
    upright,
)

LINE = 14  # units: how thick a row is, around its line
SIDE = 8  # units left free at both sides, for marks that stand at an end


def drawn(chart: Intervals, frame: Frame) -> Drawing:
    values = [value for row in chart.rows for value in (row.value, row.low, row.high) if value is not None]
    values += [chart.target.value] if chart.target else []
    rules = shapes.scale(min([0.0, *values]), chart.most if chart.most is not None else max([0.0, *values]), 4)
    beside = max((shapes.breadth(_words(chart, row)) for row in chart.rows), default=0.0)
    rows = rows_of([row.label for row in chart.rows], frame, beside)
    axis, top = _Axis(rules, rows), 20.0 if chart.target else 4.0
    row = rows.high(LINE)
    bottom = top + row * len(chart.rows)
    shown = _rules(chart, axis, top, bottom)
    for index, one in enumerate(chart.rows):
        shown += _row(chart, one, axis, top + row * index)
    return Drawing(f"{chart.key}-{frame.name}", frame.width, round(bottom) + 24, shown)


def _words(chart: Intervals, row: Estimate) -> str:
    return row.note or "–" if row.value is None else chart.said(row.value)


class _Axis:
    def __init__(self, rules: list[float], rows: Rows) -> None:
        self.rules, self.rows = rules, rows

    def x(self, value: float) -> float:
        low, high = self.rules[0], self.rules[-1]
        inner = (self.rows.right - self.rows.left - 2 * SIDE) * (value - low) / (high - low)
        return self.rows.left + SIDE + inner


def _rules(chart: Intervals, axis: _Axis, top: float, bottom: float) -> list[Shape]:
    drawn: list[Shape] = []
    for value in axis.rules:
        x = axis.x(value)
        drawn.append(Path(upright(x, top, bottom), stroke=RULE if value else SOFT))
        anchor = "start" if value == axis.rules[0] else "end" if value == axis.rules[-1] else "middle"
        shift = {"start": -SIDE, "end": SIDE, "middle": 0}[anchor]
        words = chart.said(int(value) if value == int(value) else value)
        drawn.append(shapes.text(words, x + shift, bottom + 17, anchor, fill=SOFT))
    if chart.target:
        x = axis.x(chart.target.value)
        drawn.append(Path(upright(x, top, bottom), stroke=INK, width=1.5, dash="4 3"))
        drawn.append(shapes.text(chart.target.text, x, SIZE, "end" if x > axis.rows.width / 2 else "start"))
    return drawn


def _row(chart: Intervals, row: Estimate, axis: _Axis, top: float) -> list[Shape]:
    name = name_of(row.label, axis.rows, top, LINE)
    words = value_of(_words(chart, row), axis.rows, top, LINE, known=row.value is not None)
    if row.value is None:
        return [*name, words]
    y = top + axis.rows.above + LINE / 2
    drawn: list[Shape] = [*name, words]
    if row.low is not None and row.high is not None:
        left, right = axis.x(row.low), axis.x(row.high)
        ends = f"{upright(left, y - 5, y + 5)}{upright(right, y - 5, y + 5)}"
        drawn.append(Path(f"M{at(left)} {at(y)}H{at(right)}{ends}", stroke=BRAND, width=2.5))
    return [*drawn, Path(shapes.mark("circle", axis.x(row.value), y, 5), fill=BRAND)]
