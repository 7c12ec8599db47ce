"""Questions in SQL: answered when they read, refused with a sentence when they do anything else, and nothing leaves or changes.

The attacks are tried on the real process. Each guard has its control: without it, the same attack comes through.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.apps.evaluation.datasets.conftest import a_morning
from tests.people import build, code, refused
from velkommen.apps.evaluation.datasets import asking, sandbox
from velkommen.apps.evaluation.datasets.asking import ask, cleaned
from velkommen.apps.evaluation.datasets.folder import make_all
from velkommen.domain.refusals import Code

SECRET = "not-for-analysts"
pytestmark = pytest.mark.once  # files are asked, and how they are made of a database others try
HAS_LANDLOCK = sys.platform == "linux" and Path("/sys/kernel/security").exists()


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of files, made once the day after the morning."""
    folder = tmp_path_factory.mktemp("made") / "datasets"
    with django_db_blocker.unblock(), transaction.atomic():
        town = a_morning(build())
        town.later(days=1)
        assert make_all(folder, town.now)
        transaction.set_rollback(True)
    return folder


@pytest.fixture
def files(made: Path, tmp_path: Path) -> Path:
    """The folder of files of one test, with a secret beside it."""
    (tmp_path / "secret_key").write_text(SECRET, encoding="ascii")
    return Path(shutil.copytree(made, tmp_path / "datasets"))


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_an_answer_has_columns_types_and_rows(files: Path) -> None:
    answer = ask(
        "SELECT task, day, count(*) AS n, NULL::INTEGER AS none FROM enquiries GROUP BY ALL ORDER BY task -- by task",
        files,
    )
    assert answer.columns == [("task", "VARCHAR"), ("day", "DATE"), ("n", "BIGINT"), ("none", "INTEGER")]
    assert answer.rows == [["mitid", "2026-11-24", 1, None], ["passport", "2026-11-24", 1, None]]
    assert not answer.more


@pytest.mark.parametrize(
    "question",
    [
        "FROM enquiries",
        "WITH few AS (FROM enquiries LIMIT 1) FROM few",
        "/* first */ SELECT 1; -- and nothing after",
        "SUMMARIZE enquiries",
        "DESCRIBE enquiries",
        "EXPLAIN SELECT 1",
        "SELECT day, lag(day) OVER (ORDER BY day) FROM day_totals",
        "SELECT * FROM enquiries JOIN tasks USING (task) JOIN places USING (place)",
    ],
)
def test_what_reads_is_answered(files: Path, question: str) -> None:
    assert ask(question, files).columns


def test_every_kind_of_value_has_a_form(files: Path) -> None:
    numbers = "1 AS a, 1.5::DOUBLE AS b, 0.1::DECIMAL(3,1) AS c, 'NaN'::DOUBLE AS e, 1e30::HUGEINT AS f"
    row = ask(f"SELECT {numbers}, true AS d, [1, 2] AS g, TIME '10:00' AS h", files).rows[0]
    assert row == [1, 1.5, "0.1", "nan", "1000000000000000019884624838656", True, "[1, 2]", "10:00:00"]


def test_there_are_no_secrets_to_list(files: Path) -> None:
    assert ask("FROM duckdb_secrets()", files).rows == []


def test_more_rows_than_are_shown(files: Path) -> None:
    answer = ask("FROM range(10)", files, most=3)
    assert (answer.rows, answer.more) == ([[0], [1], [2]], True)
    assert not ask("FROM range(3)", files, most=3).more


