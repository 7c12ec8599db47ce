"""The codebook of the manual is what the code says. Danish is compared where the catalogue has it."""

from django.utils.translation import override

from tests.docs.examples import ROOT
from velkommen.apps.evaluation.datasets.codebook import as_markdown
from velkommen.apps.evaluation.datasets.every import DATASETS

CURE = "write it anew: python tools/codebook.py"


def english(text: str) -> list[list[str]]:
    """The lines, without the Danish of a code: it stands in the catalogue, and is compared by itself."""
    cells = [line.split(" | ") for line in text.splitlines()]
    return [[*line[:2], *line[3:]] if len(line) == 4 and line[1].startswith("`") else line for line in cells]


def test_the_codebook_is_made_from_the_code() -> None:
    kept = (ROOT / "docs/reference/codebook.md").read_text(encoding="utf-8")
    assert english(kept) == english(as_markdown(DATASETS)), CURE


def test_its_danish_is_that_of_the_catalogue() -> None:
    kept = (ROOT / "docs/reference/codebook.md").read_text(encoding="utf-8")
    for dataset in DATASETS.values():
        for column in dataset.columns:
            for code, words in column.codes.items():
                with override("en"):
                    in_english = str(words)
                with override("da"):
                    in_danish = str(words)
                if in_danish != in_english:
                    assert f"| `{column.name}` | `{code}` | {in_danish} | {in_english} |" in kept, CURE


def test_every_word_of_it_is_said() -> None:
    for line in as_markdown(DATASETS).splitlines():
        assert "|  |" not in line, line
