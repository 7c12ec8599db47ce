"""The town the machine plays in, as the product holds it and as the model does, and the people who act in it."""

from dataclasses import dataclass
from datetime import date

from tests import people
from tests.machine import things
from tests.machine.model import Model
from velkommen.apps.catalogue.models import Destination, Task, TaskGroup
from velkommen.apps.placement import book
from velkommen.apps.placement.models import Competence, DeskGroup
from velkommen.apps.places.models import Desk
from velkommen.domain.rights import Role
from velkommen.shared.actor import PUBLIC, Actor, ActorKind

SHUT = date(2026, 3, 29)  # Sydby, on the day the clock goes forward
TRAINED = date(2026, 3, 30)  # the day from which on Ali, and nobody else, is able to do what takes MitID
ROOM = 2  # who may wait at Sydby at a time


@dataclass(frozen=True)
class Cast:
    """Both halves of the town. `actors` holds by the model's name of a person who that is for the product."""

    model: Model
    actors: dict[str, Actor]
    persons: dict[str, things.Person]
    desks: dict[int, list[int]]
    task_ids: dict[str, int]


def build() -> Cast:
    """Nordby with three desks, of which one serves only line B, and crowded little Sydby. MitID takes somebody who was trained."""
    town = people.build()
    Task.objects.filter(key="mitid").update(competence="mitid")
    Competence.objects.create(staff_id=town.ali.staff_id, key="mitid", first=TRAINED)  # type: ignore[misc] # he is staff
    book.forget()
    Task.objects.update(historic="other")
    third = Desk.objects.create(service_point=town.place, number=3, name="Skranke 3")
    DeskGroup.objects.create(desk=third, group=TaskGroup.objects.get(letter="B"))
    town.sydby.max_waiting = ROOM
    town.sydby.save()
    people.close(town.sydby, SHUT, "Flytter")
    Destination.objects.create(key="front", name_da="Borgerservice", name_en="Citizen service", kind="citizen_service")
    nordby, sydby = town.place.pk, town.sydby.pk
    kiosk = Actor(ActorKind.DEVICE, 1, grants={nordby: frozenset({Role.KIOSK})})
    actors = {"mette": town.mette, "ali": town.ali, "sara": town.sara, "kiosk": kiosk, "public": PUBLIC}
    places = {"mette": {nordby}, "ali": {nordby}, "sara": {sydby}}
    persons = {name: _person(actor, frozenset(places.get(name, ()))) for name, actor in actors.items()}
    persons["kiosk"] = things.Person(kiosk.key, draws=frozenset({nordby}))
    desks = {nordby: [town.desk.pk, town.other_desk.pk, third.pk], sydby: [town.sydby_desk.pk]}
    return Cast(
        _model(desks, nordby, sydby, town.ali.key), actors, persons, desks, dict(Task.objects.values_list("key", "id"))
    )


def _person(actor: Actor, places: frozenset[int]) -> things.Person:
    return things.Person(actor.key, actor.staff_id, actor.unit.value if actor.unit else "", places, places)


def _model(desks: dict[int, list[int]], nordby: int, sydby: int, trained: str) -> Model:
    first, second, third = desks[nordby]
    return Model(
        places=(
            things.Place(
                nordby,
                frozenset({"passport", "mitid", "assessment"}),
                (things.Desk(first), things.Desk(second), things.Desk(third, frozenset("B"))),
            ),
            things.Place(sydby, frozenset({"passport"}), (things.Desk(desks[sydby][0]),), ROOM, frozenset({SHUT})),
        ),
        tasks=(
            things.Task("passport", "A"),
            things.Task("mitid", "A", able=frozenset({trained}), since=TRAINED),
            things.Task("assessment", "B", needs_judgement=True),
        ),
        kinds={"tax": "authority", "social": "department", "front": "citizen_service"},
    )
