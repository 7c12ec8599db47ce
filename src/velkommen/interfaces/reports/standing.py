"""A report as one HTML file that stands by itself: its style is in it, and it asks for nothing else."""

from base64 import b64encode
from importlib.resources import files
from pathlib import Path

from django.template.loader import render_to_string

from velkommen.interfaces.reports.section import Report
from velkommen.interfaces.reports.shown import shown

STYLE = Path(str(files("velkommen.interfaces"))) / "static/dist/report.css"


def html(report: Report) -> bytes:
    """The report in its language."""
    facts = {"report": shown(report), "style": f"data:text/css;base64,{b64encode(STYLE.read_bytes()).decode()}"}
    return render_to_string("reports/standing.html", facts).encode()
