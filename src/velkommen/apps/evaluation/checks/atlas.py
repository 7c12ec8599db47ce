"""Indicator files: as they came, signed by who says so, one of a period, and told by what they say themselves."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from velkommen.apps.atlas import keeping
from velkommen.apps.atlas.models import IndicatorFile, PublicKey
from velkommen.apps.evaluation.checks.registry import check, every, kept, rows
from velkommen.domain.refusals import Refusal


@check(
    _("Every indicator file is as it was signed, and found by what it says"),
    _("The atlas may show what nobody published. Withdraw these files, and read them in again from the municipality."),
)
def indicator_files_whole(at: datetime) -> Iterator[str]:
    for file in every(IndicatorFile).select_related("key").order_by("pk").iterator(chunk_size=50):
        if not _whole(file):
            yield f"indicator file {file.pk} ({file})"


def _whole(file: IndicatorFile) -> bool:
    try:
        found = keeping.verified(bytes(file.content))
    except Refusal:
        return False
    said = found.document
    told = (said.code, said.first, said.last, said.made, found.digest, found.key)
    return told == (file.code, file.first, file.last, file.made_at, file.digest, file.key.public)


@check(
    _("Of a municipality one key holds, and one indicator file of a period"),
    _("The atlas may show either of two. Withdraw the one that does not hold; it stays in the history."),
)
def indicator_files_once(at: datetime) -> Iterator[str]:
    yield from kept(PublicKey, "atlas_key_once", "atlas_key_forward")
    yield from kept(IndicatorFile, "atlas_file_once_a_period", "atlas_file_forward", "atlas_file_gone_or_not")
    yield from rows(every(IndicatorFile).filter(read_at__gt=at))
