"""The reference of measures is what the registry says."""

from tools import measures


def test_the_page_is_made_of_the_registry() -> None:
    assert measures.PAGE.read_text(encoding="utf-8") == measures.page(), "python tools/measures.py writes it anew"
