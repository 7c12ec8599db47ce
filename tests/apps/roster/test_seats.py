"""Who sits where: one at a desk, a desk for one, and taking over only on purpose."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.people import NOON, Town, code, refused
from velkommen.apps.places.models import Desk, ServicePoint
from velkommen.apps.roster import actions, queries
from velkommen.apps.roster.models import Seat
from velkommen.domain.refusals import Code
from velkommen.shared.actor import SYSTEM, Actor


def sit(town: Town, desk: Desk | None = None, by: Actor | None = None, **facts: Any) -> Any:
    return actions.take_seat(place=town.place.pk, desk=(desk or town.desk).pk, **facts, **town.by(by))


def seats() -> list[tuple[int, str]]:
    return [
        (seat.desk.number, seat.staff.username)
        for seat in Seat.objects.select_related("desk", "staff").order_by("desk")
    ]


def test_sitting_down(town: Town) -> None:
    assert (sit(town), seats()) == ({"desk": town.desk.pk}, [(1, "mette")])


def test_sitting_down_elsewhere_leaves_the_first_desk(town: Town) -> None:
    sit(town)
    sit(town, town.other_desk)
    assert seats() == [(2, "mette")]


def test_a_taken_desk_is_refused_with_who_sits_there(town: Town) -> None:
    sit(town)
    assert refused(sit, town=town, by=town.ali) == (Code.SEAT_TAKEN, {"desk": "Skranke 1", "who": "Mette"})
    assert seats() == [(1, "mette")]


def test_a_forgotten_desk_is_taken_over_on_purpose(town: Town) -> None:
    sit(town)
    sit(town, by=town.ali, relieve=True)
    assert seats() == [(1, "ali")]


def test_sitting_down_again_is_no_trouble(town: Town) -> None:
    sit(town)
    sit(town)
    assert seats() == [(1, "mette")]


def test_leaving(town: Town) -> None:
    sit(town)
    sit(town, town.other_desk, town.ali)
    actions.leave_seat(place=town.place.pk, **town.by())
    actions.leave_seat(place=town.place.pk, **town.by())
    assert seats() == [(2, "ali")]


def test_nobody_sits_where_they_do_not_serve(town: Town) -> None:
    assert code(sit, town=town, by=town.sara) is Code.NOT_ALLOWED
    assert code(actions.leave_seat, place=town.place.pk, **town.by(town.sara)) is Code.NOT_ALLOWED
    assert code(sit, town=town, desk=town.sydby_desk) is Code.UNKNOWN_DESK
    assert seats() == []


def test_what_is_nobody_does_not_sit(town: Town) -> None:
    assert code(sit, town=town, by=SYSTEM) is Code.NOT_ALLOWED


def test_nobody_sits_at_a_retired_place(town: Town) -> None:
    ServicePoint.objects.update(active=False)
    assert code(sit, town=town) is Code.PLACE_RETIRED


@pytest.mark.parametrize("twice", ["desk", "staff"])
def test_one_desk_one_person_by_constraint(town: Town, twice: str) -> None:
    sit(town)
    desk, staff = (town.desk.pk, town.ali.id) if twice == "desk" else (town.other_desk.pk, town.mette.id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(desk_id=desk, staff_id=staff, since=NOON)


def test_where_somebody_sits_and_who_sits_at_a_place(town: Town) -> None:
    sit(town)
    seat = queries.seat_of(town.mette.id)
    assert seat is not None
    assert (seat.desk, queries.seat_of(town.ali.id), queries.seats_at(town.sydby.pk)) == (town.desk, None, [])
    assert queries.seats_at(town.place.pk) == [seat]


def test_desks_come_place_by_place_in_the_order_of_the_alphabet(town: Town) -> None:
    ServicePoint.objects.filter(pk=town.place.pk).update(name="Aabyen")
    rows = queries.desks_with_occupants([town.place.pk, town.sydby.pk])
    assert [desk.name for desk in rows] == ["Sydskranken", "Skranke 1", "Skranke 2"]


def test_desks_are_read_with_who_sits_there(town: Town) -> None:
    sit(town)
    rows = queries.desks_with_occupants([town.place.pk, town.sydby.pk])
    seen = [(desk.name, desk.occupant) for desk in rows]  # type: ignore[attr-defined]
    assert seen == [("Skranke 1", "Mette"), ("Skranke 2", None), ("Sydskranken", None)]
