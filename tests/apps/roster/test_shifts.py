"""Shifts: written as drafts, published, changed one by one; what cannot be is refused with words, and nothing is lost."""

from datetime import date, timedelta

import pytest

from tests.apps.roster.conftest import TODAY, TOMORROW, of, shift_of
from tests.people import Town, code, refused
from velkommen.apps.people.actions import deactivate_staff
from velkommen.apps.placement.actions import set_duty, unpost_staff
from velkommen.apps.placement.models import RosteredDay, Shift
from velkommen.apps.roster import actions
from velkommen.apps.roster.actions import Planned
from velkommen.apps.roster.models import Note, RosterRule
from velkommen.apps.roster.months import month
from velkommen.apps.roster.own import free_shifts
from velkommen.domain.hours.periods import Period
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM

ALL_WEEK = [Period(frozenset(range(7)), (600, 840))]


def plan(town: Town, *rows: Planned, place: int = 0) -> dict[str, int]:
    return dict(actions.set_shifts(place=place or town.place.pk, rows=rows, **town.by(town.lea)))  # type: ignore[arg-type]


def heard(staff: int) -> list[tuple[str, int]]:
    """What somebody hears: what, and how many days ahead."""
    return [(note.what, (note.day - TODAY).days) for note in Note.objects.filter(staff=staff).order_by("id")]


def test_a_draft_is_written_and_written_again(town: Town) -> None:
    plan(town, Planned(town.mette.id, TOMORROW, ((600, 720), (780, 900))))
    again = plan(town, Planned(town.mette.id, TOMORROW, ((600, 720),)), Planned(town.ali.id, TOMORROW, ((720, 900),)))
    assert (again["changed"], of(town.mette.id), of(town.ali.id)) == (2, [(1, 600, 720)], [(1, 720, 900)])
    assert heard(town.mette.id) == []


@pytest.mark.parametrize(
    "spans",
    [((720, 600),), ((600, 720), (700, 800)), ((600, 1441),), tuple((n * 60, n * 60 + 30) for n in range(5))],
)
def test_what_cannot_be_shifts_is_refused(town: Town, spans: tuple[tuple[int, int], ...]) -> None:
    no = refused(
        actions.set_shifts,
        place=town.place.pk,
        rows=[Planned(town.mette.id, TOMORROW, spans)],
        **town.by(town.lea),
    )
    assert no == (Code.BAD_SHIFT, {"who": "Mette", "on": "2026-11-25"})


def test_nobody_is_at_two_places_at_once(town: Town) -> None:
    Shift.objects.create(staff_id=town.mette.id, service_point=town.sydby, day=TOMORROW, opens=660, closes=700)
    rows = [Planned(town.mette.id, TOMORROW, ((600, 720),))]
    no = refused(actions.set_shifts, place=town.place.pk, rows=rows, **town.by(town.lea))
    assert no == (Code.SHIFT_OVERLAPS, {"who": "Mette", "place": "Sydby", "on": "2026-11-25"})


def test_who_does_not_stand_at_the_desks_has_no_shifts(town: Town) -> None:
    rows = [Planned(town.sara.id, TOMORROW, ((600, 720),))]
    no = refused(actions.set_shifts, place=town.place.pk, rows=rows, **town.by(town.lea))
    assert no == (Code.NOT_ON_ROSTER, {"who": "Sara"})


def test_a_clerk_plans_nobody(town: Town) -> None:
    assert code(actions.set_shifts, place=town.place.pk, rows=[], **town.by()) is Code.NOT_ALLOWED


def test_published_shifts_are_heard_of_and_only_days_with_shifts_are(town: Town) -> None:
    plan(town, Planned(town.mette.id, TOMORROW, ((600, 720),)), Planned(town.lea.id, TOMORROW, ((600, 720),)))
    done = actions.publish(place=town.place.pk, first=TODAY, last=TODAY + timedelta(days=30), **town.by(town.lea))
    assert (done, heard(town.mette.id), heard(town.lea.id)) == ({"days": 1, "people": 1}, [("published", 1)], [])
    assert list(RosteredDay.objects.values_list("day", flat=True)) == [TOMORROW]


