"""The leader's page: the day in a sentence, what needs a decision, and the way to it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.quick import Lasting
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation import today as looks
from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import Equipment, ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.apps.yearbook.models import Target
from velkommen.domain.insight.decisions import Decision, Matter, in_order
from velkommen.project.demo import build
from velkommen.shared import clock

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12.00 in Copenhagen

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def fjordby(lasting: Lasting) -> build.Summary:
    return lasting(lambda: build.fill(days=35, at=NOW))


def get(username: str, language: str = "en", at: datetime = NOW, query: str = "") -> HttpResponse:
    client = Client()
    client.cookies["velkommen_language"] = language
    client.force_login(Staff.objects.get(username=username))
    with clock.fixed(at):
        return client.get(f"/statistics/{query}")


def matters(answer: HttpResponse) -> list[str]:
    return [one.matter for one in answer.context["decisions"]]


def test_a_sentence_first(fjordby: build.Summary) -> None:
    answer = get("lene")
    counted = Enquiry.objects.filter(
        day=fjordby.today, service_point__in=[one.pk for one in answer.context["choice"].mine]
    )
    lead = answer.context["lead"]
    assert f"{counted.filter(withdrawn=False).count()} enquiries" in lead
    assert "target 80%" in lead
    assert "longest wait" in lead
    assert len(answer.content) < 30_000


def test_before_anything_is_counted_the_last_day_is_told(fjordby: build.Summary) -> None:
    lead = get("lene", at=NOW + timedelta(days=1)).context["lead"]
    assert lead.startswith("Nothing has been counted today yet. Last, Tuesday 24 November, it was ")


def test_where_nothing_was_ever_counted_it_says_so(fjordby: build.Summary) -> None:
    Enquiry.objects.update(withdrawn=True)
    assert get("lene").context["lead"] == "Nothing has been counted today yet."


def test_whoever_waits_too_long_comes_first(fjordby: build.Summary) -> None:
    over = (
        Visit.objects.filter(day=fjordby.today, state="ended", booked=False).select_related("service_point")[:1].get()
    )
    early = NOW - timedelta(minutes=47)
    Visit.objects.filter(pk=over.pk).update(
        state="waiting", since=early, opened_at=early, queued_at=early, ended_at=None, ending="", desk=None, staff=None
    )
    told = get("anne").context["decisions"]
    here = {one.place: one for one in told if one.matter == "long_wait"}[over.service_point.name]
    assert (told[0].matter, "47 minutes" in here.words) == ("long_wait", True)
    assert here.address == f"/statistics/about/waiting/?place={over.service_point.slug}"


def test_what_is_broken_with_no_end_in_sight_is_told_to_who_leads_there(fjordby: build.Summary) -> None:
    Equipment.objects.all().update(out_since=None, back_at=None, why="")
    stand = Equipment.objects.filter(service_point__slug="nordby")[:1].get()
    Equipment.objects.filter(pk=stand.pk).update(out_since=NOW - timedelta(days=3))
    assert "equipment" in matters(get("lene"))
    assert "equipment" not in matters(get("anne"))
    Equipment.objects.filter(pk=stand.pk).update(back_at=fjordby.today + timedelta(days=2))
    assert "equipment" not in matters(get("lene"))


def test_other_above_the_limit_needs_a_decision(fjordby: build.Summary) -> None:
    told = {one.matter: one for one in get("anne").context["decisions"]}
    assert told["other"].address == "/statistics/about/asked/"


def test_a_target_that_is_missed_is_told_and_one_that_is_met_is_not(fjordby: build.Summary) -> None:
    Target.objects.filter(kind="library_share").update(number=99)
    assert "library_share" in matters(get("anne"))
    Target.objects.filter(kind="library_share").update(number=1)
    assert "library_share" not in matters(get("anne"))


def test_places_with_the_same_matter_are_told_together(fjordby: build.Summary) -> None:
    Enquiry.objects.filter(outcome="solved").update(outcome="come_back")
    told = [one for one in get("anne").context["decisions"] if one.matter == "solved"]
    assert len(told) == 1
    assert told[0].words.count("%") >= 3
    assert "more" in told[0].words


def test_people_appointments_and_messages_are_for_who_leads(fjordby: build.Summary) -> None:
    led = {Matter.LIFELINE, Matter.APPOINTMENTS, Matter.MESSAGES, Matter.EQUIPMENT, Matter.GAP, Matter.VOLUME}
    assert not {one.value for one in led} & set(matters(get("anne")))
    assert "shown to those who lead it" in get("anne").content.decode()


def test_every_way_leads_somewhere_the_reader_may_go(fjordby: build.Summary) -> None:
    client = Client()
    client.force_login(Staff.objects.get(username="lene"))
    with clock.fixed(NOW):
        ways = [one.address for one in client.get("/statistics/").context["decisions"]]
        assert ways
        assert {client.get(way).status_code for way in ways} == {200}


def test_more_places_cost_no_more_statements(fjordby: build.Summary) -> None:
    ids = list(ServicePoint.objects.values_list("pk", flat=True))

    def cost(places: list[int]) -> int:
        with clock.fixed(NOW), CaptureQueriesContext(connection) as asked:
            looks.today(places, NOW)
            looks.decisions(places, places, NOW)
        return len(asked)

    cost(ids)  # what is kept in memory is read
    with_waits = ServicePoint.objects.get(slug="nordby").pk
    assert cost(ids) - cost([with_waits]) <= 2  # the two of appointments to come, where there are any


def test_matters_are_told_in_their_order_the_worst_first() -> None:
    found = [
        Decision(Matter.OTHER),
        Decision(Matter.SOLVED, 2, weight=1.0),
        Decision(Matter.SOLVED, 1, weight=5.0),
        Decision(Matter.LONG_WAIT, 3),
    ]
    assert [(one.matter, one.place) for one in in_order(found)] == [
        (Matter.LONG_WAIT, 3),
        (Matter.SOLVED, 1),
        (Matter.SOLVED, 2),
        (Matter.OTHER, None),
    ]


def test_a_house_on_its_first_days_is_not_blamed_for_the_week_before(fjordby: build.Summary) -> None:
    assert Matter.COVERAGE in matters(get("lene"))
    Enquiry.objects.filter(day__lt=fjordby.today - timedelta(days=7)).update(day=fjordby.today)
    assert Matter.COVERAGE not in matters(get("lene"))
