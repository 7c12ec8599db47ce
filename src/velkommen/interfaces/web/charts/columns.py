"""Grouped columns over time: hatched where one series must be told from another, with the value on top where it fits."""

from velkommen.interfaces.web.charts import axes, shapes
from velkommen.interfaces.web.charts.axes import LINE, Plot
from velkommen.interfaces.web.charts.chart import Columns
from velkommen.interfaces.web.charts.lines import BELOW, HIGH, NARROW_HIGH
from velkommen.interfaces.web.charts.shapes import SOFT, Drawing, Frame, Path, Shape, style

GAP = 0.25  # of a point's breadth, left free between groups


def drawn(chart: Columns, frame: Frame) -> Drawing:
    key = f"{chart.key}-{frame.name}"
    hatches = [shapes.hatch(f"{key}-{index}", style(index)) for index in range(len(chart.series)) if style(index).hatch]
    several = len(chart.series) > 1
    looks = [
        (one.label, axes.box_sample(_fill(key, i), style(i).colour)) for i, one in enumerate(chart.series) if several
    ]
    legend, above = axes.legend(looks, frame)
    plot = _plot(chart, frame, above)
    shown: list[Shape] = [*legend, *axes.level_rules(plot, chart), *axes.names(plot, chart)]
    for index in range(len(chart.series)):
        shown += _columns(chart, index, plot, key)
    shown += axes.target(plot, chart) + axes.moments(plot, chart, frame)
    return Drawing(key, frame.width, round(plot.bottom) + BELOW, shown, hatches)


def _fill(key: str, index: int) -> str:
    return f"url(#{key}-{index})" if style(index).hatch else style(index).colour


def _plot(chart: Columns, frame: Frame, above: float) -> Plot:
    rules = axes.rules_of(chart)
    left = axes.left_of(rules, chart)
    top = above + axes.above(chart.moments, frame) + LINE
    bottom = top + (NARROW_HIGH if frame.narrow else HIGH)
    inset = (frame.width - 10 - left) / max(len(chart.points), 1) / 2
    return Plot(left, frame.width - 10, top, bottom, rules, len(chart.points), inset)


def _columns(chart: Columns, index: int, plot: Plot, key: str) -> list[Shape]:
    """One path for all columns of a series, and the values that fit above them."""
    group = 2 * plot.inset * (1 - GAP)
    wide = group / len(chart.series)
    boxes, values = "", list[Shape]()
    for point, value in enumerate(chart.series[index].values):
        if value is None:
            continue
        left, top, zero = plot.x(point) - group / 2 + wide * index, plot.y(value), plot.y(0)
        boxes += shapes.box(left, min(top, zero), wide, abs(zero - top))
        words = chart.said(value)
        if shapes.breadth(words) <= (2 * plot.inset if len(chart.series) == 1 else wide):
            values.append(shapes.text(words, left + wide / 2, min(top, zero) - 4, "middle", fill=SOFT))
    return [Path(boxes, _fill(key, index), style(index).colour), *values] if boxes else []
