"""The laws of the house that no other tool holds: who points at whom, who may write, what has a name, and how long things are."""

import ast
import re
import statistics
import tomllib
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.models import CharField, Field, Model, TextField

import velkommen
from velkommen.apps.courses.models import SignUp
from velkommen.apps.enquiries.models import Enquiry, Forecast, Period
from velkommen.apps.pickups.models import PickUp
from velkommen.apps.visits.models import Visit
from velkommen.shared.log.models import Deed

SOURCE = Path(velkommen.__file__).parent
ROOT = SOURCE.parent.parent
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PYTHON = sorted(file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)
TEMPLATES = sorted(SOURCE.rglob("*.html"))
OURS = [model for model in apps.get_models() if model.__module__.startswith("velkommen.")]
LABELS = sorted({model._meta.app_label for model in OURS})

MOST_LINES, USUAL_LINES, MEDIAN_LINES = 60, 40, 9  # of a function
MOST_FILE, USUAL_FILE = 600, 400  # lines of a file
USUALLY = 0.95

WRITES = re.compile(r"save|create|update|delete|bulk_\w+|get_or_create|update_or_create|asave|acreate")
#: What looks like a write in a door and is none: (file, the call) -> what it is.
NO_WRITES = {
    ("api/description.py", "schema['components']['schemas'].update"): "the description of the API",
    ("desk/views.py", "facts.update"): "a dictionary of a template",
    ("web/progress.py", "self._bar.update"): "a progress bar",
    ("live/hub.py", "self._revoked.update"): "a set in memory",
    ("web/tables/files.py", "book.save"): "a workbook in memory",
}


def where(file: Path) -> str:
    return str(file.relative_to(SOURCE))


def floors() -> list[set[str]]:
    """The rooms of ARCHITECTURE.md, floor by floor, the lowest first."""
    drawn = re.findall(r"^ +(?:3 +apps +)?3\w'? +(\w+(?: \| \w+)*)", ARCHITECTURE, re.MULTILINE)
    return [set(floor.split(" | ")) for floor in reversed(drawn)]


def level(model: type[Model]) -> int:
    return next(number for number, rooms in enumerate(floors()) if model._meta.app_label in rooms)


