"""The order of the line is the same in plain Python, in the database, for Next, for a desk's list and for who asks how many are ahead."""

from datetime import datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.people import Town
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries import queries as enquiries
from velkommen.apps.enquiries.actions.tickets import new_enquiry
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.visits import queries
from velkommen.apps.visits.models import Visit
from velkommen.shared import clock

OFFSETS = (-20, -10, 0, 10, 20)  # minutes from now
MOMENTS = (-15, 0, 15)


def stand(town: Town, people: list[tuple[bool, int]]) -> list[Visit]:
    """Let people stand in line who are booked (or not) and queued so many minutes from now."""
    task = Task.objects.select_related("group").get(key="passport")
    made = Visit.objects.bulk_create(
        Visit(
            service_point=town.place,
            day=clock.local_day(town.now),
            letter="A",
            number=number,
            link=f"link{number}",
            group=task.group,
            state="waiting",
            since=town.now - timedelta(hours=1),
            opened_at=town.now - timedelta(hours=1),
            queued_at=town.now + timedelta(minutes=minutes),
            booked=booked,
            last_op=uuid4(),
        )
        for number, (booked, minutes) in enumerate(people, start=1)
    )
    matters = [new_enquiry(town.place.pk, task, town.now) for _ in made]
    for visit, matter in zip(made, matters, strict=True):
        matter.visit, matter.current = visit, True
    Enquiry.objects.bulk_create(matters)
    return made


def by_the_rule(line: list[Visit], at: datetime) -> list[int]:
    ranked = sorted((queries.InLine(one.pk, one.queued_at, one.booked).rank(at), one.pk) for one in line)
    return [pk for _, pk in ranked]


def called(town: Town) -> list[int]:
    """Everybody, one Next after the other."""
    found = []
    while queries.waiting(town.place.pk, clock.local_day(town.now)).exists():
        visit = actions.call_next(place=town.place.pk, desk=town.desk.pk, **town.by())["visit"]["id"]
        actions.no_show(visit=visit, **town.by())
        found.append(visit)
    return found


@pytest.mark.parametrize("minutes", MOMENTS)
def test_everybody_who_asks_hears_the_same_order(town: Town, minutes: int) -> None:
    line = stand(town, list(product((False, True), OFFSETS)) * 2)
    town.later(minutes=minutes)
    day, at = clock.local_day(town.now), town.now
    rule = by_the_rule(line, at)
    board = enquiries.board(town.place.pk, town.desk.pk, day, at)
    assert queries.lines(town.place.pk, day, at) == {line[0].group_id: rule}
    assert [row.visit_id for row in board.line] == rule
    assert [row.visit_id for row in enquiries.open_matters(town.place.pk, day, at, 100)] == rule
    assert {one.pk: queries.ahead_of(one, at) for one in line} == {pk: rule[:n] for n, pk in enumerate(rule)}


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from(OFFSETS)), min_size=1, max_size=6))
def test_next_calls_by_the_rule(town: Town, people: list[tuple[bool, int]]) -> None:
    line = stand(town, people)
    rule = by_the_rule(line, town.now)
    try:
        assert called(town) == rule
    finally:
        Enquiry.objects.all().delete()
        Visit.objects.all().delete()


def test_next_is_one_question_however_many_wait_and_two_where_all_are_early(town: Town) -> None:
    asked = []
    for people in ([(False, -10)], [(True, -1), (False, -5)] * 30, [(True, 10)]):
        Enquiry.objects.all().delete()
        Visit.objects.all().delete()
        stand(town, people)
        with CaptureQueriesContext(connection) as statements:
            actions.call_next(place=town.place.pk, desk=town.desk.pk, **town.by())
        asked.append(len(statements))
    assert (asked[1] - asked[0], asked[2] - asked[0]) == (0, 1)


def test_next_reads_the_line_in_the_order_of_its_index(town: Town) -> None:
    """No row is read that is not asked for, except who is early: nothing is sorted but what stands at the very same instant."""
    line = queries.waiting(town.place.pk, clock.local_day(town.now)).exclude(queries.is_early(town.now))
    sql, params = line[:1].query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute(
                "SET LOCAL enable_sort = off"
            )  # an empty table is as soon sorted; without an index it still would be
        cursor.execute(f"{'EXPLAIN' if connection.vendor == 'postgresql' else 'EXPLAIN QUERY PLAN'} {sql}", params)
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert ("visit_line" in plan, "Sort" in plan, "B-TREE FOR ORDER BY" in plan) == (True, False, False)


def test_who_drew_a_number_while_next_was_under_way_is_not_passed_by_who_is_early(town: Town) -> None:
    """A desk that waited for its turn asks with the moment of its press: whoever came since then is there all the same."""
    _, walked_in = stand(town, [(True, 10), (False, 1)])
    answer = actions.call_next(place=town.place.pk, desk=town.desk.pk, **town.by())
    assert answer["visit"]["id"] == walked_in.pk


def test_a_visit_handed_over_keeps_its_time(town: Town) -> None:
    booked, walked_in = stand(town, [(True, -5), (False, -30)])
    actions.call_visit(visit=booked.pk, desk=town.desk.pk, **town.by())
    actions.start_service(visit=booked.pk, **town.by())
    actions.transfer_visit(visit=booked.pk, task="mitid", **town.by())
    assert called(town) == [booked.pk, walked_in.pk]
