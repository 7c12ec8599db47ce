"""`velkommen found` and `velkommen staff`: the first administrator and the accounts of colleagues, without a browser."""

import re

import pytest
from django.test import Client

from tests.interfaces.cli.conftest import say
from tests.people import NOON, Town
from velkommen.apps.people.links import staff_of_link
from velkommen.apps.people.models import SetupCode, Staff
from velkommen.apps.placement.models import Posting
from velkommen.shared import clock
from velkommen.shared.log.models import Deed

GOOD, WEAK = "tolv-blege-sild", "kort"
FOUND = ("found", "--username", "hanne", "--first-name", "Hanne", "--password", GOOD)


def may_log_in(username: str, password: str = GOOD) -> bool:
    with clock.fixed(NOON):
        return Client().login(username=username, password=password)


def posted(username: str) -> list[tuple[str | None, str]]:
    """Where somebody works, and as what."""
    rows = Posting.objects.filter(staff__username=username)
    return list(rows.values_list("service_point__slug", "role"))


def written(text: str) -> bool:
    """Whether a secret stands anywhere in the log."""
    return any(text in f"{deed.answer}{deed.changes}{deed.before}" for deed in Deed.objects.all())


def test_an_empty_house_gets_its_first_administrator(db: None) -> None:
    answer = say(*FOUND, "--address", "https://velkommen.example.dk")
    assert (answer.exit_code, answer.stdout) == (
        0,
        "hanne is the administrator. Log in and go on: https://velkommen.example.dk/setup/\n",
    )
    assert (posted("hanne"), may_log_in("hanne"), SetupCode.objects.exists()) == ([(None, "admin")], True, False)


def test_what_is_not_given_is_asked_for_and_the_password_is_not_shown(db: None) -> None:
    answer = say("found", typed=f"hanne\nHanne\n{GOOD}\n{GOOD}\n")
    assert (answer.exit_code, may_log_in("hanne"), GOOD in answer.output) == (0, True, False)


def test_a_house_that_has_one_gets_no_second_by_this_way(db: None) -> None:
    say(*FOUND)
    answer = say("found", "--username", "bo", "--first-name", "Bo", "--password", GOOD)
    assert (answer.exit_code, answer.stdout, Staff.objects.filter(username="bo").exists()) == (1, "", False)
    assert "This house has its municipality and its administrator already. Log in instead." in answer.stderr
    assert not SetupCode.objects.exists()  # no code lies about by which somebody could try


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("--password", WEAK), "10"),
        (("--username", "han ne"), "A username has letters, digits and @ . + - _ alone"),
        (("--first-name", " "), "first_name"),
    ],
)
def test_what_is_wrong_with_the_first_administrator_is_said_and_nothing_made(
    db: None, wrong: tuple[str, str], says: str
) -> None:
    answer = say(*FOUND, *wrong)
    assert (answer.exit_code, says in answer.stderr, Staff.objects.count()) == (1, True, 0)


def test_a_colleague_gets_an_account_and_a_link(branches: Town) -> None:
    answer = say("staff", "create", "nora", "--first-name", "Nora", "--place", "nordby")
    link = re.fullmatch(r"http://127\.0\.0\.1:8000/setup/password/([^/]+)/\n", answer.stdout)
    assert (answer.exit_code, posted("nora")) == (0, [("nordby", "clerk")])
    assert link
    assert staff_of_link(link[1]) == Staff.objects.get(username="nora", unit="library", first_name="Nora")
    assert answer.stderr == "They choose their password by this link. It holds once, for three days.\n"
    assert (may_log_in("nora"), written(link[1])) == (False, False)


def test_or_a_password_at_once(branches: Town) -> None:
    told = ("--role", "lead", "--unit", "citizen_service", "--ask-password")
    answer = say("staff", "create", "nora", "--first-name", "Nora", *told, typed=f"{GOOD}\n{GOOD}\n")
    assert (answer.exit_code, posted("nora"), may_log_in("nora")) == (0, [(None, "lead")], True)
    assert (GOOD in answer.output, "setup/password" in answer.output, written(GOOD)) == (False, False, False)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (("mette", "--first-name", "Mette"), "“mette” is taken already."),
        (("no spaces", "--first-name", "Nora"), "A username has letters"),
        (("nora", "--first-name", "Nora", "--place", "vestby"), "There is no such place: vestby."),
    ],
)
def test_what_is_wrong_with_an_account_is_said_and_nothing_made(
    branches: Town, wrong: tuple[str, ...], says: str
) -> None:
    before = Staff.objects.count()
    answer = say("staff", "create", *wrong)
    assert (answer.exit_code, answer.stdout, says in answer.stderr, Staff.objects.count()) == (1, "", True, before)


@pytest.mark.parametrize("wrong", [("--role", "kiosk"), ("--unit", "fire_brigade")])
def test_what_nobody_can_be_is_used_wrongly(branches: Town, wrong: tuple[str, str]) -> None:
    assert say("staff", "create", "nora", "--first-name", "Nora", *wrong).exit_code == 2


def test_who_forgot_a_password_gets_a_link(branches: Town) -> None:
    answer = say("staff", "password", "mette", "--address", "https://velkommen.example.dk")
    link = re.fullmatch(r"https://velkommen\.example\.dk/setup/password/([^/]+)/\n", answer.stdout)
    assert link
    assert staff_of_link(link[1]) == Staff.objects.get(username="mette")


def test_or_types_a_new_one(branches: Town) -> None:
    answer = say("staff", "password", "mette", "--ask-password", typed=f"{GOOD}\n{GOOD}\n")
    assert (answer.exit_code, may_log_in("mette")) == (0, True)
    assert answer.stdout.endswith("The password holds from now on.\n")


def test_a_weak_one_is_refused_and_the_old_one_holds(branches: Town) -> None:
    say("staff", "password", "mette", "--ask-password", typed=f"{GOOD}\n{GOOD}\n")
    answer = say("staff", "password", "mette", "--ask-password", typed=f"{WEAK}\n{WEAK}\n")
    assert (answer.exit_code, may_log_in("mette"), may_log_in("mette", WEAK)) == (1, True, False)


def test_a_password_for_nobody_is_refused_in_a_sentence(branches: Town) -> None:
    answer = say("staff", "password", "nobody")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert answer.stderr.endswith("There is no active user called nobody.\n")
