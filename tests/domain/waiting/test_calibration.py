"""What was told beside what came: shares, how far off, in which direction."""

from math import inf

import pytest

from velkommen.domain.measures import Share
from velkommen.domain.waiting.calibration import Band, Calibration, Came, bands, calibrated
from velkommen.domain.waiting.line import How
from velkommen.domain.waiting.replay import Wait

WAIT = Wait(6, 10, 14)  # told as 5 to 15


def came(waited: float, wait: Wait = WAIT) -> Came:
    return Came(1, How.MEASURED, wait, waited)


def test_the_figures_of_some_numbers() -> None:
    rows = [came(8), came(14.5), came(20), came(14)]
    assert calibrated(rows) == Calibration(4, Share(2, 4), Share(3, 4), error=5.125, bias=pytest.approx(-4.125))


def test_no_number_has_no_error() -> None:
    assert calibrated([]) == Calibration(0, Share(0, 0), Share(0, 0), None, None)


@pytest.mark.parametrize(("waited", "inside"), [(5.9, 0), (6, 1), (14, 1), (14.1, 0)])
def test_both_ends_belong_to_the_range(waited: float, inside: int) -> None:
    assert calibrated([came(waited)]).inside == Share(inside, 1)


def test_more_than_has_no_upper_end() -> None:
    assert calibrated([came(400, Wait(180, 180, 180))]).told == Share(1, 1)


def test_bands_by_what_was_predicted_each_number_in_one() -> None:
    rows = [came(1, Wait(0, middle, 99)) for middle in (0, 4.9, 5, 12, 39.9, 40, 180)]
    assert [(band.low, band.high, band.found.numbers) for band in bands(rows)] == [
        (0, 5, 2),
        (5, 10, 1),
        (10, 20, 1),
        (20, 40, 1),
        (40, inf, 2),
    ]


def test_a_band_without_a_number_is_there_and_empty() -> None:
    assert bands([])[0] == Band(0, 5, calibrated([]))
