"""The figures: what screens show is what the single rows say, and parts make a whole."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.checks.registry import check
from velkommen.apps.evaluation.recount import as_shown, recounted
from velkommen.apps.evaluation.statistics import Statistics, statistics
from velkommen.domain.measures import Recomputed
from velkommen.shared import clock

SAMPLE = timedelta(days=29)  # the last thirty days that are over: today still moves while one counts


@check(
    _("The statistics of the last thirty days are what the periods say, and their shares add up to 100"),
    _("A figure on the screens is wrong. Do not use it; report which one, with the version of the house."),
)
def statistics_recomputed(at: datetime) -> Iterator[str]:
    days = Enquiry.objects.filter(day__lt=clock.local_day(at)).order_by("-day").values_list("day", flat=True)
    last = days.first()
    if last is None:
        return
    seen, plain = statistics(None, last - SAMPLE, last, at), recounted(last - SAMPLE, last)
    shown = as_shown(seen)
    for name in [figure.name for figure in fields(Recomputed) if figure.name != "hours_counted"]:
        if getattr(shown, name) != getattr(plain, name):
            yield f"{name}, {seen.first} – {seen.last}"
    gaps = {(gap.place, gap.day, hour) for gap in seen.coverage.gaps for hour in range(gap.starts, gap.ends)}
    yield from (f"coverage, {day} {hour}" for _place, day, hour in sorted(gaps & plain.hours_counted))
    yield from _not_whole(seen)


def _not_whole(seen: Statistics) -> Iterator[str]:
    columns = {
        "places": seen.places,
        "tasks": seen.tasks,
        "outcomes": seen.outcomes,
        "units": seen.units,
        "categories": seen.categories,
    }
    for name, lines in columns.items():
        total = round(sum(line.percent for line in lines), 6)  # type: ignore[attr-defined] # each line has one
        if total not in {0, 100}:
            yield f"{name}: {total} %"
