"""The line: in order, bounded, of today, of this place; when it is full; and what the database refuses by itself."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.people import Town
from velkommen.apps.enquiries import actions
from velkommen.apps.visits import queries
from velkommen.apps.visits.models import Visit
from velkommen.shared import clock


def line(town: Town) -> list[str]:
    return [visit.label for visit in queries.waiting(town.place.pk, clock.local_day(town.now))]


def test_first_come_first_and_who_came_at_once_by_number(town: Town) -> None:
    for _ in range(3):
        town.draw()
    town.later(seconds=-60)
    town.draw()
    assert line(town) == ["A004", "A001", "A002", "A003"]


def test_who_is_handed_over_keeps_the_place_in_line(town: Town) -> None:
    first = town.draw()
    town.later(seconds=60)
    town.draw()
    actions.transfer_visit(visit=first.pk, task="mitid", **town.by())
    assert line(town) == ["A001", "A002"]


def test_the_line_is_of_today_and_of_this_place(town: Town) -> None:
    town.draw()
    town.draw(place=town.sydby)
    assert line(town) == ["A001"]
    town.later(days=1)
    assert line(town) == []


def test_those_ahead_are_those_before_in_the_same_line(town: Town) -> None:
    first, _, third = town.draw(), town.draw("assessment"), town.draw("mitid")
    assert (queries.ahead_of(third, town.now), queries.ahead(third, town.now), queries.ahead(first, town.now)) == (
        [first.pk],
        1,
        0,
    )


def test_lines_are_told_apart(town: Town) -> None:
    first, second, third = town.draw(), town.draw("assessment"), town.draw("mitid")
    seen = queries.lines(town.place.pk, clock.local_day(town.now), town.now)
    assert seen == {first.group_id: [first.pk, third.pk], second.group_id: [second.pk]}


@pytest.mark.parametrize(("most", "full"), [(None, False), (3, False), (2, True), (1, True), (0, True)])
def test_a_place_is_full_when_so_many_wait(town: Town, most: int | None, full: bool) -> None:
    town.draw(), town.draw()
    assert queries.is_full(town.place.pk, clock.local_day(town.now), most) is full


def test_who_was_called_does_not_fill_the_place(town: Town) -> None:
    town.called()
    assert queries.is_full(town.place.pk, clock.local_day(town.now), 1) is False


def from_home(town: Town, visit: Visit) -> dict[int, int]:
    """What is taken of the numbers from home when this is one of them."""
    Visit.objects.filter(pk=visit.pk).update(from_home=True)
    return queries.taken_from_home([town.place.pk, town.sydby.pk], clock.local_day(town.now))


def test_those_taken_from_home_are_counted_place_by_place(town: Town) -> None:
    from_home(town, town.draw()), town.draw()
    assert from_home(town, town.draw(place=town.sydby)) == {town.place.pk: 1, town.sydby.pk: 1}


@pytest.mark.parametrize(
    ("deeds", "taken"),
    [
        (["no_show"], 1),
        (["leave_visit"], 0),
        (["start_service"], 0),
        (["start_service", "park_visit"], 0),
        (["no_show", "undo"], 1),
        ([], 1),
    ],
)
def test_a_number_from_home_is_taken_until_somebody_comes_with_it_or_says_not_to(
    town: Town, deeds: list[str], taken: int
) -> None:
    visit, last = town.called(), uuid4()
    for name in deeds:
        about = {"undone": last} if name == "undo" else {"visit": visit.pk}
        facts = town.by()
        getattr(actions, name)(**about, **facts)
        last = facts["op"]
    assert from_home(town, visit).get(town.place.pk, 0) == taken


def test_tomorrow_all_numbers_from_home_are_there_again(town: Town) -> None:
    visit = town.draw()
    town.later(days=1)
    assert from_home(town, visit) == {}


@pytest.mark.parametrize("limits", list(product((None, 0, 1, 2, 3), repeat=2)))
def test_several_places_are_full_where_each_of_them_is(town: Town, limits: tuple[int | None, int | None]) -> None:
    town.draw(), town.draw(), town.draw(place=town.sydby)
    day, of_each = clock.local_day(town.now), dict(zip((town.place.pk, town.sydby.pk), limits, strict=True))
    assert queries.full_at(of_each, day) == {
        place for place, most in of_each.items() if queries.is_full(place, day, most)
    }


def test_several_places_are_asked_in_one_statement(town: Town) -> None:
    with CaptureQueriesContext(connection) as asked:
        queries.full_at({town.place.pk: 50, town.sydby.pk: 50}, clock.local_day(town.now))
    assert ["COUNT(" in query["sql"] for query in asked] == [False]


def test_full_is_asked_without_counting(town: Town) -> None:
    with CaptureQueriesContext(connection) as asked:
        queries.is_full(town.place.pk, clock.local_day(town.now), 50)
    assert [("COUNT(" in query["sql"], "LIMIT 1" in query["sql"]) for query in asked] == [(False, True)]


def test_a_link_finds_its_visit_and_no_other(town: Town) -> None:
    visit = town.draw()
    assert (queries.by_link(str(visit.link)), queries.by_link(""), queries.by_link("nobody")) == (visit, None, None)


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "nonsense"},
        {"state": "ended"},
        {"state": "called"},
        {"ending": "left"},
        {"number": None},
        {"number": 0},
        {"letter": ""},
        {"link": None},
    ],
    ids=str,
)
def test_the_database_itself_refuses_a_visit_that_cannot_be(town: Town, changed: dict[str, object]) -> None:
    town.draw()
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.update(**changed)


def test_time_runs_forward_by_constraint(town: Town) -> None:
    visit = town.draw()
    visit.since -= timedelta(seconds=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        visit.save()


def test_a_desk_has_one_visit_by_constraint(town: Town) -> None:
    town.serving()
    town.draw()
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.update(state="called", desk=town.desk)
