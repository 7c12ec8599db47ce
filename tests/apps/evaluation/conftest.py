"""Two branches with the standard catalogue, and counting sheets written for the test that reads them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.people import NOON, Town
from velkommen.apps.catalogue import standard
from velkommen.apps.evaluation.importing.reading import Sheet, read_sheet

REPORT = Path(__file__).parent / "data" / "report_2010_page_15.csv"
HEAD = "dato;tidspunkt;sted;emne;antal"


@pytest.fixture
def branches(town: Town) -> Town:
    standard.load()
    return town


def read(sheet: str | bytes, stand_ins: Mapping[str, str] | None = None, name: str = "uge 43.csv") -> Sheet:
    """A sheet as it is read on Tuesday at noon."""
    data = sheet if isinstance(sheet, bytes) else sheet.encode()
    return read_sheet(data, name, stand_ins or {}, NOON)
