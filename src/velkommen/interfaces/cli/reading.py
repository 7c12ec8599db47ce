"""Reading a file somebody named, and no more of it than may be read."""

from pathlib import Path

import click
from django.utils.translation import gettext


def bytes_of(file: Path, most: int) -> bytes:
    """The file, and one byte more than may be read, so that a larger one is refused unread. Raises: ClickException with a sentence."""
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError as error:
        raise click.ClickException(gettext("The file cannot be opened: %s.") % error.strerror) from error
