"""What a municipality says of itself: months that are over, at libraries, numbers and targets that can be."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import check, kept, rows
from velkommen.apps.yearbook.models import Inhabitants, LibraryMonth, Target
from velkommen.shared import clock


@check(
    _("Visits, loans, inhabitants and targets are what somebody can have meant, each once, of a time that has been"),
    _("A figure that was typed in or imported cannot be right. Correct it on the page of the libraries or of targets."),
)
def yearbook_sound(at: datetime) -> Iterator[str]:
    today = clock.local_day(at)
    yield from kept(
        LibraryMonth,
        "library_month_once",
        "library_month_known",
        "library_month_says_something",
        "library_month_in_reason",
    )
    yield from kept(Inhabitants, "inhabitants_there_are")
    yield from kept(Target, "target_within_its_limits")
    yield from rows(
        LibraryMonth.objects.filter(Q(year__gt=today.year) | Q(year=today.year, month__gte=today.month)).filter(
            month__lte=12
        )
    )
    yield from rows(Inhabitants.objects.filter(day__gt=today))
