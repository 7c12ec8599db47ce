"""What can be wrong with an indicator file: each fault by itself gets its own refusal, and nothing else passes."""

import gzip
import json
import zipfile
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.indicators import WHOLE, file
from velkommen.domain.indicators.document import as_content
from velkommen.domain.indicators.opening import MOST_BYTES, opened
from velkommen.domain.indicators.reading import document
from velkommen.domain.refusals import Code, Refusal


def refused(call: Callable[[], object]) -> tuple[Code, Any]:
    with pytest.raises(Refusal) as no:
        call()
    return no.value.code, no.value.facts.get("where")


def bomb() -> bytes:
    """10 MB of nothing, packed to few bytes."""
    page = BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("indicators.json", bytes(10_000_000))
    return page.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b" " * (MOST_BYTES + 1), Code.INDICATORS_TOO_LARGE),
        (bomb(), Code.INDICATORS_PACKED),
        (gzip.compress(file()), Code.INDICATORS_PACKED),
        (b"", Code.INDICATORS_NOT_JSON),
        (b"\xff\xfe{}", Code.INDICATORS_NOT_JSON),
        (file()[:-20], Code.INDICATORS_NOT_JSON),
        (b"[" * 100_000, Code.INDICATORS_NOT_JSON),
        (b'{"content":1,"content":2}', Code.INDICATORS_NOT_JSON),
        (file().replace(b'"value": 33.3', b'"value": NaN'), Code.INDICATORS_NO_NUMBER),
        (file().replace(b'"value": 33.3', b'"value": Infinity'), Code.INDICATORS_NO_NUMBER),
        (file().replace(b'"value": 33.3', b'"value": 1e99'), Code.INDICATORS_NO_NUMBER),
        (file().replace(b'"value": 33.3', b'"value": ' + b"9" * 5000), Code.INDICATORS_NO_NUMBER),
        (b"[]", Code.INDICATORS_OTHER_FILE),
        (b'{"type":"FeatureCollection"}', Code.INDICATORS_OTHER_FILE),
        (file().replace(b'"schema": 1', b'"schema": "1"'), Code.INDICATORS_OTHER_FILE),
        (file().replace(b'"schema": 1', b'"schema": 2'), Code.INDICATORS_NEWER),
        (file().replace(b'"signature"', b'"seal"'), Code.INDICATORS_UNSIGNED),
        (file().replace(b"Opdigtet", b"\\ud800"), Code.INDICATORS_NOT_JSON),
    ],
)
def test_what_is_no_indicator_file_is_told_so(data: bytes, code: Code) -> None:
    assert refused(lambda: opened(data))[0] is code


@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    assert refused(lambda: opened(data))[0] in set(Code)


def test_a_byte_order_mark_is_no_matter() -> None:
    assert opened(b"\xef\xbb\xbf" + file()) == opened(file())


def put(path: str, value: object) -> dict[str, Any]:
    """The whole content with one value changed: "places.0.kind"."""
    content: Any = deepcopy(as_content(WHOLE))
    *way, last = path.split(".")
    place = content
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    place[int(last) if last.isdigit() else last] = value
    return content  # type: ignore[no-any-return] # it began as one


SHAPES = [
    ("municipality", None, "municipality"),
    ("municipality.code", "123", "municipality.code"),
    ("municipality.code", 901, "municipality.code"),
    ("municipality.name", "", "municipality.name"),
    ("municipality.name", "x" * 81, "municipality.name"),
    ("municipality.population", 0, "municipality.population"),
    ("municipality.population", True, "municipality.population"),
    ("municipality.area_km2", -1, "municipality.area_km2"),
    ("municipality.invented", False, "municipality.invented"),
    ("period.first", "2026-02-30", "period.first"),
    ("period.first", "1889-01-01", "period.first"),
    ("period.last", None, "period.last"),
    ("made", "2026-07-03", "made"),
    ("method", "guessed", "method"),
    ("places", {}, "places"),
    ("places", [None], "places[0]"),
    ("places.0.kind", "castle", "places[0].kind"),
    ("places.0.model", "5", "places[0].model"),
    ("indicators", [{}] * 101, "indicators"),
    ("indicators.1.id", "Solved", "indicators[1].id"),
    ("indicators.1.unit", "km", "indicators[1].unit"),
    ("indicators.1.value", "33", "indicators[1].value"),
    ("indicators.1.value", 33.33, "indicators[1].value"),
    ("indicators.1.coverage", 101, "indicators[1].coverage"),
    ("indicators.1.hidden", 0, "indicators[1].hidden"),
    ("ledger.head", "5E" * 32, "ledger.head"),
]


@pytest.mark.parametrize(("path", "value", "where"), SHAPES)
def test_what_is_missing_or_of_another_shape_is_named(path: str, value: object, where: str) -> None:
    assert refused(lambda: document(put(path, value))) == (Code.INDICATORS_SHAPE, where)


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("coverage.covered_hours", 1_001, "coverage"),
        ("ledger.day", "2027-01-01", "ledger"),
        ("indicators.1.value", 34.0, "indicators[1] (library_share)"),
        ("indicators.1.part", 12_001, "indicators[1] (library_share)"),
        ("indicators.1.id", "solved", "indicators[1] (solved)"),
        ("indicators.0.value", 590.9, "indicators[0] (per_thousand)"),
        ("indicators.4.part", 3, "indicators[4] (no_shows)"),
    ],
)
def test_what_does_not_add_up_is_named(path: str, value: object, where: str) -> None:
    assert refused(lambda: document(put(path, value))) == (Code.INDICATORS_DO_NOT_ADD_UP, where)


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("period.first", "2026-07-01", Code.PERIOD_REVERSED),
        ("period.first", "2016-01-01", Code.INDICATORS_TOO_LONG),
        ("period.last", "2026-07-04", Code.INDICATORS_AHEAD),
        ("municipality.name", "Kommune 010180-1234", Code.CPR_IN_TEXT),
        ("places.0.name", "Bibliotek\x07", Code.ILLEGIBLE),
    ],
)
def test_what_cannot_be_is_refused_as_everywhere(path: str, value: object, code: Code) -> None:
    assert refused(lambda: document(put(path, value)))[0] is code


def test_what_is_not_known_yet_does_not_disturb() -> None:
    """A later house of the same schema may say more: names that are not known are left out, indicators are kept."""
    content = put("weather", "fine")
    content["indicators"].append({"id": "smiles", "definition": 1, "unit": "per_cent", "value": 99.9, "hidden": False})
    read = document(content)
    assert (len(read.figures), read.figures[-1].known) == (len(WHOLE.figures) + 1, False)


def test_the_file_is_what_the_published_schema_says() -> None:
    assert json.loads(file())["content"]["schema"] == 1
