"""What a number looks like, and that nobody guesses a link."""

import base64

import pytest

from velkommen.domain.tickets import LINK_BYTES, label, new_link


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "B001"), (14, "B014"), (999, "B999"), (1000, "B1000"), (12345, "B12345")]
)
def test_a_number_has_a_letter_and_at_least_three_digits(number: int, shown: str) -> None:
    assert label("B", number) == shown


def test_a_link_holds_128_bits() -> None:
    link = new_link()
    assert (LINK_BYTES, len(base64.urlsafe_b64decode(f"{link}=="))) == (16, 16)


def test_no_two_links_are_alike() -> None:
    assert len({new_link() for _ in range(1000)}) == 1000
