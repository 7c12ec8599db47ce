"""Each button of the desk, pressed as a form without script."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.interfaces.desk.conftest import Branch
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.visits.models import Visit
from velkommen.shared import clock


def state(visit: Visit) -> str:
    visit.refresh_from_db()
    return visit.state


def test_next_calls_who_waited_longest(branch: Branch) -> None:
    later, first = branch.draw(minutes_ago=2), branch.draw(minutes_ago=9)
    answer = branch.press("next")
    assert (answer.status_code, answer.headers["Location"]) == (303, branch.url)
    assert (state(first), state(later)) == ("called", "waiting")


def test_call_takes_a_chosen_number(branch: Branch) -> None:
    first, chosen = branch.draw(minutes_ago=9), branch.draw(minutes_ago=2)
    branch.press("call", visit=chosen.pk)
    assert (state(first), state(chosen)) == ("waiting", "called")


@pytest.mark.parametrize(("deed", "after"), [("start", "serving"), ("recall", "called"), ("no-show", "ended")])
def test_a_called_visit(branch: Branch, deed: str, after: str) -> None:
    visit = branch.draw()
    branch.press("next")
    assert branch.press(deed, visit=visit.pk).status_code == 303
    assert state(visit) == after


@pytest.mark.parametrize(("away", "back"), [("park", "resume"), ("consult", "return")])
def test_away_from_the_desk_and_back(branch: Branch, away: str, back: str) -> None:
    visit = branch.serving()
    branch.press(away, visit=visit.pk)
    gone = state(visit)
    branch.press(back, visit=visit.pk)
    assert (gone, state(visit)) == ({"park": "parked", "consult": "with_expert"}[away], "serving")


def test_a_parked_visit_shows_who_parked_it(branch: Branch) -> None:
    visit = branch.serving()
    branch.press("park", visit=visit.pk)
    shown = branch.look().content.decode()
    assert re.findall(r'class="vk-who">.*?<span>([^<]+)</span>', shown) == ["Mette"]
    branch.press("left", visit=visit.pk)
    assert state(visit) == "ended"


def test_an_outcome_and_next_close_the_visit(branch: Branch) -> None:
    visit = branch.serving()
    branch.press("outcome", visit=visit.pk, result="self_service")
    branch.press("next")
    assert (state(visit), branch.matter(visit).outcome) == ("ended", "self_service")


def test_a_referral_says_where(branch: Branch) -> None:
    visit = branch.serving()
    branch.press("outcome", visit=visit.pk, result="to_authority:tax")
    matter = branch.matter(visit)
    assert (matter.outcome, matter.destination and matter.destination.key) == ("to_authority", "tax")


def test_not_possible_says_why(branch: Branch) -> None:
    visit = branch.serving()
    branch.press("outcome", visit=visit.pk, result="not_possible:system_down")
    assert branch.matter(visit).reason == "system_down"


def test_each_matter_gets_its_own_outcome(branch: Branch) -> None:
    visit = branch.serving()
    first = branch.matter(visit)
    branch.press("add-matter", visit=visit.pk, task="mitid")
    branch.press("outcome", visit=visit.pk, enquiry=first.pk, result="solved")
    branch.press("outcome", visit=visit.pk, enquiry=branch.matter(visit).pk, result="come_back")
    branch.press("finish", visit=visit.pk)
    ended = dict(Enquiry.objects.filter(visit=visit).values_list("task__key", "outcome"))
    assert (state(visit), ended) == ("ended", {"passport": "solved", "mitid": "come_back"})


def test_handing_over_keeps_the_place_in_line(branch: Branch) -> None:
    visit = branch.serving()
    branch.press("transfer", visit=visit.pk, task="mitid", for_desk=branch.other_desk.pk)
    queued_at = visit.queued_at
    assert (state(visit), visit.for_desk, visit.queued_at) == ("waiting", branch.other_desk, queued_at)


def test_serving_somebody_without_a_number(branch: Branch) -> None:
    branch.press("serve", task="mitid")
    visit = Visit.objects.get()
    assert (visit.state, visit.number, visit.desk) == ("serving", None, branch.desk)


def test_two_taps_count_one(branch: Branch) -> None:
    branch.press("register", task="mitid", result="solved")
    counted = Enquiry.objects.get()
    assert (counted.task.key, counted.outcome, counted.visit) == ("mitid", "solved", None)
    assert counted.happened_at == branch.now


def test_a_task_without_a_tile_is_chosen_from_the_list(branch: Branch) -> None:
    branch.press("register", task="mitid", other="passport", result="solved")
    assert Enquiry.objects.get().task.key == "passport"


def test_backfill_takes_the_local_time_given(branch: Branch) -> None:
    branch.press("register", task="mitid", result="solved", when="2026-11-24T09:15", channel="phone")
    counted = Enquiry.objects.get()
    local = clock.local(counted.happened_at).strftime("%H:%M")
    assert (local, counted.minute, counted.channel) == ("09:15", 555, "phone")


def test_correcting_what_was_counted(branch: Branch) -> None:
    branch.press("register", task="mitid", result="solved")
    counted = Enquiry.objects.get()
    page = branch.client.get(f"{branch.url}correct/{counted.pk}/")
    branch.press("correct", enquiry=counted.pk, task="passport", result="come_back")
    counted.refresh_from_db()
    assert (page.status_code, counted.task.key, counted.outcome) == (200, "passport", "come_back")


def test_setting_a_time_aside(branch: Branch) -> None:
    visit = branch.serving()
    branch.press("unreliable", enquiry=branch.matter(visit).pk)
    assert branch.matter(visit).unreliable is True


def test_undo_within_ten_seconds(branch: Branch) -> None:
    visit = branch.draw()
    branch.press("next")
    done = branch.look().context["done"]
    assert branch.press("undo", undone=done.undone).status_code == 303
    assert (state(visit), branch.look().context["done"].undone) == ("waiting", None)


def test_undo_is_offered_for_ten_seconds_only(branch: Branch) -> None:
    branch.draw()
    branch.press("next")
    branch.now += timedelta(seconds=11)
    assert branch.look().context["done"] is None


def test_the_same_press_twice_is_one_deed(branch: Branch) -> None:
    first, second = branch.draw(minutes_ago=9), branch.draw(minutes_ago=2)
    op = uuid4()
    branch.press("register", op, task="mitid", result="solved")
    branch.press("register", op, task="mitid", result="solved")
    branch.press("call", op, visit=first.pk)
    branch.press("call", op, visit=first.pk)
    assert (Enquiry.objects.filter(visit=None).count(), state(first), state(second)) == (1, "called", "waiting")


def test_control_two_pages_are_two_deeds(branch: Branch) -> None:
    branch.press("register", task="mitid", result="solved")
    branch.press("register", task="mitid", result="solved")
    assert Enquiry.objects.count() == 2


def test_two_buttons_of_one_page_are_two_deeds(branch: Branch) -> None:
    op = uuid4()
    branch.press("register", op, task="mitid", result="solved")
    branch.press("register", op, task="passport", result="solved")
    assert Enquiry.objects.count() == 2
