"""Values under each other, each a point on the line of its interval, its name above it and its value beside it."""

from velkommen.interfaces.web.charts import shapes
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

ROW, TO_LINE = 44, 28  # units of a row; from its top to its line
SIDE = 8  # units left free at both sides, for marks that stand at an end


def drawn(chart: Intervals, frame: Frame) -> Drawing:
    values = [value for row in chart.rows for value in (row.value, row.low, row.high) if value is not None]
    values += [chart.target.value] if chart.target else []
    rules = shapes.scale(min([0.0, *values]), chart.most if chart.most is not None else max([0.0, *values]), 4)
    top = 20.0 if chart.target else 4.0
    bottom = top + ROW * len(chart.rows)
    axis = _Axis(rules, frame.width)
    shown = _rules(chart, axis, top, bottom)
    for index, row in enumerate(chart.rows):
        shown += _row(chart, row, axis, top + ROW * index)
    return Drawing(f"{chart.key}-{frame.name}", frame.width, round(bottom) + 24, shown)


class _Axis:
    def __init__(self, rules: list[float], width: int) -> None:
        self.rules, self.width = rules, width

    def x(self, value: float) -> float:
        low, high = self.rules[0], self.rules[-1]
        return SIDE + (self.width - 2 * SIDE) * (value - low) / (high - low)


def _rules(chart: Intervals, axis: _Axis, top: float, bottom: float) -> list[Shape]:
    drawn: list[Shape] = []
    for value in axis.rules:
        x = axis.x(value)
        drawn.append(Path(upright(x, top, bottom), stroke=RULE if value else SOFT))
        anchor = "start" if value == axis.rules[0] else "end" if value == axis.rules[-1] else "middle"
        shift = {"start": -SIDE, "end": SIDE, "middle": 0}[anchor]
        drawn.append(
            shapes.text(
                chart.said(int(value) if value == int(value) else value), x + shift, bottom + 17, anchor, fill=SOFT
            )
        )
    if chart.target:
        x = axis.x(chart.target.value)
        drawn.append(Path(upright(x, top, bottom), stroke=INK, width=1.5, dash="4 3"))
        drawn.append(shapes.text(chart.target.text, x, SIZE, "end" if x > axis.width / 2 else "start"))
    return drawn


def _row(chart: Intervals, row: Estimate, axis: _Axis, top: float) -> list[Shape]:
    """The name at the left, the value at the right, and the line of the interval with its point below them."""
    name = shapes.text(row.label, 0, top + 15, lifted=True)
    if row.value is None:
        return [name, shapes.text(row.note or "–", axis.width, top + 15, "end", fill=SOFT, lifted=True)]
    value = shapes.text(chart.said(row.value), axis.width, top + 15, "end", bold=True, lifted=True)
    y = top + TO_LINE
    drawn: list[Shape] = [name, value]
    if row.low is not None and row.high is not None:
        left, right = axis.x(row.low), axis.x(row.high)
        ends = f"{upright(left, y - 5, y + 5)}{upright(right, y - 5, y + 5)}"
        drawn.append(Path(f"M{at(left)} {at(y)}H{at(right)}{ends}", stroke=BRAND, width=2.5))
    return [*drawn, Path(shapes.mark("circle", axis.x(row.value), y, 5), fill=BRAND)]
