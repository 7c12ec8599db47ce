"""`velkommen doctor`: every check on a line, what is wrong with its cure, exit code 1; one object for programs."""

import json

import pytest
from django.utils import translation

from tests.interfaces.cli.conftest import say
from tests.people import Town
from velkommen.apps.evaluation.doctor import CHECKS
from velkommen.apps.visits.models import Visit


def test_a_healthy_house_is_told_so(branches: Town) -> None:
    answer = say("doctor")
    assert answer.exit_code == 0
    assert answer.stdout.endswith(f"\n\nAll {len(CHECKS)} checks are well.\n")


def test_what_is_wrong_is_told_with_rows_and_cure(branches: Town) -> None:
    visit = branches.draw()
    Visit.objects.filter(pk=visit.pk).update(matters=2)
    answer = say("doctor")
    at = answer.stdout.splitlines().index("✗ A visit has exactly one current matter and as many matters as it says")
    cure, row = answer.stdout.splitlines()[at + 1 : at + 3]
    assert cure.strip().startswith("The desk would show the wrong matter")
    assert row == f"    · visit {visit.pk} (A001 Nordby, 2026-11-24)"
    assert (answer.exit_code, answer.stderr) == (1, "")


def test_programs_get_one_object(branches: Town) -> None:
    visit = branches.draw()
    Visit.objects.filter(pk=visit.pk).update(matters=2)
    answer = say("doctor", "--json")
    told = json.loads(answer.stdout)
    wrong = [check for check in told["checks"] if not check["ok"]]
    assert (answer.exit_code, told["ok"]) == (1, False)
    assert [check["name"] for check in told["checks"]] == [check.name for check in CHECKS]
    assert [(check["name"], check["problems"]) for check in wrong] == [
        ("matters_agree", [f"visit {visit.pk} (A001 Nordby, 2026-11-24)"])
    ]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_doctor_speaks_the_language_of_the_terminal(branches: Town, language: str) -> None:
    with translation.override(language):
        titles = [f"✓ {check.title}" for check in CHECKS]
    assert say("doctor", language=language).stdout.splitlines()[: len(CHECKS)] == titles
