"""What a run of nine thousand tests would otherwise pay again and again, and which no test is about."""

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

#: How many more things than before make Python look for rubbish; usually 700, and then it looks several times in each page.
THINGS = 20_000

#: Whatever touches a database asks for one of these, or says `django_db`: without it pytest-django refuses the first statement.
DATABASE = {"db", "transactional_db", "django_db_setup"}
T = TypeVar("T")


class Lasting(Protocol):
    def __call__(self, maker: Callable[[], T]) -> T: ...


gc.disable()  # while tests are collected everything stays, so there is nothing to find


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Modules and tests stay until the end: from now on only what came later is looked through."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(THINGS, 20, 20)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def static_files_are_looked_up_once() -> Iterator[None]:
    """Every client of a test loads the middleware anew, and whitenoise then looks at each static file: longer than most pages take."""
    from whitenoise.middleware import WhiteNoiseMiddleware  # noqa: PLC0415 - the settings are not ready when this file is read

    look, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def once(self: WhiteNoiseMiddleware) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", once)
        yield


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever finds what lasts takes back what they do to it; whoever asks for no database is tried once, since none has a say in it."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if "lasting" in asked:
            item.add_marker("django_db")
        if not asked & DATABASE and not any(item.get_closest_marker(name) for name in ("django_db", "skipif")):
            item.add_marker("once")


@pytest.fixture(scope="module")
def lasting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Lasting]:
    """What is made by this is there for all tests of the module: each takes back only what it did itself.

    The other tests of the module find it there too.
    """

    def make(maker: Callable[[], T]) -> T:
        with django_db_blocker.unblock():
            return maker()

    with ExitStack() as stack:
        make(lambda: stack.enter_context(transaction.atomic()))
        try:
            yield make
        finally:
            make(lambda: (transaction.set_rollback(True), stack.close()))


@pytest.fixture
def without_tables(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path: Path) -> Iterator[None]:
    """A database in which nothing is yet, for migrations that are tried from there on."""
    from tests import template  # noqa: PLC0415 - the settings are not ready when this file is read

    with django_db_blocker.unblock(), template.without_tables(tmp_path):
        yield


@pytest.fixture(scope="session", autouse=True)
def passwords_are_weak() -> Iterator[None]:
    """A password is turned over a thousand times, and not a million: to guess it is not what is tried."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PBKDF2PasswordHasher, "iterations", 1_000)
        yield
