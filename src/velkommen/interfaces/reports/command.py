"""`velkommen report`: the living report as a file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import click
from django.utils import translation
from django.utils.translation import gettext

from velkommen.domain import dates
from velkommen.interfaces.reports import asked, paper, standing
from velkommen.interfaces.reports.evaluation import evaluation
from velkommen.interfaces.reports.section import Report
from velkommen.interfaces.web.progress import Progress
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

Form = Literal["pdf", "html", "both"]
MAKERS: dict[str, Callable[[Report], bytes]] = {"pdf": paper.pdf, "html": standing.html}


@click.group()
def report() -> None:
    """Write what the desks do for people as a report."""


@report.command("evaluation")
@click.option("--from", "first", metavar="DAY", help="The first day (2025-01-01). Without it the first of last year.")
@click.option("--to", "last", metavar="DAY", help="The last day, which must be over. Without it the last of last year.")
@click.option("--places", metavar="SLUG,SLUG", default="", help="The places, by their short names. Without it all.")
@click.option("--lang", type=click.Choice(["da", "en"]), help="The language. Without it that of the terminal.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["pdf", "html", "both"]),
    default="both",
    show_default=True,
    help="What to write.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder; made if it is not there.",
)
def evaluation_command(
    *, first: str | None, last: str | None, places: str, lang: str | None, form: Form, out: Path
) -> None:
    """An evaluation of a span of days that are over. The same days give the same bytes, whenever it is made."""
    with translation.override(lang or translation.get_language()), Progress() as progress:
        today = clock.local_day(clock.now())
        usual = asked.last_year(today)
        slugs = [slug for slug in places.replace(" ", "").split(",") if slug]
        wanted = asked.asked(asked.seen(SYSTEM), slugs, _day(first, usual[0]), _day(last, usual[1]), today)
        made = evaluation(wanted, progress)
        forms = ["pdf", "html"] if form == "both" else [form]
        whole = {}
        for index, one in enumerate(forms):
            progress(gettext("Setting the pages"), 0.8 + 0.2 * index / len(forms))
            whole[file_name(made, one)] = MAKERS[one](made)
        _write(out, whole)
    for name in whole:
        click.echo(out / name)


def file_name(made: Report, form: str) -> str:
    """evaluation-2025-01-01-2025-12-31-da.pdf"""
    return f"evaluation-{made.first}-{made.last}-{made.language}.{form}"


def _day(text: str | None, usual: date) -> date:
    return dates.day_of(text) if text else usual


def _write(folder: Path, whole: dict[str, bytes]) -> None:
    """Every file beside its place first, so that none is ever half there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in whole.items():
            beside = folder / f".{name}.part"
            try:
                beside.write_bytes(data)
                beside.replace(folder / name)
            finally:
                beside.unlink(missing_ok=True)
    except OSError as error:
        words = gettext("The report cannot be written to %(folder)s: %(why)s. Choose another folder.")
        raise click.ClickException(words % {"folder": folder, "why": error.strerror}) from error
