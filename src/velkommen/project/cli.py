"""`velkommen`: the command line as one program. The door's own commands, and those that need the whole house: serve, worker, demo."""

import os
import sys
from collections.abc import Sequence

import click


def main(arguments: Sequence[str] | None = None) -> None:
    """Set the house up, then run one command. Exit code 0 done, 1 refused or failed (a sentence says why), 2 misused."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "velkommen.project.settings")
    program()(args=arguments, prog_name="velkommen")


def program() -> click.Group:
    """Every command. Imported here and not above, because models exist only once Django is set up."""
    import django  # noqa: PLC0415 - after the settings are named
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - as above

    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        sys.exit(f"velkommen: {wrong}")

    from velkommen.interfaces.cli.commands import COMMANDS  # noqa: PLC0415 - they import models
    from velkommen.interfaces.cli.program import Program  # noqa: PLC0415 - as above
    from velkommen.interfaces.reports.command import report  # noqa: PLC0415 - as above
    from velkommen.project.bench.command import bench  # noqa: PLC0415 - as above
    from velkommen.project.demo.command import demo  # noqa: PLC0415 - as above
    from velkommen.project.serving import serve  # noqa: PLC0415 - as above
    from velkommen.project.worker import worker  # noqa: PLC0415 - as above

    return Program(
        commands=[*COMMANDS, report, demo, serve, worker, bench],
        help="Velkommen: the joint desk of library and citizen service.",
    )
