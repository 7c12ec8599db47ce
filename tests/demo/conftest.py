"""Fjordby Kommune with a few weeks of history, at noon of a Tuesday."""

from datetime import UTC, datetime

import pytest

from tests.quick import Lasting
from velkommen.project.demo import build

TUESDAY_NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # 12.00 in Copenhagen


@pytest.fixture(scope="module")
def fjordby(lasting: Lasting) -> build.Summary:
    return lasting(lambda: build.fill(days=14, at=TUESDAY_NOON))
