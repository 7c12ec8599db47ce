"""Fjordby after eleven days."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from tests.quick import Lasting
from velkommen.apps.enquiries.models import Enquiry
from velkommen.interfaces.reports.asked import Asked, asked, seen
from velkommen.interfaces.reports.evaluation import evaluation
from velkommen.interfaces.reports.section import Report
from velkommen.project.demo import build
from velkommen.shared.actor import SYSTEM

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
FIRST, LAST = date(2026, 11, 13), date(2026, 11, 23)


@pytest.fixture(scope="module")
def fjordby(lasting: Lasting) -> build.Summary:
    return lasting(lambda: build.fill(days=11, at=NOW))


@pytest.fixture(scope="module")
def wanted(lasting: Lasting, fjordby: build.Summary) -> Asked:
    return lasting(lambda: asked(seen(SYSTEM), [], FIRST, LAST, fjordby.today))


@pytest.fixture(scope="session")
def kept() -> dict[str, Report]:
    """A report is a value: made once, it serves every test that only reads it."""
    return {}


@pytest.fixture
def report(kept: dict[str, Report], django_db_setup: None, request: pytest.FixtureRequest) -> Report:
    """In English; made on the database of the run."""
    if not kept:
        lasting, wanted = request.getfixturevalue("lasting"), request.getfixturevalue("wanted")
        with translation.override("en"):
            kept["en"] = lasting(lambda: evaluation(wanted))
    return kept["en"]


def quarter() -> None:
    """The days of Fjordby as days of July to September."""
    for index, day in enumerate(sorted(set(Enquiry.objects.values_list("day", flat=True)))):
        Enquiry.objects.filter(day=day).update(day=date(2026, 7 + index % 3, 1 + index))
