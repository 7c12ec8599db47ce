"""What looks like a CPR number, what does not, and what becomes of it. Every number here is invented."""

import pytest

from velkommen.domain.privacy import blank_cpr, has_cpr, refuse_cpr
from velkommen.domain.refusals import Code, Refusal

SHAPED = (
    "010190-1234",
    "0101901234",
    "010190 1234",
    "010190–1234",
    "010190—1234",
    "010190 - 1234",
    "010190\u00a01234",
    "010190\u20111234",
    "610190-1234",
    "911290-1234",
    "kl. 9 kom 311299-9999 igen",
    "cpr:010190-1234.",
    "01 01 90 1234",
)
HARMLESS = (
    "",
    "12345678",
    "330190-1234",
    "011390-1234",
    "000190-1234",
    "600190-1234",
    "920190-1234",
    "20101901234567",
    "tlf. 33 92 33 92",
    "2026-11-24 12:00",
    "24-11-2026",
    "lokale 0101",
    "5790000123456",
    "B014",
)


@pytest.mark.parametrize("text", SHAPED)
def test_a_cpr_shape_is_found(text: str) -> None:
    assert has_cpr(text) is True


@pytest.mark.parametrize("text", HARMLESS)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert (has_cpr(text), blank_cpr(text), refuse_cpr(text)) == (False, text, text)


def test_the_refusal_names_the_field_and_never_the_text() -> None:
    with pytest.raises(Refusal) as no:
        refuse_cpr("kom med 010190-1234", "note")
    assert (no.value.code, no.value.facts) == (Code.CPR_IN_TEXT, {"field": "note"})
    assert "010190" not in str(no.value)


def test_each_of_several_is_blanked_and_the_rest_kept() -> None:
    assert blank_cpr("fra 010190-1234 til 0202914321 nu") == "fra […] til […] nu"
