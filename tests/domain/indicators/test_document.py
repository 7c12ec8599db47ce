"""An indicator file: its canonical bytes, what it says of its figures, and that what goes out comes in again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indicators import WHOLE, share
from velkommen.domain.indicators.document import DEFINITIONS, Figure, Indicator, Unit, as_content, canonical
from velkommen.domain.indicators.reading import document

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.integers(0, 10**6).map(lambda n: n / 10) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc_", max_size=5), inner, max_size=4),
    max_leaves=12,
)


def test_what_goes_out_comes_in_again() -> None:
    assert document(as_content(WHOLE)) == WHOLE
    assert document(json.loads(canonical(as_content(WHOLE)))) == WHOLE


def test_the_canonical_bytes_are_those_of_the_standard() -> None:
    content = {"b": 80.0, "a": [1.5, None, True, "Æ\n\x01é"], "ø": {"d": 0, "c": ""}}
    assert canonical(content) == '{"a":[1.5,null,true,"Æ\\n\\u0001é"],"b":80,"ø":{"c":"","d":0}}'.encode()


@given(PLAIN)
def test_canonical_bytes_do_not_depend_on_spaces_or_the_order_of_names(content: object) -> None:
    try:
        written = json.dumps(content, indent=3)
        expected = canonical(content)
    except UnicodeEncodeError:
        return  # half a character: no text
    assert canonical(json.loads(written)) == expected


def test_every_indicator_has_a_unit_and_a_version() -> None:
    assert set(DEFINITIONS) == set(Indicator)


@pytest.mark.parametrize(
    ("part", "whole", "interval"), [(0, 10, (0.0, 27.8)), (80, 100, (71.1, 86.7)), (10, 10, (72.2, 100.0))]
)
def test_the_interval_of_a_share_is_wilsons(part: int, whole: int, interval: tuple[float, float]) -> None:
    assert share("solved", part, whole).interval == interval


@given(st.integers(1, 10**6), st.floats(0, 1))
def test_the_interval_holds_the_share(whole: int, ratio: float) -> None:
    part = int(ratio * whole)
    interval = share("solved", part, whole).interval
    assert interval is not None
    low, high = interval
    assert 0 <= low <= round(100 * part / whole, 1) <= high <= 100


@pytest.mark.parametrize(
    ("figure", "known"),
    [
        (share("solved", 8, 10), True),
        (Figure("solved", 2, Unit.PER_CENT, 80.0), False),
        (Figure("solved", 1, Unit.SECONDS, 80.0), False),
        (Figure("happiness", 1, Unit.PER_CENT, 80.0), False),
    ],
)
def test_a_figure_of_another_definition_is_not_ours(figure: Figure, known: bool) -> None:
    assert figure.known is known
