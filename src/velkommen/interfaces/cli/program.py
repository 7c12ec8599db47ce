"""What every command shares: its language, and a sentence instead of a traceback."""

import logging
import os
from typing import Any

import click
from django.conf import settings
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext

from velkommen.domain.refusals import Refusal
from velkommen.interfaces.web.progress import Progress as Progress  # noqa: PLC0414 - the commands of this door find it here
from velkommen.shared.wording import sentence

_logger = logging.getLogger("velkommen.cli")


class Program(click.Group):
    """Commands that answer in the language of the terminal; a refusal is one sentence and exit code 1, and so is a fault."""

    def invoke(self, ctx: click.Context) -> Any:
        with translation.override(language()):
            try:
                return super().invoke(ctx)
            except Refusal as refusal:
                raise click.ClickException(sentence(refusal)) from refusal
            except (click.exceptions.Exit, click.Abort, click.ClickException):
                raise
            except DatabaseError as error:
                _logger.debug("the database failed", exc_info=True)
                raise click.ClickException(_database_words(error)) from error
            except Exception as error:
                _logger.debug("a command failed", exc_info=True)
                raise click.ClickException(_fault_words(error)) from error


def language() -> str:
    """Danish, unless VELKOMMEN_LANGUAGE (or, when that is not set, the terminal's own LANG) asks for English."""
    asked = os.environ.get("VELKOMMEN_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG", "")
    return "en" if asked.lower().startswith("en") else str(settings.LANGUAGE_CODE)


def _database_words(error: DatabaseError) -> str:
    words = gettext(
        "The database cannot be used: %(why)s. Nothing was changed. Is it running, and is VELKOMMEN_DATABASE_URL right? "
        "If this is its first time here, `velkommen serve` prepares it."
    )
    return words % {"why": str(error).splitlines()[0] if str(error) else type(error).__name__}


def _fault_words(error: Exception) -> str:
    words = gettext(
        "This should not have happened (%(what)s). What was not finished was not kept. Run it again with "
        "VELKOMMEN_LOG_LEVEL=DEBUG to see where, and report that."
    )
    return words % {"what": type(error).__name__}
