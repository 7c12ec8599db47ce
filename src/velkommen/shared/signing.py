"""What the house vouches for is signed with its own key (Ed25519), so that anyone who has it can see that nobody changed it.

Keys and signatures are words of base64; the ledger of closed days writes its own in hexadecimal. A key has a fingerprint short enough
to be read out on the telephone.
"""

from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def own() -> Ed25519PrivateKey:
    """The key of this house."""
    return Ed25519PrivateKey.from_private_bytes(b64decode(settings.SIGNING_KEY))


def sign(content: bytes) -> str:
    """The signature of this house over bytes: 64 bytes in base64; the same bytes get the same one."""
    return b64encode(own().sign(content)).decode("ascii")


def public_key() -> str:
    """The public key of this house: 32 bytes in base64."""
    return b64encode(own().public_key().public_bytes_raw()).decode("ascii")


def verify(public: str, content: bytes, signature: str) -> bool:
    """Whether the owner of a public key signed exactly these bytes. What is no key or no signature is none of theirs."""
    try:
        return is_by(b64decode(public, validate=True), content, b64decode(signature, validate=True))
    except ValueError:  # no base64
        return False


def is_by(public: bytes, content: bytes, signature: bytes) -> bool:
    """The same of a key and a signature that are bytes, however they were written down."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (ValueError, InvalidSignature):
        return False
    return True


def fingerprint(public: str) -> str:
    """A public key in eight groups of four signs, as people compare it: the first half of its SHA-256."""
    digest = sha256(public.encode("utf-8")).hexdigest()[:32]
    return " ".join(digest[start : start + 4] for start in range(0, 32, 4))


def mark(text: str) -> bytes:
    """A fingerprint as somebody typed it, made comparable; empty where it is none."""
    plain = "".join(text.split()).lower()
    try:
        return bytes.fromhex(plain)
    except ValueError:
        return b""
