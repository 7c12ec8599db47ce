"""What can be wrong of closed days."""

from datetime import timedelta

from django.db import connection

from tests.apps.evaluation.corruption import Fault, sql
from tests.apps.evaluation.rows import NOW
from velkommen.apps.enquiries.models import Period
from velkommen.apps.statistics.models import Block, Day, Entry, Mark, Use
from velkommen.domain import blocks


def on(table: str) -> str:
    return f" ON {table}" if connection.vendor == "postgresql" else ""


def rewritten() -> None:
    """A line of the ledger says something else."""
    sql("DROP TRIGGER statistics_entry_kept" + on("statistics_entry"))
    Entry.objects.filter(pk=Entry.objects.order_by("pk")[0].pk).update(number=1)


def left_lying() -> None:
    day = Day.objects.order_by("day")[0].day
    Mark.objects.create(day=day, place=1, what="enquiry", tx=0, at=NOW - timedelta(days=3))


def unnoticed() -> None:
    sql("DROP TRIGGER statistics_visit_changed" + on("visits_visit"))


def gaps_unnoticed() -> None:
    name = "touched" if connection.vendor == "postgresql" else "gone"
    sql(f"DROP TRIGGER statistics_first_{name}" + on("enquiries_enquiry"))


def raised() -> None:
    """One enquiry more than there was, in what the figures are read from."""
    row = Block.objects.filter(grain="day", number__gt=0).order_by("pk")[0]
    block = blocks.Block.from_parts(row.counts, row.times)
    block.tasks[min(block.tasks)] += 1
    Block.objects.filter(pk=row.pk).update(counts=block.parts()[0])


def sum_raised() -> None:
    row = Block.objects.filter(grain="day", number__gt=0).order_by("pk")[0]
    Block.objects.filter(pk=row.pk).update(number=row.number + 1)


def used_too_soon() -> None:
    """(Of a month that is closed: `tests/apps/statistics/test_uses.py`.)"""
    row = Period.objects.filter(staff__isnull=False).select_related("enquiry").order_by("pk")[0]
    month = NOW.date().replace(day=1)
    Use.objects.create(month=month, place=row.service_point, staff=row.staff, task=row.enquiry.task, enquiries=1)


FOUND: list[Fault] = [
    ("a closed day says more than its facts", {"blocks_recomputed", "statistics_recomputed"}, raised),
    ("a series says more than its days", {"blocks_recomputed"}, sum_raised),
    ("who served what is kept of a month that is not closed", {"uses_recomputed"}, used_too_soon),
    ("the ledger was rewritten", {"ledger_whole", "closed_days_guarded"}, rewritten),
    ("what came late was never folded in", {"nothing_left_lying"}, left_lying),
    ("nobody notices what comes late", {"closed_days_guarded"}, unnoticed),
    ("nobody notices that the first day went", {"closed_days_guarded"}, gaps_unnoticed),
]
