"""The signature under the ledger: Ed25519, by the one key of the installation. Anybody may check it with the public key."""

from velkommen.shared.signing import is_by, own


def sign(head: str) -> tuple[str, str]:
    """The signature of a head, and the public key it is checked with, both hexadecimal."""
    return own().sign(bytes.fromhex(head)).hex(), public_key()


def public_key() -> str:
    """The public key of this installation, hexadecimal."""
    return own().public_key().public_bytes_raw().hex()


def is_signed(head: str, signature: str, signer: str) -> bool:
    """Whether a head was signed by the key it names."""
    try:
        return is_by(bytes.fromhex(signer), bytes.fromhex(head), bytes.fromhex(signature))
    except ValueError:  # no hexadecimal
        return False