def test_there_must_be_something_to_publish(rostered: Town) -> None:
    days = {"place": rostered.place.pk, "first": TODAY, "last": TOMORROW}
    assert code(actions.publish, **days, **rostered.by(rostered.lea)) is Code.NOTHING_TO_PUBLISH


def test_a_change_after_publishing_is_heard_of_by_whoever_it_is_about(rostered: Town) -> None:
    plan(
        rostered, Planned(rostered.mette.id, TOMORROW, ((600, 720),)), Planned(rostered.lea.id, TOMORROW, ((720, 840),))
    )
    plan(rostered, Planned(rostered.ali.id, TOMORROW, ()))
    assert (heard(rostered.mette.id), heard(rostered.ali.id), heard(rostered.lea.id)) == (
        [("changed", 1)],
        [("taken_away", 1)],
        [],
    )


def test_a_draft_may_break_rules_and_publishing_it_may_not(town: Town) -> None:
    late, early = (1, ((720, 1260),)), (2, ((420, 600),))
    plan(town, *(Planned(town.mette.id, TODAY + timedelta(days=n), spans) for n, spans in (late, early)))
    days = {"place": town.place.pk, "first": TODAY, "last": TODAY + timedelta(days=9)}
    what, facts = refused(actions.publish, **days, **town.by(town.lea))
    assert (what, facts["breach"], facts["who"], facts["found"]) == (Code.RULE_BROKEN, "rest", "Mette", 600)


def test_after_publishing_a_change_that_breaks_a_rule_that_refuses_is_not_made(rostered: Town) -> None:
    rows = [
        Planned(rostered.ali.id, TOMORROW, ((840, 1320),)),
        Planned(rostered.ali.id, TOMORROW + timedelta(1), ((420, 600),)),
    ]
    RosteredDay.objects.create(service_point=rostered.place, day=TOMORROW + timedelta(1))
    what, facts = refused(actions.set_shifts, place=rostered.place.pk, rows=rows, **rostered.by(rostered.lea))
    assert (what, facts["breach"], facts["found"], facts["limit"]) == (Code.RULE_BROKEN, "rest", 540, 660)
    assert of(rostered.ali.id) == [(1, 840, 1080)]


def test_a_rule_that_only_warns_is_said_and_the_change_is_made(rostered: Town) -> None:
    """Nobody is told four weeks ahead of a change of tomorrow."""
    done = plan(rostered, Planned(rostered.ali.id, TOMORROW, ((840, 1020),)))
    assert (done["changed"], done["warnings"]) == (1, 1)
    RosterRule.objects.create(service_point=rostered.place, key="notice", number=28, refuses=True)
    rows = [Planned(rostered.ali.id, TOMORROW, ())]
    assert code(actions.set_shifts, place=rostered.place.pk, rows=rows, **rostered.by(rostered.lea)) is Code.RULE_BROKEN


def test_what_is_past_stays_as_it_was(rostered: Town) -> None:
    RosteredDay.objects.create(service_point=rostered.place, day=TODAY - timedelta(days=1))
    rows = [Planned(rostered.ali.id, TODAY - timedelta(days=1), ((600, 720),))]
    assert code(actions.set_shifts, place=rostered.place.pk, rows=rows, **rostered.by(rostered.lea)) is Code.SHIFT_OVER


def test_somebody_is_taken_off_a_shift_that_stays_open(rostered: Town) -> None:
    actions.free_shift(shift=shift_of(rostered.ali.id), **rostered.by(rostered.lea))
    assert (of(rostered.ali.id), of(None), heard(rostered.ali.id)) == ([], [(1, 840, 1080)], [("taken_away", 1)])


def test_a_shift_deleted_with_somebody_on_it_is_heard_of(rostered: Town) -> None:
    actions.remove_shift(shift=shift_of(rostered.ali.id), **rostered.by(rostered.lea))
    assert (Shift.objects.count(), heard(rostered.ali.id)) == (1, [("taken_away", 1)])


