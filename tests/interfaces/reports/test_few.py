"""The report is for everybody: no chapter, table, chart or page of it tells a number of a few, nor what leaves one."""

import pytest
from django.test import Client
from django.utils import translation

from tests import few_house
from tests.few_house import DAYS, FEW, FIRST, LAST, small
from tests.people import Town
from tests.quick import Lasting
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.models import Staff
from velkommen.interfaces.reports import told as reports
from velkommen.interfaces.reports.asked import asked, seen
from velkommen.interfaces.reports.evaluation import evaluation
from velkommen.interfaces.reports.section import Report
from velkommen.interfaces.web.tables import few
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def town(lasting: Lasting) -> Town:
    return lasting(few_house.town)


def report(town: Town, *places: str) -> Report:
    with translation.override("en"), clock.fixed(town.now):
        return evaluation(asked(seen(SYSTEM), places, FIRST, LAST, clock.local_day(town.now)))


def words(made: Report) -> str:
    chapters = [text for one in made.sections for text in (one.title, *one.sentences, *one.notes)]
    summary = made.summary
    figures = [text for one in summary.figures for text in (one.label, one.value, one.note)]
    return "\n".join([*chapters, *figures, *summary.says, *summary.decide, *summary.unknown])


@pytest.mark.parametrize("places", [(), ("nordby",), ("sydby",)])
def test_no_chapter_tells_a_few(town: Town, places: tuple[str, ...]) -> None:
    made = report(town, *places)
    assert (places, small([made.summary, made.sections])) == (places, set())


def test_nor_does_its_page(town: Town) -> None:
    client = Client()
    client.cookies["velkommen_language"] = "en"
    client.force_login(Staff.objects.get(username="anne"))
    with clock.fixed(town.now):
        page = client.get(f"/report/evaluation/?from={FIRST}&to={LAST}").content.decode()
    assert ("The target of 80% solved at first contact is reached" in page, small(page)) == (True, set())


def test_of_a_few_in_all_not_how_many_they_are(town: Town) -> None:
    made = report(town, "sydby")
    assert "Under 5 enquiries were counted at Rådhuset." in words(made)
    assert f"{FEW} enquiries" not in words(made)


def test_growth_is_silent_where_a_place_of_a_few_is_not_compared(town: Town) -> None:
    """The whole less those compared would be the few of the town hall."""
    Enquiry.objects.filter(service_point__slug="sydby", day__year=2025).delete()
    told = words(report(town))
    assert "How it has grown is kept back: it would tell a number of a few." in told
    assert "on a year before" not in told
    assert "against" not in told


def test_the_control_without_the_rule_a_few_are_told(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    Enquiry.objects.filter(day=DAYS[0].replace(year=2025)).delete()
    monkeypatch.setattr(few, "sums_told", lambda *_: True)
    monkeypatch.setattr(reports.few, "said_share", lambda share, few: few and reports.few.said.share(share))
    assert small([report(town).summary])
