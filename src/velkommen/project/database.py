"""The database made ready: its folder, its tables, its content as this version expects it."""

from django.core.management import call_command


def prepare() -> None:
    """Bring the tables to this version (nothing happens when they are)."""
    call_command("migrate", interactive=False, verbosity=0)
