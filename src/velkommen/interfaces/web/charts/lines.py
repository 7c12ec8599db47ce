"""Lines over time: each its own colour, dashes and marks, named at its end where there is room, else above."""

from collections.abc import Iterator, Sequence

from velkommen.interfaces.web.charts import axes, shapes
from velkommen.interfaces.web.charts.axes import LINE, Plot
from velkommen.interfaces.web.charts.chart import Band, Lines, Series
from velkommen.interfaces.web.charts.shapes import PALE, RULE, Drawing, Frame, Path, Shape, style

HIGH, NARROW_HIGH = 210, 180  # units of the plot
BELOW = 40  # for the names of the points
LONGEST = 22  # letters of a name at the end of its line
MARKED = 26  # points up to which each has its mark


def drawn(chart: Lines, frame: Frame) -> Drawing:
    direct = not frame.narrow and len(chart.series) > 1 and all(len(one.label) <= LONGEST for one in chart.series)
    legend, above = axes.legend(_looks(chart, direct=direct), frame)
    plot = _plot(chart, frame, above, direct=direct)
    shown: list[Shape] = [*legend, *_band(chart.band, plot), *axes.level_rules(plot, chart), *axes.names(plot, chart)]
    for index, series in enumerate(chart.series):
        shown += _line(series, index, plot)
    shown += axes.target(plot, chart) + axes.moments(plot, chart, frame) + (_ends(chart, plot) if direct else [])
    return Drawing(f"{chart.key}-{frame.name}", frame.width, round(plot.bottom) + BELOW, shown)


def _plot(chart: Lines, frame: Frame, above: float, *, direct: bool) -> Plot:
    rules = axes.rules_of(chart)
    right = max((shapes.breadth(one.label) for one in chart.series), default=0.0) + 12 if direct else 10
    top = above + axes.above(chart.moments, frame) + 8
    high = NARROW_HIGH if frame.narrow else HIGH
    left = axes.left_of(rules, chart)
    return Plot(left, frame.width - right, top, top + high, rules, len(chart.points), inset=6)


def _looks(chart: Lines, *, direct: bool) -> list[tuple[str, axes.Sample]]:
    band = [(chart.band.label, axes.box_sample(PALE, RULE))] if chart.band else []
    if direct or (len(chart.series) == 1 and not band):
        return band
    lines = [(one.label, axes.line_sample(style(index), marked=_marked(one))) for index, one in enumerate(chart.series)]
    return [*lines, *band]


def _marked(series: Series) -> bool:
    return len(series.values) <= MARKED


def runs(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """The stretches without a gap."""
    run: list[tuple[int, float]] = []
    for index, value in enumerate(values):
        if value is not None:
            run.append((index, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _line(series: Series, index: int, plot: Plot) -> list[Shape]:
    """One path for all stretches; a mark on each point where they are few, and on each that stands alone."""
    look = style(index)
    stretches = list(runs(series.values))
    path = "".join(_through([(plot.x(i), plot.y(v)) for i, v in run]) for run in stretches if len(run) > 1)
    alone = [point for run in stretches for point in run if _marked(series) or len(run) == 1]
    marks = "".join(shapes.mark(look.mark, plot.x(i), plot.y(v)) for i, v in alone)
    line: list[Shape] = [Path(path, stroke=look.colour, width=2.5, dash=look.dash)] if path else []
    return [*line, *([Path(marks, fill=look.colour)] if marks else [])]


def _through(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{shapes.at(x)} {shapes.at(y)}" for x, y in points)


def _band(band: Band | None, plot: Plot) -> list[Shape]:
    if band is None:
        return []
    both = [high if low is not None else None for low, high in zip(band.low, band.high, strict=True)]
    lows = {index: low for index, low in enumerate(band.low) if low is not None}
    outline = ""
    for run in runs(both):
        there = [(plot.x(i), plot.y(v)) for i, v in run]
        back = [(plot.x(i), plot.y(lows[i])) for i, _ in reversed(run)]
        outline += _through([*there, *back]) + "z"
    return [Path(outline, fill=PALE, stroke="#9cc3cb", width=1)] if outline else []


def _ends(chart: Lines, plot: Plot) -> list[Shape]:
    """The names at the right, each at the height its line ends at, moved apart where they meet."""
    last = [next((value for value in reversed(one.values) if value is not None), 0.0) for one in chart.series]
    heights = shapes.spread([plot.y(value) for value in last], LINE - 2)
    return [
        shapes.text(one.label, plot.right + 6, y + 4, fill=style(index).colour, bold=True)
        for index, (one, y) in enumerate(zip(chart.series, heights, strict=True))
    ]
