"""Who can help: the competence, free or why not, when else, what is usual; few statements however many experts there are."""

import time
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.lifelines import MEETING, NUMBER, Line
from tests.people import close, code
from velkommen.apps.lifelines import queries
from velkommen.apps.lifelines.models import Expert
from velkommen.apps.lifelines.queries import Helper, choices, who_can_help
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import set_expert_hours
from velkommen.apps.placement.models import Absence, Agreement, Competence, DutyPeriod, Posting
from velkommen.domain.handover import Receiver
from velkommen.domain.hours.periods import Period
from velkommen.domain.lifelines import Why
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role

EVERY_DAY = frozenset(range(7))
MANY = 200


def helper(line: Line, name: str = "Erik") -> Helper:
    return next(one for one in who_can_help(line.town.place.pk, "passport", line.town.now) if one.name == name)


def hours(line: Line, opens: int, closes: int) -> None:
    set_expert_hours(
        staff=line.erik.id, place=line.hall.pk, periods=[Period(EVERY_DAY, (opens, closes))], **line.town.by(line.erik)
    )


def test_all_that_is_shown_of_one(line: Line) -> None:
    assert helper(line) == Helper(
        staff=line.erik.id,
        name="Erik",
        receiver=Receiver.DEPARTMENT,
        partner=False,
        why=Why.FREE,
        when=None,
        usual_seconds=None,
        load=0,
        most=2,
        number=NUMBER,
        meeting=MEETING,
    )


def test_who_has_the_competence_and_nobody_else(line: Line) -> None:
    place, now = line.town.place.pk, line.town.now
    assert [one.name for one in who_can_help(place, "passport", now)] == ["Erik", "Eva", "Otto", "Palle"]
    assert [one.name for one in who_can_help(place, "passport", now, but=line.erik.id)] == ["Eva", "Otto", "Palle"]
    assert who_can_help(place, "mitid", now) == []
    assert code(who_can_help, place=place, task="juggle", at=now) is Code.UNKNOWN_TASK


@pytest.mark.parametrize("level", ["sees", "with_help"])
def test_who_cannot_do_it_alone_is_not_asked(line: Line, level: str) -> None:
    Competence.objects.filter(staff=line.erik.id).update(level=level)
    book.forget()
    assert "Erik" not in [one.name for one in who_can_help(line.town.place.pk, "passport", line.town.now)]


def test_a_competence_that_expired_this_morning_counts_no_more(line: Line) -> None:
    Competence.objects.filter(staff=line.erik.id).update(last=line.town.now.date() - timedelta(days=1))
    book.forget()
    assert "Erik" not in [one.name for one in who_can_help(line.town.place.pk, "passport", line.town.now)]


def test_not_in_their_hours_and_when_else(line: Line) -> None:
    hours(line, 840, 960)  # 14-16; it is 12
    found = helper(line)
    assert (found.why, found.when) == (Why.OFF_DUTY, line.town.now + timedelta(hours=2))


def test_without_hours_of_their_own_those_of_the_place_they_sit_at_hold(line: Line) -> None:
    close(line.hall, line.town.now.date(), "Moving")
    book.forget()
    found = helper(line)
    assert (found.why, found.when) == (Why.OFF_DUTY, line.town.now + timedelta(hours=12))


def test_away_until_a_moment_and_then_on_duty(line: Line) -> None:
    Expert.objects.filter(staff=line.erik.id).update(away_until=line.town.now + timedelta(hours=1))
    assert (helper(line).why, helper(line).when) == (Why.AWAY, line.town.now + timedelta(hours=1))
    hours(line, 840, 960)
    assert helper(line).when == line.town.now + timedelta(hours=2)


def test_absent_is_away(line: Line) -> None:
    today = line.town.now.date()
    Absence.objects.create(staff_id=line.erik.id, first=today, last=today, sudden=True)
    assert helper(line).why is Why.AWAY


def test_busy_and_full(line: Line) -> None:
    Expert.objects.filter(staff=line.erik.id).update(busy=True)
    assert helper(line).why is Why.BUSY
    Expert.objects.filter(staff=line.erik.id).update(busy=False, most_open=1)
    line.accepted(line.erik)
    assert (helper(line).why, helper(line).load) == (Why.FULL, 1)


def test_those_free_come_first_and_the_quickest_of_them(line: Line) -> None:
    Expert.objects.filter(staff=line.eva.id).update(usual_seconds=30)
    Expert.objects.filter(staff=line.erik.id).update(busy=True, usual_seconds=10)
    found = who_can_help(line.town.place.pk, "passport", line.town.now)
    assert [one.name for one in found] == ["Eva", "Otto", "Palle", "Erik"]


def test_whether_the_place_is_a_centre(line: Line) -> None:
    now = line.town.now
    assert choices(line.town.place.pk, "passport", now).is_centre is True
    assert choices(line.town.sydby.pk, "passport", now).is_centre is None
    Agreement.objects.create(service_point=line.town.place, since=date(2026, 11, 1), is_centre=False)
    book.forget()
    assert choices(line.town.place.pk, "passport", now).is_centre is False


def test_somebody_without_a_row_is_asked_as_is_usual(line: Line) -> None:
    Expert.objects.filter(staff=line.erik.id).delete()
    found = helper(line)
    assert (found.receiver, found.most, found.number, found.free) == (Receiver.DEPARTMENT, 2, "", True)


def many(line: Line) -> None:
    """Two hundred experts with hours, half of whom are off duty, besides the four."""
    staff = Staff.objects.bulk_create(Staff(username=f"e{n}", first_name=f"E{n}", unit="library") for n in range(MANY))
    posted = Posting.objects.bulk_create(
        Posting(staff=one, service_point=line.hall, role=Role.EXPERT.value) for one in staff
    )
    DutyPeriod.objects.bulk_create(
        DutyPeriod(posting=one, weekdays=127, opens=480 if n % 2 else 900, closes=960) for n, one in enumerate(posted)
    )
    Competence.objects.bulk_create(Competence(staff=one, key="passport") for one in staff)
    Expert.objects.bulk_create(Expert(staff=one, usual_seconds=60) for one in staff)
    book.forget()


def test_two_hundred_experts_cost_five_statements_and_the_rules_are_read_once(line: Line) -> None:
    many(line)
    ask: Any = (line.town.place.pk, "passport", line.town.now)
    who_can_help(*ask)
    with CaptureQueriesContext(connection) as asked:
        assert len(who_can_help(*ask)) == MANY + 4
    assert len(asked) == 4


def test_two_hundred_experts_are_looked_through_in_ten_milliseconds(line: Line) -> None:
    many(line)
    ask: Any = (line.town.place.pk, "passport", line.town.now)
    who_can_help(*ask)
    took = []
    for _ in range(15):
        began = time.perf_counter()
        who_can_help(*ask)
        took.append(time.perf_counter() - began)
    assert min(took) < 0.010


def test_an_inbox_costs_the_same_however_full(line: Line) -> None:
    line.ask(line.erik)
    queries.inbox(line.erik, line.town.now)
    with CaptureQueriesContext(connection) as one:
        assert len(queries.inbox(line.erik, line.town.now)) == 1
    for number in range(3):
        line.town.desk = type(line.town.desk).objects.create(
            service_point=line.town.place, number=10 + number, name="x"
        )
        line.ask(line.erik)
    with CaptureQueriesContext(connection) as four:
        assert len(queries.inbox(line.erik, line.town.now)) == 4
    assert len(one) == len(four) == 3
