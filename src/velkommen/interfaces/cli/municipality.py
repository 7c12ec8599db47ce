"""`velkommen import municipality` and `velkommen export municipality`: a whole municipality in sheets, in and out."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import click
from django.utils.translation import gettext, ngettext

from velkommen.apps.placement.queries import actor_by_username
from velkommen.apps.setup.actions import import_municipality, planned
from velkommen.apps.setup.exporting import tables, text_files, workbook
from velkommen.apps.setup.planning import Plan
from velkommen.apps.setup.present import present
from velkommen.apps.setup.reading import MOST_BYTES, Book, File, Problem, read
from velkommen.apps.setup.telling import Told, ToldChange, told
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.cli.program import Progress
from velkommen.interfaces.web.templatetags.words import number
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM
from velkommen.shared.wording import sentence

MOST_SHOWN = 20  # changes of one kind
SHEETS = (".csv", ".txt", ".tsv", ".xlsx", ".zip")


@click.command("municipality")
@click.argument("file", type=click.Path(exists=True, readable=True, path_type=Path))
@click.option("--commit", is_flag=True, help="Write it. Without it nothing is written.")
@click.option("--by", "username", metavar="USER", help="Whose right to do it is asked. Without it the system's own.")
def import_command(*, file: Path, commit: bool, username: str | None) -> None:
    """Import a municipality: a workbook, a CSV file, a zip or a folder of them. A dry run unless --commit is given."""
    by, at = actor_by_username(username) if username else SYSTEM, clock.now()
    with Progress() as progress:
        progress(gettext("Reading the sheets"), 0.0)
        files = _files(file)
        book = read(files)
        progress(gettext("Comparing with what is there"), 0.5)
        plan = planned(book, at)
        _refuse_what_is_wrong(plan, book, one=len(files) == 1)
        if commit:
            progress(gettext("Writing the municipality"), 0.8)
            digest = sha256(b"".join(data for _, data in files)).digest()
            import_municipality(book=book, digest=digest, by=by, at=at, op=uuid4())
    for line in _summed_up(plan, book):
        click.echo(line)
    click.echo("\n" + _closing(plan, commit=commit))


@click.command("municipality")
@click.argument("target", metavar="FILE.xlsx|FOLDER", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="The headings alone, to fill in.")
def export_command(*, target: Path, empty: bool) -> None:
    """Write the municipality to a workbook, or to a folder of CSV files. What is there is never overwritten."""
    if target.exists():
        raise click.ClickException(gettext("%s is there already. Choose another name.") % target)
    found = tables(None if empty else present(clock.local_day(clock.now())))
    try:
        if target.suffix.lower() == ".xlsx":
            target.write_bytes(workbook(found))
        else:
            target.mkdir()
            for name, data in text_files(found).items():
                (target / name).write_bytes(data)
    except OSError as error:
        raise click.ClickException(gettext("The file cannot be written: %s.") % error.strerror) from error
    rows = sum(len(table) - 1 for table in found.values())
    click.echo(gettext("%(rows)s rows in %(sheets)s sheets.") % {"rows": number(rows), "sheets": len(found)})


def _files(file: Path) -> Sequence[File]:
    """The file, or the sheets of a folder; each with one byte more than all may have, so that more is refused unread."""
    paths = sorted(path for path in file.iterdir() if path.suffix.lower() in SHEETS) if file.is_dir() else [file]
    try:
        return [(path.name, _bytes(path)) for path in paths]
    except OSError as error:
        raise click.ClickException(gettext("The file cannot be opened: %s.") % error.strerror) from error


def _bytes(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _refuse_what_is_wrong(plan: Plan, book: Book, *, one: bool) -> None:
    """Every fault with its place, and exit code 1."""
    if not plan.problems and not book.count():
        raise Refusal(Code.NOTHING_GIVEN)
    if not plan.problems:
        return
    for problem in plan.problems:
        click.echo(line_of(problem, one=one), err=True)
    words = ngettext(
        "%(bad)s thing is wrong. Nothing was written. Put it right and try again.",
        "%(bad)s things are wrong. Nothing was written. Put them right and try again.",
        len(plan.problems),
    )
    raise click.ClickException(words % {"bad": number(len(plan.problems))})


def line_of(problem: Problem, *, one: bool) -> str:
    """Where something is wrong, and what: the file only when there are several."""
    where = problem.where
    parts = [where.file if not (one and where.sheet) else "", where.sheet]
    parts.append(gettext("row %s") % where.row if where.row else "")
    parts.append(problem.column)
    return f"{', '.join(part for part in parts if part)}: {sentence(problem.refusal)}"


def _summed_up(plan: Plan, book: Book) -> Iterator[str]:
    words = gettext("%(title)s: %(added)s added, %(changed)s changed, %(unchanged)s as they were")
    for one in told(plan, MOST_SHOWN):
        counts = {"added": number(one.added), "changed": number(one.changed), "unchanged": number(one.unchanged)}
        yield words % {"title": one.title, **counts}
        for change in one.changes:
            yield from _change(change)
        yield from _rest(one)
    for sheet, heading in book.unused:
        yield gettext("Not read in %(sheet)s: %(heading)s.") % {"sheet": sheet, "heading": heading}


def _change(change: ToldChange) -> Iterator[str]:
    yield f"  {'+' if change.added else '~'} {change.name}"
    for heading, before, after in change.cells:
        yield f"      {heading}: {before or '–'} → {after or '–'}"


def _rest(one: Told) -> Iterator[str]:
    left = one.added + one.changed - len(one.changes)
    if left:
        yield "  " + ngettext("and %s more", "and %s more", left) % number(left)


def _closing(plan: Plan, *, commit: bool) -> str:
    if not any(plan.changes.values()):
        return gettext("All of it is as it was. Nothing was changed.")
    if commit:
        return gettext("The municipality was written.")
    return gettext("Nothing was written. Add --commit to write it.")
