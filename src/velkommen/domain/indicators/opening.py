"""Opening a file somebody sent: what is too large, packed, no JSON or no indicator file is told so, before its signature is looked at."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from velkommen.domain.indicators.document import FORMAT, SCHEMA, canonical
from velkommen.domain.refusals import Code, Refusal

MOST_BYTES = 256 * 1024  # ours have some 4 kB
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd", b"Rar!")
_MARK = b"\xef\xbb\xbf"
_WHOLE_DIGITS = 15  # a number of more digits is not the same in every program


@dataclass(frozen=True)
class Envelope:
    """A file as it came: its content, the key it names, its signature, and the bytes that signature must be over."""

    content: Mapping[str, Any]
    key: str
    signature: str
    signed: bytes


def opened(data: bytes) -> Envelope:
    """Raises: Refusal INDICATORS_TOO_LARGE, INDICATORS_PACKED, INDICATORS_NOT_JSON, INDICATORS_NO_NUMBER, INDICATORS_OTHER_FILE,
    INDICATORS_NEWER with its schema."""
    if len(data) > MOST_BYTES:
        raise Refusal(Code.INDICATORS_TOO_LARGE, most=MOST_BYTES // 1024)
    if data.startswith(_PACKED):
        raise Refusal(Code.INDICATORS_PACKED)
    whole = _json(data.removeprefix(_MARK))
    if not isinstance(whole, dict):
        raise Refusal(Code.INDICATORS_OTHER_FILE)
    content, key, signature = whole.get("content"), whole.get("key"), whole.get("signature")
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Refusal(Code.INDICATORS_OTHER_FILE)
    _schema(content.get("schema"))
    if not isinstance(key, str) or not isinstance(signature, str) or set(whole) != {"content", "key", "signature"}:
        raise Refusal(Code.INDICATORS_UNSIGNED)
    return Envelope(content, key, signature, _signed(content))


def _schema(schema: object) -> None:
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise Refusal(Code.INDICATORS_OTHER_FILE)
    if schema > SCHEMA:
        raise Refusal(Code.INDICATORS_NEWER, schema=schema, ours=SCHEMA)


def _signed(content: Mapping[str, Any]) -> bytes:
    try:
        return canonical(content)
    except UnicodeEncodeError as error:  # half a character, written as an escape
        raise Refusal(Code.INDICATORS_NOT_JSON) from error


def _json(data: bytes) -> object:
    try:
        return json.loads(
            data.decode("utf-8"),
            parse_constant=_no_number,
            parse_int=_int,
            parse_float=_float,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError) as error:
        raise Refusal(Code.INDICATORS_NOT_JSON) from error


def _no_number(text: str) -> NoReturn:
    """NaN, Infinity, -Infinity: some programs write them, and no figure is one."""
    raise Refusal(Code.INDICATORS_NO_NUMBER, text=text)


def _int(text: str) -> int:
    if len(text) > _WHOLE_DIGITS:
        raise Refusal(Code.INDICATORS_NO_NUMBER, text=f"{text[:_WHOLE_DIGITS]}…")
    return int(text)


def _float(text: str) -> float:
    if len(text) > _WHOLE_DIGITS or "e" in text.lower():
        raise Refusal(Code.INDICATORS_NO_NUMBER, text=text[:_WHOLE_DIGITS])
    return float(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name said twice means one thing to one program and another to the next."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Refusal(Code.INDICATORS_NOT_JSON)
    return found
