"""A question whose SQL is written once asks the same as the ORM would, with today's values, in every thread."""

import threading
from datetime import date, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.test.utils import CaptureQueriesContext

from tests.people import NOON, Town, close
from velkommen.apps.places.models import Desk, SpecialDay
from velkommen.apps.visits.models import Visit
from velkommen.shared.ready import Ready


def shut(slug: str, number: int, day: date) -> QuerySet[Desk]:
    """A desk by place and number with its place, and whether that is closed on a day."""
    closed = SpecialDay.objects.filter(service_point=OuterRef("service_point"), day=day)
    desks = Desk.objects.select_related("service_point").annotate(closed=Exists(closed))
    return desks.filter(service_point__slug=slug, number=number)


def test_it_finds_what_the_orm_finds_whatever_was_asked_before(town: Town) -> None:
    question, tomorrow = Ready(shut), NOON.date() + timedelta(days=1)
    close(town.place, tomorrow, "Stocktaking")
    asked = [("nordby", 2, NOON.date()), ("nordby", 1, tomorrow), ("sydby", 1, tomorrow), ("sydby", 9, tomorrow)]
    found = [question.first(slug=slug, number=number, day=day) for slug, number, day in asked]
    assert found == [shut(*values).first() for values in asked]
    assert [one and one.closed for one in found] == [False, True, False, None]  # type: ignore[attr-defined]


def test_what_was_selected_with_it_is_not_asked_for_again(town: Town) -> None:
    question = Ready(shut)
    with CaptureQueriesContext(connection) as asked:
        names = [question.first(slug="sydby", number=1, day=NOON.date()).service_point.name for _ in range(2)]  # type: ignore[union-attr]
    assert (names, len(asked)) == (["Sydby", "Sydby"], 2)


def test_the_sql_is_written_once_for_each_thread(town: Town) -> None:
    written: list[int] = []

    def write(number: int) -> QuerySet[Desk]:
        written.append(threading.get_ident())
        return Desk.objects.filter(number=number)

    question = Ready(write)
    for number in (1, 2, 1):
        question.first(number=number)
    other = threading.Thread(target=lambda: (question.first(number=1), connection.close()))
    other.start()
    other.join()
    assert (len(written), len(set(written))) == (2, 2)


def test_a_moment_is_asked_for_as_the_database_compares_it(town: Town) -> None:
    drawn = town.draw()
    question = Ready(lambda at: Visit.objects.filter(queued_at__lte=at))
    moments = [town.now + timedelta(microseconds=one) for one in (-1, 0, 1)]
    assert [question.first(at=moment) for moment in moments] == [None, drawn, drawn]
