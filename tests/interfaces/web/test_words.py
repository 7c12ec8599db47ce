"""How a moment is written, in both languages and on the local clock."""

from datetime import UTC, datetime

import pytest
from babel.numbers import format_decimal, format_percent
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from velkommen.interfaces.web.templatetags.words import long_moment, number, percent

LANGUAGES = st.sampled_from([("da", "da_DK", "#,##0.0 %"), ("en", "en_GB", "#,##0.0%")])


@pytest.mark.parametrize(
    ("language", "written"),
    [("da", "onsdag den 1. juli 2026 kl. 00.15"), ("en", "Wednesday 1 July 2026 at 00:15")],
)
def test_a_moment_has_its_local_day_and_time(language: str, written: str) -> None:
    with translation.override(language):
        assert long_moment(datetime(2026, 6, 30, 22, 15, tzinfo=UTC)) == written


@given(LANGUAGES, st.integers(-(10**12), 10**12))
def test_whole_numbers_are_written_as_babel_writes_them(language: tuple[str, str, str], value: int) -> None:
    with translation.override(language[0]):
        assert number(value) == format_decimal(value, locale=language[1])


@given(LANGUAGES, st.floats(-1e6, 1e6) | st.integers(-50_000, 50_000).map(lambda tenth: tenth / 10 / 100))
def test_shares_are_written_as_babel_writes_them(language: tuple[str, str, str], value: float) -> None:
    with translation.override(language[0]):
        assert percent(value) == format_percent(value, language[2], locale=language[1])
