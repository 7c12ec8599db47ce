"""The signature under a line of the ledger is checked as that of a file: the same key, the same rule, in other letters."""

import base64

import pytest
from django.conf import LazySettings

from velkommen.apps.statistics.signing import is_signed, public_key, sign
from velkommen.shared import signing

HEAD, OTHER = "ab" * 32, "ac" * 32


@pytest.fixture(autouse=True)
def _known_key(settings: LazySettings) -> None:
    settings.SIGNING_KEY = base64.b64encode(bytes(range(32))).decode()


def test_a_head_is_signed_by_the_key_of_the_house() -> None:
    signature, signer = sign(HEAD)
    assert (signer, is_signed(HEAD, signature, signer)) == (public_key(), True)
    assert signing.public_key() == base64.b64encode(bytes.fromhex(signer)).decode()
    words = base64.b64encode(bytes.fromhex(signature)).decode()
    assert signing.verify(signing.public_key(), bytes.fromhex(HEAD), words), "by the other letters too"


@pytest.mark.parametrize(
    ("head", "signature", "signer"),
    [
        (OTHER, "{signature}", "{signer}"),
        (HEAD, "", "{signer}"),
        (HEAD, "no hexadecimal", "{signer}"),
        (HEAD, "00" * 64, "{signer}"),
        (HEAD, "{signature}", ""),
        (HEAD, "{signature}", "æ"),
        (HEAD, "{signature}", "00" * 31),
        ("no head", "{signature}", "{signer}"),
    ],
)
def test_anything_else_is_not(head: str, signature: str, signer: str) -> None:
    made, mine = sign(HEAD)
    assert is_signed(head, signature.format(signature=made), signer.format(signer=mine)) is False
