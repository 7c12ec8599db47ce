"""Writing a file that nobody has yet."""

from pathlib import Path

import click
from django.utils.translation import gettext


def write_new(target: Path, content: bytes) -> None:
    """What is there is never overwritten. Raises: ClickException with a sentence."""
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError as error:
        raise click.ClickException(gettext("%s is there already. Choose another name.") % target) from error
    except OSError as error:
        raise click.ClickException(gettext("The file cannot be written: %s.") % error.strerror) from error
