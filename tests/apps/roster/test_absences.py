"""Who is away: sudden, or by leave; what one absence does, and who could step in."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.roster.conftest import TODAY, TOMORROW
from tests.people import Town, code
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import grant_competence
from velkommen.apps.placement.models import Absence
from velkommen.apps.placement.queries import away
from velkommen.apps.roster import actions
from velkommen.apps.roster.effects import what_it_does
from velkommen.apps.roster.models import Leave, Need, Note
from velkommen.domain.placement.facts import Away
from velkommen.domain.refusals import Code

WEEK = timedelta(days=7)


def ill(town: Town, first: date = TODAY, last: date = TODAY, **facts: object) -> int | None:
    """Mette says that she is away."""
    said = {"staff": town.mette.id, "first": first, "last": last, **facts}
    return actions.report_absence(**said, **town.by())["absence"]  # type: ignore[arg-type]


def rows() -> list[tuple[int, int, bool]]:
    found = Absence.objects.values_list("first", "last", "sudden")
    return [((first - TODAY).days, (last - TODAY).days, sudden) for first, last, sudden in found]


def test_one_calls_in_sick_and_the_leader_hears_it_and_no_reason_is_kept(rostered: Town) -> None:
    ill(rostered, last=TOMORROW)
    assert (rows(), away([rostered.mette.id], rostered.now)) == ([(0, 1, True)], {rostered.mette.id})
    assert [(note.staff_id, note.what) for note in Note.objects.all()] == [(rostered.lea.id, "absence_told")]
    columns = {field.name for field in Absence._meta.local_fields}
    assert columns == {"id", "staff", "first", "last", "opens", "closes", "sudden"}


def test_the_leader_tells_it_for_somebody_and_a_colleague_does_not(town: Town) -> None:
    said = {"staff": town.mette.id, "first": TODAY + WEEK, "last": TODAY + WEEK}
    assert code(actions.report_absence, **said, **town.by(town.ali)) is Code.NOT_ALLOWED
    actions.report_absence(**said, **town.by(town.lea))
    assert rows() == [(7, 7, False)]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"first": TODAY + WEEK, "last": TODAY + WEEK}, Code.ASK_FOR_LEAVE),
        ({"first": TODAY, "last": TODAY - timedelta(days=1)}, Code.PERIOD_REVERSED),
        ({"first": TODAY - WEEK, "last": TODAY - timedelta(days=1)}, Code.SHIFT_OVER),
        ({"first": TODAY, "last": TODAY + timedelta(days=400)}, Code.BAD_VALUE),
        ({"first": TODAY, "last": TODAY, "opens": 600}, Code.BAD_VALUE),
        ({"first": TODAY, "last": TOMORROW, "opens": 600, "closes": 700}, Code.BAD_VALUE),
    ],
)
def test_an_absence_that_cannot_be_is_refused(town: Town, facts: dict[str, object], expected: Code) -> None:
    assert code(actions.report_absence, staff=town.mette.id, **facts, **town.by()) is expected


def test_nobody_is_away_twice(town: Town) -> None:
    ill(town, last=TOMORROW)
    again = {"staff": town.mette.id, "first": TOMORROW, "last": TOMORROW}
    assert code(actions.report_absence, **again, **town.by()) is Code.ALREADY_AWAY


def test_one_is_back_sooner_later_or_was_never_away(town: Town) -> None:
    absence = ill(town, last=TOMORROW + WEEK)
    assert absence
    for day, left in ((TOMORROW, [(0, 0, True)]), (TOMORROW + WEEK, [(0, 7, True)]), (TODAY, [])):
        actions.back_at_work(absence=absence, day=day, **town.by())
        assert rows() == left
    assert code(actions.back_at_work, absence=absence, day=TODAY, **town.by()) is Code.UNKNOWN_ABSENCE


def test_leave_is_asked_for_approved_and_heard_of(town: Town) -> None:
    days = {"first": TODAY + WEEK, "last": TODAY + WEEK * 2}
    leave = actions.ask_leave(**days, **town.by())["leave"]
    assert (rows(), book.read().places[town.place.pk].people[0].away) == ([], ())
    done = actions.decide_leave(leave=leave, approve=True, **town.by(town.lea))
    assert (done["state"], rows()) == ("approved", [(7, 14, False)])
    assert [note.what for note in Note.objects.filter(staff=town.mette.id)] == ["leave_approved"]
    assert code(actions.decide_leave, leave=leave, approve=False, **town.by(town.lea)) is Code.LEAVE_OVER
    actions.withdraw_leave(leave=leave, **town.by())
    assert (rows(), Leave.objects.get().state) == ([], "withdrawn")


def test_a_leave_that_is_refused_changes_nothing(town: Town) -> None:
    leave = actions.ask_leave(first=TODAY + WEEK, last=TODAY + WEEK, **town.by())["leave"]
    assert code(actions.decide_leave, leave=leave, approve=True, **town.by(town.ali)) is Code.NOT_ALLOWED
    actions.decide_leave(leave=leave, approve=False, **town.by(town.lea))
    assert (rows(), Leave.objects.get().state) == ([], "refused")


def test_leave_is_asked_for_ahead(town: Town) -> None:
    assert code(actions.ask_leave, first=TODAY, last=TODAY, **town.by()) is Code.SHIFT_OVER


def test_what_one_absence_does_is_said_before_it_is_saved_and_after(rostered: Town) -> None:
    """Ali is alone from two to six, and alone holds the passport."""
    tomorrow = Away(TOMORROW, TOMORROW)
    [before] = what_it_does(rostered.ali.id, tomorrow)
    assert (before.missed.place, before.missed.day, before.missed.span) == (rostered.place.pk, TOMORROW, (840, 1080))
    assert (before.missed.lost, before.missed.nobody) == (("passport", "mitid", "assessment"), True)
    actions.report_absence(staff=rostered.ali.id, first=TOMORROW, last=TOMORROW, **rostered.by(rostered.ali))
    assert what_it_does(rostered.ali.id, tomorrow) == [before]


def test_a_need_that_is_not_met_then_is_named(rostered: Town) -> None:
    Need.objects.create(service_point=rostered.place, weekdays=0b100, opens=900, closes=1200, competence="passport")
    grant_competence(staff=rostered.ali.id, key="passport", **rostered.by(rostered.lea))
    [effect] = what_it_does(rostered.ali.id, Away(TOMORROW, TOMORROW))
    assert [(one.need.competence, one.span, one.missing) for one in effect.lacks] == [("passport", (900, 1080), 1)]


def test_who_could_step_in_is_able_free_and_rested(rostered: Town) -> None:
    [effect] = what_it_does(rostered.ali.id, Away(TOMORROW, TOMORROW))
    assert [(one.name, one.can) for one in effect.stand_ins] == [("Lea", 3), ("Mette", 3)]
    Absence.objects.create(staff_id=rostered.lea.id, first=TOMORROW, last=TOMORROW)
    actions.give_shift(
        place=rostered.place.pk,
        staff=rostered.mette.id,
        day=TOMORROW,
        opens=900,
        closes=960,
        **rostered.by(rostered.lea),
    )
    [later] = what_it_does(rostered.ali.id, Away(TOMORROW, TOMORROW))
    assert later.stand_ins == ()


def test_an_absence_when_one_is_not_on_duty_does_nothing(rostered: Town) -> None:
    assert what_it_does(rostered.ali.id, Away(TOMORROW, TOMORROW, (600, 840))) == []


def test_of_a_long_absence_four_weeks_are_looked_at_in_few_statements(rostered: Town) -> None:
    book.town()
    with CaptureQueriesContext(connection) as asked:
        found = what_it_does(rostered.mette.id, Away(TODAY, TODAY + timedelta(days=300)))
    assert (len(found), len(asked)) == (28, 4)
