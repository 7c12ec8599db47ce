"""The checklist of readiness: marks of points there are, with the day where a point has one, and by somebody."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import check, kept, rows
from velkommen.apps.readiness.models import Mark
from velkommen.shared import clock


@check(
    _("What is marked by hand on the checklist of a place is a point there is, said once, on a day that has been"),
    _("The checklist of a place says what nobody said. Mark these points anew."),
)
def marks_sound(at: datetime) -> Iterator[str]:
    yield from kept(Mark, "mark_once_per_point", "mark_known", "mark_has_its_day")
    yield from rows(Mark.objects.filter(day__gt=clock.local_day(at)))
