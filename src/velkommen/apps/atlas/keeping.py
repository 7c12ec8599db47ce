"""Taking an indicator file in: whose it is, whether it is whole, and what becomes of the one before it.

Not a deed: deeds of upper rooms call it, in their transaction. A municipality is known by the key of its first file. Another key is
refused until somebody has asked the municipality and typed in the fingerprint of its new one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction

from velkommen.apps.atlas.models import IndicatorFile, PublicKey
from velkommen.domain.indicators.document import Document
from velkommen.domain.indicators.opening import opened
from velkommen.domain.indicators.reading import document
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared import denmark, signing
from velkommen.shared.danish import fold

A_DAY = timedelta(days=1)  # clocks of other houses may be ahead of ours


@dataclass(frozen=True)
class Verified:
    """A file that is whole: what it says, the key it is signed with, and the bytes."""

    document: Document
    key: str
    data: bytes

    @property
    def digest(self) -> str:
        return sha256(self.data).hexdigest()


def verified(data: bytes) -> Verified:
    """Raises: Refusal, all that `opened` and `document` refuse, and INDICATORS_BAD_SIGNATURE."""
    envelope = opened(data)
    if not signing.verify(envelope.key, envelope.signed, envelope.signature):
        raise Refusal(Code.INDICATORS_BAD_SIGNATURE)
    return Verified(document(envelope.content), envelope.key, data)


def belongs(found: Document, *, invented: bool) -> None:
    """Whether such a municipality is one.

    Args:
        invented: whether this house is an invented municipality itself.

    Raises:
        Refusal: INDICATORS_INVENTED, INDICATORS_NOBODYS, INDICATORS_OTHER_NAME.
    """
    if found.invented:
        if not invented:
            raise Refusal(Code.INDICATORS_INVENTED)
        return
    known = denmark.by_code().get(found.code)
    if known is None:
        raise Refusal(Code.INDICATORS_NOBODYS, digits=found.code)
    if fold(known.name) not in fold(found.name):
        raise Refusal(Code.INDICATORS_OTHER_NAME, digits=found.code, municipality=known.name)


def keep(file: Verified, at: datetime, *, new_key: bytes = b"") -> IndicatorFile:
    """Store a file and let go the one it replaces.

    Args:
        new_key: the fingerprint of a key the municipality has said is its new one.

    Raises:
        Refusal: INDICATORS_MADE_AHEAD, INDICATORS_KNOWN, INDICATORS_OLDER, INDICATORS_OTHER_KEY.
    """
    found = file.document
    if found.made > at + A_DAY:
        raise Refusal(Code.INDICATORS_MADE_AHEAD, on=found.made.date().isoformat())
    if IndicatorFile.objects.filter(digest=file.digest).exists():
        raise Refusal(Code.INDICATORS_KNOWN)
    key = _key(file, at, new_key)
    _replace(found, at)
    try:
        with transaction.atomic():
            return IndicatorFile.objects.create(
                code=found.code,
                first=found.first,
                last=found.last,
                made_at=found.made,
                read_at=at,
                digest=file.digest,
                content=file.data,
                key=key,
            )
    except IntegrityError as error:  # somebody else read it at the same moment
        raise Refusal(Code.INDICATORS_KNOWN) from error


def _key(file: Verified, at: datetime, new_key: bytes) -> PublicKey:
    """The key of the municipality, which is this file's: trusted the first time, and then held on to."""
    code = file.document.code
    known, _ = PublicKey.objects.get_or_create(code=code, until=None, defaults={"public": file.key, "since": at})
    if known.public == file.key:
        return known
    if signing.mark(signing.fingerprint(file.key)) != new_key:
        spoken = signing.fingerprint(known.public)
        raise Refusal(Code.INDICATORS_OTHER_KEY, municipality=file.document.name, known=spoken)
    return turn(code, file.key, at)


def turn(code: str, public: str, at: datetime) -> PublicKey:
    """From now on a municipality signs with this key."""
    PublicKey.objects.filter(code=code, until=None).exclude(public=public).update(until=at)
    return PublicKey.objects.get_or_create(code=code, until=None, defaults={"public": public, "since": at})[0]


def _replace(found: Document, at: datetime) -> None:
    """Raises: Refusal INDICATORS_KNOWN of a file that was read already in other bytes (with a mark before it, or other spaces),
    INDICATORS_OLDER."""
    before = IndicatorFile.objects.filter(code=found.code, first=found.first, last=found.last)
    same = before.filter(made_at=found.made, gone="").values_list("content", flat=True)
    if any(document(opened(bytes(content)).content) == found for content in same):
        raise Refusal(Code.INDICATORS_KNOWN)
    if before.filter(made_at__gte=found.made).exists():
        raise Refusal(Code.INDICATORS_OLDER, municipality=found.name)
    before.filter(gone="").update(gone="replaced", gone_at=at)


def withdraw(file: IndicatorFile, at: datetime) -> None:
    """Let a file go that nobody shall see any more: it stays, and says since when. Raises: Refusal INDICATORS_WITHDRAWN."""
    if not IndicatorFile.objects.filter(pk=file.pk, gone="").update(gone="withdrawn", gone_at=at):
        raise Refusal(Code.INDICATORS_WITHDRAWN)
