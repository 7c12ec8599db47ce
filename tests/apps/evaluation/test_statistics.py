"""The figures of a period, on Fjordby Kommune: what is counted, what is not, and that it can all be recomputed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.quick import Lasting
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.recount import as_shown, recounted
from velkommen.apps.evaluation.statistics import Statistics, statistics
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.refusals import Code, Refusal
from velkommen.project.demo import build

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12.00 in Copenhagen
LAST = date(2026, 11, 24)
FIRST = LAST - timedelta(days=30)


@pytest.fixture(scope="module")
def fjordby(lasting: Lasting) -> build.Summary:
    return lasting(lambda: build.fill(days=30, at=NOW))


def figures(places: list[int] | None = None, first: date = FIRST, last: date = LAST) -> Statistics:
    return statistics(places, first, last, NOW)


def test_everything_can_be_recomputed_from_the_periods_to_the_cell(fjordby: build.Summary) -> None:
    spoil()
    plain = recounted(FIRST, LAST)
    hours = set(plain.hours_counted)
    plain.hours_counted.clear()
    seen = figures()
    assert as_shown(seen) == plain
    gap_hours = {(gap.place, gap.day, hour) for gap in seen.coverage.gaps for hour in range(gap.starts, gap.ends)}
    assert not gap_hours & hours


def spoil() -> None:
    """Some rows undone, unreliable, or from a sheet."""
    ids = list(Enquiry.objects.order_by("pk").values_list("pk", flat=True))
    Enquiry.objects.filter(pk__in=ids[0:300:3]).update(withdrawn=True)
    Enquiry.objects.filter(pk__in=ids[1:300:3]).update(unreliable=True)
    Enquiry.objects.filter(pk__in=ids[2:300:3]).update(imprecise=True)


def test_every_share_shown_adds_up_to_a_hundred(fjordby: build.Summary) -> None:
    seen = figures()
    for lines in (seen.places, seen.tasks, seen.outcomes, seen.units, seen.categories):
        assert round(sum(line.percent for line in lines), 6) == 100


def test_a_withdrawn_enquiry_counts_nowhere(fjordby: build.Summary) -> None:
    Enquiry.objects.update(withdrawn=True)
    seen = figures()
    assert (seen.number, seen.tasks, seen.solved.whole, seen.outside.whole, seen.no_shows.whole) == (0, [], 0, 0, 0)
    assert {found.measured for found in seen.times.values()} == {0}


def test_an_unreliable_time_leaves_the_times_and_stays_in_the_counts(fjordby: build.Summary) -> None:
    before = figures()
    Enquiry.objects.update(unreliable=True)
    after = figures()
    assert (after.number, after.solved) == (before.number, before.solved)
    assert {found.measured for found in after.times.values()} == {0}


def test_a_row_without_a_time_of_day_is_in_the_number_and_in_no_hour(fjordby: build.Summary) -> None:
    before = figures()
    Enquiry.objects.update(imprecise=True)
    after = figures()
    assert (after.number, after.imprecise) == (before.number, before.number)
    assert (after.outside.whole, after.coverage.share.part) == (0, 0)


def test_an_open_enquiry_is_in_the_number_and_in_no_outcome(fjordby: build.Summary) -> None:
    seen = figures(first=LAST)
    assert seen.without_outcome == Enquiry.objects.filter(day=LAST, outcome="").count() > 0
    assert sum(line.number for line in seen.outcomes) == seen.number - seen.without_outcome


def test_an_hour_nobody_counted_in_is_a_gap(fjordby: build.Summary) -> None:
    nordby = ServicePoint.objects.get(slug="nordby")
    monday = LAST - timedelta(days=1)
    Enquiry.objects.filter(service_point=nordby, day=monday, minute__gte=720, minute__lt=840).update(withdrawn=True)
    gaps = figures([nordby.pk], monday, monday).coverage.gaps
    assert {hour for gap in gaps for hour in range(gap.starts, gap.ends)} >= {12, 13}


def test_the_hour_under_way_is_no_gap_yet(fjordby: build.Summary) -> None:
    Enquiry.objects.filter(day=LAST).update(withdrawn=True)
    assert max(gap.ends for gap in figures(first=LAST).coverage.gaps) == 12


def test_one_place_shows_only_its_own(fjordby: build.Summary) -> None:
    nordby = ServicePoint.objects.get(slug="nordby")
    seen = figures([nordby.pk])
    assert seen.number == Enquiry.objects.filter(service_point=nordby, day__gte=FIRST).count()
    assert [line.place for line in seen.places] == [nordby]


def test_no_place_at_all_shows_nothing(fjordby: build.Summary) -> None:
    assert figures([]).number == 0


def test_a_reversed_period_is_refused(fjordby: build.Summary) -> None:
    with pytest.raises(Refusal) as refused:
        figures(first=LAST, last=FIRST)
    assert refused.value.code is Code.PERIOD_REVERSED


def test_a_month_costs_as_many_statements_as_two_days(fjordby: build.Summary) -> None:
    with CaptureQueriesContext(connection) as month:
        figures()
    with CaptureQueriesContext(connection) as two_days:
        figures(first=LAST - timedelta(days=1))
    most = {"sqlite": 18, "postgresql": 19}[connection.vendor]  # there the range of the visits is asked for first
    assert len(month) == len(two_days) <= most
