"""Cells of files for spreadsheets, as every door writes them."""

from velkommen.shared.sheets.inert import RISKY, inert

__all__ = ["RISKY", "inert"]
