"""A table as a screen draws it: what stands below each other is written alike."""

import pytest
from django.utils import translation

from velkommen.interfaces.web.tables.shown import shown
from velkommen.interfaces.web.tables.table import UNTOLD, Table


@pytest.mark.parametrize(
    ("language", "written"),
    [("da", ["1.200", "24,5", "35,0", "1.000,0", "*"]), ("en", ["1,200", "24.5", "35.0", "1,000.0", "*"])],
)
def test_numbers_with_a_decimal_all_have_one_and_counts_have_none(language: str, written: list[str]) -> None:
    table = Table(
        "volume",
        "How often",
        ("Competence", "A month"),
        [("x", 1_200), ("x", 24.5), ("x", 35.0), ("x", 1_000.0), ("x", UNTOLD)],
    )
    with translation.override(language):
        assert [row[1].text for row in shown(table).rows] == written
