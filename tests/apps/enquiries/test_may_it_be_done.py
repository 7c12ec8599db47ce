"""What is written is checked by the same engine that the screens ask."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests.people import Town, code, refused
from velkommen.apps.appointments.actions import retire_place
from velkommen.apps.catalogue.models import Destination, Season, Suspension, Task, TaskChange
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Agreement, Competence, LocalSuspension, Offer
from velkommen.apps.places.models import Equipment
from velkommen.domain.outcomes import Outcome
from velkommen.domain.placement.town import Town as Engine
from velkommen.domain.refusals import Code
from velkommen.shared.actor import SYSTEM, Actor

TODAY = date(2026, 11, 24)


def trained(town: Town) -> None:
    """From now on a passport takes somebody trained, and only Ali is."""
    Task.objects.filter(key="passport").update(competence="passport")
    Competence.objects.create(staff_id=town.ali.id, key="passport")
    book.forget()


def no_agreement_for_the_library(town: Town) -> None:
    """Nordby keeps its units apart: citizen service does its own tasks."""
    Agreement.objects.create(service_point=town.place, since=TODAY, premises_shared=True)


def draw(town: Town) -> object:
    return actions.issue_ticket(place=town.place.pk, task="passport", **town.by(SYSTEM))


def solve(town: Town) -> object:
    return actions.record_outcome(visit=town.serving().pk, outcome=Outcome.SOLVED, **town.by())


def test_no_number_where_nobody_is_trained(town: Town) -> None:
    Task.objects.filter(key="passport").update(competence="passport")
    said = {"task": "passport (da)", "place": "Nordby", "rule": "not_competent", "competence": "passport"}
    assert refused(lambda: draw(town)) == (Code.TASK_NOT_NOW, {**said, "opens": None, "elsewhere": []})


def test_a_number_where_somebody_is(town: Town) -> None:
    trained(town)
    assert draw(town)


def test_a_refusal_says_where_else_and_when_here_next(town: Town) -> None:
    until = TODAY + timedelta(days=1)
    LocalSuspension.objects.create(
        service_point=town.place, task=Task.objects.get(key="passport"), first=TODAY, last=until, why="Flytning"
    )
    _, facts = refused(lambda: draw(town))
    assert (facts["rule"], facts["why"], facts["opens"], facts["elsewhere"]) == (
        "suspended_here",
        "Flytning",
        "2026-11-26T00:00:00+01:00",
        ["Sydby"],
    )


def test_no_number_where_the_equipment_is_broken(town: Town) -> None:
    Task.objects.filter(key="passport").update(equipment=["photo_stand"])
    Equipment.objects.create(service_point=town.place, kind="photo_stand", name="Stander", out_since=town.now)
    _, facts = refused(lambda: draw(town))
    assert (facts["rule"], facts["equipment"]) == ("equipment_broken", ["photo_stand"])


def test_help_with_self_service_is_worth_a_number(town: Town) -> None:
    Task.objects.filter(key="passport").update(competence="passport", self_service="yes")
    assert draw(town)


def test_a_task_a_place_only_refers_is_worth_a_number_too(town: Town) -> None:
    Offer.objects.filter(task__key="passport").update(role="refer")
    assert draw(town)


def test_no_number_for_what_can_be_done_nowhere(town: Town) -> None:
    Suspension.objects.create(task=Task.objects.get(key="passport"), first=TODAY, why="Systemet er nede")
    assert refused(lambda: draw(town))[1]["why"] == "Systemet er nede"


def test_what_ended_is_not_offered(town: Town) -> None:
    Offer.objects.create(service_point=town.place, task=Task.objects.get(key="passport"), since=TODAY, role="none")
    assert code(lambda: draw(town)) is Code.TASK_NOT_OFFERED


def test_what_begins_tomorrow_is_not_offered_today(town: Town) -> None:
    Offer.objects.filter(task__key="passport").update(since=TODAY + timedelta(days=1))
    assert code(lambda: draw(town)) is Code.TASK_NOT_OFFERED


def test_who_is_not_trained_has_not_solved_it(town: Town) -> None:
    trained(town)
    assert refused(lambda: solve(town)) == (Code.NOT_YOURS, {"rule": "not_competent", "competence": "passport"})


def test_who_has_no_mandate_has_not_solved_it(town: Town) -> None:
    no_agreement_for_the_library(town)
    assert refused(lambda: solve(town)) == (Code.NOT_YOURS, {"rule": "no_mandate", "units": ["citizen_service"]})


def test_nor_when_the_visit_is_finished_with_the_outcome(town: Town) -> None:
    visit = town.serving()
    trained(town)
    finish = {"visit": visit.pk, "outcome": Outcome.SOLVED, **town.by()}
    assert code(lambda: actions.finish_visit(**finish)) is Code.NOT_YOURS


def test_who_is_trained_has(town: Town) -> None:
    trained(town)
    Competence.objects.create(staff_id=town.mette.id, key="passport")
    assert solve(town)


def suspended(town: Town) -> None:
    Suspension.objects.create(task=Task.objects.get(key="passport"), first=TODAY, why="Systemet er nede")


def suspended_here(town: Town) -> None:
    LocalSuspension.objects.create(
        service_point=town.place, task=Task.objects.get(key="passport"), first=TODAY, why="Flytning"
    )


def out_of_season(town: Town) -> None:
    tomorrow = TODAY + timedelta(days=1)
    Season.objects.create(task=Task.objects.get(key="passport"), first=tomorrow, last=tomorrow)


def ended(town: Town) -> None:
    Offer.objects.create(service_point=town.place, task=Task.objects.get(key="passport"), since=TODAY, role="none")


@pytest.mark.parametrize("pause", [suspended, suspended_here, out_of_season, ended])
def test_nobody_becomes_able_by_a_pause(town: Town, pause: Callable[[Town], None]) -> None:
    visit = town.serving()
    trained(town)
    pause(town)
    book.forget()
    wanted = {"visit": visit.pk, "outcome": Outcome.SOLVED}
    assert code(lambda: actions.record_outcome(**wanted, **town.by())) is Code.NOT_YOURS
    Competence.objects.create(staff_id=town.mette.id, key="passport")
    book.forget()
    assert actions.record_outcome(**wanted, **town.by())


def test_nor_by_the_end_of_a_place(town: Town) -> None:
    visit = town.serving()
    trained(town)
    retire_place(place=town.place.pk, **town.by(town.lea))
    wanted = {"visit": visit.pk, "outcome": Outcome.SOLVED}
    assert code(lambda: actions.record_outcome(**wanted, **town.by())) is Code.NOT_YOURS
    Task.objects.filter(key="passport").update(competence="")
    book.forget()
    assert actions.record_outcome(**wanted, **town.by())


def came_back(town: Town, by: Actor) -> Callable[..., object]:
    """Somebody must come back, by Mette or Ali; and how that is put right."""
    counted = Tally(uuid4(), "passport", Outcome.COME_BACK, town.now)
    actions.log_enquiries(place=town.place.pk, tallies=[counted], **town.by(by))
    return lambda by, **changed: actions.correct_enquiry(
        **{"enquiry": counted.id, "outcome": Outcome.SOLVED, **changed, **town.by(by)}
    )


def test_a_correction_is_no_way_round(town: Town) -> None:
    trained(town)
    correct = came_back(town, town.mette)
    assert code(lambda: correct(town.mette)) is Code.NOT_YOURS
    assert correct(town.ali)


def test_nor_is_a_correction_of_the_task(town: Town) -> None:
    trained(town)
    correct = came_back(town, town.mette)
    assert correct(town.mette, task="mitid")
    assert code(lambda: correct(town.mette, task="passport")) is Code.NOT_YOURS


def test_what_an_able_colleague_solved_is_put_right_by_whoever_sees_the_slip(town: Town) -> None:
    trained(town)
    correct = came_back(town, town.ali)
    correct(town.ali)
    assert correct(town.mette, task="passport")


def test_a_leader_puts_right_what_an_able_unit_answered_and_no_other(town: Town) -> None:
    trained(town)
    assert came_back(town, town.ali)(town.lea)
    assert code(lambda: came_back(town, town.mette)(town.lea)) is Code.NOT_YOURS


@pytest.mark.parametrize("outcome", [Outcome.SELF_SERVICE, Outcome.SOLVED_WITH_EXPERT, Outcome.COME_BACK])
def test_how_it_ended_otherwise_is_everybodys_to_say(town: Town, outcome: Outcome) -> None:
    visit = town.serving()
    trained(town)
    assert actions.record_outcome(visit=visit.pk, outcome=outcome, **town.by())


def test_a_trained_colleague_is_no_excuse_and_control_without_the_guard_it_is(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained(town)
    assert code(lambda: solve(town)) is Code.NOT_YOURS
    monkeypatch.setattr(Engine, "lacks", lambda *facts: None)
    visit = Enquiry.objects.get().visit_id
    assert actions.record_outcome(visit=visit, outcome=Outcome.SOLVED, **town.by())


def test_a_judgement_put_into_a_task_holds_from_its_day(town: Town) -> None:
    visit = town.serving()
    passport = Task.objects.get(key="passport")
    passport.referral = Destination.objects.get(key="social")
    passport.save()
    TaskChange.objects.create(task=passport, field="discretion", value="high", since=TODAY)
    book.forget()
    wanted = {"visit": visit.pk, "outcome": Outcome.SOLVED}
    assert code(lambda: actions.record_outcome(**wanted, **town.by())) is Code.DISCRETION_AT_DESK


def tally(at: datetime) -> Tally:
    return Tally(uuid4(), "passport", Outcome.SOLVED, at)


def test_what_is_counted_is_checked_the_same_way(town: Town) -> None:
    trained(town)
    wanted = {"place": town.place.pk, "tallies": [tally(town.now)]}
    assert refused(lambda: actions.log_enquiries(**wanted, **town.by()))[0] is Code.NOT_YOURS
    assert actions.log_enquiries(**wanted, **town.by(town.ali))


def test_what_is_counted_was_offered_on_its_own_day(town: Town) -> None:
    Offer.objects.filter(task__key="passport").update(since=TODAY)
    yesterday = datetime(2026, 11, 23, 11, tzinfo=UTC)
    wanted = {"place": town.place.pk, "tallies": [tally(yesterday)]}
    assert code(lambda: actions.log_enquiries(**wanted, **town.by())) is Code.TASK_NOT_OFFERED
