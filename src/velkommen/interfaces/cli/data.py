"""`velkommen export data` and `velkommen sql`: rows to work on, and questions to them."""

import csv
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import click
from django.utils.translation import gettext

from velkommen.apps.evaluation.datasets import folder
from velkommen.apps.evaluation.datasets.asking import MOST_ROWS_OF_A_FILE, Answer, ask
from velkommen.apps.evaluation.datasets.every import DATASETS
from velkommen.apps.evaluation.datasets.making import Format, make
from velkommen.apps.evaluation.datasets.shape import Scope
from velkommen.domain.dates import day_of
from velkommen.interfaces.cli.program import Progress
from velkommen.interfaces.web.cells import inert
from velkommen.interfaces.web.templatetags.words import long_day, number
from velkommen.shared import clock
from velkommen.shared.danish import collation

T = TypeVar("T")
LAST = date(2060, 12, 31)
WIDEST = 40  # characters of a column in the terminal


def _day(_ctx: click.Context, _option: click.Parameter, given: str | None) -> date | None:
    """Raises: Refusal BAD_DAY."""
    return day_of(given) if given else None


@click.command("data")
@click.argument("dataset", required=False, type=click.Choice(sorted(DATASETS, key=collation)))
@click.option("--from", "first", callback=_day, metavar="DAY", help="The first local day, as 2026-01-01.")
@click.option("--to", "last", callback=_day, metavar="DAY", help="The last local day.")
@click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    default=Format.CSV.value,
    show_default=True,
    help="CSV opens in Danish spreadsheets.",
)
@click.option("--out", type=click.Path(path_type=Path), help="The file to write; with --all the folder.")
@click.option(
    "--all", "everything", is_flag=True, help="Every dataset up to yesterday, as Parquet, for `velkommen sql`."
)
def export_command(
    *, dataset: str | None, first: date | None, last: date | None, form: str, out: Path | None, everything: bool
) -> None:
    """Write a dataset to a file, or all of them to a folder of Parquet. A file that is there is replaced when the new one is whole."""
    if everything == bool(dataset):
        raise click.UsageError(gettext("Name one dataset, or say --all."))
    if dataset:
        _one(dataset, Scope(None, first or folder.FIRST, last or LAST, clock.now()), Format(form), out)
    else:
        _all(out or folder.usual())


def _one(dataset: str, scope: Scope, form: Format, out: Path | None) -> None:
    target = out or Path(f"{dataset}.{form.value}")
    found = DATASETS[dataset]
    with Progress() as progress:
        rows = _written(lambda: make(found, scope, form, target, lambda share: progress(str(found.title), share)))
    click.echo(gettext("%(file)s: %(rows)s rows.") % {"file": target, "rows": number(rows)})


def _all(files: Path) -> None:
    with Progress() as progress:
        mine = _written(lambda: folder.make_all(files, clock.now(), progress))
    found = folder.made(files)
    if not mine or found is None:
        raise click.ClickException(gettext("Somebody else is making these files just now. Wait until they are done."))
    for key, rows in found.rows.items():
        click.echo(f"{number(rows):>12}  {key}.parquet")
    click.echo(gettext("Up to %s.") % long_day(found.last))


def _written(write: Callable[[], T]) -> T:
    """What writing gives. Raises: ClickException when the system does not let it."""
    try:
        return write()
    except OSError as error:
        raise click.ClickException(gettext("The file cannot be written: %s.") % error.strerror) from error


@click.command("sql")
@click.argument("question", metavar='"SELECT …"')
@click.option(
    "--folder", "files", type=click.Path(path_type=Path), help="Of Parquet files; the house's own if not given."
)
@click.option("--csv", "as_csv", is_flag=True, help="CSV with semicolons instead of a table.")
def sql(*, question: str, files: Path | None, as_csv: bool) -> None:
    """Ask the Parquet files a question in SQL. It can only read them; `velkommen export data --all` makes them."""
    files = files or folder.usual()
    answer = ask(question, files, MOST_ROWS_OF_A_FILE)
    if as_csv:
        writer = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
        writer.writerow([inert(name) for name, _ in answer.columns])
        writer.writerows([_plain(cell) for cell in row] for row in answer.rows)
    else:
        for line in _table(answer):
            click.echo(line)
    if answer.more:
        click.echo(gettext("Only the first %s rows.") % number(MOST_ROWS_OF_A_FILE), err=True)


def _plain(cell: object) -> str:
    """A cell of a Danish spreadsheet: a comma in decimals, nothing that runs."""
    if cell is None:
        return ""
    return (
        str(cell).replace(".", ",")
        if isinstance(cell, float)
        else inert(str(cell))
        if isinstance(cell, str)
        else str(cell)
    )


def _table(answer: Answer) -> Iterator[str]:
    """The answer with its columns under each other."""
    head = [name for name, _ in answer.columns]
    rows = [["–" if cell is None else str(cell)[:WIDEST] for cell in row] for row in answer.rows]
    widths = [max(len(text) for text in column) for column in zip(head, *rows, strict=True)]
    for row in (head, ["-" * width for width in widths], *rows):
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
