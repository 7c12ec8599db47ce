"""The checklist of a place from what the house knows, and the marks that stand where it knows nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people import Town, code, refused
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.actions.tickets import new_enquiry
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.learning.actions import put_oneself_forward
from velkommen.apps.learning.models import Participant, StaffCourse, StaffCourseDay
from velkommen.apps.placement.actions import set_agreement
from velkommen.apps.places.models import Equipment
from velkommen.apps.readiness.actions import mark_point
from velkommen.apps.readiness.models import Mark
from velkommen.apps.readiness.queries import checklist
from velkommen.domain.cooperation import Agreement
from velkommen.domain.kinds import Unit
from velkommen.domain.readiness import Key, Point, Source, State
from velkommen.domain.refusals import Code
from velkommen.shared import clock

pytestmark = pytest.mark.django_db
JOINT = Agreement(
    leadership_joint=True,
    units=frozenset({Unit.LIBRARY, Unit.CITIZEN_SERVICE}),
    performed={"passport": frozenset({Unit.LIBRARY})},
    project_owner="Leder",
    is_centre=True,
    decided_on=date(2026, 9, 1),
)


def today(town: Town) -> date:
    return clock.local_day(town.now)


def agree(town: Town, since: date, agreement: Agreement = JOINT) -> None:
    set_agreement(place=town.place.pk, since=since, agreement=agreement, **town.by(town.lea))


def point(town: Town, key: Key, **planned: Any) -> Point:
    return next(one for one in checklist(town.place.pk, town.now, **planned) if one.key is key)


def count(town: Town, task: str, day: date, many: int = 1) -> None:
    """Enquiries of a task that were counted at Nordby on a day, at noon."""
    found = Task.objects.get(key=task)
    for _ in range(many):
        row = new_enquiry(town.place.pk, found, town.now - (today(town) - day))
        row.outcome = "solved"
        row.save(force_insert=True)


def mark(town: Town, key: Key, state: State = State.YES, **more: Any) -> None:
    mark_point(place=town.place.pk, point=key, state=state, **more, **town.by(town.lea))


def test_a_place_of_which_nothing_is_recorded_has_everything_open(town: Town) -> None:
    found = checklist(town.place.pk, town.now)
    assert {one.key for one in found if not one.open} == {Key.EQUIPMENT, Key.VOLUME, Key.HOURS}
    assert {one.key for one in found if one.source is Source.NOBODY} == {
        Key.STAFF_HEARD,
        Key.CHOICE,
        Key.JOINT_COURSE,
        Key.ROOM,
        Key.NOISE,
        Key.SIGNS,
        Key.RESOURCES,
    }


def test_what_is_agreed_is_read_from_the_agreement(town: Town) -> None:
    agree(town, today(town))
    assert [point(town, key).state for key in (Key.OWNER, Key.LEADERSHIP, Key.COUNCIL)] == [State.YES] * 3


def test_a_change_that_is_planned_is_looked_at_before_it_is_saved(town: Town) -> None:
    planned = {"planned": JOINT, "since": today(town) + timedelta(days=30)}
    assert point(town, Key.OWNER).state is State.NO
    assert point(town, Key.OWNER, **planned).state is State.YES


def test_equipment_the_tasks_need_and_that_is_not_here_is_named(town: Town) -> None:
    Task.objects.filter(key="passport").update(equipment=["photo_stand", "safe"])
    Equipment.objects.create(service_point=town.place, kind="safe", name="Boks")
    planned = {"planned": JOINT, "since": today(town)}
    found = point(town, Key.EQUIPMENT, **planned)
    assert (found.state, found.figures) == (State.NO, {"lacking": {"passport": ("photo_stand",)}})


def test_weeks_are_counted_before_the_tasks_moved(town: Town) -> None:
    for weeks in range(1, 5):
        count(town, "passport", today(town) - timedelta(weeks=weeks))
    assert (point(town, Key.BASELINE).state, point(town, Key.BASELINE).figures) == (
        State.YES,
        {"weeks": 4, "of": 8},
    )
    agree(town, today(town) - timedelta(weeks=3))
    assert point(town, Key.BASELINE).figures == {"weeks": 1, "of": 8}


def test_what_was_undone_is_no_baseline(town: Town) -> None:
    count(town, "passport", today(town) - timedelta(days=3))
    Enquiry.objects.update(withdrawn=True)
    assert point(town, Key.BASELINE).figures["weeks"] == 0


def test_too_few_enquiries_of_a_task_one_is_trained_for_are_named(town: Town) -> None:
    Task.objects.filter(key="passport").update(competence="passport")
    agree(town, today(town))
    assert point(town, Key.VOLUME).source is Source.NOBODY
    count(town, "passport", today(town) - timedelta(days=3), 6)
    found = point(town, Key.VOLUME)
    assert (found.state, found.figures["few"]) == (State.NO, {"passport": 2.0})


def test_a_mark_says_who_and_when_and_can_be_taken_back(town: Town) -> None:
    mark(town, Key.ROOM, note="Skranke 2 er drejet")
    found = point(town, Key.ROOM)
    assert (found.state, found.source) == (State.YES, Source.HAND)
    assert found.mark
    assert (found.mark.who, found.mark.at, found.mark.note) == ("Lea", town.now, "Skranke 2 er drejet")
    mark(town, Key.ROOM, State.NOT_RELEVANT)
    assert (point(town, Key.ROOM).state, Mark.objects.count()) == (State.NOT_RELEVANT, 1)
    mark(town, Key.ROOM, State.NOT_KNOWN)
    assert (point(town, Key.ROOM).source, Mark.objects.count()) == (Source.NOBODY, 0)


def test_staff_are_heard_on_a_day_that_has_been_and_before(town: Town) -> None:
    asked = {"place": town.place.pk, "point": Key.STAFF_HEARD, "state": State.YES}
    assert code(mark_point, **asked, **town.by(town.lea)) is Code.DAY_MISSING
    ahead = today(town) + timedelta(days=1)
    assert refused(mark_point, **asked, day=ahead, **town.by(town.lea)) == (Code.DAY_AHEAD, {"on": "2026-11-25"})
    mark(town, Key.STAFF_HEARD, day=today(town))
    assert point(town, Key.STAFF_HEARD).state is State.YES
    agree(town, today(town))
    late = point(town, Key.STAFF_HEARD)
    assert (late.state, late.figures) == (State.NO, {"late": today(town)})


@pytest.mark.parametrize("key", [Key.OWNER, Key.LEADERSHIP, Key.BASELINE, Key.EQUIPMENT, Key.HOURS, Key.COUNCIL])
def test_what_the_data_say_cannot_be_ticked(town: Town, key: Key) -> None:
    asked = {"place": town.place.pk, "point": key, "state": State.YES}
    assert code(mark_point, **asked, **town.by(town.lea)) is Code.FILLED_FROM_DATA
    assert not Mark.objects.exists()


def test_who_does_not_arrange_the_place_marks_nothing(town: Town) -> None:
    asked = {"place": town.place.pk, "point": Key.ROOM, "state": State.YES}
    assert code(mark_point, **asked, **town.by(town.mette)) is Code.NOT_ALLOWED
    assert code(mark_point, **asked, note="x" * 161, **town.by(town.lea)) is Code.BAD_VALUE
    assert code(mark_point, **asked, note="010190-1234", **town.by(town.lea)) is Code.CPR_IN_TEXT


def test_the_checklist_costs_eight_statements_however_much_was_counted(town: Town) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as statements:
            checklist(town.place.pk, town.now)
        return len(statements)

    checklist(town.place.pk, town.now)  # the rules are kept from now on
    few = cost()
    for days in range(1, 20):
        count(town, "passport", today(town) - timedelta(days=days))
    assert (few, cost()) == (8, 8)


def test_courses_for_both_groups_are_counted_where_courses_are_kept(town: Town) -> None:
    course = StaffCourse.objects.create(title="Together", service_point=town.place, seats=9)
    StaffCourseDay.objects.create(course=course, day=today(town))
    assert (point(town, Key.JOINT_COURSE).state, point(town, Key.JOINT_COURSE).source) == (State.NO, Source.DATA)
    for one, unit in ((town.mette, Unit.LIBRARY), (town.ali, Unit.CITIZEN_SERVICE)):
        Participant.objects.create(course=course, staff_id=one.id, unit=unit.value, attended=True)
    StaffCourse.objects.update(closed_on=today(town))
    assert (point(town, Key.JOINT_COURSE).state, point(town, Key.JOINT_COURSE).figures) == (State.YES, {"number": 1})


def test_those_who_put_themselves_forward_are_counted(town: Town) -> None:
    assert point(town, Key.CHOICE).source is Source.NOBODY
    put_oneself_forward(place=town.place.pk, key="passport", **town.by())
    assert (point(town, Key.CHOICE).state, point(town, Key.CHOICE).figures) == (State.YES, {"number": 1})
