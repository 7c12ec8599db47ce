"""Weekday by hour: the darker, the more; with the value in each cell that has room. A phone gets the hours down and the days across."""

from collections.abc import Callable, Sequence

from velkommen.interfaces.web.charts import axes, shapes
from velkommen.interfaces.web.charts.chart import Heat
from velkommen.interfaces.web.charts.shapes import INK, PAPER, SOFT, Drawing, Frame, Hatch, Path, Shape, breadth
from velkommen.interfaces.web.templatetags.words import locale

#: Light to dark; each at least a fifth darker than the one before, so that grey paper tells them apart.
GROUNDS = ("#eef5f6", "#c5dde2", "#8dbcc6", "#39788a", "#083a44")
DARK = 3  # the first ground white is read on
HIGH, NARROW_HIGH = 34, 26
SHORT = 3  # letters of a weekday


def drawn(chart: Heat, frame: Frame) -> Drawing:
    key = f"{chart.key}-{frame.name}"
    days = [day[:SHORT] if frame.narrow else day for day in chart.days]
    hours = [_hour(hour) for hour in chart.hours]
    down, across = (hours, days) if frame.narrow else (days, hours)
    value = (
        (lambda row, column: chart.values[column][row])
        if frame.narrow
        else (lambda row, column: chart.values[row][column])
    )
    legend, top = axes.legend(_looks(chart, key), frame)
    left = max((breadth(one) for one in down), default=0.0) + 8
    grid = _Grid(left, top + 20, (frame.width - left) / max(len(across), 1), NARROW_HIGH if frame.narrow else HIGH)
    shown = [*legend, *grid.heads(down, across), *grid.cells(chart, key, (len(down), len(across)), value)]
    none = Hatch(f"{key}-none", PAPER, "#b0b0b0", "M0 8L8 0M-2 2L2 -2M6 10L10 6", 1)
    return Drawing(key, frame.width, round(grid.top + grid.high * len(down)) + 4, shown, [none])


def steps(chart: Heat) -> list[float]:
    """The upper ends of the grounds: as many as there are grounds, evenly up to the highest value."""
    most = max((value for row in chart.values for value in row if value is not None), default=0.0) or 1.0
    return [most * (index + 1) / len(GROUNDS) for index in range(len(GROUNDS))]


def ground(value: float, ends: Sequence[float]) -> int:
    return next((index for index, end in enumerate(ends) if value <= end + 1e-9), len(ends) - 1)


def _hour(hour: int) -> str:
    return f"{hour:02d}" if locale() == "da_DK" else f"{hour:02d}:00"


def _looks(chart: Heat, key: str) -> list[tuple[str, axes.Sample]]:
    values = [value for row in chart.values for value in row]
    ends = steps(chart)
    used = sorted({ground(value, ends) for value in values if value is not None})
    looks = [(f"≤ {chart.said(_whole(ends[one]))}", axes.box_sample(GROUNDS[one], SOFT)) for one in used]
    return looks + (
        [(chart.nothing, axes.box_sample(f"url(#{key}-none)", SOFT))] if None in values and chart.nothing else []
    )


def _whole(value: float) -> float:
    return int(value) if value >= 10 else round(value, 1)


class _Grid:
    """Cells of one size from a corner on."""

    def __init__(self, left: float, top: float, wide: float, high: float) -> None:
        self.left, self.top, self.wide, self.high = left, top, wide, high

    def heads(self, down: Sequence[str], across: Sequence[str]) -> list[Shape]:
        every = 1 if max((breadth(one) for one in across), default=0.0) + 4 <= self.wide else 2
        rows = [shapes.text(one, 0, self.top + self.high * (i + 0.5) + 4, fill=SOFT) for i, one in enumerate(down)]
        columns = [
            shapes.text(one, self.left + self.wide * (i + 0.5), self.top - 6, "middle", fill=SOFT)
            for i, one in enumerate(across)
            if i % every == 0
        ]
        return [*rows, *columns]

    def cells(
        self, chart: Heat, key: str, size: tuple[int, int], value: Callable[[int, int], float | None]
    ) -> list[Shape]:
        """One path for all cells of a ground, then the values that fit."""
        boxes = dict[str, str]()
        words: list[Shape] = []
        ends = steps(chart)
        for row in range(size[0]):
            for column in range(size[1]):
                x, y = self.left + self.wide * column, self.top + self.high * row
                found = value(row, column)
                fill = f"url(#{key}-none)" if found is None else GROUNDS[ground(found, ends)]
                boxes[fill] = boxes.get(fill, "") + shapes.box(x + 1, y + 1, self.wide - 2, self.high - 2)
                if found is not None and breadth(chart.said(found)) + 2 <= self.wide:
                    ink = PAPER if ground(found, ends) >= DARK else INK
                    words.append(
                        shapes.text(chart.said(found), x + self.wide / 2, y + self.high / 2 + 4, "middle", fill=ink)
                    )
        return [*(Path(d, fill) for fill, d in boxes.items()), *words]
