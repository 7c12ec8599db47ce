"""What a place still lacks: named by the rule that hinders, and nothing named that is as it should be."""

from datetime import timedelta

import pytest

from tests.people import Town
from velkommen.apps.catalogue.models import Destination, Season, Suspension, Task
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Agreement, Competence, LocalSuspension, Offer, Posting, TaskPeriod
from velkommen.apps.placement.readiness import undone
from velkommen.apps.places.models import EVERY_DAY, Equipment, OpeningPeriod, SpecialDay
from velkommen.domain.placement.deciding import Rule


def lacks(town: Town) -> dict[str, Rule]:
    """What nobody could do at Nordby in the next days: task -> what hinders."""
    book.forget()
    return {one.task: one.because.rule for one in undone(book.town(), town.place.pk, town.now)}


def passport(**changed: object) -> Task:
    Task.objects.filter(key="passport").update(**changed)
    return Task.objects.get(key="passport")


def own_hours(town: Town, opens: int, closes: int, in_days: int = 0) -> None:
    first = town.now.date() + timedelta(days=in_days)
    TaskPeriod.objects.create(
        service_point=town.place, task=passport(), weekdays=EVERY_DAY, opens=opens, closes=closes, first=first
    )


def test_a_place_with_people_and_hours_lacks_nothing(town: Town) -> None:
    assert lacks(town) == {}


def test_what_takes_somebody_trained_is_named_until_somebody_is(town: Town) -> None:
    passport(competence="passport")
    assert lacks(town) == {"passport": Rule.NOT_COMPETENT}
    Competence.objects.create(staff_id=town.ali.id, key="passport")
    assert lacks(town) == {}


def test_who_is_trained_in_time_is_enough(town: Town) -> None:
    passport(competence="passport")
    Competence.objects.create(staff_id=town.ali.id, key="passport", first=town.now.date() + timedelta(days=13))
    assert lacks(town) == {}


def test_what_takes_a_machine_is_named_until_it_is_there(town: Town) -> None:
    passport(equipment=["photo_stand"])
    assert lacks(town) == {"passport": Rule.EQUIPMENT_MISSING}
    Equipment.objects.create(service_point=town.place, kind="photo_stand", name="Stander")
    assert lacks(town) == {}


def test_a_machine_that_works_again_within_the_days_is_no_fault(town: Town) -> None:
    passport(equipment=["photo_stand"])
    back = town.now.date() + timedelta(days=5)
    machine = Equipment.objects.create(
        service_point=town.place, kind="photo_stand", name="Stander", out_since=town.now, back_at=back
    )
    assert lacks(town) == {}
    Equipment.objects.filter(pk=machine.pk).update(back_at=None)
    assert lacks(town) == {"passport": Rule.EQUIPMENT_BROKEN}


def test_who_has_no_mandate_is_named(town: Town) -> None:
    Posting.objects.filter(service_point=town.place, staff__unit="citizen_service").delete()
    Agreement.objects.create(service_point=town.place, since=town.now.date(), premises_shared=True)
    assert lacks(town)["passport"] is Rule.NO_MANDATE


def test_without_anybody_every_task_is_named(town: Town) -> None:
    Posting.objects.filter(service_point=town.place).delete()
    assert lacks(town) == dict.fromkeys(("passport", "mitid", "assessment"), Rule.NOBODY_ON_DUTY)


def test_without_hours_every_task_is_named(town: Town) -> None:
    OpeningPeriod.objects.filter(service_point=town.place).delete()
    assert lacks(town) == dict.fromkeys(("passport", "mitid", "assessment"), Rule.CLOSED)


def test_a_place_that_is_closed_just_now_lacks_nothing(town: Town) -> None:
    SpecialDay.objects.create(service_point=town.place, layer="staffed", day=town.now.date(), why="Lager")
    assert lacks(town) == {}


def test_what_hinders_at_the_next_opening_is_said_and_not_that_it_is_closed(town: Town) -> None:
    SpecialDay.objects.create(service_point=town.place, layer="staffed", day=town.now.date(), why="Lager")
    passport(competence="passport")
    assert lacks(town) == {"passport": Rule.NOT_COMPETENT}


def test_what_a_place_only_refers_needs_nobody(town: Town) -> None:
    passport(competence="passport", referral=Destination.objects.get(key="social"))
    Offer.objects.filter(service_point=town.place, task__key="passport").update(role="refer")
    assert lacks(town) == {}


def test_help_with_doing_it_oneself_is_something(town: Town) -> None:
    passport(competence="passport", self_service="yes")
    assert lacks(town) == {}


def test_what_ended_is_not_asked_about(town: Town) -> None:
    task = passport(competence="passport")
    Offer.objects.create(service_point=town.place, task=task, since=town.now.date(), role="none")
    assert lacks(town) == {}


@pytest.mark.parametrize("here", [True, False])
def test_what_somebody_has_suspended_is_no_fault(town: Town, here: bool) -> None:
    facts = {"task": passport(), "first": town.now.date(), "why": "Flytning"}
    if here:
        LocalSuspension.objects.create(service_point=town.place, **facts)
    else:
        Suspension.objects.create(**facts)
    assert lacks(town) == {}


def test_what_is_out_of_season_is_no_fault(town: Town) -> None:
    ahead = town.now.date() + timedelta(days=100)
    Season.objects.create(task=passport(seasonal=True), first=ahead, last=ahead, name="Valg")
    assert lacks(town) == {}


def test_what_is_done_less_often_is_no_fault(town: Town) -> None:
    own_hours(town, 600, 720, in_days=40)
    assert lacks(town) == {}


def test_hours_of_its_own_in_which_the_place_is_closed_are_one(town: Town) -> None:
    OpeningPeriod.objects.filter(service_point=town.place).update(opens=600, closes=1080)
    own_hours(town, 0, 60)
    assert lacks(town) == {"passport": Rule.OUTSIDE_TASK_HOURS}


def test_who_is_lacking_in_hours_of_its_own_is_said_and_not_the_hours(town: Town) -> None:
    passport(competence="passport")
    own_hours(town, 480, 540)
    assert lacks(town) == {"passport": Rule.NOT_COMPETENT}
