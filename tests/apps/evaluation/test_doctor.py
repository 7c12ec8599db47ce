"""The doctor finds nothing in a healthy town, and in a town with one thing wrong exactly that thing."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from tests.apps.evaluation.corruption import Corrupt
from tests.apps.evaluation.faults import FOUND
from tests.apps.evaluation.rows import NOW, TODAY
from tests.apps.evaluation.touched import readings, touched
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation import checks
from velkommen.apps.evaluation.checks.records import no_cpr_anywhere
from velkommen.apps.evaluation.checks.registry import MOST, Check, house_models
from velkommen.apps.evaluation.doctor import CHECKS, examine
from velkommen.apps.statistics.models import Entry
from velkommen.apps.visits.models import Visit
from velkommen.project.demo import build
from velkommen.shared.log.models import Deed

pytestmark = pytest.mark.django_db

INVENTED = "010190-1234"  # shaped like a CPR number
LOOKS_LIKE = "aa010190-1234-4000-8000-000000000000"  # an operation's id, by chance


@pytest.fixture(scope="module")
def fjordby(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Two days and a morning, made once; every test takes back what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        build.fill(days=2, at=NOW)
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def complaints(checks: Sequence[Check] = CHECKS) -> dict[str, list[str]]:
    return {finding.check.name: list(finding.problems) for finding in examine(NOW, checks=checks) if not finding.ok}


def test_a_healthy_town_has_nothing_wrong(fjordby: None) -> None:
    assert complaints() == {}


@pytest.fixture(scope="module")
def read(fjordby: None, django_db_blocker: DjangoDbBlocker) -> dict[str, set[str]]:
    """What each check reads in the healthy town, where it finds nothing."""
    with django_db_blocker.unblock():
        return readings(NOW)


@pytest.mark.parametrize(("names", "corrupt"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_exactly_what_is_wrong_is_found(read: dict[str, set[str]], names: set[str], corrupt: Corrupt) -> None:
    """The checks that read nothing of what was changed find nothing as before: they are left out."""
    with taken_back():
        assert set(complaints(touched(corrupt, read))) == names


@pytest.mark.parametrize(("names", "corrupt"), [case[1:] for case in FOUND[::9]], ids=[case[0] for case in FOUND[::9]])
def test_all_checks_together_find_no_more(fjordby: None, names: set[str], corrupt: Corrupt) -> None:
    with taken_back():
        corrupt()
        assert set(complaints()) == names


def test_what_is_left_out_reads_nothing_that_changed(read: dict[str, set[str]]) -> None:
    with taken_back():
        made = touched(lambda: Visit.objects.filter(pk=0).update(number=1), read)
    left_out = {check.name for check in CHECKS} - {check.name for check in made}
    assert {name for name in read if "visits_visit" in read[name]} & left_out == set()
    assert "duties_sound" in left_out


def test_every_check_is_made_once() -> None:
    names = [check.name for check in CHECKS]
    assert names == list(dict.fromkeys(names))


def test_every_check_but_the_one_for_persons_has_something_to_find_here() -> None:
    assert {name for _case, names, _corrupt in FOUND for name in names} == {c.name for c in CHECKS} - {
        "no_cpr_anywhere"
    }


def test_an_id_that_looks_like_a_cpr_number_is_none(fjordby: None) -> None:
    with taken_back():
        Deed.objects.update(answer={"visit": {"enquiry": LOOKS_LIKE}})
        assert complaints() == {}


def test_a_hash_that_looks_like_a_cpr_number_is_none(fjordby: None) -> None:
    with taken_back():
        like = f"{INVENTED.replace('-', '')}abc"
        Entry.objects.create(
            kind="seal", day=NOW.date(), number=0, digest=like, head=like, signature=like, signer=like, at=NOW
        )
        assert list(no_cpr_anywhere.find(NOW)) == []


def test_a_check_names_a_bounded_number_of_rows(fjordby: None) -> None:
    with taken_back():
        Enquiry.objects.update(weekday=6)
        named = complaints()["local_clock"]
    assert len(named) == MOST
    assert re.fullmatch(r"enquiry [0-9a-f-]{36} \(.+, 2026-11-\d\d\)", named[0])


def test_more_days_cost_no_more_statements(fjordby: None) -> None:
    with CaptureQueriesContext(connection) as all_days:
        examine(NOW)
    with taken_back():
        Visit.objects.filter(day__lt=TODAY - timedelta(days=3)).delete()
        with CaptureQueriesContext(connection) as fewer:
            examine(NOW)
    assert (
        len(fewer) <= len(all_days) <= len(fewer) + 2
    )  # the blocks of closed days that nobody has touched, and their gaps


def test_every_constraint_is_looked_at_by_one_check() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(checks.__file__).parent.glob("*.py")))
    names = [constraint.name for model in house_models() for constraint in model._meta.constraints]
    assert [name for name in names if texts.count(f'"{name}"') != 1] == []
