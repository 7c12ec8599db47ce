"""`velkommen demo`: an invented municipality to try everything on."""

import click
from django.db import transaction
from django.utils.translation import gettext

from velkommen.apps.places.queries import municipality
from velkommen.interfaces.cli.program import Progress
from velkommen.interfaces.web.templatetags.words import long_day, number
from velkommen.project.database import prepare
from velkommen.project.demo import build
from velkommen.shared import clock

DAYS, SEED = 730, 2010


@click.command()
@click.option("--fresh", is_flag=True, help="Delete the demo that is there and make it anew.")
@click.option("--days", type=click.IntRange(0, 3650), default=DAYS, show_default=True, help="Days of history.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="The same seed makes the same rows.")
def demo(*, fresh: bool, days: int, seed: int) -> None:
    """Fill the database with an invented municipality."""
    prepare()
    if not build.is_empty() and not fresh:
        raise click.ClickException(
            gettext("There is a municipality here already. To begin anew: velkommen demo --fresh")
        )
    _keep_what_is_real()
    with transaction.atomic():
        build.wipe()
        made = fill(days=days, seed=seed)
    words = gettext("Fjordby Kommune is ready: %(enquiries)s enquiries from %(first)s to today. All of it is invented.")
    click.echo(words % {"enquiries": number(made.enquiries), "first": long_day(made.first)})


def fill(days: int = DAYS, seed: int = SEED) -> build.Summary:
    """Make the demo, with a bar on the terminal."""
    with Progress() as progress:
        return build.fill(days=days, seed=seed, at=clock.now(), progress=progress)


def _keep_what_is_real() -> None:
    """`--fresh` deletes everything, so it may only meet what is invented."""
    there = municipality()
    if there and not there.invented:
        words = gettext("%(name)s is a real municipality: its data are not deleted. Choose another VELKOMMEN_DATA_DIR.")
        raise click.ClickException(words % {"name": there.name})
