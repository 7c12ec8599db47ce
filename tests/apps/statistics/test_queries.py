"""Reading a span: the blocks are what the rows say, in as many statements for a day as for a year."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.quick import Lasting
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.recount import recounted
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics.queries import Line, Reading, Scope, days, first_counted, line, lines, read
from velkommen.domain.blocks import Block, total
from velkommen.domain.lifecycle import State
from velkommen.domain.spans import Grain
from velkommen.project.demo import build

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12.00 in Copenhagen
LAST = date(2026, 11, 24)
FIRST = LAST - timedelta(days=30)
ALL = Scope(None, FIRST, LAST)


@pytest.fixture(scope="module")
def fjordby(lasting: Lasting) -> build.Summary:
    return lasting(lambda: build.fill(days=12, at=NOW))


def test_a_span_says_what_its_single_rows_say(fjordby: build.Summary) -> None:
    plain, found = recounted(FIRST, LAST), read(ALL, NOW)
    whole = total(found.values())
    assert (whole.number, whole.without_outcome, whole.imprecise) == (
        plain.number,
        plain.without_outcome,
        plain.imprecise,
    )
    assert Counter({place: block.number for place, block in found.items() if block.number}) == plain.by_place
    assert (whole.solved, whole.outside, whole.no_shows) == (plain.solved, plain.outside, plain.no_shows)
    assert {kind: whole.spread(kind) for kind in plain.times} == plain.times
    assert sum(whole.hours.values()) == plain.number - plain.imprecise


def test_days_and_months_are_parts_of_the_span(fjordby: build.Summary) -> None:
    found = read(ALL, NOW)
    daily = days(ALL, NOW)
    sums: dict[int, Block] = {}
    for (_, place), block in daily.items():
        sums.setdefault(place, Block()).add(block)
    assert sums == found
    monthly = lines(ALL, NOW, Grain.MONTH)
    assert {month for month, _ in monthly} <= {date(2026, 10, 1), date(2026, 11, 1)}
    assert sum(monthly.values(), Line()) == line(total(found.values()))


def test_only_the_places_asked_for(fjordby: build.Summary) -> None:
    nordby = ServicePoint.objects.order_by("id").values_list("pk", flat=True)[1]
    assert set(read(Scope([nordby], FIRST, LAST), NOW)) == {nordby}
    assert read(Scope([], FIRST, LAST), NOW) == {}


def test_as_many_statements_for_a_day_as_for_a_month(fjordby: build.Summary) -> None:
    def statements(first: date) -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            read(Scope(None, first, LAST), NOW)
        return len(asked)

    assert statements(FIRST) == statements(LAST - timedelta(days=3)) <= 16


def test_withdrawn_counts_nowhere_and_unreliable_in_no_time(fjordby: build.Summary) -> None:
    before = total(read(ALL, NOW).values())
    Enquiry.objects.update(unreliable=True)
    after = total(read(ALL, NOW).values())
    assert (after.tasks, after.lasting.get(State.WAITING)) == (before.tasks, None)
    Enquiry.objects.update(withdrawn=True)
    assert not total(read(ALL, NOW).values()).tasks


def asked_of_facts(statements: CaptureQueriesContext) -> int:
    """How often the periods of a span were asked for."""
    return sum('"enquiries_period"' in one["sql"] for one in statements)


def test_the_days_before_anything_was_counted_are_not_asked_about(fjordby: build.Summary) -> None:
    since = first_counted()
    assert since is not None
    before = Scope(None, since - timedelta(days=400), since - timedelta(days=1))
    with CaptureQueriesContext(connection) as statements:
        assert read(before, NOW) == {}
    assert asked_of_facts(statements) == 0


def test_a_span_is_read_once_whatever_is_asked_of_it(fjordby: build.Summary) -> None:
    with CaptureQueriesContext(connection) as twice:
        told = (read(ALL, NOW), lines(ALL, NOW, Grain.MONTH))
    with CaptureQueriesContext(connection) as once:
        reading = Reading(ALL, NOW)
        assert (reading.blocks, reading.lines(Grain.MONTH)) == told
    assert asked_of_facts(twice) == 2 * asked_of_facts(once) > 0
