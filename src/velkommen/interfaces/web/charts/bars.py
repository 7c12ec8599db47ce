"""Bars under each other, each with its name and its value; a thin hatched one under it where it is compared."""

from dataclasses import dataclass

from velkommen.interfaces.web.charts import axes, shapes
from velkommen.interfaces.web.charts.chart import Bars
from velkommen.interfaces.web.charts.shapes import INK, SOFT, Drawing, Frame, Path, Shape, style

BAR, BESIDE = 13, 8  # units: how thick
NAME = 22  # units above a bar for its name, where the name stands above
GAP = 9  # units to the next row
LINE = 14  # units from one line of a name to the next
GROUND = "#f3f3f3"


@dataclass(frozen=True)
class Rows:
    """Where names and bars stand: names above their bars on a phone, beside them where there is room.

    Args:
        left, right: where bars begin and end.
        above: units of a row above its bar.
        below: units under a bar that the longest name needs, where names stand beside their bars.
        room: units a name has before its value, where names stand above their bars.
    """

    left: float
    right: float
    above: float
    width: int

    below: float = 0
    room: float = 0

    def high(self, thick: float) -> float:
        """Units from the top of one row to that of the next, where its bars are so thick."""
        return self.above + thick + self.below + GAP


def rows_of(labels: list[str], frame: Frame, beside: float) -> Rows:
    """`beside`: units the longest value takes."""
    if frame.narrow:
        return Rows(0, frame.width, NAME, frame.width, room=frame.width - 1.08 * beside - 12)
    name = min(max((shapes.breadth(one) for one in labels), default=0.0), 0.42 * frame.width) + 12
    lines = max((len(shapes.wrapped(one, name - 12)) for one in labels), default=1)
    needed = max((LINE * lines - BAR) / 2, 0.0)
    return Rows(name, frame.width - 1.08 * beside - 12, 2 + needed, frame.width, needed)


def name_of(label: str, rows: Rows, top: float, thick: float) -> list[Shape]:
    """The name above its row, or at the left of it in as many lines as it needs."""
    if not rows.left:
        return [shapes.text(shapes.shortened(label, rows.room), 0, top + shapes.SIZE + 2, lifted=True)]
    lines = shapes.wrapped(label, rows.left - 12)
    first = top + rows.above + thick / 2 + 4.5 - (len(lines) - 1) * LINE / 2
    return [shapes.text(line, 0, first + LINE * index) for index, line in enumerate(lines)]


def value_of(words: str, rows: Rows, top: float, thick: float, *, known: bool = True) -> Shape:
    """The value at the right end, on the line of the name."""
    y = top + shapes.SIZE + 2 if not rows.left else top + rows.above + thick / 2 + 4.5
    return shapes.text(words, rows.width, y, "end", bold=known, fill=INK if known else SOFT, lifted=True)


def drawn(chart: Bars, frame: Frame) -> Drawing:
    key = f"{chart.key}-{frame.name}"
    second = shapes.hatch(f"{key}-1", style(1))
    looks: list[tuple[str, axes.Sample]] = []
    if chart.beside:
        looks.append((chart.values.label, axes.box_sample(style(0).colour)))
        looks.append((chart.beside.label, axes.box_sample(f"url(#{second.id})", style(1).colour)))
    shown, top = axes.legend(looks, frame)
    words = [_words(chart, index) for index in range(len(chart.labels))]
    rows = rows_of(list(chart.labels), frame, max(map(shapes.breadth, words), default=0.0))
    row = rows.high(BAR + (BESIDE + 1 if chart.beside else 0))
    for index, label in enumerate(chart.labels):
        at = top + row * index
        known = chart.values.values[index] is not None
        shown += [*name_of(label, rows, at, BAR), value_of(words[index], rows, at, BAR, known=known)]
        shown += _bars(chart, index, rows, at, second.id)
    hatches = [second] if chart.beside else []
    return Drawing(key, frame.width, round(top + row * max(len(chart.labels), 1)), shown, hatches)


def _words(chart: Bars, index: int) -> str:
    value = chart.values.values[index]
    other = chart.beside.values[index] if chart.beside else None
    words = "–" if value is None else chart.said(value)
    return f"{words} / {chart.said(other)}" if other is not None else words


def most(chart: Bars) -> float:
    """What the full breadth stands for."""
    values = [*chart.values.values, *(chart.beside.values if chart.beside else ())]
    return chart.most or max((value for value in values if value is not None), default=0.0) or 1.0


def _bars(chart: Bars, index: int, rows: Rows, top: float, hatch: str) -> list[Shape]:
    value, y = chart.values.values[index], top + rows.above
    other = chart.beside.values[index] if chart.beside else None
    whole = rows.right - rows.left
    found: list[Shape] = [Path(shapes.box(rows.left, y, whole, BAR), fill=GROUND)]
    if value:
        found.append(Path(shapes.box(rows.left, y, whole * value / most(chart), BAR), fill=style(0).colour))
    if other:
        bar = shapes.box(rows.left, y + BAR + 1, whole * other / most(chart), BESIDE)
        found.append(Path(bar, f"url(#{hatch})", style(1).colour))
    return found
