"""The commands of this door."""

import click

COMMANDS: tuple[click.Command, ...] = ()
