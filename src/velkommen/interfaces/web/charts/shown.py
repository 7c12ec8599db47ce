"""A chart ready for a template: drawn for a phone and for everything wider, and said in words for who does not see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext

from velkommen.interfaces.web.charts import axes, bars, columns, heat, intervals, lines
from velkommen.interfaces.web.charts.chart import Bars, Chart, Columns, Estimate, Heat, Intervals, Lines, Point, Series
from velkommen.interfaces.web.charts.shapes import NARROW, WIDE, Drawing, Frame
from velkommen.interfaces.web.templatetags.words import minute_time


@dataclass(frozen=True)
class ShownChart:
    """Everything `web/charts/_chart.html` needs. `words` say what the picture says."""

    key: str
    title: str
    words: str
    drawings: Sequence[Drawing]


def shown(chart: Chart) -> ShownChart:
    """A chart in the words of the active language, for a page: `{% include "web/charts/_chart.html" with chart=one %}`."""
    return ShownChart(chart.key, chart.title, in_words(chart), [_drawn(chart, WIDE), _drawn(chart, NARROW)])


def as_svg(chart: Chart) -> str:
    """The wide drawing as a file of its own, for paper."""
    facts = {"title": chart.title, "words": in_words(chart), "drawing": _drawn(chart, WIDE)}
    return render_to_string("web/charts/_svg.html", facts)


def _drawn(chart: Chart, frame: Frame) -> Drawing:
    if isinstance(chart, Lines):
        return lines.drawn(chart, frame)
    if isinstance(chart, Columns):
        return columns.drawn(chart, frame)
    if isinstance(chart, Bars):
        return bars.drawn(chart, frame)
    return heat.drawn(chart, frame) if isinstance(chart, Heat) else intervals.drawn(chart, frame)


def in_words(chart: Chart) -> str:
    """What is first, last, least and most of each line; where a week is fullest; each value with its interval."""
    if isinstance(chart, Heat):
        return _fullest(chart)
    if isinstance(chart, Bars):
        return "; ".join(_bar(chart, index) for index in range(len(chart.labels)))
    if isinstance(chart, Intervals):
        return _sentences([_estimate(row, chart) for row in chart.rows], chart)
    return _sentences([_series(one, chart) for one in chart.series], chart)


def _sentences(parts: Sequence[str], chart: Lines | Columns | Intervals) -> str:
    marked = [] if isinstance(chart, Intervals) else [f"{one.text}: {_point(one.at, chart)}" for one in chart.moments]
    target = [f"{chart.target.text}: {chart.said(chart.target.value)}"] if chart.target else []
    band = [chart.band.label] if isinstance(chart, Lines) and chart.band else []
    return " ".join(f"{one}." for one in [*parts, *band, *target, *marked])


def _point(point: Point, chart: Lines | Columns) -> str:
    return axes.point_word(point, monthly=chart.monthly)


def _series(series: Series, chart: Lines | Columns) -> str:
    found = [(value, point) for value, point in zip(series.values, chart.points, strict=True) if value is not None]
    if not found:
        return gettext("{label}: nothing is known").format(label=series.label)
    words = gettext("{label}: first {first}, last {last}, least {least}, most {most}").format(
        label=series.label,
        first=_where(found[0], chart),
        last=_where(found[-1], chart),
        least=_where(min(found, key=_value), chart),
        most=_where(max(found, key=_value), chart),
    )
    gaps = len(series.values) - len(found)
    return f"{words}; {gettext('not known: {n}').format(n=gaps)}" if gaps else words


def _value(found: tuple[float, Point]) -> float:
    return found[0]


def _where(found: tuple[float, Point], chart: Lines | Columns) -> str:
    return f"{chart.said(found[0])} ({_point(found[1], chart)})"


def _estimate(row: Estimate, chart: Intervals) -> str:
    if row.value is None:
        return f"{row.label}: {row.note or gettext('not known')}"
    words = f"{row.label}: {chart.said(row.value)}"
    if row.low is None or row.high is None:
        return words
    return gettext("{value}, between {low} and {high}").format(
        value=words, low=chart.said(row.low), high=chart.said(row.high)
    )


def _bar(chart: Bars, index: int) -> str:
    value, label = chart.values.values[index], chart.labels[index]
    words = f"{label}: {'–' if value is None else chart.said(value)}"
    other = chart.beside.values[index] if chart.beside else None
    return f"{words} ({chart.said(other)})" if other is not None else words


def _fullest(chart: Heat) -> str:
    """The three fullest hours, and when nothing can be."""
    cells = [
        (value, day, hour)
        for day, row in zip(chart.days, chart.values, strict=True)
        for hour, value in zip(chart.hours, row, strict=True)
        if value
    ]
    if not cells:
        return gettext("Nothing is known")
    top = sorted(cells, key=lambda one: -one[0])[:3]
    said = [f"{day} {minute_time(hour * 60)}: {chart.said(value)}" for value, day, hour in top]
    return gettext("Most: {cells}").format(cells="; ".join(said)) + "."
