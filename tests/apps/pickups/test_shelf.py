"""The shelf: something comes, is told of, is handed out or destroyed; its number is its place's, and says nothing about anybody."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction

from tests.people import Town, code, refused
from velkommen.apps.pickups import actions, queries
from velkommen.apps.pickups.models import PickUp
from velkommen.domain.pickups import HIGHEST, PickUpKind
from velkommen.domain.refusals import Code
from velkommen.shared.log.models import Deed

TODAY = date(2026, 11, 24)
LAST = date(2027, 5, 28)  # 185 days later
NUMBERS = {"field": "number", "shape": "whole", "least": 1, "most": HIGHEST}


def shelve(town: Town, number: int | None = None) -> int:
    answer = actions.register_pickup(place=town.place.pk, kind=PickUpKind.PASSPORT, number=number, **town.by())
    return int(answer["pickup"])


def do(act: Callable[..., object], town: Town, pickup: int) -> None:
    act(place=town.place.pk, pickup=pickup, **town.by())


def numbers(town: Town) -> list[int]:
    return [row.number for row in queries.on_the_shelf(town.place.pk)]


def test_what_comes_gets_the_next_number_and_is_kept_more_than_half_a_year(town: Town) -> None:
    shelve(town), shelve(town, 40), shelve(town)
    rows = [(row.number, row.kind, row.since, row.destroy_after) for row in queries.on_the_shelf(town.place.pk)]
    assert rows == [(number, "passport", TODAY, LAST) for number in (1, 40, 41)]


def test_how_long_is_the_municipalitys_to_say(town: Town, settings: LazySettings) -> None:
    settings.PICKUP_KEPT_DAYS = 200
    assert PickUp.objects.get(pk=shelve(town)).destroy_after == TODAY + timedelta(days=200)


def test_a_number_is_free_again_when_what_it_named_is_gone(town: Town) -> None:
    do(actions.hand_out_pickup, town, shelve(town, 7))
    shelve(town, 7)
    assert (numbers(town), [row.number for row in queries.gone_on(town.place.pk, TODAY)]) == ([7], [7])


def test_the_first_message_is_the_one_that_counts(town: Town) -> None:
    pickup = shelve(town)
    do(actions.note_pickup_message, town, pickup)
    town.later(days=3)
    do(actions.note_pickup_message, town, pickup)
    assert PickUp.objects.get(pk=pickup).message_sent == TODAY


def test_handed_out_by_mistake_it_is_put_back_on_the_same_day(town: Town) -> None:
    pickup = shelve(town)
    do(actions.hand_out_pickup, town, pickup)
    do(actions.put_back_pickup, town, pickup)
    assert numbers(town) == [1]


def test_it_is_destroyed_after_its_last_day_and_overdue_until_then(town: Town) -> None:
    pickup = shelve(town)
    town.later(days=185)
    assert queries.overdue(town.place.pk, LAST) == []
    town.later(days=1)
    assert [row.number for row in queries.overdue(town.place.pk, LAST + timedelta(days=1))] == [1]
    do(actions.destroy_pickup, town, pickup)
    assert (numbers(town), queries.overdue(town.place.pk, LAST + timedelta(days=1))) == ([], [])


def test_destroyed_by_mistake_it_is_put_back_on_the_same_day(town: Town) -> None:
    pickup = shelve(town)
    town.later(days=186)
    do(actions.destroy_pickup, town, pickup)
    assert [row.pk for row in queries.gone_on(town.place.pk, LAST + timedelta(days=1))] == [pickup]
    do(actions.put_back_pickup, town, pickup)
    assert (numbers(town), queries.gone_on(town.place.pk, LAST + timedelta(days=1))) == ([1], [])


def test_nothing_is_destroyed_on_its_last_day(town: Town) -> None:
    pickup = shelve(town)
    town.later(days=185)
    no = refused(actions.destroy_pickup, place=town.place.pk, pickup=pickup, **town.by())
    assert no == (Code.PICKUP_KEPT, {"number": 1, "until": LAST.isoformat()})


@pytest.mark.parametrize("act", [actions.note_pickup_message, actions.hand_out_pickup, actions.destroy_pickup])
def test_what_is_gone_is_gone(town: Town, act: Callable[..., object]) -> None:
    pickup = shelve(town)
    do(actions.hand_out_pickup, town, pickup)
    assert refused(act, place=town.place.pk, pickup=pickup, **town.by()) == (Code.PICKUP_GONE, {"number": 1})


def test_what_was_handed_out_another_day_is_not_put_back(town: Town) -> None:
    pickup = shelve(town)
    do(actions.hand_out_pickup, town, pickup)
    town.later(days=1)
    assert code(actions.put_back_pickup, place=town.place.pk, pickup=pickup, **town.by()) is Code.PICKUP_GONE


def test_what_lies_on_the_shelf_is_not_put_back(town: Town) -> None:
    assert code(actions.put_back_pickup, place=town.place.pk, pickup=shelve(town), **town.by()) is Code.PICKUP_GONE


def test_a_number_given_anew_is_not_put_back_twice(town: Town) -> None:
    pickup = shelve(town, 7)
    do(actions.hand_out_pickup, town, pickup)
    shelve(town, 7)
    no = refused(actions.put_back_pickup, place=town.place.pk, pickup=pickup, **town.by())
    assert no == (Code.NUMBER_TAKEN, {"number": 7})


@pytest.mark.parametrize(
    ("number", "no"),
    [
        (7, (Code.NUMBER_TAKEN, {"number": 7})),
        (0, (Code.BAD_VALUE, NUMBERS)),
        (HIGHEST + 1, (Code.BAD_VALUE, NUMBERS)),
    ],
)
def test_a_number_that_cannot_be_is_refused(town: Town, number: int, no: tuple[Code, dict[str, Any]]) -> None:
    shelve(town, 7)
    asked = {"place": town.place.pk, "kind": PickUpKind.PASSPORT, "number": number}
    assert refused(actions.register_pickup, **asked, **town.by()) == no
    assert (numbers(town), Deed.objects.count()) == ([7], 1)


def test_the_shelf_of_another_place_is_not_ones_own(town: Town) -> None:
    pickup = shelve(town)
    mine = {"pickup": pickup, **town.by(town.sara)}
    assert code(actions.hand_out_pickup, place=town.place.pk, **mine) is Code.NOT_ALLOWED
    assert code(actions.hand_out_pickup, place=town.sydby.pk, **mine) is Code.UNKNOWN_PICKUP


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 0},
        {"number": HIGHEST + 1},
        {"kind": "pigeon"},
        {"destroy_after": TODAY},
        {"collected_at": "2026-11-24T11:00Z", "destroyed_at": "2026-11-24T11:00Z"},
    ],
)
def test_the_table_refuses_what_the_deeds_refuse(town: Town, wrong: dict[str, Any]) -> None:
    pickup = shelve(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        PickUp.objects.filter(pk=pickup).update(**wrong)


def test_two_that_lie_there_never_share_a_number(town: Town) -> None:
    """The control of NUMBER_TAKEN: without it the table itself says no."""
    shelve(town, 7)
    facts = {"service_point": town.place, "number": 7, "kind": "passport", "since": TODAY, "destroy_after": LAST}
    with pytest.raises(IntegrityError), transaction.atomic():
        PickUp.objects.create(**facts)