ATTACKS = [
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM read_text('../secret_key')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_csv_auto('/etc/passwd', delim=':')",
    "SELECT * FROM read_json('/proc/self/environ')",
    "SELECT * FROM '/etc/passwd'",
    'SELECT * FROM "/etc/passwd"',
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM read_parquet('https://example.org/a.parquet')",
    "SELECT * FROM read_parquet('s3://bucket/a.parquet')",
    "SELECT * FROM sqlite_scan('/tmp/x.sqlite3', 'people_staff')",
    "SELECT * FROM postgres_scan('host=localhost', 'public', 'people_staff')",
    "SELECT getenv('HOME')",
    "SELECT * FROM query('COPY (SELECT 1) TO ''x''')",
    "SELECT * FROM query_table('../secret_key')",
    "SELECT * FROM files",  # a variable of the program
    "SELECT * FROM asked",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_else_can_be_read(files: Path, attack: str) -> None:
    no, facts = refused(ask, sql=attack.format(secret=files.parent / "secret_key"), files=files)
    assert no is Code.SQL_WRONG
    assert SECRET not in str(facts["said"])
    assert str(files.parent) not in str(facts["said"])


@pytest.mark.parametrize(
    "deed",
    [
        "COPY (SELECT 1) TO 'x.csv'",
        "COPY (SELECT 1) TO 'enquiries.parquet' (USE_TMP_FILE false)",
        "EXPORT DATABASE 'x'",
        "ATTACH 'x.duckdb'",
        "ATTACH ':memory:' AS more",
        "DETACH memory",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA database_list",
        "CREATE TABLE t AS SELECT 1",
        "CREATE MACRO f() AS 1",
        "DROP VIEW enquiries",
        "INSERT INTO enquiries VALUES (1)",
        "PREPARE p AS COPY (SELECT 1) TO 'x.csv'",
        "EXECUTE p",
        "CALL pragma_version()",
        "CHECKPOINT",
        "BEGIN",
        "USE memory",
        "VACUUM",
        "IMPORT DATABASE 'x'",
    ],
)
def test_nothing_can_be_done(files: Path, deed: str) -> None:
    before = contents(files)
    assert code(ask, sql=deed, files=files) is Code.SQL_ONLY_READS
    assert contents(files) == before


@pytest.mark.parametrize("text", ["SELECT 1; SELECT 2", "SELECT 1; COPY (SELECT 1) TO 'x.csv'", "-- nothing", ";"])
def test_one_question_at_a_time(files: Path, text: str) -> None:
    assert code(ask, sql=text, files=files) is Code.SQL_NOT_ONE


@pytest.mark.parametrize("text", ["", "  \n"])
def test_no_question(files: Path, text: str) -> None:
    assert code(ask, sql=text, files=files) is Code.NOTHING_GIVEN


def test_a_question_of_endless_length(files: Path) -> None:
    assert refused(ask, sql="SELECT 1" + " " * 20_000, files=files) == (Code.SQL_TOO_LONG, {"most": 20_000})


def test_an_endless_question_is_broken_off(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SECONDS", 1.0)
    endless = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    assert code(ask, sql=endless, files=files) is Code.SQL_TOO_SLOW


def test_a_question_that_cannot_be_broken_off_is_ended(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "SECONDS", 0.3)
    monkeypatch.setattr(asking, "TO_START_AND_END", -0.29)  # sooner than the process can be up
    assert code(ask, sql="SELECT 1", files=files) is Code.SQL_TOO_SLOW


@pytest.mark.parametrize(
    "huge",
    [
        "SELECT list(range) FROM range(200000000)",
        "SELECT * FROM range(60000000) ORDER BY hash(range)",
        "SELECT repeat('x', 30000000)",
    ],
)
def test_a_huge_answer_is_refused(files: Path, huge: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "MEMORY", 64)
    assert code(ask, sql=huge, files=files) is Code.SQL_TOO_BIG


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("SELECT nothing FROM places", "nothing"),
        ("FROM enquirys", "enquiries"),
        ("SELEC 1", "SELEC"),
        ("SELECT 1 / 'a'", "a"),
    ],
)
def test_a_slip_is_told_in_duckdbs_words(files: Path, question: str, said: str) -> None:
    no, facts = refused(ask, sql=question, files=files)
    assert (no, said in str(facts["said"])) == (Code.SQL_WRONG, True)
    assert "LINE 1" not in str(facts["said"])


def test_words_say_nothing_of_where_things_lie(tmp_path: Path) -> None:
    said = f'IO Error: {tmp_path.resolve()}/enquiries.parquet and "/srv/data/secret_key" 1/2\n\nLINE 1: x'
    assert cleaned(said, tmp_path) == 'IO Error: enquiries.parquet and "…" 1/2'


def test_before_anything_is_made(tmp_path: Path) -> None:
    assert code(ask, sql="SELECT 1", files=tmp_path) is Code.DATA_NOT_MADE


# Controls: what comes through when a guard is away.


def run(files: Path, sql: str, without: Sequence[str], **more: Any) -> dict[str, Any]:
    """The process with some of its guards taken away from inside."""
    question = {
        "folder": str(files),
        "files": {"enquiries": "enquiries.parquet"},
        "sql": sql,
        "rows": 9,
        "characters": 9999,
    }
    program = "\n".join(
        (
            f"import sys; sys.path.insert(0, {str(Path(sandbox.__file__).parent)!r})",
            "import sandbox",
            *without,
            "sandbox.main()",
        )
    )
    told = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps({**question, "seconds": 5, "memory": 256, **more}).encode(),
        capture_output=True,
        check=True,
    )
    return dict(json.loads(told.stdout))


ANY = "sandbox.only_question = lambda room, sql: sql"
OPEN = "sandbox.LOCKS = ()"
UNHELD = "sandbox.hold = lambda folder, seconds: None"
OVERWRITE = "COPY (SELECT 1 AS gone) TO 'enquiries.parquet' (FORMAT parquet, USE_TMP_FILE false)"


def test_control_unlocked_it_reads_a_secret(files: Path) -> None:
    told = run(files, "SELECT content FROM read_text('../secret_key')", [OPEN, UNHELD])
    assert told["rows"] == [[SECRET]]


def test_control_without_the_gate_it_would_overwrite_its_files(files: Path) -> None:
    run(files, OVERWRITE, [ANY, UNHELD])
    with duckdb.connect() as reader:
        assert reader.execute(f"FROM '{files / 'enquiries.parquet'}'").fetchall() == [(1,)]


@pytest.mark.skipif(not HAS_LANDLOCK, reason="the kernel has no Landlock")
def test_the_system_holds_it_where_duckdb_would_not(files: Path) -> None:
    before = contents(files)
    overwritten = run(files, OVERWRITE, [ANY, OPEN])
    read = run(files, "SELECT content FROM read_text('../secret_key')", [ANY, OPEN])
    assert (overwritten["no"], read["no"], contents(files)) == ("wrong", "wrong", before)
    assert "Permission denied" in read["said"]
