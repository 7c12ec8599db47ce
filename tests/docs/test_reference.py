"""The reference is whole: what the code has, the page has, and nothing else."""

import re
from collections.abc import Iterator

import click

from tests.docs.examples import ROOT
from velkommen.domain.outcomes import Outcome
from velkommen.domain.rights import RIGHTS, Right, Role
from velkommen.interfaces.api.urls import api
from velkommen.interfaces.desk.words import OUTCOME_KEYS
from velkommen.project.cli import program

SETTING = re.compile(r"\bVELKOMMEN_[A-Z_]+\b")
SAYS = {
    "draw a number": Right.DRAW,
    "see the board": Right.SEE_BOARD,
    "see the line": Right.SEE_QUEUE,
    "serve": Right.SERVE,
    "register": Right.REGISTER,
    "book times": Right.BOOK,
    "see statistics": Right.SEE_STATISTICS,
    "take data": Right.TAKE_DATA,
    "import sheets": Right.IMPORT,
    "manage devices": Right.MANAGE_DEVICES,
    "arrange places": Right.ARRANGE,
    "keep the catalogue": Right.KEEP_CATALOGUE,
    "learn": Right.LEARN,
    "read the guides": Right.READ_KNOWLEDGE,
    "keep the guides": Right.KEEP_KNOWLEDGE,
    "answer the desk": Right.ANSWER,
    "see the log": Right.SEE_LOG,
}
ROLES = (
    Role.CLERK,
    Role.PARTNER,
    Role.LEAD,
    Role.EXPERT,
    Role.ANALYST,
    Role.AUDITOR,
    Role.ADMIN,
    Role.KIOSK,
    Role.BOARD,
)


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def headings(text: str) -> set[str]:
    return set(re.findall(r"^#+ `([^`]+)`", text, re.MULTILINE))


def test_every_setting_has_its_heading() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/velkommen").rglob("*.py"))
    assert headings(page("reference/settings.md")) == set(SETTING.findall(code))


def test_every_command_has_its_heading_and_every_option_its_word() -> None:
    text = page("reference/command-line.md")
    found = dict(_commands("velkommen", program()))
    assert headings(text) == set(found)
    said = set(re.findall(r"`(--[a-z-]+)", text))
    assert said == {option for options in found.values() for option in options}


def _commands(name: str, command: click.Command) -> Iterator[tuple[str, set[str]]]:
    """Each command's full name and its long options."""
    if isinstance(command, click.Group):
        for part in command.commands.values():
            yield from _commands(f"{name} {part.name}", part)
        return
    yield name, {o for p in command.params for o in p.opts if o.startswith("--")}


def test_the_table_of_rights_is_the_rule() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \| (.+) \|$", page("reference/rights.md"), re.MULTILINE)
    table = {SAYS[name]: [cell.strip() == "yes" for cell in cells.split("|")] for name, cells in rows if name in SAYS}
    assert table == {right: [right in RIGHTS[role] for role in ROLES] for right in Right}


def test_the_danish_manual_names_the_key_of_every_outcome() -> None:
    keys = re.findall(r"^\| `([A-Z])` \| .* \| `([a-z_]+)` \|$", page("da/skranken.md"), re.MULTILINE)
    assert {Outcome(value): key for key, value in keys} == dict(OUTCOME_KEYS)


def test_every_operation_of_the_api_has_its_row() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| `([A-Z]+) (\S+)` \|", page("reference/api.md"), re.MULTILINE)
    paths = api.get_openapi_schema()["paths"]
    real = {(o["operationId"], m.upper(), p.removeprefix("/api/v1")) for p, ms in paths.items() for m, o in ms.items()}
    assert set(rows) == real
