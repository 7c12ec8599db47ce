"""What of it may be shown to everybody: whole years that are over, by place and task, with small numbers hidden.

A number below five is hidden, and others with it, so that nobody finds it by subtraction (`domain.small_cells`). Only whole years
are told, of all places at once: two tables that differ by a day or a place would tell who came in between.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.datasets.shape import Column, Dataset, Feed, Row, Scope, Type, plain
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.small_cells import in_table
from velkommen.shared import clock
from velkommen.shared.wording_figures import NOTHING_FOR_KEPT_BACK

Cell = tuple[str, str]  # task, place


def _published(scope: Scope) -> Feed:
    return plain(PUBLISHED.columns, list(_rows(scope)))


def _rows(scope: Scope) -> Iterator[Row]:
    mine = None if scope.places is None else _slugs(scope)
    for year, counts in _years(scope).items():
        hidden = {(task, place) for task, place in in_table(counts) if isinstance(task, str) and isinstance(place, str)}
        for task, place in sorted({*counts, *hidden}):
            if mine is None or place in mine:
                yield year, place, task, None if (task, place) in hidden else counts[task, place]


def _years(scope: Scope) -> dict[int, Counter[Cell]]:
    """Year -> enquiries by task and place, of the years that lie within the span and are over."""
    over = clock.local_day(scope.at).year
    first = scope.first.year if scope.first == date(scope.first.year, 1, 1) else scope.first.year + 1
    last = min(over - 1, scope.last.year if scope.last == date(scope.last.year, 12, 31) else scope.last.year - 1)
    found: dict[int, Counter[Cell]] = {}
    if first > last:
        return found
    rows = Enquiry.objects.filter(day__gte=date(first, 1, 1), day__lte=date(last, 12, 31), withdrawn=False)
    by_year = rows.order_by().annotate(year=ExtractYear("day")).values_list("year", "task__key", "service_point__slug")
    for year, task, place, number in by_year.annotate(number=Count("id")):
        found.setdefault(year, Counter())[task, place] = number
    return dict(sorted(found.items()))


def _slugs(scope: Scope) -> set[str]:
    return set(ServicePoint.objects.filter(pk__in=list(scope.places or ())).values_list("slug", flat=True))


PUBLISHED = Dataset(
    key="published",
    title=_("For everybody"),
    row=_("One task at one place in a whole year that is over."),
    purpose=_(
        "To be shown to everybody. Numbers below five are hidden, and others with them, so that none can be found by subtraction: "
        "do not put anything from the other datasets beside it."
    ),
    columns=(
        Column("year", Type.WHOLE, _("The calendar year."), "enquiries.Enquiry.day"),
        Column("place", Type.TEXT, _("The place, as addresses have it."), "places.ServicePoint.slug"),
        Column("task", Type.TEXT, _("The task, as programs name it."), "catalogue.Task.key"),
        Column(
            "number",
            Type.WHOLE,
            format_lazy("{} {}", _("Enquiries. What has no row had none."), NOTHING_FOR_KEPT_BACK),
            unit=_("enquiries"),
        ),
    ),
    feed=_published,
    small=False,
)
