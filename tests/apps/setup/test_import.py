"""A municipality taken in: as one deed or not at all, the same again changes nothing, and what is not named stays."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tests.apps.setup.sheets import RIGHT, Sheets, book, with_rows
from tests.people import NOON, Town, code, somebody
from velkommen.apps.catalogue.models import Fee, Task, TaskChange
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import ALWAYS, Competence, Offer, Posting
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import HoursEdition, Municipality, OpeningPeriod, ServicePoint, SpecialDay
from velkommen.apps.setup import actions
from velkommen.apps.setup.actions import import_municipality, planned
from velkommen.domain.kinds import HoursLayer
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM
from velkommen.shared.log.models import Deed

TODAY = date(2026, 11, 24)


def take(sheets: Sheets, **by: Any) -> dict[str, dict[str, int]]:
    facts = {"by": SYSTEM, "at": NOON, "op": uuid4(), "digest": b"x", **by}
    return import_municipality(book=book(sheets), **facts)["kinds"]


def differences(sheets: Sheets) -> list[tuple[str, tuple[object, ...], tuple[str, ...]]]:
    plan = planned(book(sheets), NOON)
    assert plan.problems == []
    return [(kind.value, one.key, one.fields) for kind, changes in plan.changes.items() for one in changes]


def test_a_dry_run_writes_nothing_not_even_the_standard_catalogue(db: None) -> None:
    plan = planned(book(RIGHT), NOON)
    assert (plan.problems, plan.counts()["places"]) == ([], {"added": 2, "changed": 0, "unchanged": 0})
    assert (Task.objects.count(), ServicePoint.objects.count(), Deed.objects.count()) == (0, 0, 0)


def test_a_whole_municipality_is_one_deed_that_changes_rules(db: None) -> None:
    take(RIGHT)
    assert list(Deed.objects.values_list("name", "rules")) == [("import_municipality", True)]
    assert Municipality.objects.get().name == "Fjordby Kommune"
    place = ServicePoint.objects.get(slug="nordby")
    assert (place.name, place.kind, place.postal_code, place.latitude) == ("Nordby Bibliotek", "branch", "0800", 56.6)
    assert places.timetable(place.pk).spans(date(2026, 11, 23)) == ((600, 1080),)
    assert places.timetable(place.pk, HoursLayer.DOOR).spans(date(2026, 11, 22)) == ((480, 1320),)
    assert Task.objects.get(key="local_card").kle == "00.15.12"
    assert Fee.objects.get(task__key="local_card").amount == 1250
    assert [(o.task.key, o.role, o.since) for o in Offer.objects.all()] == [("local_card", "complete", ALWAYS)]
    assert list(Posting.objects.values_list("staff__username", "role")) == [("mette", "clerk")]
    assert list(Competence.objects.values_list("key", "first", "last")) == [("passport", ALWAYS, None)]
    assert not Staff.objects.get().has_usable_password()


def test_the_same_again_changes_nothing(db: None) -> None:
    take(RIGHT)
    assert differences(RIGHT) == []
    counts = take(RIGHT)
    assert {(one["added"], one["changed"]) for one in counts.values()} == {(0, 0)}
    assert HoursEdition.objects.count() == 3  # of the first time


def test_the_same_operation_gets_its_first_answer(db: None) -> None:
    read, op = book(RIGHT), uuid4()
    answers = [import_municipality(book=read, digest=b"x", by=SYSTEM, at=NOON, op=op) for _ in range(2)]
    assert answers[0] == answers[1]
    assert Deed.objects.count() == 1


def test_one_bad_row_keeps_everything_out(db: None) -> None:
    assert code(take, sheets=with_rows("Skranker", ("nordby", "x", "Skranke"))) is Code.BAD_FILE
    assert (ServicePoint.objects.count(), Task.objects.count(), Deed.objects.count()) == (0, 0, 0)


def test_a_fault_halfway_keeps_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    write = actions.write
    monkeypatch.setattr(actions, "write", lambda *facts: (write(*facts), 1 / 0))
    with pytest.raises(ZeroDivisionError):
        take(RIGHT)
    assert (ServicePoint.objects.count(), Deed.objects.count()) == (0, 0)


def test_a_changed_cell_is_the_only_difference_and_other_columns_stay(db: None) -> None:
    take(RIGHT)
    ServicePoint.objects.filter(slug="nordby").update(phone="12 34 56 78")
    changed = {"Steder": [("kortnavn", "navn"), ("nordby", "Nordby Borgerbibliotek")]}
    assert differences(changed) == [("places", ("nordby",), ("name",))]
    take(changed)
    place = ServicePoint.objects.get(slug="nordby")
    assert (place.name, place.phone, ServicePoint.objects.count()) == ("Nordby Borgerbibliotek", "12 34 56 78", 2)


def test_a_task_that_is_there_changes_from_a_day_on(db: None) -> None:
    take(RIGHT)
    head = (*RIGHT["Opgaver"][0], "fra dato")
    row = (
        "local_card",
        "P",
        "Lokalt kort",
        "Local card",
        "ekspederer",
        "intet",
        7,
        "printer",
        "",
        "00.15.12",
        "maj 2025",
        "1-1-2027",
    )
    take({"Opgaver": [head, row]})
    assert list(TaskChange.objects.values_list("field", "value", "since")) == [("minutes", 7, date(2027, 1, 1))]
    assert differences({"Opgaver": [head, row]}) == []


def test_an_offer_without_a_day_holds_from_today_where_another_held(db: None) -> None:
    take(RIGHT)
    helped = {"Placeringer": [("sted", "opgave", "rolle"), ("nordby", "local_card", "hjælper")]}
    take(helped)
    steps = Offer.objects.order_by("since").values_list("since", "role")
    assert list(steps) == [(ALWAYS, "complete"), (TODAY, "assist")]
    assert differences(helped) == []


def test_a_competence_without_a_day_is_the_one_held_today(db: None) -> None:
    take(RIGHT)
    Competence.objects.update(first=date(2026, 3, 3))
    assert differences(RIGHT) == []


def test_the_hours_of_a_layer_are_replaced_as_a_whole(db: None) -> None:
    take(RIGHT)
    text = "Mo-Fr 10:00-17:00; 2026 Dec 24 off"
    take({"Åbningstider": [("sted", "tider"), ("nordby", text)]})
    place = ServicePoint.objects.get(slug="nordby")
    assert [(r.layer, r.opens, r.closes) for r in OpeningPeriod.objects.filter(service_point=place)] == [
        ("door", 480, 1320),
        ("staffed", 600, 1020),
    ]
    assert list(SpecialDay.objects.values_list("layer", "day", "opens")) == [("staffed", date(2026, 12, 24), None)]


def test_another_municipality_is_kept_out(db: None) -> None:
    take(RIGHT)
    plan = planned(book(with_rows("Kommune", ("0101", "København", 660000))), NOON)
    assert [one.refusal.facts["fault"] for one in plan.problems] == ["other_municipality"]


def test_only_who_arranges_everything_and_keeps_the_catalogue_may(town: Town) -> None:
    everywhere = somebody("lars", (None, Role.LEAD))
    assert [code(take, sheets=RIGHT, by=actor) for actor in (town.lea, town.mette, everywhere)] == [
        Code.NOT_ALLOWED
    ] * 3
    assert Municipality.objects.count() == 0
