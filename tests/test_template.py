"""A database without tables stands in the place of the usual one for one test, and the usual one is there again after it."""

import pytest
from django.db import connection


def tables() -> set[str]:
    return set(connection.introspection.table_names()) & {"places_servicepoint", "django_migrations"}


def test_without_tables_there_is_none(without_tables: None) -> None:
    assert connection.introspection.table_names() == []


def test_what_is_tried_without_tables_is_tried_on_both(request: pytest.FixtureRequest, without_tables: None) -> None:
    assert request.node.get_closest_marker("once") is None


def test_then_all_are_there_again(db: None) -> None:
    assert tables() == {"places_servicepoint", "django_migrations"}
