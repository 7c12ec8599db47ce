"""`velkommen statistics`: closed days counted anew, compared, and their ledger checked."""

from datetime import date
from uuid import uuid4

import click
from django.utils import formats
from django.utils.translation import gettext, ngettext

from velkommen.apps.statistics import actions, comparing
from velkommen.apps.statistics.models import Entry
from velkommen.apps.statistics.queries import closed
from velkommen.apps.statistics.signing import public_key
from velkommen.domain.ledger import EntryKind
from velkommen.interfaces.cli.program import Progress
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM
from velkommen.shared.wording_statistics import FAULTS, WHYS

MOST = 20  # lines shown of what may be many


@click.group()
def statistics() -> None:
    """Closed days: count them anew, compare them with what was counted, check their ledger."""


@statistics.command()
def rebuild() -> None:
    """Count every closed day from its facts again, from zero. The same figures come out, or the days are named."""
    since = closed()
    if since is None:
        click.echo(gettext("No day is closed yet. The worker closes days in the night."))
        return
    days = enquiries = 0
    differing: list[str] = []
    with Progress() as progress:
        for first, last in comparing.stretches(*since):
            progress(formats.date_format(first, "F Y"), _share(first, *since))
            done = actions.rebuild(first=first, last=last, by=SYSTEM, at=clock.now(), op=uuid4())
            days, enquiries, differing = (
                days + done["days"],
                enquiries + done["enquiries"],
                differing + done["differing"],
            )
    said = gettext("%(days)s days with %(enquiries)s enquiries were counted anew.")
    click.echo(said % {"days": days, "enquiries": enquiries})
    _end([formats.date_format(date.fromisoformat(day)) for day in differing], gettext("They say what the ledger says."))


@statistics.command()
def compare() -> None:
    """Count every closed day once more and hold it against what is kept. Nothing is changed; exit code 1 if something differs."""
    with Progress() as progress:
        found = [
            str(one)
            for one in comparing.all_differences(
                clock.now(), lambda day, share: progress(formats.date_format(day, "F Y"), share)
            )
        ]
    _end(found, gettext("Every closed day says what its facts say."))


@statistics.command()
def ledger() -> None:
    """Check the ledger of closed days from its beginning, and show what was corrected. Exit code 1 if something is wrong."""
    lines = Entry.objects.count()
    said = ngettext("%(lines)s line, signed by %(key)s", "%(lines)s lines, signed by %(key)s", lines)
    click.echo(said % {"lines": lines, "key": public_key()})
    newest = Entry.objects.order_by("-id").first()
    if newest:
        click.echo(gettext("Head: %s") % newest.head)
    for row in Entry.objects.filter(kind=EntryKind.CORRECTION.value).order_by("-id")[:MOST]:
        click.echo(_told(row))
    found = [f"{fault.day}: {FAULTS[fault.what]}" for fault in comparing.ledger_faults()]
    _end(found, gettext("The chain and every signature hold."))


def _told(row: Entry) -> str:
    """A correction as one line."""
    change = ", ".join(f"{place}: {before} → {after}" for place, (before, after) in row.changed.items())
    who = " · ".join(part for part in (row.actor, row.deed) if part)
    return "  ".join(filter(None, (formats.date_format(row.day), str(WHYS[row.why]), who, change)))


def _share(day: date, first: date, last: date) -> float:
    return (day - first).days / ((last - first).days + 1)


def _end(wrong: list[str], well: str) -> None:
    """Say that all is well, or what is not, and end with exit code 1."""
    if not wrong:
        click.echo(well)
        return
    for line in wrong[:MOST]:
        click.echo(f"· {line}")
    more = len(wrong) - MOST
    if more > 0:
        click.echo(ngettext("and %s more", "and %s more", more) % more)
    raise click.exceptions.Exit(1)
