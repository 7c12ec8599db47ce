"""The words of counting sheets: the names the administration has long used for its tasks."""

import pytest

from velkommen.apps.evaluation.importing import words
from velkommen.shared.sheets.words import fold


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
    assert words.TASKS[fold(written)] == task
