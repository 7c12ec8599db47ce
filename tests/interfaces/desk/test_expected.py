"""Who is expected today: seen under the line, said to be here by one press, marked when they did not come; and several matters at once."""

import re
from datetime import timedelta

import pytest

from tests.appointments import booked
from tests.interfaces.desk.conftest import Branch
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.visits.models import Visit


@pytest.fixture(autouse=True)
def english(branch: Branch) -> None:
    branch.client.cookies["velkommen_language"] = "en"


def come_later(branch: Branch, minutes: int, *tasks: str) -> Appointment:
    return booked(branch.desk, branch.mette.pk, branch.now + timedelta(minutes=minutes), tasks or ("passport",))


def shown(branch: Branch) -> list[tuple[str, ...]]:
    """The rows under the line: time, what for, whether it is missed."""
    page = branch.look().content.decode()
    rows = re.findall(
        r'<li([^>]*)><button name="appointment" value="\d+"><b>([^<]*)</b><span class="vk-task">(.*?)</span>', page
    )
    return [(time, what, "missed" if "vk-missed" in row else "") for row, time, what in rows]


def line(branch: Branch) -> list[tuple[str, ...]]:
    """The rows of the line: number, what for, how long or from when."""
    page = branch.look().content.decode()
    rows = r'<button name="visit" value="\d+"><b>([^<]*)</b><span class="vk-task">([^<]*)</span><span class="wait">([^<]*)</span>'
    return re.findall(rows, page)


def test_who_booked_for_today_is_expected_and_who_did_not_come_is_marked_and_last(branch: Branch) -> None:
    come_later(branch, 15, "passport", "mitid"), come_later(branch, -30), come_later(branch, 24 * 60)
    assert shown(branch) == [("12:15", "passport en, mitid en", ""), ("11:30", "passport en", "missed")]


def test_without_appointments_nothing_is_expected(branch: Branch) -> None:
    assert "Expected today" not in branch.look().content.decode()


def test_one_press_lets_them_stand_in_line_greyed_until_their_time(branch: Branch) -> None:
    made = come_later(branch, 15)
    branch.draw("mitid", minutes_ago=3)
    assert branch.press("arrive", appointment=made.pk).status_code == 303
    assert (shown(branch), line(branch)) == (
        [],
        [("B001", "mitid en", "3 min"), ("B002", "12:15 passport en (booked)", "from 12:15")],
    )
    branch.later(minutes=15)
    assert line(branch) == [("B002", "12:15 passport en (booked)", "0 min"), ("B001", "mitid en", "18 min")]


def test_who_came_too_late_stands_in_line_like_everybody(branch: Branch) -> None:
    made = come_later(branch, -30)
    branch.press("arrive", appointment=made.pk)
    assert line(branch) == [("B001", "passport en", "0 min")]


def test_pressed_twice_they_are_here_once_and_the_second_press_says_so(branch: Branch) -> None:
    made = come_later(branch, 15)
    branch.press("arrive", appointment=made.pk)
    answer = branch.press("arrive", appointment=made.pk)
    assert (answer.status_code, Visit.objects.count()) == (409, 1)


def test_the_longest_wait_is_of_those_whose_time_has_come(branch: Branch) -> None:
    branch.press("arrive", appointment=come_later(branch, 15).pk)
    assert 'id="longest"' not in branch.look().content.decode()
    branch.draw(minutes_ago=7)
    assert re.findall(r'id="longest" data-at="\d+">([^<]*)<', branch.look().content.decode()) == ["7 min"]


def test_next_calls_them_at_their_time_before_who_walked_in(branch: Branch) -> None:
    branch.press("arrive", appointment=come_later(branch, 15).pk)
    walked_in = branch.draw(minutes_ago=0)
    branch.later(minutes=15)
    branch.press("next")
    assert list(Visit.objects.filter(state="called").values_list("booked", flat=True)) == [True]
    walked_in.refresh_from_db()
    assert walked_in.state == "waiting"


def test_each_of_several_matters_needs_its_outcome(branch: Branch) -> None:
    made = come_later(branch, 0, "passport", "mitid")
    branch.press("arrive", appointment=made.pk)
    branch.press("next")
    visit = Visit.objects.get()
    branch.press("start", visit=visit.pk)
    page = branch.look().content.decode()
    assert re.findall(r'class="vk-matter-task">([^<]*)<', page) == ["passport en", "mitid en"]
    branch.press("outcome", visit=visit.pk, result="solved")
    assert branch.press("finish", visit=visit.pk).status_code == 409
    branch.press("outcome", visit=visit.pk, enquiry=Enquiry.objects.get(outcome="").pk, result="come_back")
    branch.press("finish", visit=visit.pk)
    assert sorted(Enquiry.objects.values_list("task__key", "outcome")) == [
        ("mitid", "come_back"),
        ("passport", "solved"),
    ]


def test_nobody_came_when_called_ends_all_their_matters(branch: Branch) -> None:
    branch.press("arrive", appointment=come_later(branch, 0, "passport", "mitid").pk)
    branch.press("next")
    branch.press("no-show", visit=Visit.objects.get().pk)
    assert list(Enquiry.objects.values_list("outcome", flat=True)) == ["left", "left"]


def test_the_help_says_the_order(branch: Branch) -> None:
    said = "The order: from its time on, an appointment is called before those who walked in"
    assert said in branch.look().content.decode()
