"""Who served what: what is read of closed months is what counting all says, whatever happens to them afterwards."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import combinations
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from tests.apps.statistics.closing import filled, fold_all, served_from_facts
from tests.people import stretch
from tests.quick import Lasting
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.evaluation.checks.statistics import uses_recomputed
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics.actions import correct_found, rebuild
from velkommen.apps.statistics.comparing import all_differences, use_differences
from velkommen.apps.statistics.models import Mark, Use
from velkommen.apps.statistics.queries import closed
from velkommen.apps.statistics.uses import used
from velkommen.project.demo import build
from velkommen.shared.actor import SYSTEM

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
MORNING = NOW + timedelta(days=1)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
FIRST, LAST = SEPTEMBER, date(2026, 11, 24)


@pytest.fixture(scope="module")
def fjordby(lasting: Lasting) -> build.Summary:
    return lasting(lambda: filled(70, NOW))


def served(day: date) -> Enquiry:
    """An enquiry of a day that somebody served."""
    mine = Period.objects.filter(kind="serving", staff__isnull=False, day=day).values("enquiry")
    return Enquiry.objects.filter(pk__in=mine, withdrawn=False).order_by("pk")[0]


def all_the_same() -> bool:
    return not list(all_differences(NOW, lambda *_: None))


def cells() -> list[tuple[Any, ...]]:
    return sorted(Use.objects.values_list("month", "place", "staff", "task", "enquiries"))


def test_what_is_kept_is_of_months_that_are_closed(fjordby: build.Summary) -> None:
    assert closed() == (fjordby.first, LAST - timedelta(days=1))
    assert set(Use.objects.values_list("month", flat=True)) == {SEPTEMBER, OCTOBER}
    assert (used(None, FIRST, LAST), all_the_same()) == (served_from_facts(FIRST, LAST), True)
    assert (
        sum(Use.objects.filter(month=OCTOBER).values_list("enquiries", flat=True))
        == used(None, OCTOBER, date(2026, 10, 31)).total()
    )


@pytest.mark.parametrize("days", [(1, 31), (2, 31), (1, 30), (5, 5), (9, 8)])
def test_of_some_days_at_some_places(fjordby: build.Summary, days: tuple[int, int]) -> None:
    first, last = (date(2026, 10, day) for day in days)
    some = list(ServicePoint.objects.order_by("pk").values_list("pk", flat=True)[:2])
    for places in (None, some, []):
        assert used(places, first, last) == served_from_facts(first, last, places)


def test_a_closed_month_is_read_without_its_facts(fjordby: build.Summary) -> None:
    with transaction.atomic():
        Use.objects.filter(month=OCTOBER).delete()
        assert used(None, OCTOBER, date(2026, 10, 31)) == Counter()
        transaction.set_rollback(True)


def withdraw(row: Enquiry) -> None:
    Enquiry.objects.filter(pk=row.pk).update(withdrawn=True)


def another_task(row: Enquiry) -> None:
    Enquiry.objects.filter(pk=row.pk).update(task=Task.objects.exclude(pk=row.task_id)[0])


def another_month(row: Enquiry) -> None:
    Enquiry.objects.filter(pk=row.pk).update(day=row.day - timedelta(days=31))


def deleted(row: Enquiry) -> None:
    Period.objects.filter(enquiry=row).delete()


def late(row: Enquiry) -> None:
    stretch(row, "serving", row.happened_at, 60)
    mine = Period.objects.filter(enquiry=row, staff__isnull=False).values("staff")
    colleagues = Period.objects.filter(day=row.day, staff__isnull=False).exclude(staff__in=mine)
    one = Period.objects.filter(enquiry=row).order_by("-pk")[0]
    one.pk, one.staff = None, colleagues[0].staff
    one.save(force_insert=True)


@pytest.mark.parametrize("change", [withdraw, another_task, another_month, deleted, late])
def test_a_late_change_is_read_at_once_and_kept_by_night(
    fjordby: build.Summary, change: Callable[[Enquiry], None]
) -> None:
    before = used(None, FIRST, LAST), cells()
    change(served(date(2026, 10, 21)))
    at_once = used(None, FIRST, LAST)
    assert at_once == served_from_facts(FIRST, LAST)
    assert (cells(), all_the_same()) == (before[1], True), "the day is marked: nobody reads what is kept"
    fold_all(MORNING)
    assert (used(None, FIRST, LAST), all_the_same(), Mark.objects.count()) == (at_once, True, 0)
    assert cells() != before[1]


def test_two_whose_tasks_are_exchanged_are_kept_anew_though_the_day_says_what_it_said(fjordby: build.Summary) -> None:
    """A block cannot tell them from each other, so the ledger has nothing to say; who did which of them is otherwise."""
    before, (one, other) = cells(), alike(date(2026, 10, 21))
    one.task, other.task = other.task, one.task
    Enquiry.objects.bulk_update([one, other], ["task"])
    assert used(None, FIRST, LAST) == served_from_facts(FIRST, LAST)
    assert (fold_all(MORNING), used(None, FIRST, LAST), all_the_same()) == (0, served_from_facts(FIRST, LAST), True)
    assert cells() != before


def alike(day: date) -> tuple[Enquiry, Enquiry]:
    """Two of a morning at a place, solved by the same unit and by different people, about different tasks."""
    rows = Enquiry.objects.filter(day=day, outcome="solved", withdrawn=False, imprecise=False, minute__range=(600, 720))
    staff = dict(Period.objects.filter(kind="serving", staff__isnull=False, day=day).values_list("enquiry", "staff"))
    found = [row for row in rows.order_by("service_point", "pk") if row.pk in staff]
    return next(
        (one, other)
        for one, other in combinations(found, 2)
        if (one.service_point_id, one.unit) == (other.service_point_id, other.unit)
        and one.task_id != other.task_id
        and staff[one.pk] != staff[other.pk]
    )


def test_without_its_trigger_what_is_kept_drifts_and_the_night_names_the_cell(fjordby: build.Summary) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER statistics_enquiry_touched ON enquiries_enquiry")
        else:
            cursor.execute("DROP TRIGGER statistics_enquiry_changed")
    row = served(date(2026, 10, 21))
    withdraw(row)
    assert used(None, FIRST, LAST) != served_from_facts(FIRST, LAST)
    since = closed()
    assert since is not None
    (found,) = use_differences(OCTOBER, since[0])
    staff = Period.objects.filter(enquiry=row, kind="serving").values_list("staff", flat=True)[0]
    assert (found.place, found.cell, found.kept - found.counted) == (
        row.service_point_id,
        f"use {staff} {row.task_id}",
        1,
    )
    assert found in list(all_differences(NOW, lambda *_: None))
    correct_found(days=found.days, by=SYSTEM, at=MORNING, op=uuid4())
    assert used(None, FIRST, LAST) == served_from_facts(FIRST, LAST)


@pytest.mark.parametrize("spoilt", [False, True])
def test_rebuilding_keeps_what_the_facts_say(fjordby: build.Summary, *, spoilt: bool) -> None:
    before = cells()
    if spoilt:  # one too many, one that is gone, and one there never was
        one, other = Use.objects.filter(month=OCTOBER).order_by("pk")[:2]
        Use.objects.filter(pk=one.pk).update(enquiries=one.enquiries + 1)
        Use.objects.filter(pk=other.pk).delete()
        missing = Task.objects.exclude(pk__in=Use.objects.values("task"))[0]
        Use.objects.create(month=SEPTEMBER, place=one.place, staff=one.staff, task=missing, enquiries=2)
        assert cells() != before
    rebuild(first=fjordby.first, last=LAST - timedelta(days=1), by=SYSTEM, at=MORNING, op=uuid4())
    assert cells() == before


@pytest.mark.parametrize("more", [0, 1])
def test_the_doctor_finds_what_the_facts_of_the_last_closed_month_do_not_say(
    fjordby: build.Summary, *, more: int
) -> None:
    row = Use.objects.filter(month=OCTOBER).order_by("pk")[0]
    Use.objects.filter(pk=row.pk).update(enquiries=row.enquiries + more)
    named = f"month 2026-10-01, place {row.place_id}, use {row.staff_id} {row.task_id}: {row.enquiries + 1} ≠ {row.enquiries}"
    assert list(uses_recomputed.find(NOW)) == [named] * more


def test_months_that_were_closed_before_are_filled_in(fjordby: build.Summary) -> None:
    before = cells()
    Use.objects.all().delete()
    import_module("velkommen.apps.statistics.migrations.0004_uses").fill(apps, connection.schema_editor())
    assert cells() == before


def test_a_cell_stands_once_and_says_something(fjordby: build.Summary) -> None:
    row = Use.objects.order_by("pk")[0]
    for enquiries, what in ((0, "use_some"), (1, "use_once|UNIQUE")):
        with pytest.raises(IntegrityError, match=what), transaction.atomic():
            Use.objects.create(month=row.month, place=row.place, staff=row.staff, task=row.task, enquiries=enquiries)


def test_more_months_cost_no_more_statements(fjordby: build.Summary, django_assert_num_queries: Any) -> None:
    withdraw(served(date(2026, 10, 21)))
    for first in (date(2026, 9, 29), date(2026, 9, 1), date(2020, 1, 5)):
        with django_assert_num_queries(4 if first == SEPTEMBER or first.year == 2020 else 3):
            used(None, first, LAST)
