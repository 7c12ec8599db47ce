"""Rosters: shifts and absences that can be true at once."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import check, kept
from velkommen.apps.placement.models import Absence, RosteredDay, Shift


@check(
    _("Nobody has two shifts at once, and a day is published once"),
    _("Somebody would be expected at two places. Change or delete one of the shifts in the roster."),
)
def shifts_sound(at: datetime) -> Iterator[str]:
    yield from kept(Shift, "shift_forward", "shift_begins_once")
    yield from kept(RosteredDay, "rostered_day_once")
    rows = Shift.objects.select_related("staff", "service_point").exclude(staff=None)
    yield from _at_once(rows.order_by("staff_id", "day", "opens", "id").iterator())


def _at_once(found: Iterable[Shift]) -> Iterator[str]:
    for one, other in pairwise(found):
        if (one.staff_id, one.day) == (other.staff_id, other.day) and other.opens < one.closes:
            yield f"{one.service_point.name}: {one.staff}, {one.day}"


@check(
    _("Absences run forward, and a part of a day lies in one day"),
    _("Somebody may be counted on who is away. Take the absence back and tell it anew."),
)
def absences_sound(at: datetime) -> Iterator[str]:
    yield from kept(Absence, "absence_forward", "absence_part_of_one_day")