def links() -> Iterator[tuple[type[Model], Field, type[Model]]]:  # type: ignore[type-arg]
    """Every foreign key between two rooms."""
    for model in OURS:
        for field in model._meta.local_fields:
            target = field.related_model
            if isinstance(target, type) and target in OURS and target._meta.app_label != model._meta.app_label:
                yield model, field, target


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Every function of a file with its length, from `def` to its last line."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{where(file)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_page_draws_the_floors_the_contract_holds() -> None:
    contracts = tomllib.loads(PROJECT)["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["name"] == "Rooms")
    assert floors() == [set(layer.split(" | ")) for layer in reversed(layers)]


def test_every_foreign_key_points_down() -> None:
    up = [
        f"{model.__name__}.{field.name} -> {to.__name__}" for model, field, to in links() if level(to) >= level(model)
    ]
    assert up == [], "a lower room does not know an upper one: turn the key around, or keep a plain id"


def test_no_room_sees_who_points_at_it() -> None:
    seen = [f"{model.__name__}.{field.name}" for model, field, _ in links() if not field.remote_field.hidden]
    assert seen == [], 'give the key related_name="+": the room it points at must not see it'


def test_the_log_points_at_nobody() -> None:
    assert [field.name for field in Deed._meta.local_fields if field.is_relation] == []


def writes() -> list[tuple[str, str]]:
    """Each call in a door that has the name of a write, as (file, call)."""
    found = []
    for file in sorted((SOURCE / "interfaces").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Attribute) and WRITES.fullmatch(called.attr):
                found.append((str(file.relative_to(SOURCE / "interfaces")), ast.unparse(called)))
    return found


def test_doors_never_write() -> None:
    bad = [call for call in writes() if call not in NO_WRITES]
    assert bad == [], "a door calls one action, which writes; what only looks like a write gets a line in NO_WRITES"


def test_every_exception_to_it_is_still_there() -> None:
    assert set(NO_WRITES) <= set(writes())


def changes_rules(file: Path) -> bool:
    """Whether a deed in a file says so when it is done."""
    calls = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    done = (call.keywords for call in calls if ast.unparse(call.func) == "Done")
    return any(said.arg == "rules" for keywords in done for said in keywords)


def kept_rules_used(tree: ast.AST) -> list[str]:
    """Where a module asks the rules that are kept in memory."""
    calls = (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [call for call in calls if call == "book.town" or call.startswith("asking.")]


@pytest.mark.parametrize("file", [file for file in PYTHON if changes_rules(file)], ids=where)
def test_who_changes_rules_reads_them_anew(file: Path) -> None:
    """What a deed has written so far is not true until it is committed: kept in memory it would outlive being taken back."""
    assert kept_rules_used(ast.parse(file.read_text(encoding="utf-8"))) == []


def test_control_a_module_that_asks_what_is_kept_is_seen() -> None:
    assert kept_rules_used(ast.parse("town = book.town()\nasking.check_now(offer, at)")) == [
        "book.town",
        "asking.check_now",
    ]


@pytest.mark.parametrize("floor", ["apps", "interfaces"])
def test_every_room_and_door_is_on_the_page(floor: str) -> None:
    folders = [folder.parent.name for folder in sorted((SOURCE / floor).glob("*/__init__.py"))]
    table = "".join(line for line in ARCHITECTURE.splitlines() if line.startswith("| `"))
    assert [name for name in folders if not re.search(rf"[`/]{name}`", table)] == [], (
        "say on ARCHITECTURE.md what it is for"
    )


def test_every_room_says_what_it_owns_and_what_is_never_there() -> None:
    pages = {where(page): page.read_text(encoding="utf-8") for page in sorted((SOURCE / "apps").glob("*/__init__.py"))}
    assert [name for name, text in pages.items() if not ("Owns:" in text and "Never:" in text)] == []


def test_functions_are_short() -> None:
    lengths = dict(one for file in PYTHON for one in functions(file))
    long = sorted(name for name, lines in lengths.items() if lines > USUAL_LINES)
    assert [name for name in long if lengths[name] > MOST_LINES] == [], f"no function has over {MOST_LINES} lines"
    assert len(long) <= (1 - USUALLY) * len(lengths), (
        f"19 of 20 stay under {USUAL_LINES} lines; the longer ones: {long}"
    )
    median = statistics.median(lengths.values())
    assert median <= MEDIAN_LINES, f"half of all functions have at most {MEDIAN_LINES} lines; now {median}"


def test_files_are_short() -> None:
    lengths = {where(file): len(file.read_text(encoding="utf-8").splitlines()) for file in PYTHON}
    long = sorted(name for name, lines in lengths.items() if lines > USUAL_FILE)
    assert [name for name in long if lengths[name] > MOST_FILE] == [], f"no file has over {MOST_FILE} lines"
    assert len(long) <= (1 - USUALLY) * len(lengths), f"19 of 20 stay under {USUAL_FILE} lines; the longer ones: {long}"


@pytest.mark.parametrize("template", TEMPLATES, ids=where)
def test_no_style_and_no_script_stands_in_a_template(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    inline = re.findall(r"""\s(?:style|on\w+)\s*=\s*["']|<style\b|javascript:""", text)
    scripts = [
        tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag and "application/json" not in tag
    ]
    assert inline + scripts == [], (
        "style belongs in assets/css, script in assets/js: the policy of every page refuses both here"
    )


def test_no_style_of_one_door_reaches_into_another() -> None:
    """A class or id at the head of a rule belongs to one file, or to the files of one folder."""
    owners: dict[str, set[str]] = {}
    for file in sorted((SOURCE / "interfaces/assets/css").rglob("*.css")):
        door = file.stem if file.parent.name == "css" else file.parent.name
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for name in re.findall(r"(?:^|[{},])\s*([.#][\w-]+)\s*(?=[,{])", text):
            owners.setdefault(name, set()).add(door)
    assert {name: doors for name, doors in owners.items() if len(doors) > 1} == {}


def test_no_template_says_that_something_is_safe() -> None:
    assert [where(page) for page in TEMPLATES if re.search(r"\|\s*safe\b|autoescape off", page.read_text())] == []


def test_dependencies_are_few_and_each_says_why() -> None:
    block = PROJECT[PROJECT.index("\ndependencies = [") : PROJECT.index("[project.scripts]")]
    lines = [line.strip() for line in block.splitlines() if line.strip().startswith('"')]
    assert len(lines) == len(tomllib.loads(PROJECT)["project"]["dependencies"]) <= 20
    assert [line for line in lines if not re.search(r'",\s+# \w', line)] == [], (
        "say behind each dependency what it is for"
    )


#: Every column of text in the tables of the desk: keys, letters and words of closed lists. None of them is typed by anybody.
WORDS: dict[type[Model], set[str]] = {
    Visit: {"letter", "link", "language", "state", "ending"},
    Enquiry: {"channel", "kind", "unit", "outcome", "reason", "source"},
    Period: {"kind"},
    Forecast: {"how"},
    Deed: {"name", "fingerprint", "actor"},
    PickUp: {"kind"},
    SignUp: {"state", "link", "language"},
}


@pytest.mark.parametrize("model", WORDS)
def test_there_is_no_column_for_a_person_or_for_free_text(model: type[Model]) -> None:
    columns = {field.name for field in model._meta.local_fields if isinstance(field, CharField | TextField)}
    assert columns == WORDS[model], "an enquiry carries no person and no free text; a closed list may be added to WORDS"


#: What sounds like a citizen's and is the house's own.
OF_THE_HOUSE = {"ServicePoint.phone"}


def test_no_column_of_the_house_asks_for_a_citizen() -> None:
    columns = {f"{model.__name__}.{field.name}" for model in OURS for field in model._meta.local_fields}
    persons = re.compile(r"cpr|citizen|birth|phone|address_of|(?<!user)(?<!first_)(?<!last_)name_of")
    assert sorted(column for column in columns - OF_THE_HOUSE if persons.search(column.lower())) == []


def test_the_models_are_what_the_migrations_make(db: None) -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"


@pytest.mark.parametrize("label", LABELS)
def test_migrations_are_one_line(label: str) -> None:
    graph = MigrationLoader(None).graph
    names = sorted(name for app, name in graph.nodes if app == label)
    parents = {name: {n for app, n in graph.node_map[label, name].parents if app == label} for name in names}
    assert [parents[name] for name in names] == [set(), *({before} for before, _ in pairwise(names))]


def tables() -> set[str]:
    return {model._meta.db_table for model in OURS} & set(connection.introspection.table_names())


@pytest.mark.django_db(transaction=True)
def test_migrations_lead_down_to_nothing_and_up_again() -> None:
    everything = tables()
    try:
        MigrationExecutor(connection).migrate([(label, None) for label in LABELS])
        assert tables() == set()
    finally:
        upward = MigrationExecutor(connection)
        upward.migrate(upward.loader.graph.leaf_nodes())
    assert tables() == everything == {model._meta.db_table for model in OURS}
