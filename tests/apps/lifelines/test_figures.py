"""What asking comes to: the load by expert, place and hour, and how long and how well, task by task; what was undone counts nowhere."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.lifelines import Line
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.lifelines import actions
from velkommen.apps.lifelines.figures import Load, TaskTimes, answer_times, load
from velkommen.apps.lifelines.models import Lifeline
from velkommen.domain.contacts import parse
from velkommen.domain.handover import Matter
from velkommen.domain.lifelines import Note


def busy_day(line: Line) -> None:
    """Three asked at noon: one helped after 30 and 90 seconds, one was taken back, one was answered at once and is not closed."""
    first = line.ask(line.erik)
    line.town.later(seconds=30)
    actions.accept(lifeline_id=first.pk, **line.town.by(line.erik))
    line.town.later(seconds=60)
    actions.answer(lifeline_id=first.pk, note=Note("Yes"), **line.town.by(line.erik))
    actions.close_lifeline(lifeline_id=first.pk, helped=True, **line.town.by())
    line.town.desk = line.town.other_desk
    second = line.accepted(line.eva)
    actions.recall(lifeline_id=second.pk, **line.town.by())
    line.answered(line.erik, visit=second.enquiry.visit_id)
    line.town.later(hours=1)


def test_the_load_by_expert_place_and_hour(line: Line) -> None:
    busy_day(line)
    today = line.town.now.date()
    assert load(line.town.place.pk, today, today) == [
        Load(line.erik.id, "Erik", "Nordby", 12, number=2, seconds=60),
        Load(line.eva.id, "Eva", "Nordby", 12, number=1, seconds=0),
    ]
    assert load(line.town.sydby.pk, today, today) == []
    assert load(None, today + timedelta(days=1), today + timedelta(days=9)) == []


def test_how_long_and_how_well_task_by_task(line: Line) -> None:
    busy_day(line)
    today = line.town.now.date()
    assert answer_times(None, today, today) == [
        TaskTimes("passport", 3, 3, 2, to_accept=0, to_answer=45, helped=1, first_contact=1, back=1)
    ]


def test_what_was_undone_counts_nowhere(line: Line) -> None:
    busy_day(line)
    Enquiry.objects.update(withdrawn=True)
    today = line.town.now.date()
    assert (load(None, today, today), answer_times(None, today, today)) == ([], [])


def test_helped_is_first_contact_only_where_the_matter_was_solved_so(line: Line) -> None:
    busy_day(line)
    Enquiry.objects.filter(pk=Lifeline.objects.order_by("pk")[0].enquiry_id).update(outcome="come_back")
    (found,) = answer_times(None, line.town.now.date(), line.town.now.date())
    assert (found.helped, found.first_contact) == (1, 0)


def test_one_statement_each(line: Line) -> None:
    busy_day(line)
    with CaptureQueriesContext(connection) as asked:
        load(None, line.town.now.date(), line.town.now.date())
        answer_times(None, line.town.now.date(), line.town.now.date())
    assert len(asked) == 2


def test_whom_nobody_reached_was_not_answered(line: Line) -> None:
    told = {"contact": parse("20123456"), "matter": Matter.APPLICATION}
    pk = actions.call_back(visit=line.town.serving().pk, **told, **line.town.by())["lifeline"]["lifeline"]
    actions.accept(lifeline_id=pk, **line.town.by(line.erik))
    line.town.later(minutes=10)
    for _ in range(3):
        actions.not_reached(lifeline_id=pk, **line.town.by(line.erik))
    today = line.town.now.date()
    assert answer_times(None, today, today) == [
        TaskTimes("passport", 1, 1, 0, to_accept=0, to_answer=None, helped=0, first_contact=0, back=1)
    ]
    assert [one.seconds for one in load(None, today, today)] == [600]
