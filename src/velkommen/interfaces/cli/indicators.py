"""`velkommen export indicators` and `velkommen import indicators`: what the desks here tell others, and what is read of theirs."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

import click
from django.utils.translation import gettext

from velkommen.apps.evaluation.publishing import read_indicators, signed_file
from velkommen.apps.placement.queries import actor_by_username
from velkommen.domain.indicators.opening import MOST_BYTES
from velkommen.domain.refusals import Refusal
from velkommen.interfaces.cli.opendata import write_new
from velkommen.interfaces.cli.program import Progress
from velkommen.interfaces.cli.reading import bytes_of
from velkommen.interfaces.web.templatetags.words import number
from velkommen.shared import clock, signing
from velkommen.shared.actor import SYSTEM
from velkommen.shared.wording import sentence

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("indicators")
@click.option("--from", "first", type=DAY, required=True, help="The first local day.")
@click.option("--to", "last", type=DAY, required=True, help="The last local day; it must be over.")
@click.option("--out", "target", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--area", type=float, help="Area in square kilometres, for a municipality that is not on Denmark's list.")
def export_command(*, first: datetime, last: datetime, target: Path, area: float | None) -> None:
    """Write the municipality's indicators of some days as a signed file. What is there is never overwritten."""
    with Progress() as progress:
        progress(gettext("Adding up the days"), 0.0)
        content = signed_file(_day(first), _day(last), clock.now(), area)
    write_new(target, content)
    click.echo(gettext("%(file)s: %(bytes)s bytes.") % {"file": target, "bytes": number(len(content))})
    click.echo(gettext("Signed with the key %s.") % signing.fingerprint(signing.public_key()))


def _day(moment: datetime) -> date:
    return moment.date()


@click.command("indicators")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
)
@click.option(
    "--new-key", default="", help="The fingerprint a municipality has read out to you, when it has a new key."
)
@click.option("--by", "username", metavar="USER", help="Whose right to do it is asked. Without it the system's own.")
def import_command(*, files: Sequence[Path], new_key: str, username: str | None) -> None:
    """Read indicator files of other municipalities into the atlas. Each is checked by itself; exit code 1 if one was refused."""
    by, at = actor_by_username(username) if username else SYSTEM, clock.now()
    refused = 0
    for file in files:
        try:
            done = read_indicators(
                data=bytes_of(file, MOST_BYTES), new_key=signing.mark(new_key), by=by, at=at, op=uuid4()
            )
        except Refusal as refusal:
            refused += 1
            click.echo(f"{file.name}: {sentence(refusal)}", err=True)
        else:
            click.echo(gettext("%(file)s: read in (%(code)s, %(first)s to %(last)s).") % {**done, "file": file.name})
    if refused:
        raise click.exceptions.Exit(1)
