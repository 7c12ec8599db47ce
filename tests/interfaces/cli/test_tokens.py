"""`velkommen token create`: shown once, works at once, and only for who works here."""

import pytest

from tests.interfaces.cli.conftest import say
from tests.people import Town
from velkommen.apps.people.models import AccessToken, Staff
from velkommen.apps.placement.queries import actor_by_token


def test_a_token_is_all_that_stands_on_the_line(branches: Town) -> None:
    answer = say("token", "create", "mette")
    made = answer.stdout.strip()
    assert (answer.exit_code, actor_by_token(made)) == (0, branches.mette)
    assert answer.stderr == "Keep it well: it is shown this once, and whoever has it acts as mette.\n"


@pytest.mark.parametrize("username", ["nobody", "sara"])
def test_a_token_for_nobody_is_refused_in_a_sentence(branches: Town, username: str) -> None:
    Staff.objects.filter(username="sara").update(is_active=False)
    answer = say("token", "create", username)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.endswith(f"There is no active user called {username}.\n")
    assert not AccessToken.objects.exists()


def test_a_command_that_is_used_wrongly_ends_with_two(branches: Town) -> None:
    assert say("token", "create").exit_code == 2
