"""The parts of an SMS."""

import pytest

from velkommen.domain.sms import Size, size


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", Size(0, 1, ())),
        ("æøåÆØÅ kl. 10.15", Size(16, 1, ())),
        ("a" * 160, Size(160, 1, ())),
        ("a" * 161, Size(161, 2, ())),
        ("a" * 306, Size(306, 2, ())),
        ("a" * 307, Size(307, 3, ())),
        ("€" * 80, Size(160, 1, ())),
        ("€" * 81, Size(162, 2, ())),
        ("a" * 152 + "€" + "a" * 152, Size(306, 3, ())),  # the € is not cut in two
        ("–" * 70, Size(70, 1, ("–",))),
        ("a" * 70 + "–", Size(71, 2, ("–",))),
        ("a" * 134 + "’", Size(135, 3, ("’",))),
        ("🙂" * 35, Size(70, 1, ("🙂",))),
        ("🙂" * 36, Size(72, 2, ("🙂",))),
    ],
)
def test_a_text_is_sent_in_its_parts(text: str, said: Size) -> None:
    assert size(text) == said
