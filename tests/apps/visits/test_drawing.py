"""May a number be drawn here just now? What doors show before anybody presses is what the deed says of a press."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.people import Town, close, refused
from velkommen.apps.catalogue.models import Suspension, Task
from velkommen.apps.enquiries import actions
from velkommen.apps.placement import book
from velkommen.apps.placement.queries import public_at
from velkommen.apps.places.models import OpeningPeriod, ServicePoint
from velkommen.apps.visits.drawing import hindrance, no_room_from_home
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared import clock
from velkommen.shared.actor import Actor


def of_place(**changed: Any) -> None:
    ServicePoint.objects.filter(slug="nordby").update(**changed)
    book.forget()


def stocktaking(town: Town) -> None:
    close(town.place, town.now.date(), "Stocktaking")


def after_hours(town: Town) -> None:
    OpeningPeriod.objects.filter(service_point=town.place).update(opens=600, closes=720)


def all_places_taken(town: Town) -> None:
    town.draw(), town.draw()
    of_place(max_waiting=2)


def one_place_left(town: Town) -> None:
    town.draw()
    of_place(max_waiting=2)


def all_numbers_from_home_taken(town: Town) -> None:
    of_place(numbers_from_home=1)
    pressed(town, public_at(town.place.pk))


def both_taken(town: Town) -> None:
    all_numbers_from_home_taken(town)
    of_place(max_waiting=0)


SITUATIONS: dict[str, tuple[Callable[[Town], object], Code | None, Code | None]] = {
    "as usual": (lambda _: None, None, Code.NOT_FROM_HOME),
    "stocktaking": (stocktaking, Code.PLACE_CLOSED, Code.PLACE_CLOSED),
    "after hours": (after_hours, Code.PLACE_CLOSED, Code.PLACE_CLOSED),
    "no longer in use": (lambda _: of_place(active=False), Code.PLACE_RETIRED, Code.PLACE_RETIRED),
    "full": (all_places_taken, Code.PLACE_FULL, Code.NOT_FROM_HOME),
    "almost full": (one_place_left, None, Code.NOT_FROM_HOME),
    "nobody may wait": (lambda _: of_place(max_waiting=0, numbers_from_home=1), Code.PLACE_FULL, Code.PLACE_FULL),
    "some from home": (lambda _: of_place(numbers_from_home=1), None, None),
    "all of those taken": (all_numbers_from_home_taken, None, Code.HOME_FULL),
    "both taken": (both_taken, Code.PLACE_FULL, Code.HOME_FULL),
}


def pressed(town: Town, by: Actor) -> tuple[Code, Any] | None:
    """What the deed says of a press."""
    try:
        actions.issue_ticket(place=town.place.pk, task="passport", **town.by(by))
    except Refusal as no:
        return no.code, no.facts
    return None


def shown(no: Refusal | None) -> tuple[Code, Any] | None:
    return (no.code, no.facts) if no else None


@pytest.mark.parametrize("name", SITUATIONS)
def test_what_a_kiosk_shows_is_what_a_press_would_hear(town: Town, name: str) -> None:
    arrange, code, _ = SITUATIONS[name]
    arrange(town)
    book.forget()
    seen = shown(hindrance(ServicePoint.objects.get(pk=town.place.pk), book.town(), town.now))
    assert (seen and seen[0], seen) == (code, pressed(town, town.mette))


@pytest.mark.parametrize(
    "name", [name for name, (_, _, code) in SITUATIONS.items() if code not in {Code.PLACE_CLOSED, Code.PLACE_RETIRED}]
)
def test_what_is_shown_at_home_is_what_a_press_would_hear(town: Town, name: str) -> None:
    arrange, _, code = SITUATIONS[name]
    arrange(town)
    points = list(ServicePoint.objects.order_by("id"))
    seen = shown(no_room_from_home(points, clock.local_day(town.now)).get(town.place.pk))
    assert (seen and seen[0], seen) == (code, pressed(town, public_at(town.place.pk)))


def test_a_place_is_shut_for_whatever_somebody_comes_for(town: Town) -> None:
    """What can be done nowhere is no news where nobody is there."""
    Suspension.objects.create(task=Task.objects.get(key="passport"), first=town.now.date(), why="Systemet er nede")
    stocktaking(town)
    book.forget()
    facts = {"place": town.place.pk, "task": "passport", **town.by()}
    assert refused(actions.issue_ticket, **facts)[1]["why"] == "Stocktaking"
