"""A report ready for a template: its charts drawn, its tables in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from velkommen.interfaces.reports import words
from velkommen.interfaces.reports.section import Report, Section
from velkommen.interfaces.web.charts import shown as charts
from velkommen.interfaces.web.charts.shown import ShownChart
from velkommen.interfaces.web.tables import shown as tables
from velkommen.interfaces.web.tables.shown import ShownTable


@dataclass(frozen=True)
class ShownSection:
    section: Section
    charts: Sequence[ShownChart]
    tables: Sequence[ShownTable]


@dataclass(frozen=True)
class ShownReport:
    report: Report
    period: str
    invented: str
    words: dict[str, str]
    reading: Sequence[str]
    sections: Sequence[ShownSection]


def shown(report: Report) -> ShownReport:
    return ShownReport(
        report,
        words.period(report.first, report.last),
        words.invented(report.owner) if report.invented else "",
        words.headings(),
        words.reading(),
        [
            ShownSection(one, [charts.shown(each) for each in one.charts], [tables.shown(each) for each in one.tables])
            for one in report.sections
        ],
    )
