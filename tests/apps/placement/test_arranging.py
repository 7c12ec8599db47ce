"""What leaders decide of a place: its tasks, how units work together, who is able to do what and when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.people import Town, code, somebody
from velkommen.apps.catalogue.models import Task
from velkommen.apps.placement import actions, book
from velkommen.apps.placement.actions import Cell
from velkommen.apps.placement.models import (
    ALWAYS,
    AgreedTask,
    Competence,
    DutyPeriod,
    LocalSuspension,
    Offer,
    TaskPeriod,
)
from velkommen.apps.places.models import Equipment
from velkommen.domain.catalogue import Days
from velkommen.domain.competence import Level, Won
from velkommen.domain.cooperation import Agreement, PartnerKind
from velkommen.domain.hours.periods import Period
from velkommen.domain.kinds import Unit
from velkommen.domain.placement.facts import Place
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.domain.steps import Steps

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)
MORNINGS = [Period(frozenset({0, 1, 2}), (540, 720))]


def nordby(town: Town) -> Place:
    """The place as the next answer will see it."""
    return book.town().places[town.place.pk]


def roles(town: Town, task: str, *days: date) -> list[str | None]:
    found = [nordby(town).offered(task, day) for day in days]
    return [None if step is None else (step.role.value if step.role else "as the catalogue says") for step in found]


def cell(town: Town, task: str, role: str) -> Cell:
    return Cell(town.place.pk, task, role)


def test_a_role_holds_from_its_day_on_and_not_before(town: Town) -> None:
    actions.set_offers(cells=[cell(town, "passport", "refer")], since=TOMORROW, **town.by(town.lea))
    assert roles(town, "passport", TODAY, TOMORROW) == ["as the catalogue says", "refer"]


def test_a_task_ends_by_a_step_and_what_was_stays_true(town: Town) -> None:
    actions.set_offers(cells=[cell(town, "mitid", "none")], since=TODAY, **town.by(town.lea))
    assert roles(town, "mitid", TODAY - timedelta(days=1), TODAY) == ["as the catalogue says", None]


def test_a_cell_that_says_what_holds_already_is_no_step(town: Town) -> None:
    before = Offer.objects.count()
    done = actions.set_offers(
        cells=[cell(town, "passport", ""), cell(town, "mitid", "assist")], since=TODAY, **town.by(town.lea)
    )
    assert (done, Offer.objects.count()) == ({"changed": 1}, before + 1)


def test_the_later_word_of_a_day_holds(town: Town) -> None:
    for role in ("assist", "refer"):
        actions.set_offers(cells=[cell(town, "passport", role)], since=TODAY, **town.by(town.lea))
    assert roles(town, "passport", TODAY) == ["refer"]


def test_a_task_new_at_a_place_stands_last_among_its_tiles(town: Town) -> None:
    Task.objects.create(
        key="gift", name_da="Gave", name_en="Gift", group=Task.objects.get(key="mitid").group, desk_role="complete",
        discretion="none", minutes=3, historic="other",
    )  # fmt: skip
    last = max(Offer.objects.filter(service_point=town.place).values_list("order", flat=True))
    actions.set_offers(cells=[cell(town, "gift", "complete")], since=TODAY, **town.by(town.lea))
    assert Offer.objects.get(task__key="gift").order == last + 1


def test_nothing_is_saved_when_one_cell_is_refused(town: Town) -> None:
    cells = [cell(town, "mitid", "refer"), cell(town, "assessment", "complete")]
    assert code(lambda: actions.set_offers(cells=cells, since=TODAY, **town.by(town.lea))) is Code.DISCRETION_AT_DESK
    assert roles(town, "mitid", TODAY) == ["as the catalogue says"]


def test_a_place_needs_the_equipment_of_what_it_completes(town: Town) -> None:
    Task.objects.filter(key="passport").update(equipment=["photo_stand"])
    wanted = {"cells": [cell(town, "passport", "complete")], "since": TODAY}
    assert code(lambda: actions.set_offers(**wanted, **town.by(town.lea))) is Code.EQUIPMENT_LACKING
    Equipment.objects.create(service_point=town.place, kind="photo_stand", name="Fotostander")
    assert actions.set_offers(**wanted, **town.by(town.lea)) == {"changed": 1}


@pytest.mark.parametrize("role", ["assist", "refer", "none"])
def test_helping_and_referring_need_no_equipment(town: Town, role: str) -> None:
    Task.objects.filter(key="passport").update(equipment=["photo_stand"])
    assert actions.set_offers(cells=[cell(town, "passport", role)], since=TODAY, **town.by(town.lea)) == {"changed": 1}


@pytest.mark.parametrize(
    ("cells", "no"),
    [
        (lambda town: [], Code.NOTHING_GIVEN),
        (lambda town: [cell(town, "passport", "decide")], Code.BAD_VALUE),
        (lambda town: [cell(town, "pasport", "assist")], Code.UNKNOWN_TASK),
        (lambda town: [cell(town, "passport", "assist")] * 5001, Code.TOO_MANY),
        (lambda town: [Cell(town.sydby.pk, "passport", "assist")], Code.NOT_ALLOWED),
    ],
)
def test_cells_that_cannot_be(town: Town, cells: Callable[[Town], list[Cell]], no: Code) -> None:
    assert code(lambda: actions.set_offers(cells=cells(town), since=TODAY, **town.by(town.lea))) is no


def test_a_clerk_arranges_nothing(town: Town) -> None:
    wanted = {"cells": [cell(town, "passport", "assist")], "since": TODAY}
    assert code(lambda: actions.set_offers(**wanted, **town.by(town.mette))) is Code.NOT_ALLOWED


SHARED = Agreement(
    desk_shared=True,
    partners=frozenset({PartnerKind.POLICE}),
    performed={"passport": frozenset({Unit.LIBRARY})},
    project_owner="Bibliotekschef",
    is_centre=True,
    decided_on=TODAY,
)


def agree(town: Town, since: date, agreement: Agreement) -> object:
    return actions.set_agreement(place=town.place.pk, since=since, agreement=agreement, **town.by(town.lea))


def test_an_agreement_is_read_as_it_was_written(town: Town) -> None:
    assert agree(town, TODAY, SHARED) == {"model": "4"}
    assert nordby(town).agreement == Steps.of([(TODAY, SHARED)])


def test_an_agreement_said_again_for_its_day_replaces_its_tasks(town: Town) -> None:
    agree(town, TODAY, SHARED)
    agree(town, TODAY, replace(SHARED, performed={"mitid": frozenset({Unit.PARTNER})}))
    assert [(row.task.key, row.unit) for row in AgreedTask.objects.all()] == [("mitid", "partner")]


@pytest.mark.parametrize(
    ("agreement", "no"),
    [
        (replace(SHARED, project_owner=" "), Code.PROJECT_OWNER_MISSING),
        (replace(SHARED, is_centre=None), Code.DECISION_WITHOUT_ANSWER),
        (replace(SHARED, performed={"pasport": frozenset({Unit.LIBRARY})}), Code.UNKNOWN_TASK),
    ],
)
def test_an_agreement_that_is_not_whole(town: Town, agreement: Agreement, no: Code) -> None:
    assert code(lambda: agree(town, TODAY, agreement)) is no


def test_two_units_side_by_side_need_nobody_in_charge(town: Town) -> None:
    assert agree(town, TODAY, Agreement(premises_shared=True)) == {"model": "2"}


def able(town: Town, day: date) -> frozenset[str]:
    mette = next(person for person in nordby(town).people if person.id == town.mette.id)
    return mette.on(day).able.competences


def grant(town: Town, **more: Any) -> object:
    return actions.grant_competence(staff=town.mette.id, key="passport", **more, **town.by(town.lea))


def test_a_competence_holds_its_first_and_its_last_day(town: Town) -> None:
    grant(town, first=TODAY, last=TOMORROW)
    found = [bool(able(town, TODAY + timedelta(days=ahead))) for ahead in (-1, 0, 1, 2)]
    assert found == [False, True, True, False]


def test_a_competence_that_is_withdrawn_was_held_until_then(town: Town) -> None:
    grant(town, first=TODAY - timedelta(days=9))
    actions.withdraw_competence(staff=town.mette.id, key="passport", day=TODAY, **town.by(town.lea))
    assert Competence.objects.get().last == TODAY - timedelta(days=1)


def test_what_was_granted_for_later_is_gone_when_withdrawn(town: Town) -> None:
    grant(town, first=TOMORROW)
    actions.withdraw_competence(staff=town.mette.id, key="passport", day=TODAY, **town.by(town.lea))
    assert not Competence.objects.exists()


def test_a_competence_is_not_held_twice_on_one_day(town: Town) -> None:
    grant(town, first=TODAY, last=TOMORROW)
    assert code(lambda: grant(town, first=TOMORROW)) is Code.ALREADY_COMPETENT
    assert grant(town, first=TOMORROW + timedelta(days=1))


@pytest.mark.parametrize(
    ("more", "no"),
    [({"first": TOMORROW, "last": TODAY}, Code.PERIOD_REVERSED)],
)
def test_competences_that_cannot_be(town: Town, more: dict[str, Any], no: Code) -> None:
    assert code(lambda: grant(town, **more)) is no


@pytest.mark.parametrize(
    ("level", "counts"), [(Level.SEES, False), (Level.WITH_HELP, False), (Level.ALONE, True), (Level.TEACHES, True)]
)
def test_only_who_can_be_left_alone_with_it_counts(town: Town, level: Level, *, counts: bool) -> None:
    grant(town, level=level)
    assert able(town, TODAY) == (frozenset({"passport"}) if counts else frozenset())


def held() -> list[tuple[str, date, date | None]]:
    return list(Competence.objects.order_by("first").values_list("level", "first", "last"))


def test_a_higher_level_takes_the_place_of_a_lower_one_from_its_day_on(town: Town) -> None:
    grant(town, level=Level.WITH_HELP, first=TODAY)
    grant(town, level=Level.ALONE, first=TOMORROW, won=Won.EXAM)
    assert held() == [("with_help", TODAY, TODAY), ("alone", TOMORROW, None)]


def test_a_lower_level_never_takes_the_place_of_a_higher_one(town: Town) -> None:
    grant(town, level=Level.TEACHES)
    assert code(lambda: grant(town, level=Level.ALONE, first=TODAY)) is Code.ALREADY_COMPETENT
    assert held() == [("teaches", ALWAYS, None)]


def test_a_competence_remembers_how_it_was_won(town: Town) -> None:
    grant(town, won=Won.PEER, taught_by=town.ali.id, enquiries=12)
    found = Competence.objects.values_list("won", "taught_by", "enquiries").get()
    assert found == ("peer", town.ali.id, 12)


def test_an_expert_is_able_too_and_answers_for_a_task_by_its_own_key(town: Town) -> None:
    expert = somebody("erik", (town.place, Role.EXPERT))
    actions.grant_competence(staff=expert.id, key="assessment", **town.by(town.lea))
    assert Competence.objects.get().staff_id == expert.id
    wanted = {"staff": expert.id, "place": town.place.pk, "periods": MORNINGS}
    assert code(lambda: actions.set_duty(**wanted, **town.by(town.lea))) is Code.UNKNOWN_STAFF


def test_what_runs_out_can_be_prolonged(town: Town) -> None:
    grant(town, first=TODAY, last=TODAY)
    wanted = {"staff": town.mette.id, "key": "passport", "day": TODAY}
    actions.prolong_competence(**wanted, last=TOMORROW, **town.by(town.lea))
    assert held() == [("alone", TODAY, TOMORROW)]
    actions.prolong_competence(**wanted, last=None, **town.by(town.lea))
    assert held() == [("alone", TODAY, None)]


def test_a_lower_level_gives_way_to_what_is_prolonged(town: Town) -> None:
    grant(town, level=Level.WITH_HELP, first=TODAY)
    grant(town, first=TODAY, last=TODAY)
    wanted = {"staff": town.mette.id, "key": "passport", "day": TODAY, "last": TOMORROW}
    actions.prolong_competence(**wanted, **town.by(town.lea))
    assert held() == [("alone", TODAY, TOMORROW), ("with_help", TOMORROW + timedelta(days=1), None)]


def test_what_cannot_be_prolonged(town: Town) -> None:
    wanted: dict[str, Any] = {"staff": town.mette.id, "key": "passport", "day": TODAY, "last": TOMORROW}
    again = lambda **more: actions.prolong_competence(**{**wanted, **more}, **town.by(town.lea))  # noqa: E731 - said four times
    assert code(again) is Code.NOT_COMPETENT
    grant(town, first=TODAY, last=TODAY)
    grant(town, first=TOMORROW)
    assert code(again) is Code.ALREADY_COMPETENT
    assert code(lambda: again(last=TODAY - timedelta(days=1))) is Code.PERIOD_REVERSED


def test_who_is_not_posted_where_one_arranges(town: Town) -> None:
    wanted = {"staff": town.sara.id, "key": "passport"}
    assert code(lambda: actions.grant_competence(**wanted, **town.by(town.lea))) is Code.NOT_ALLOWED


def test_nobody_is_withdrawn_what_they_do_not_hold(town: Town) -> None:
    wanted = {"staff": town.mette.id, "key": "passport", "day": TODAY}
    assert code(lambda: actions.withdraw_competence(**wanted, **town.by(town.lea))) is Code.NOT_COMPETENT


def test_usual_duty_is_replaced_as_a_whole(town: Town) -> None:
    for periods in ([*MORNINGS, Period(frozenset({4}), (600, 900))], MORNINGS):
        actions.set_duty(staff=town.mette.id, place=town.place.pk, periods=periods, **town.by(town.lea))
    assert [row.period() for row in DutyPeriod.objects.all()] == MORNINGS


def test_duty_of_somebody_who_does_not_work_there(town: Town) -> None:
    wanted = {"staff": town.sara.id, "place": town.place.pk, "periods": MORNINGS}
    assert code(lambda: actions.set_duty(**wanted, **town.by(town.lea))) is Code.UNKNOWN_STAFF


def test_duty_and_task_hours_are_checked_like_all_hours(town: Town) -> None:
    twice = [*MORNINGS, *MORNINGS]
    duty = {"staff": town.mette.id, "place": town.place.pk, "periods": twice}
    hours = {"task": "passport", "place": town.place.pk, "periods": twice}
    assert code(lambda: actions.set_duty(**duty, **town.by(town.lea))) is Code.BAD_HOURS
    assert code(lambda: actions.set_task_hours(**hours, **town.by(town.lea))) is Code.BAD_HOURS


def test_a_task_gets_hours_of_its_own_and_loses_them(town: Town) -> None:
    for periods in (MORNINGS, []):
        actions.set_task_hours(place=town.place.pk, task="passport", periods=periods, **town.by(town.lea))
        assert [row.period() for row in TaskPeriod.objects.all()] == periods


def suspend(town: Town, first: date, last: date | None, why: str = "Standeren er i stykker") -> object:
    wanted = {"place": town.place.pk, "task": "passport", "first": first, "last": last, "why": why}
    return actions.suspend_here(**wanted, **town.by(town.lea))


def test_a_task_is_suspended_here_and_resumed(town: Town) -> None:
    suspend(town, TODAY, None)
    actions.resume_here(place=town.place.pk, task="passport", day=TOMORROW, **town.by(town.lea))
    assert nordby(town).suspensions == {"passport": (Days(TODAY, TODAY, "Standeren er i stykker"),)}


def test_a_suspension_that_is_resumed_before_it_begins_never_was(town: Town) -> None:
    suspend(town, TOMORROW, None)
    actions.resume_here(place=town.place.pk, task="passport", day=TODAY, **town.by(town.lea))
    assert not LocalSuspension.objects.exists()


@pytest.mark.parametrize(
    ("first", "last", "why", "no"),
    [
        (TOMORROW, TODAY, "x", Code.PERIOD_REVERSED),
        (TODAY, TODAY, " ", Code.BAD_VALUE),
        (TODAY, TODAY, "010180-1234", Code.CPR_IN_TEXT),
    ],
)
def test_suspensions_that_cannot_be(town: Town, first: date, last: date, why: str, no: Code) -> None:
    assert code(lambda: suspend(town, first, last, why)) is no


def test_suspensions_of_one_task_do_not_overlap(town: Town) -> None:
    suspend(town, TODAY, TOMORROW)
    assert code(lambda: suspend(town, TOMORROW, None)) is Code.ALREADY_SUSPENDED


def test_a_task_that_is_done_has_nothing_to_resume(town: Town) -> None:
    wanted = {"place": town.place.pk, "task": "passport", "day": TODAY}
    assert code(lambda: actions.resume_here(**wanted, **town.by(town.lea))) is Code.NOT_SUSPENDED
