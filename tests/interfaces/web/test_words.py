"""How a moment is written, in both languages and on the local clock."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from velkommen.interfaces.web.templatetags.words import _number, _percent, long_moment, number, percent


@pytest.mark.parametrize(
    ("language", "written"),
    [("da", "onsdag den 1. juli 2026 kl. 00.15"), ("en", "Wednesday 1 July 2026 at 00:15")],
)
def test_a_moment_has_its_local_day_and_time(language: str, written: str) -> None:
    with translation.override(language):
        assert long_moment(datetime(2026, 6, 30, 22, 15, tzinfo=UTC)) == written


@pytest.mark.parametrize(
    ("language", "written", "share"),
    [
        ("da", ["1.234", "1.234,5", "1", "1"], ["39,2 %", "0,0 %"]),
        ("en", ["1,234", "1,234.5", "1", "1"], ["39.2%", "0.0%"]),
    ],
)
def test_a_figure_is_written_as_its_language_does_however_often(
    language: str, written: list[str], share: list[str]
) -> None:
    for _ in range(2):
        with translation.override(language):
            assert [number(value) for value in (1234, 1234.5, 1, 1.0)] == written
            assert [percent(value) for value in (0.392, 0)] == share


def test_a_zero_that_was_rounded_up_is_written_as_any_zero_and_is_not_kept_for_one() -> None:
    with translation.override("en"):
        for kept in (_number, _percent):
            kept.cache_clear()
        assert [(number(value), percent(value)) for value in (-0.0, 0, 0.0)] == [("0", "0.0%")] * 3
