"""How a moment is written, in both languages and on the local clock."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from velkommen.interfaces.web.templatetags.words import long_moment


@pytest.mark.parametrize(
    ("language", "written"),
    [("da", "onsdag den 1. juli 2026 kl. 00.15"), ("en", "Wednesday 1 July 2026 at 00:15")],
)
def test_a_moment_has_its_local_day_and_time(language: str, written: str) -> None:
    with translation.override(language):
        assert long_moment(datetime(2026, 6, 30, 22, 15, tzinfo=UTC)) == written
