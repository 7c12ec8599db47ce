"""The words of counting sheets: what the screens call a thing, a sheet may call it too."""

from collections.abc import Mapping

import pytest
from django.utils import translation
from django.utils.functional import Promise

from velkommen.apps.evaluation.importing import words
from velkommen.shared.wording import OUTCOMES, REASONS


@pytest.mark.parametrize(("shown", "read"), [(OUTCOMES, words.OUTCOMES), (REASONS, words.REASONS)])
def test_a_sheet_may_use_the_danish_words_of_the_screens(shown: Mapping[str, Promise], read: Mapping[str, str]) -> None:
    with translation.override("da"):
        meant = {key: read.get(words.fold(str(word))) for key, word in shown.items()}
    assert meant == {key: key for key in shown}


@pytest.mark.parametrize(
    ("written", "task"),
    [
        ("Fornyelse af kørekort", "driving_licence_renew"),
        ("Udstedelse af MitID", "mitid_issue"),
        ("Print / scan / PC", "print_scan"),
        ("Flytning (adresseændring)", "address_change"),
        ("Høreapparatbatterier", "hearing_batteries"),
    ],
)
def test_a_sheet_may_use_the_long_names_of_the_administration(written: str, task: str) -> None:
    assert words.TASKS[words.fold(written)] == task
