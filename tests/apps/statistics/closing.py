"""Closing the days of a town, and what happens to them afterwards."""

from collections import Counter
from collections.abc import Collection
from datetime import date, datetime
from uuid import uuid4

from velkommen.apps.enquiries.models import Period
from velkommen.apps.statistics.actions import anything_due, anything_to_fold, fold_marks, seal_days
from velkommen.apps.statistics.facts import Wanted, build
from velkommen.apps.statistics.hours import Hours
from velkommen.apps.statistics.queries import Scope, first_counted, kept_hours
from velkommen.domain.blocks import Block
from velkommen.project.demo.build import Summary, fill
from velkommen.shared.actor import SYSTEM


def filled(days: int, at: datetime) -> Summary:
    """Fjordby with so many days, all closed that are due by a moment."""
    made = fill(days=days, at=at)
    close_all(at)
    return made


def close_all(at: datetime) -> int:
    """Close every day that is due by a moment; how many there were."""
    days = 0
    while anything_due(at):
        days += seal_days(by=SYSTEM, at=at, op=uuid4())["days"]
    return days


def fold_all(at: datetime) -> int:
    """Fold in what came late; how many corrections that made."""
    corrections = 0
    while anything_to_fold():
        corrections += fold_marks(by=SYSTEM, at=at, op=uuid4())["corrections"]
    return corrections


def from_facts(scope: Scope, at: datetime) -> dict[int, Block]:
    """The same span counted from its facts alone, whatever is closed."""
    hours = Hours(kept_hours([(scope.first, scope.last)]), first_counted())
    found: dict[int, Block] = {}
    for (_, place), block in build(Wanted(scope.places, [(scope.first, scope.last)]), hours, at).items():
        found.setdefault(place, Block()).add(block)
    return found


def served_from_facts(first: date, last: date, places: Collection[int] | None = None) -> Counter[tuple[int, int]]:
    """(staff id, task id) -> enquiries of some days, counted row by row, whatever is kept."""
    rows = Period.objects.filter(
        kind="serving", staff__isnull=False, enquiry__day__range=(first, last), enquiry__withdrawn=False
    )
    if places is not None:
        rows = rows.filter(enquiry__service_point__in=places)
    single = set(rows.values_list("staff", "enquiry__task", "enquiry"))
    return Counter((staff, task) for staff, task, _ in single)
