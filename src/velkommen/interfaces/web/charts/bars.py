"""Bars under each other, each below its name, its value at the right; a thin hatched one under it where it is compared."""

from velkommen.interfaces.web.charts import axes, shapes
from velkommen.interfaces.web.charts.chart import Bars
from velkommen.interfaces.web.charts.shapes import SOFT, Drawing, Frame, Path, Shape, style

ROW, NAME, BAR, BESIDE = 40, 15, 13, 8  # units: of a row, from its top to its name's line, and of its bars


def drawn(chart: Bars, frame: Frame) -> Drawing:
    key = f"{chart.key}-{frame.name}"
    second = shapes.hatch(f"{key}-1", style(1))
    looks = (
        [
            (chart.values.label, axes.box_sample(style(0).colour)),
            (chart.beside.label, axes.box_sample(f"url(#{second.id})", style(1).colour)),
        ]
        if chart.beside
        else []
    )
    legend, top = axes.legend(looks, frame)
    row = ROW + (BESIDE if chart.beside else 0)
    shown: list[Shape] = [*legend]
    for index, label in enumerate(chart.labels):
        shown += _bar(chart, index, label, top + row * index, frame)
    return Drawing(
        key, frame.width, round(top + row * len(chart.labels)) or row, shown, [second] if chart.beside else []
    )


def most(chart: Bars) -> float:
    """What the full breadth stands for."""
    values = [*chart.values.values, *(chart.beside.values if chart.beside else ())]
    return chart.most or max((value for value in values if value is not None), default=0.0) or 1.0


def _bar(chart: Bars, index: int, label: str, top: float, frame: Frame) -> list[Shape]:
    scale = frame.width / most(chart)
    value = chart.values.values[index]
    other = chart.beside.values[index] if chart.beside else None
    words = "–" if value is None else chart.said(value)
    words += f" / {chart.said(other)}" if other is not None else ""
    drawn: list[Shape] = [
        shapes.text(label, 0, top + NAME),
        shapes.text(
            words,
            frame.width,
            top + NAME,
            "end",
            bold=value is not None,
            fill=shapes.INK if value is not None else SOFT,
        ),
        Path(shapes.box(0, top + NAME + 6, frame.width, BAR), fill="#f3f3f3"),
    ]
    if value:
        drawn.append(Path(shapes.box(0, top + NAME + 6, value * scale, BAR), fill=style(0).colour))
    if other:
        bar = shapes.box(0, top + NAME + 6 + BAR + 1, other * scale, BESIDE)
        drawn.append(Path(bar, f"url(#{chart.key}-{frame.name}-1)", style(1).colour))
    return drawn
