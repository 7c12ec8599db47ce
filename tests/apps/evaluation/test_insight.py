"""Every measure held against the single rows of Fjordby, and what it costs to read them."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from velkommen.apps.appointments.models import Appointment
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.appointed import appointed
from velkommen.apps.evaluation.insight import first_counts, period, spans
from velkommen.apps.evaluation.recount import recounted
from velkommen.apps.lifelines.models import Lifeline
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.yearbook.models import LibraryMonth
from velkommen.domain.insight.facts import Period
from velkommen.domain.insight.registry import REGISTRY, Key
from velkommen.domain.lifecycle import State
from velkommen.domain.measures import Recomputed, Share, Spread, is_answered
from velkommen.domain.outcomes import REFERRALS, Outcome
from velkommen.domain.refusals import Code, Refusal
from velkommen.project.demo import build

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12.00 in Copenhagen
LAST = date(2026, 11, 24)
FIRST = LAST - timedelta(days=30)

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(db: None) -> Period:
    """Thirty days of Fjordby, some rows of which are taken back, unreliable, or from a sheet."""
    build.fill(days=30, at=NOW)
    ids = list(Enquiry.objects.order_by("pk").values_list("pk", flat=True))
    Enquiry.objects.filter(pk__in=ids[0:300:3]).update(withdrawn=True)
    Enquiry.objects.filter(pk__in=ids[1:300:3]).update(unreliable=True)
    Enquiry.objects.filter(pk__in=ids[2:300:3]).update(imprecise=True)
    return period(spans(None, FIRST, LAST, NOW), compared=True, library=True, volumes=True)


def rows() -> list[Any]:
    return list(Enquiry.objects.filter(day__gte=FIRST, day__lte=LAST, withdrawn=False).select_related("task"))


def expected(plain: Recomputed) -> Iterator[tuple[Key, object]]:
    """What each measure must say, row by row."""
    counted = rows()
    answered = [one for one in counted if is_answered(one.outcome)]
    yield Key.ENQUIRIES, plain.number
    yield Key.TASKS, Counter(one.task_id for one in counted)
    yield Key.CATEGORIES, plain.categories
    yield Key.OTHER, Share(plain.categories["other"], plain.number)  # type: ignore[index] # its value is its key
    yield Key.KINDS, Counter(one.kind for one in counted)
    yield Key.CHANNELS, Counter(one.channel for one in counted)
    yield Key.OUTCOMES, Counter(one.outcome for one in counted)
    yield Key.SOLVED, plain.solved
    yield Key.REFERRED, Share(sum(one.outcome in REFERRALS for one in answered), len(answered))
    sent = [one for one in counted if one.destination_id and one.outcome in REFERRALS]
    yield Key.DESTINATIONS, Counter((one.task_id, one.destination_id) for one in sent)
    could_not = [one for one in counted if one.outcome == Outcome.NOT_POSSIBLE]
    yield Key.REASONS, Counter((one.task_id, one.reason) for one in could_not)
    yield Key.PLACES, dict.fromkeys(ServicePoint.objects.values_list("pk", flat=True), 0) | plain.by_place
    yield Key.LIBRARY_SHARE, plain.library
    yield Key.UNITS, plain.by_unit
    asked = Lifeline.objects.filter(day__gte=FIRST, day__lte=LAST, enquiry__withdrawn=False).count()
    yield Key.LIFELINES, Share(asked, plain.number)
    timed = [one for one in counted if not one.imprecise]
    yield Key.HOURS, Counter((one.day.weekday(), one.minute // 60) for one in timed)
    yield Key.OUTSIDE, plain.outside
    yield Key.WAITING, plain.times[State.WAITING.value]
    yield Key.AT_DESK, plain.times[State.SERVING.value]
    yield Key.NO_SHOWS, plain.no_shows
    became = appointed(None, FIRST, LAST, NOW).places.values()
    missed = [at.no_shows for at in became]
    yield Key.MISSED, Share(sum(one.part for one in missed), sum(one.whole for one in missed))
    yield Key.VISITS, None  # no whole month lies in the span
    yield Key.PER_THOUSAND, round(1000 * plain.number / 42_000, 1)


def test_every_measure_is_what_the_single_rows_say(seen: Period) -> None:
    plain = recounted(FIRST, LAST)
    for key, value in expected(plain):
        assert REGISTRY[key].work(seen) == value, key


def test_the_others_say_what_they_rest_on(seen: Period) -> None:
    assert REGISTRY[Key.GROWTH].work(seen) is None  # nothing was counted a year before
    assert REGISTRY[Key.COVERAGE].work(seen) == REGISTRY[Key.ENQUIRIES].covers(seen)
    within, waiting = REGISTRY[Key.WAITING_TARGET].work(seen), REGISTRY[Key.WAITING].work(seen)
    assert isinstance(within, Share)
    assert isinstance(waiting, Spread)
    assert within.whole == waiting.measured > within.part > 0
    assert {key for key, volume in seen.volumes.items() if volume.number}
    assert Appointment.objects.exists()


def test_visits_and_loans_of_whole_months_alone(db: None) -> None:
    build.fill(days=2, at=NOW)
    october = period(spans(None, date(2026, 10, 1), LAST, NOW), library=True)
    counted = LibraryMonth.objects.filter(year=2026, month=10)
    assert REGISTRY[Key.VISITS].work(october) == sum(one.visits or 0 for one in counted)
    libraries = ServicePoint.objects.filter(kind__in=["main_library", "branch", "mobile_library"]).count()
    assert REGISTRY[Key.LOANS].covers(october) == Share(counted.count(), libraries)


def test_a_place_counts_since_its_first_enquiry(seen: Period) -> None:
    one = Enquiry.objects.filter(withdrawn=False).order_by("day")[0]
    assert first_counts([one.service_point_id]) == {one.service_point_id: one.day}


def test_a_year_costs_as_many_statements_as_a_month(seen: Period) -> None:
    def cost(first: date) -> int:
        with CaptureQueriesContext(connection) as asked:
            period(spans(None, first, LAST, NOW), compared=True, library=True, volumes=True)
        return len(asked)

    assert cost(date(2025, 11, 25)) == cost(date(2026, 10, 1)) <= 40


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (LAST, FIRST, Code.PERIOD_REVERSED),
        (date(2000, 1, 1), LAST, Code.SPAN_ENDLESS),
    ],
)
def test_a_span_nobody_can_mean_is_refused(db: None, first: date, last: date, code: Code) -> None:
    with pytest.raises(Refusal) as no:
        spans(None, first, last, NOW)
    assert no.value.code is code
