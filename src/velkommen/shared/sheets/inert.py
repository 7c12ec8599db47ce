"""Cells of files for spreadsheets."""

RISKY = ("=", "+", "-", "@", "\t", "\r")


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula and runs."""
    return f"'{text}" if text.startswith(RISKY) else text
