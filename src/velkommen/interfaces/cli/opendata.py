"""`velkommen export open-data`: what the house publishes, as a file."""

from pathlib import Path

import click
from django.utils.translation import gettext

from velkommen.integrations.forms import FORMS, made
from velkommen.integrations.published import gather
from velkommen.interfaces.cli.writing import write_new
from velkommen.interfaces.web.templatetags.words import number
from velkommen.shared import clock


@click.command("open-data")
@click.argument("form", type=click.Choice(list(FORMS)))
@click.option("--address", required=True, help="Where citizens find this house, for example https://hjaelp.kommune.dk.")
@click.option(
    "--to", type=click.Path(path_type=Path), help="The file to write; the name of the form if it is not given."
)
def export_command(*, form: str, address: str, to: Path | None) -> None:
    """Write services, places, hours and stops as HSDS 3.0, CPSV-AP 3.2 or a calendar. What is there is never overwritten."""
    target = to or Path(form)
    content = made(form, gather(clock.local_day(clock.now()), address))
    write_new(target, content)
    click.echo(gettext("%(file)s: %(bytes)s bytes.") % {"file": target, "bytes": number(len(content))})
