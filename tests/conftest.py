"""Fixtures that several folders share live in modules of their own; pytest finds them through this list."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

#: What laws are tried on is the same in every proof, and nothing fails because the machine has other work. To look further:
#: `pytest --hypothesis-profile=search tests/domain`.
_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
settings.register_profile("proof", _UNHURRIED, derandomize=True)
settings.register_profile("search", _UNHURRIED, max_examples=2_000)
settings.load_profile("proof")

pytest_plugins = (
    "tests.quick",
    "tests.interfaces.public_house",
    "tests.people",
    "tests.lifelines",
    "tests.interfaces.programs",
)


@pytest.fixture(autouse=True)
def the_book_is_of_this_test() -> Iterator[None]:
    """What one test wrote is taken back at its end, so no other may answer from a book read meanwhile."""
    from velkommen.apps.placement import book  # noqa: PLC0415 - the settings are not ready when this file is read

    book.forget()
    yield
    book.forget()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The database lies there migrated when the runner looks for it; its folder or server goes with the run."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    from tests import template  # noqa: PLC0415 - the settings are not ready when this file is read

    template.put()
