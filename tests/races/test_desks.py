"""Many desks at one line, in several processes: nobody is called twice, nobody is forgotten, no desk has two."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.people import Town
from tests.races.crew import Crew, Job
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.actions.tickets import first_matter, new_visit, serve_without_number
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.places.models import Desk
from velkommen.apps.visits.models import DESK_CONSTRAINT, Visit
from velkommen.domain.lifecycle import AT_DESK
from velkommen.shared import clock
from velkommen.shared.log.models import Deed

PROCESSES, NUMBERS = 4, 1500
MEETINGS = 12  # of each two people at each visit
FEW = 60  # what a control calls: without its guard it fails within the first ten
GUARD = {"postgresql": "locks", "sqlite": "transactions"}[connection.vendor]  # what keeps two desks from one citizen


def fill(town: Town, numbers: int) -> None:
    """So many wait, first come first."""
    now, task = clock.now(), Task.objects.select_related("group").get(key="mitid")
    visits = [new_visit(town.place, task, now, uuid4()) for _ in range(numbers)]
    for number, visit in enumerate(visits, start=1):
        visit.letter, visit.number, visit.link = "A", number, f"link-{number}"
    Visit.objects.bulk_create(visits)
    with transaction.atomic():
        for visit in visits:
            first_matter(visit, task, now)


def desks(town: Town) -> list[int]:
    return list(Desk.objects.filter(service_point=town.place).order_by("id").values_list("id", flat=True))


def hands(town: Town) -> list[list[Job]]:
    """Sixteen desks, four to a process."""
    each = [{"name": ("mette", "ali")[n % 2], "place": town.place.pk, "desk": d} for n, d in enumerate(desks(town))]
    return [each[n::PROCESSES] for n in range(PROCESSES)]


def given(answers: Sequence[Job]) -> Counter[int]:
    """How often each visit was given to a desk."""
    return Counter(visit for answer in answers for visit in answer["given"])


def gaps() -> list[int]:
    """Visits whose periods do not reach from the arrival to the end without a gap."""
    chains: dict[int, list[tuple[Any, Any]]] = {visit: [] for visit in Visit.objects.values_list("id", flat=True)}
    for visit, start, end in Period.objects.order_by("id").values_list("enquiry__visit", "started_at", "ended_at"):
        chains[visit].append((start, end))
    spans = {visit.pk: (visit.opened_at, visit.ended_at) for visit in Visit.objects.all()}
    return [pk for pk, parts in chains.items() if not _whole(parts, *spans[pk])]


def _whole(parts: Sequence[tuple[Any, Any]], begun: Any, ended: Any) -> bool:
    return [begun, *(end for _, end in parts)] == [*(start for start, _ in parts), ended]


def meetings() -> list[Any]:
    """Where a visit began at a desk before another had left it."""
    rows = Period.objects.filter(kind__in=AT_DESK).order_by("desk", "started_at", "id")
    stays = list(rows.values_list("desk", "started_at", "ended_at"))
    return [(one, other) for one, other in pairwise(stays) if one[0] == other[0] and other[1] < one[2]]


def test_sixteen_desks_serve_1500_numbers_each_once(hall: Town, crew: Crew) -> None:
    fill(hall, NUMBERS)
    answers = crew.race("serve_the_line", *hands(hall))
    assert given(answers) == Counter(Visit.objects.values_list("id", flat=True))
    assert set(Visit.objects.values_list("state", "ending")) == {("ended", "finished")}
    assert list(Enquiry.objects.values_list("outcome", flat=True)) == ["solved"] * NUMBERS
    assert Period.objects.filter(kind="serving").count() == NUMBERS
    assert (gaps(), meetings()) == ([], [])
    assert sum(answer["lost"] for answer in answers) > 0  # else they never met


def test_control_without_its_guard_a_number_is_called_twice(hall: Town, crew: Crew) -> None:
    fill(hall, FEW)
    assert max(given(crew.race("serve_the_line", *hands(hall), without=[GUARD])).values()) > 1


def call_everywhere(town: Town, crew: Crew, *without: str) -> Counter[str]:
    """Four people call somebody, each somebody else, to each of sixteen desks: what became of it."""
    fill(town, PROCESSES * len(desks(town)))
    visits = list(Visit.objects.order_by("id").values_list("id", flat=True))
    shares = [list(zip(visits[n::PROCESSES], desks(town), strict=True)) for n in range(PROCESSES)]
    answers = crew.race("call_each", *([{"name": "mette", "calls": c, "rounds": 1}] for c in shares), without=without)
    return Counter(got for answer in answers for got in answer)


def test_of_several_people_who_call_somebody_to_one_desk_one_succeeds(hall: Town, crew: Crew) -> None:
    got = call_everywhere(hall, crew)
    assert (got.pop("desk_busy"), set(got.values()), len(got)) == (3 * 16, {1}, 16)
    assert sorted(Visit.objects.filter(state="called").values_list("desk", flat=True)) == desks(hall)


def test_control_without_guard_and_constraint_several_are_called_to_one_desk(hall: Town, crew: Crew) -> None:
    constraint = next(c for c in Visit._meta.constraints if c.name == DESK_CONSTRAINT)
    with connection.schema_editor() as editor:
        editor.remove_constraint(Visit, constraint)
    try:
        call_everywhere(hall, crew, GUARD)
        called = Counter(Visit.objects.filter(state="called").values_list("desk", flat=True))
    finally:
        Visit.objects.update(state="waiting", desk=None)
        with connection.schema_editor() as editor:
            editor.add_constraint(Visit, constraint)
    assert max(called.values()) > 1


def test_two_desks_that_call_each_others_visitor_hear_no_and_none_waits_for_ever(hall: Town, crew: Crew) -> None:
    fill(hall, 2)
    one, two = Visit.objects.order_by("id").values_list("id", flat=True)
    here, there = hall.desk.pk, hall.other_desk.pk
    crew.race("call_each", [{"name": "mette", "calls": [(one, here), (two, there)], "rounds": 1}])
    crossed = [[{"name": "mette", "calls": [call], "rounds": 60}] for call in [(two, here), (one, there)]]
    answers = crew.race("call_each", *crossed, *crossed)
    assert {got for answer in answers for got in answer} == {"illegal_move"}


def serving(town: Town, desk: int) -> int:
    answer = serve_without_number(place=town.place.pk, desk=desk, task="mitid", **town.by())
    return int(answer["visit"]["id"])  # type: ignore[index] # somebody is served


def strays(visit: int) -> list[str]:
    """Outcomes that were recorded for another matter than the deed before had made the current one."""
    heard = [(name, change) for name, (change,) in Deed.objects.order_by("id").values_list("name", "changes")]
    mine = [(name, change["enquiry"]) for name, change in heard if change["id"] == visit]
    return [now for (_, before), (name, now) in pairwise(mine) if name == "record_outcome" and now != before]


def meet(town: Town, crew: Crew, *without: str) -> tuple[list[int], set[str]]:
    """Two people add matters to two visits while two record outcomes: the visits, and what became of it."""
    visits = [serving(town, desk) for desk in desks(town)[:2]]
    often = [visit for visit in visits for _ in range(MEETINGS)]
    works = [("add_matters", "mette"), ("record", "ali"), ("record", "mette"), ("add_matters", "ali")]
    hands = [(work, [{"name": name, "visits": often}]) for work, name in works]
    answers = crew.race_of(*({"work": work, "hands": hand, "without": without} for work, hand in hands))
    return visits, {got for answer in answers for got in answer}


def test_an_outcome_sent_while_matters_are_added_goes_to_the_one_that_is_current_then(hall: Town, crew: Crew) -> None:
    visits, got = meet(hall, crew)
    assert ([strays(visit) for visit in visits], got) == ([[], []], {""})
    assert list(Visit.objects.values_list("matters", flat=True)) == [1 + 2 * MEETINGS] * 2


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite lets one writer in at a time, with or without the lock"
)
def test_control_where_only_the_visit_is_locked_two_matters_are_current(hall: Town, crew: Crew) -> None:
    assert "broken" in meet(hall, crew, "matter_lock")[1]
