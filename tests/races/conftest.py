from collections.abc import Iterator

import pytest

from tests.people import Town, build
from tests.races.crew import Crew
from velkommen.apps.places.models import Desk

DESKS = 16


@pytest.fixture(scope="session")
def crew() -> Iterator[Crew]:
    made = Crew()
    yield made
    made.close()


@pytest.fixture
def hall(transactional_db: None) -> Town:
    """The town, with sixteen desks at Nordby, in a database that other processes see."""
    town = build()
    more = range(3, DESKS + 1)
    Desk.objects.bulk_create(Desk(service_point=town.place, number=n, name=f"Skranke {n}") for n in more)
    return town
