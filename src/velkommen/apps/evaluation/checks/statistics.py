"""Closed days: what is kept of them is what their facts say, the ledger is whole, and nothing that came late is left lying."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import connection
from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import MOST, check, kept, trigger_there
from velkommen.apps.statistics.comparing import compare, ledger_faults, use_differences
from velkommen.apps.statistics.models import Block, Day, Entry, Mark, Use
from velkommen.apps.statistics.queries import closed
from velkommen.domain.spans import DAY, Grain, start

SAMPLE = timedelta(days=6)  # the last week that is closed: the whole is compared every night
LATE = timedelta(days=2)
GUARDED = {
    "enquiries_enquiry": tuple(
        f"{what}_{when}" for what in ("enquiry", "first") for when in ("new", "changed", "gone")
    ),
    "enquiries_period": ("period_new", "period_changed", "period_gone"),
    "visits_visit": ("visit_changed",),
    "lifelines_lifeline": ("lifeline_new", "lifeline_changed", "lifeline_gone"),
    "appointments_appointment": ("appointment_new", "appointment_changed", "appointment_gone"),
    "places_specialday": ("hours_new", "hours_changed", "hours_gone"),
    "log_deed": ("claimed",),
    "statistics_entry": ("entry_kept", "entry_stays"),
}
ON_POSTGRESQL = {
    "enquiries_enquiry": ("enquiry_touched", "first_touched"),
    "enquiries_period": ("period_touched",),
    "visits_visit": ("visit_changed",),
    "lifelines_lifeline": ("lifeline_touched",),
    "appointments_appointment": ("appointment_touched",),
    "places_specialday": ("hours_touched",),
    "log_deed": ("claimed",),
    "statistics_entry": ("entry_kept",),
}


@check(
    _("What is kept of closed days is what their facts say, and months and years are sums of their days"),
    _(
        "A figure of the past is wrong. Run `velkommen statistics compare` to see all, and `velkommen statistics rebuild`."
    ),
)
def blocks_recomputed(at: datetime) -> Iterator[str]:
    yield from kept(Block, "block_once", "block_grain_known", "block_parts_of_a_whole")
    last = Day.objects.order_by("-day").values_list("day", flat=True).first()
    if last is not None:
        yield from (str(one) for one in compare(last - SAMPLE, last, at))


@check(
    _("What is kept of who served what is of closed months, and of the last one it is what its facts say"),
    _(
        "How often competences are used is told wrongly. Run `velkommen statistics compare` to see all, and `velkommen statistics rebuild`."
    ),
)
def uses_recomputed(at: datetime) -> Iterator[str]:
    yield from kept(Use, "use_once", "use_some")
    since = closed()
    last = start(start(since[1] + DAY, Grain.MONTH) - DAY, Grain.MONTH) if since else date.min
    first = start(since[0], Grain.MONTH) if since else date.max
    for month in Use.objects.order_by("month").values_list("month", flat=True).distinct():
        if month.day > 1 or not first <= month <= last:
            yield f"{month}"
    if since and first <= last:
        yield from (str(one) for one in islice(use_differences(last, since[0]), MOST))


@check(
    _("The ledger of closed days follows line by line from its beginning, and each line is signed"),
    _("Somebody changed the past by hand. Compare it with a backup, and ask who had the database."),
)
def ledger_whole(at: datetime) -> Iterator[str]:
    yield from kept(Entry, "entry_sealed_once", "entry_kind_known", "entry_correction_says_why")
    yield from (str(fault) for fault in ledger_faults())


@check(
    _("What came late is folded into its day within two days"),
    _("The figures are right, but slow. Is `velkommen worker` running? It does it in the night."),
)
def nothing_left_lying(at: datetime) -> Iterator[str]:
    yield from kept(Mark, "mark_once")
    old = Mark.objects.filter(at__lt=at - LATE).order_by("day").values_list("day", flat=True).distinct()
    yield from (f"{day}" for day in old[:MOST])


@check(
    _("The database notices what changes a closed day, and refuses to change the ledger"),
    _(
        "The figures of the past could drift. Run migrations statistics 0002 and 0003 again, and ask who removed the trigger."
    ),
)
def closed_days_guarded(at: datetime) -> Iterator[str]:
    wanted = ON_POSTGRESQL if connection.vendor == "postgresql" else GUARDED
    for table, names in wanted.items():
        yield from (f"{table}: statistics_{name}" for name in names if not trigger_there(f"statistics_{name}", table))
