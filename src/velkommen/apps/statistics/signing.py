"""The signature under the ledger: Ed25519, by the one key of the installation. Anybody may check it with the public key."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from velkommen.shared.signing import own


def sign(head: str) -> tuple[str, str]:
    """The signature of a head, and the public key it is checked with, both hexadecimal."""
    return own().sign(bytes.fromhex(head)).hex(), public_key()


def public_key() -> str:
    """The public key of this installation, hexadecimal."""
    return own().public_key().public_bytes_raw().hex()


def is_signed(head: str, signature: str, signer: str) -> bool:
    """Whether a head was signed by the key it names."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer)).verify(bytes.fromhex(signature), bytes.fromhex(head))
    except (InvalidSignature, ValueError):
        return False
    return True
