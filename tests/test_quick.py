"""What lasts is there for each test as it was made, and what asks for no database is tried once."""

import pytest

from tests.quick import Lasting
from velkommen.apps.places.models import ServicePoint


@pytest.fixture(scope="module")
def place(lasting: Lasting) -> ServicePoint:
    return lasting(lambda: ServicePoint.objects.create(slug="nordby", name="Nordby", kind="branch"))


@pytest.mark.parametrize("turn", [1, 2])
def test_each_finds_what_lasts_as_it_was_made(place: ServicePoint, turn: int) -> None:
    assert list(ServicePoint.objects.values_list("pk", "name")) == [(place.pk, "Nordby")]
    ServicePoint.objects.update(name=f"Sydby {turn}")


def test_what_asks_for_no_database_is_tried_once(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("once") is not None


def test_what_asks_for_one_is_tried_on_both(request: pytest.FixtureRequest, db: None) -> None:
    assert request.node.get_closest_marker("once") is None


def test_what_finds_what_lasts_is_tried_on_both(request: pytest.FixtureRequest, place: ServicePoint) -> None:
    found = [request.node.get_closest_marker(name) is not None for name in ("once", "django_db")]
    assert found == [False, True]
