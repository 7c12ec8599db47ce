"""A report on paper: a tagged PDF (PDF/UA-1) that a screen reader can read, the same bytes whenever it is made."""

import json
import re
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext

from velkommen.interfaces.reports import words
from velkommen.interfaces.reports.section import Definition, Report, Section, Summary
from velkommen.interfaces.web.charts.chart import Chart
from velkommen.interfaces.web.charts.shown import as_svg, in_words
from velkommen.interfaces.web.tables.shown import ShownCell, shown
from velkommen.interfaces.web.tables.table import Table

FONTS = Path(str(files("velkommen.interfaces"))) / "static/dist/paper"
SHEET = Path(str(files("velkommen.interfaces.reports"))) / "typst/report.typ"
STANDARD = "ua-1"  # refuses what somebody who does not see could not read: a picture without words, a heading left out
NO_LETTER = "?"  # where a name has a sign that no face of the house has: Chinese, an emoji
_TRIES = 3
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def pdf(report: Report) -> bytes:
    """The report in its language. The file says no time of making: its date is the day after the last of the report."""
    made = datetime(report.last.year, report.last.month, report.last.day, tzinfo=UTC)
    told = as_json(report)
    for _ in range(_TRIES):
        try:
            return _pages(told, made)
        except typst.TypstError as error:
            unshown = _unshown(str(error.diagnostic))
            if not unshown:
                raise
            told = told.translate(dict.fromkeys(map(ord, unshown), NO_LETTER))
    return _pages(told, made)


def _pages(told: str, made: datetime) -> bytes:
    paper = typst.Compiler(SHEET, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"report": told})
    return bytes(paper.compile(format="pdf", pdf_standards=STANDARD, timestamp=made))  # type: ignore[arg-type] # one file, since PDF


def _unshown(said: str) -> set[str]:
    """The signs that cannot be set, as all the faults name them; what structures the data is never among them."""
    found = "".join(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _UNSHOWN.findall(said))
    return {sign for sign in found if not sign.isascii()}


@cache
def _fonts() -> typst.Fonts:
    """Read once: the faces bundled with the house, and none of the machine's."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS] if FONTS.exists() else [])


def as_json(report: Report) -> str:
    """Everything the sheet shows, as data."""
    facts = {
        "title": report.title,
        "owner": report.owner,
        "places": report.places,
        "period": words.period(report.first, report.last),
        "language": report.language,
        "region": "dk" if report.language == "da" else "gb",
        "invented": gettext("Invented data") if report.invented else "",
        "invented-long": words.invented(report.owner) if report.invented else "",
        "words": words.headings(),
        "reading": words.reading(),
        "summary": _summary(report.summary),
        "sections": [_section(one) for one in report.sections],
        "definitions": [_definition(one) for one in report.definitions],
        "method": list(report.method),
        "sources": list(report.sources),
    }
    return json.dumps(facts, ensure_ascii=False)


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "figures": [{"label": one.label, "value": one.value, "note": one.note} for one in summary.figures],
        "says": list(summary.says),
        "decide": list(summary.decide),
        "unknown": list(summary.unknown),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": section.title,
        "question": section.question,
        "sentences": list(section.sentences),
        "charts": [_chart(one) for one in section.charts],
        "tables": [_table(one) for one in section.tables],
        "notes": list(section.notes),
    }


def _chart(chart: Chart) -> dict[str, str]:
    return {"title": chart.title, "svg": as_svg(chart), "words": f"{chart.title}. {in_words(chart)}"}


def _table(table: Table) -> dict[str, Any]:
    one = shown(table)
    return {
        "title": table.title,
        "head": [_cell(cell) for cell in one.head],
        "rows": [[_cell(cell) for cell in row] for row in one.rows],
        "total": [_cell(cell) for cell in one.total],
        "wide": [index > 0 and not cell.style for index, cell in enumerate(one.head)],
        "notes": list(table.notes),
    }


def _cell(cell: ShownCell) -> dict[str, Any]:
    return {"text": cell.text, "number": "vk-num" in cell.style}


def _definition(one: Definition) -> dict[str, str]:
    return {
        "name": one.name,
        "means": one.means,
        "formula": one.formula,
        "source": one.source,
        "caveat": one.caveat,
    }
