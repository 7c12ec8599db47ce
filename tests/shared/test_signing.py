"""Signing: only the owner of the key makes a signature, and any other bytes, key or signature is refused without a crash."""

import base64
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings

from velkommen.shared.signing import fingerprint, mark, public_key, sign, verify

SEED = base64.b64encode(bytes(range(32))).decode()  # anyone may know it
PUBLIC = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="


def test_the_same_bytes_get_the_same_signature_of_the_known_key(settings: LazySettings) -> None:
    settings.SIGNING_KEY = SEED

    assert (public_key(), sign(b"a") == sign(b"a"), verify(PUBLIC, b"a", sign(b"a"))) == (PUBLIC, True, True)


@pytest.mark.parametrize(
    ("public", "content", "signature"),
    [
        (PUBLIC, b"b", None),
        ("", b"a", None),
        ("not base64", b"a", None),
        ("QUFB", b"a", None),
        (base64.b64encode(bytes(32)).decode(), b"a", None),
        (PUBLIC, b"a", ""),
        (PUBLIC, b"a", "æ"),
        (PUBLIC, b"a", base64.b64encode(bytes(64)).decode()),
    ],
)
def test_anything_else_is_not_signed(
    settings: LazySettings, public: str, content: bytes, signature: str | None
) -> None:
    settings.SIGNING_KEY = SEED

    assert verify(public, content, sign(b"a") if signature is None else signature) is False


def test_a_key_has_a_fingerprint_to_read_out() -> None:
    assert fingerprint(PUBLIC) == "ff73 a064 7bbc 29aa 4186 34db a8bb 1309"


@pytest.mark.parametrize(("typed", "same"), [("{}", True), (" {} ", True), ("{}0", False), ("", False), ("æ", False)])
def test_a_fingerprint_is_known_again_however_it_is_spaced(typed: str, same: bool) -> None:
    spoken = fingerprint(PUBLIC)
    assert (mark(typed.format(spoken.upper().replace(" ", ""))) == mark(spoken)) is same


def key_at_start(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a fresh process takes as the key of the house."""
    command = [sys.executable, "-c", "from velkommen.project import settings; print(settings.SIGNING_KEY)"]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "VELKOMMEN_DATA_DIR": str(folder), **environment},
    )


def test_the_key_is_made_once_and_is_the_owners(tmp_path: Path) -> None:
    first, second = key_at_start(tmp_path), key_at_start(tmp_path)
    kept = tmp_path / "signing_key"

    assert (first.stdout, second.stdout) == (f"{kept.read_text()}\n",) * 2
    assert (stat.S_IMODE(kept.stat().st_mode), len(base64.b64decode(kept.read_text()))) == (0o600, 32)


def test_a_key_that_is_none_stops_the_start_without_being_shown(tmp_path: Path) -> None:
    answer = key_at_start(tmp_path, VELKOMMEN_SIGNING_KEY="half-a-key")

    assert (answer.returncode, "VELKOMMEN_SIGNING_KEY must be 32 bytes in base64" in answer.stderr) == (1, True)
    assert "half-a-key" not in answer.stderr.split("ImproperlyConfigured")[-1]
