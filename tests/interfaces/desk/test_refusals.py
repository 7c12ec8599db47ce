"""A "no" on the desk: the sentence in an alert, the state fresh, what was typed still there."""

import pytest

from tests.interfaces.desk.conftest import Branch
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.visits.models import Visit


def refused(branch: Branch, deed: str, **fields: object) -> tuple[int, str]:
    answer = branch.press(deed, **fields)
    return answer.status_code, answer.context["code"]


def test_next_asks_for_the_outcome(branch: Branch) -> None:
    visit = branch.serving()
    answer = branch.press("next")
    assert (answer.status_code, answer.context["code"]) == (409, "outcome_missing")
    assert 'role="alert"' in answer.content.decode()
    assert answer.context["visit"] == visit


def test_nobody_waits(branch: Branch) -> None:
    assert refused(branch, "next") == (409, "queue_empty")


def test_a_judgement_is_not_made_at_the_desk(branch: Branch) -> None:
    visit = branch.serving("assessment")
    assert refused(branch, "outcome", visit=visit.pk, result="solved") == (422, "discretion_at_desk")
    assert branch.look().context["facts"]["not_here"] is True


def test_an_illegal_move_says_who(branch: Branch) -> None:
    visit = branch.serving()
    answer = branch.press("recall", visit=visit.pk)
    assert (answer.status_code, "Mette" in answer.context["refused"]) == (409, True)


def test_the_future_is_refused_and_what_was_typed_stays(branch: Branch) -> None:
    answer = branch.press("register", task="mitid", result="solved", when="2026-11-25T09:00", channel="phone")
    shown = answer.content.decode()
    assert (answer.status_code, Enquiry.objects.count()) == (422, 0)
    assert 'value="2026-11-25T09:00"' in shown
    assert '<option value="phone" selected>' in shown
    assert '<input type="radio" name="task" value="mitid" checked' in shown


def test_one_press_is_refused_without_the_number_of_a_row(branch: Branch) -> None:
    answer = branch.press("register", task="assessment", result="to_authority")
    assert answer.context["refused"] == "En henvisning skal sige hvorhen. Vælg et sted."


@pytest.mark.parametrize(
    ("deed", "fields"),
    [
        ("call", {"visit": "x"}),
        ("call", {"visit": "9" * 30}),
        ("register", {"task": "mitid", "result": "nonsense"}),
        ("register", {"task": "mitid", "result": "solved", "channel": "pigeon"}),
        ("correct", {"enquiry": "x", "result": "solved"}),
        ("undo", {"undone": ""}),
    ],
)
def test_nonsense_is_refused(branch: Branch, deed: str, fields: dict[str, str]) -> None:
    assert refused(branch, deed, **fields) == (422, "bad_value")


@pytest.mark.parametrize("when", ["yesterday", "9999-12-31T10:00", "0001-01-01T00:00"])
def test_a_time_nobody_means_is_refused(branch: Branch, when: str) -> None:
    assert refused(branch, "register", task="mitid", result="solved", when=when) == (422, "bad_day")


def test_a_press_without_operation_is_refused(branch: Branch) -> None:
    branch.draw()
    assert branch.client.post(f"{branch.url}next/").status_code == 422
    assert Visit.objects.get().state == "waiting"


def test_language_can_be_switched_after_a_refusal(branch: Branch) -> None:
    assert branch.press("next").context["here"] == branch.url


def test_an_unknown_visit_is_not_found(branch: Branch) -> None:
    assert refused(branch, "call", visit=987) == (404, "unknown_visit")


def test_an_unknown_desk_is_refused(branch: Branch) -> None:
    assert branch.client.get("/desk/nordby/99/").status_code == 422
    assert branch.client.get("/desk/nowhere/1/").status_code == 422


def test_a_script_gets_the_desk_alone(branch: Branch) -> None:
    branch.draw()
    branch.client.defaults["HTTP_X_VELKOMMEN_FRAGMENT"] = "1"
    answer = branch.press("next")
    assert (answer.status_code, "<html" in answer.content.decode()) == (200, False)


@pytest.mark.parametrize(("deed", "fields"), [("serve", {}), ("register", {"result": "solved"})])
def test_a_press_without_a_task_asks_for_one(branch: Branch, deed: str, fields: dict[str, str]) -> None:
    assert refused(branch, deed, **fields) == (422, "task_missing")
