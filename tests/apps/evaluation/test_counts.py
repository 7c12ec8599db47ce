"""How many a row of a counting sheet stands for."""

import pytest

from velkommen.apps.evaluation.importing.counts import count_of
from velkommen.domain.refusals import Refusal
from velkommen.domain.sheets import Fault
from velkommen.shared.sheets.files import Cell


@pytest.mark.parametrize(("cell", "number"), [("34", 34), (34, 34), (34.0, 34), ("34 %", 34), ("10000", 10_000)])
def test_a_count_is_a_whole_number(cell: Cell, number: int) -> None:
    assert count_of(cell) == number


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("", Fault.COUNT_MISSING),
        ("0", Fault.COUNT_ZERO),
        (0, Fault.COUNT_ZERO),
        ("-3", Fault.COUNT_NEGATIVE),
        (-3, Fault.COUNT_NEGATIVE),
        ("3,5", Fault.COUNT_NOT_WHOLE),
        (3.5, Fault.COUNT_NOT_WHOLE),
        ("1.250", Fault.COUNT_NOT_WHOLE),
        ("mange", Fault.COUNT_NOT_WHOLE),
        ("10001", Fault.COUNT_TOO_LARGE),
        ("99999999999999999999", Fault.COUNT_TOO_LARGE),
    ],
)
def test_a_count_that_is_none_is_named(cell: Cell, what: Fault) -> None:
    with pytest.raises(Refusal) as no:
        count_of(cell)
    assert no.value.facts["fault"] == what
