"""Reading the examples of the manual: fenced blocks, with the commands or requests in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
#: What a block may be: run as commands, sent as requests, the answer to a request, or text that is nothing to run.
LANGUAGES = frozenset({"console", "http", "json", "text", "ini", "csv"})
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
GAP = "…"  # in an expected output: anything may stand here


@dataclass(frozen=True)
class Block:
    """One fenced block: its page, its language and its lines."""

    page: Path
    language: str
    text: str


@dataclass(frozen=True)
class Command:
    """One command of a console block, and what the manual says it prints ("" where it says nothing)."""

    line: str
    prints: str

    def is_answered_by(self, output: str) -> bool:
        """Whether the output is what the manual shows, whatever stands in its gaps."""
        parts = [re.escape(part.strip()) for part in self.prints.split(GAP)]
        return not self.prints or re.fullmatch(r"\s*" + r".*?".join(parts) + r"\s*", output, re.DOTALL) is not None


def blocks(page: Path) -> list[Block]:
    return [Block(page, language, text) for language, text in _FENCE.findall(page.read_text(encoding="utf-8"))]


def commands(block: Block) -> Iterator[Command]:
    """Each line that begins with "$ ", with the lines up to the next one as its output."""
    for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
        line, _, prints = part.partition("\n")
        yield Command(line.strip(), prints.strip())


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))
