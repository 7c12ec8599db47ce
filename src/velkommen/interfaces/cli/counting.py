"""`velkommen export counting-week`: what a counting week counted, as a file for others."""

from pathlib import Path

import click
from django.utils.translation import gettext, ngettext

from velkommen.apps.counting.exporting import profile as profile_called
from velkommen.apps.counting.exporting import rows, unnumbered
from velkommen.apps.counting.queries import week_called
from velkommen.apps.placement import book
from velkommen.domain.export_profiles import STANDARD, Column
from velkommen.interfaces.cli.writing import write_new
from velkommen.interfaces.web.tables.files import rows_as_csv
from velkommen.interfaces.web.templatetags.words import number
from velkommen.shared import clock
from velkommen.shared.wording_counting import unnumbered_in_words
from velkommen.shared.wording_tasks import name_on


@click.command("counting-week")
@click.argument("name")
@click.option("--profile", default=STANDARD, show_default=True, help="The form of the file, by its name.")
@click.option(
    "--to", type=click.Path(path_type=Path), help="The file to write; the name of the profile if it is not given."
)
def export_command(*, name: str, profile: str, to: Path | None) -> None:
    """Write a counting week, by its NAME, as a Danish CSV. What is there is never overwritten. No compatibility is claimed."""
    week = week_called(name, clock.local_day(clock.now()))
    form = profile_called(profile)
    table = rows(week, week.places, form)
    target = to or Path(f"{profile}.csv")
    write_new(target, rows_as_csv(table).encode())
    lines = len(table) - 1
    words = ngettext("%(file)s: %(n)s line.", "%(file)s: %(n)s lines.", lines)
    click.echo(words % {"file": target, "n": number(lines)})
    if form.has(Column.KLE):
        town, told = book.town(), unnumbered(week, week.places)
        names = [name_on(town, task, week.row.first) for task in told.tasks]
        click.echo(unnumbered_in_words(told.number, told.of, names), err=True, nl=bool(names))
    click.echo(gettext("The real code book was not seen: ask whoever receives it which columns they want."), err=True)
