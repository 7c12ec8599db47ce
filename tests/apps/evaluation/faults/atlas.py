"""What can be wrong with indicator files."""

from tests.apps.evaluation.corruption import Fault, past_check
from velkommen.apps.atlas.models import IndicatorFile, PublicKey


def first() -> IndicatorFile:
    """The oldest file of Fjordby's atlas that holds."""
    return IndicatorFile.objects.filter(gone="").order_by("pk")[0]


def changed_by_a_word() -> None:
    file = first()
    content = bytes(file.content)
    assert b"biblioteket" in content
    IndicatorFile.objects.filter(pk=file.pk).update(content=content.replace(b"biblioteket", b"biblioteked"))


def of_another_municipality() -> None:
    IndicatorFile.objects.filter(pk=first().pk).update(code="0851")


def with_another_key() -> None:
    PublicKey.objects.filter(pk=first().key_id).update(public="A" * 43 + "=")


def gone_without_a_word() -> None:
    past_check(
        "atlas_indicatorfile",
        "atlas_file_gone_or_not",
        "UPDATE atlas_indicatorfile SET gone_at = read_at WHERE id = %s",
        first().pk,
    )


def a_key_that_ended_before_it_began() -> None:
    past_check(
        "atlas_publickey",
        "atlas_key_forward",
        "UPDATE atlas_publickey SET until = '2000-01-01 00:00:00' WHERE id = %s",
        first().key_id,
    )


FOUND: list[Fault] = [
    ("a file changed by a word", {"indicator_files_whole"}, changed_by_a_word),
    ("a file under another's code", {"indicator_files_whole"}, of_another_municipality),
    ("a key nobody signed with", {"indicator_files_whole"}, with_another_key),
    ("gone without a word why", {"indicator_files_once"}, gone_without_a_word),
    ("a key that ended before it began", {"indicator_files_once"}, a_key_that_ended_before_it_began),
]
