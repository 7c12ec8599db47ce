"""The JSON Schema that is published: our own files fit it, and what the house refuses for its shape does not."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.domain.indicators.test_reading import SHAPES, put
from tests.indicators import file, forged, public_of
from velkommen.apps import atlas
from velkommen.domain.indicators.document import DEFINITIONS, Method, Unit

SCHEMA = json.loads((files(atlas) / "data" / "indicators.schema.json").read_text(encoding="utf-8"))
KNOWS = jsonschema_rs.validator_for(SCHEMA)
#: What no schema can say: that a day is one of the calendar, that a code from 0900 on is invented, and so on.
BEYOND = {
    ("municipality.invented", False),
    ("period.first", "2026-02-30"),
    ("period.first", "1889-01-01"),
    ("indicators.1.value", 33.33),
}


def whole(content: dict[str, Any]) -> dict[str, Any]:
    return {"content": content, "key": public_of("x"), "signature": "A" * 86 + "=="}


def test_a_file_fits_the_schema() -> None:
    assert KNOWS.is_valid(json.loads(file()))


@pytest.mark.parametrize(("path", "value", "where"), SHAPES)
def test_what_has_another_shape_does_not(path: str, value: object, where: str) -> None:
    beyond = (path, value) in BEYOND if isinstance(value, str | bool | float) else False
    assert KNOWS.is_valid(whole(put(path, value))) is beyond


def test_its_lists_are_those_of_the_house() -> None:
    content = SCHEMA["properties"]["content"]["properties"]
    assert content["method"]["enum"] == list(Method)
    assert set(content["indicators"]["items"]["properties"]["unit"]["enum"]) == set(Unit)
    assert {unit for unit, _ in DEFINITIONS.values()} == set(Unit)


@pytest.mark.parametrize("whole_file", [True, False])
def test_the_lines_of_the_manual_check_a_file(whole_file: bool, tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs/reference/indicator-file.md").read_text(encoding="utf-8")
    lines = page[page.index("import base64") : page.index("# raises")]
    target = tmp_path / "file.json"
    target.write_bytes(file() if whole_file else forged(file(), b"Opdigtet", b"Opdiktet"))
    run = subprocess.run([sys.executable, "-c", lines, str(target)], capture_output=True, text=True, check=False)
    assert (run.returncode, "InvalidSignature" in run.stderr) == ((0, False) if whole_file else (1, True))