def test_a_shift_on_its_way_to_somebody_else_is_neither_changed_nor_deleted(rostered: Town) -> None:
    mine = shift_of(rostered.mette.id)
    actions.offer_shift(shift=mine, **rostered.by())
    by = rostered.by
    assert code(actions.remove_shift, shift=mine, **by(rostered.lea)) is Code.SHIFT_IN_DEAL
    assert code(actions.free_shift, shift=mine, **by(rostered.lea)) is Code.SHIFT_IN_DEAL
    rows = [Planned(rostered.mette.id, TOMORROW, ())]
    assert code(actions.set_shifts, place=rostered.place.pk, rows=rows, **by(rostered.lea)) is Code.SHIFT_IN_DEAL


@pytest.mark.parametrize("way", ["unposted", "inactive"])
def test_the_shifts_of_a_colleague_who_leaves_are_shown_as_open(rostered: Town, way: str) -> None:
    if way == "unposted":
        unpost_staff(staff=rostered.ali.id, place=rostered.place.pk, role=Role.CLERK, **rostered.by(rostered.lea))
    else:
        deactivate_staff(staff=rostered.ali.id, **rostered.by(SYSTEM))
    foot = month(rostered.place.pk, date(2026, 11, 1), lead=True).days[24]
    assert [(one.name, one.span) for one in foot.open] == [("Ali", (840, 1080))]
    assert [free.shift.staff_id for free in free_shifts(rostered.mette.id, rostered.now)] == [rostered.ali.id]


def test_a_week_is_copied_forward_as_a_draft(rostered: Town) -> None:
    monday = TODAY - timedelta(days=1)
    copy = {"place": rostered.place.pk, "monday": monday, "to": monday + timedelta(days=7)}
    assert actions.copy_week(**copy, **rostered.by(rostered.lea)) == {"made": 2, "left_out": 0}
    assert (of(rostered.mette.id)[1:], RosteredDay.objects.count()) == ([(8, 600, 840)], 1)
    again = actions.copy_week(**copy, **rostered.by(rostered.lea))
    assert again == {"made": 0, "left_out": 2}


def test_who_left_and_who_is_elsewhere_are_left_out_of_a_copy(rostered: Town) -> None:
    unpost_staff(staff=rostered.ali.id, place=rostered.place.pk, role=Role.CLERK, **rostered.by(rostered.lea))
    Shift.objects.create(
        staff_id=rostered.mette.id, service_point=rostered.sydby, day=TODAY + timedelta(8), opens=0, closes=700
    )
    copied = actions.copy_week(
        place=rostered.place.pk, monday=TODAY, to=TODAY + timedelta(days=7), **rostered.by(rostered.lea)
    )
    assert copied == {"made": 0, "left_out": 2}


def test_usual_duty_fills_a_draft(town: Town) -> None:
    span = {"place": town.place.pk, "first": TOMORROW, "last": TOMORROW + timedelta(days=1)}
    assert refused(actions.fill_from_duty, **span, **town.by(town.lea)) == (Code.NO_USUAL_HOURS, {"place": "Nordby"})
    set_duty(staff=town.mette.id, place=town.place.pk, periods=ALL_WEEK, **town.by(town.lea))
    assert actions.fill_from_duty(**span, **town.by(town.lea)) == {"made": 2, "left_out": 0}
    assert of(town.mette.id) == [(1, 600, 840), (2, 600, 840)]


def test_days_are_taken_back_and_heard_of(rostered: Town) -> None:
    done = actions.take_back_days(place=rostered.place.pk, first=TODAY, last=TOMORROW, **rostered.by(rostered.lea))
    assert (done, RosteredDay.objects.count(), heard(rostered.ali.id)) == (
        {"days": 1, "people": 2},
        0,
        [("changed", 1)],
    )


def test_what_was_read_goes_and_what_came_since_stays(rostered: Town) -> None:
    actions.remove_shift(shift=shift_of(rostered.mette.id), **rostered.by(rostered.lea))
    read = Note.objects.get().pk
    actions.give_shift(
        place=rostered.place.pk,
        staff=rostered.mette.id,
        day=TOMORROW,
        opens=600,
        closes=700,
        **rostered.by(rostered.lea),
    )
    actions.read_notes(until=read, **rostered.by())
    assert heard(rostered.mette.id) == [("given", 1)]
