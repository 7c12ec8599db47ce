"""Fixtures that several folders share live in modules of their own; pytest finds them through this list."""

from collections.abc import Iterator

import pytest

pytest_plugins = ("tests.interfaces.public_house", "tests.people", "tests.interfaces.programs")


@pytest.fixture(autouse=True)
def the_book_is_of_this_test() -> Iterator[None]:
    """What one test wrote is taken back at its end, so no other may answer from a book read meanwhile."""
    from velkommen.apps.enquiries import minutes  # noqa: PLC0415 - the settings are not ready when this file is read
    from velkommen.apps.placement import book  # noqa: PLC0415 - see above

    book.forget(), minutes.forget()
    yield
    book.forget(), minutes.forget()
