"""What can be wrong of what a municipality says of itself."""

from datetime import timedelta

from tests.apps.evaluation.corruption import Fault, past_check
from tests.apps.evaluation.rows import TODAY
from velkommen.apps.yearbook.models import Inhabitants, LibraryMonth

_MONTH = "UPDATE yearbook_librarymonth SET {} WHERE id = %s"


def a_month(constraint: str, said: str) -> None:
    row = LibraryMonth.objects.order_by("pk")[0]
    past_check("yearbook_librarymonth", constraint, _MONTH.format(said), row.pk)


def a_target_of_nothing() -> None:
    past_check("yearbook_target", "target_within_its_limits", "UPDATE yearbook_target SET number = 0")


def nobody_lives_here() -> None:
    past_check("yearbook_inhabitants", "inhabitants_there_are", "UPDATE yearbook_inhabitants SET number = 0")


def a_month_to_come() -> None:
    row = LibraryMonth.objects.order_by("pk")[0]
    LibraryMonth.objects.filter(pk=row.pk).update(year=2050)


def of_tomorrow() -> None:
    Inhabitants.objects.create(day=TODAY + timedelta(days=1), number=1, source="x")


FOUND: list[Fault] = [
    ("a thirteenth month", {"yearbook_sound"}, lambda: a_month("library_month_known", "month = 13")),
    (
        "a month of nothing",
        {"yearbook_sound"},
        lambda: a_month("library_month_says_something", "visits = NULL, loans = NULL"),
    ),
    (
        "more loans than there can be",
        {"yearbook_sound"},
        lambda: a_month("library_month_in_reason", "loans = 99999999"),
    ),
    ("a month to come", {"yearbook_sound"}, a_month_to_come),
    ("a target of nothing", {"yearbook_sound"}, a_target_of_nothing),
    ("nobody lives here", {"yearbook_sound"}, nobody_lives_here),
    ("inhabitants of tomorrow", {"yearbook_sound"}, of_tomorrow),
]
