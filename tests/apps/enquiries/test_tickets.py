"""Drawing a number and being served without one."""

from contextlib import suppress
from typing import Any

import pytest

from tests.people import NOON, Town, close, code, matter, past, refused, somebody
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.placement.queries import public_at
from velkommen.apps.places.models import OpeningPeriod, ServicePoint
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Role
from velkommen.shared.actor import PUBLIC
from velkommen.shared.log.models import Deed


def draw(town: Town, **changed: Any) -> Any:
    return actions.issue_ticket(**{"place": town.place.pk, "task": "passport", **town.by(), **changed})


def nothing_drawn() -> bool:
    return not (
        Visit.objects.exists() or Enquiry.objects.exists() or DayCounter.objects.exists() or Deed.objects.exists()
    )


def test_a_number_is_a_visit_that_waits_with_one_matter(town: Town) -> None:
    answer = draw(town, language="en")
    visit = Visit.objects.get()
    assert (visit.state, visit.label, visit.link, visit.language) == ("waiting", "A001", answer["link"], "en")
    assert (visit.opened_at, visit.queued_at, visit.since, visit.matters) == (town.now, town.now, town.now, 1)
    assert (matter(visit).task.key, matter(visit).outcome, past(visit)) == ("passport", "", [])


def test_the_matter_knows_the_local_clock(town: Town) -> None:
    draw(town)
    found = Enquiry.objects.get()
    assert (found.day.isoformat(), found.weekday, found.minute) == ("2026-11-24", 1, 720)


def test_the_letter_is_the_lines(town: Town) -> None:
    labels = [draw(town, task=task)["visit"]["label"] for task in ("passport", "mitid", "assessment", "passport")]
    assert labels == ["A001", "A002", "B001", "A003"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"place": 987654}, Code.UNKNOWN_PLACE),
        ({"task": "nonsense"}, Code.UNKNOWN_TASK),
        ({"task": ""}, Code.UNKNOWN_TASK),
        ({"by": PUBLIC}, Code.NOT_ALLOWED),
    ],
)
def test_what_is_refused_leaves_no_trace(town: Town, changed: dict[str, Any], why: Code) -> None:
    by = {"by": somebody("bo", (None, Role.CLERK)), **changed}
    assert (code(draw, town=town, **by), nothing_drawn()) == (why, True)


def test_a_task_that_is_not_offered_here_is_refused_by_name(town: Town) -> None:
    no = refused(draw, town=town, place=town.sydby.pk, task="mitid", by=town.sara)
    assert (no, nothing_drawn()) == ((Code.TASK_NOT_OFFERED, {"place": "Sydby", "task": "mitid (da)"}), True)


def test_a_clerk_of_another_place_draws_nothing(town: Town) -> None:
    assert (code(draw, town=town, by=town.sara), nothing_drawn()) == (Code.NOT_ALLOWED, True)


def test_a_retired_place_draws_nothing(town: Town) -> None:
    town.place.active = False
    town.place.save()
    assert (code(draw, town=town), nothing_drawn()) == (Code.PLACE_RETIRED, True)


def test_a_closed_place_says_when_it_opens(town: Town) -> None:
    OpeningPeriod.objects.filter(service_point=town.place).update(opens=600, closes=720)
    no = refused(draw, town=town)
    assert no == (Code.PLACE_CLOSED, {"place": "Nordby", "opens": "2026-11-25T10:00:00+01:00", "why": ""})
    assert nothing_drawn()


def test_a_day_of_closure_says_why(town: Town) -> None:
    close(town.place, NOON.date(), "Stocktaking")
    no, facts = refused(draw, town=town)
    assert (no, facts["why"], facts["opens"]) == (Code.PLACE_CLOSED, "Stocktaking", "2026-11-25T00:00:00+01:00")


def test_the_number_beyond_the_last_is_refused_and_leaves_no_hole(town: Town) -> None:
    town.place.max_waiting = 2
    town.place.save()
    first = [draw(town), draw(town)][0]
    assert code(draw, town=town) is Code.PLACE_FULL
    actions.leave_visit(visit=first["visit"]["id"], **town.by())
    assert draw(town)["visit"]["label"] == "A003"


@pytest.fixture
def home(town: Town) -> dict[str, Any]:
    """A browser at home, where Nordby lets two numbers from home wait."""
    ServicePoint.objects.filter(pk=town.place.pk).update(numbers_from_home=2)
    return {"town": town, "by": public_at(town.place.pk)}


def test_a_number_drawn_from_home_says_so(home: dict[str, Any]) -> None:
    draw(**home)
    assert list(Visit.objects.values_list("number", "from_home")) == [(1, True)]


def test_a_place_that_gives_none_from_home_says_what_to_do(town: Town) -> None:
    no = refused(draw, town=town, by=public_at(town.place.pk))
    assert (no, nothing_drawn()) == ((Code.NOT_FROM_HOME, {"place": "Nordby"}), True)


def test_home_has_no_rights_at_another_place(home: dict[str, Any], town: Town) -> None:
    assert (code(draw, **home, place=town.sydby.pk), nothing_drawn()) == (Code.NOT_ALLOWED, True)


def ghosts(home: dict[str, Any], town: Town) -> int:
    """How many calls it costs the desk in a day when somebody at home draws whatever can be drawn and never comes."""
    for calls in range(10):
        with suppress(Refusal):
            draw(**home), draw(**home), draw(**home)
        waits = Visit.objects.filter(state="waiting").first()
        if waits is None:
            return calls
        actions.call_visit(visit=waits.pk, desk=town.desk.pk, **town.by())
        actions.no_show(visit=waits.pk, **town.by())
    return 10


def test_who_draws_from_home_and_never_comes_costs_no_more_calls_than_numbers_are_given(
    home: dict[str, Any], town: Town
) -> None:
    assert (ghosts(home, town), refused(draw, **home)) == (2, (Code.HOME_FULL, {"place": "Nordby"}))
    assert draw(town)["visit"]["label"] == "A003"  # who is there draws as ever


def test_only_so_many_from_home_wait_at_a_time(home: dict[str, Any], town: Town) -> None:
    first = [draw(**home), draw(**home)][0]
    assert refused(draw, **home) == (Code.HOME_FULL, {"place": "Nordby"})
    actions.leave_visit(visit=first["visit"]["id"], **town.by())
    assert draw(**home)["visit"]["label"] == "A003"


def test_those_who_are_there_take_no_room_from_home_and_home_none_from_them(home: dict[str, Any], town: Town) -> None:
    ServicePoint.objects.filter(pk=town.place.pk).update(max_waiting=3)
    labels = [draw(**who)["visit"]["label"] for who in (home, home, {"town": town}, {"town": town}, {"town": town})]
    assert (labels[-1], code(draw, town=town)) == ("A005", Code.PLACE_FULL)


def test_where_the_place_is_full_home_draws_nothing(home: dict[str, Any], town: Town) -> None:
    ServicePoint.objects.filter(pk=town.place.pk).update(max_waiting=0)
    assert code(draw, **home) is Code.PLACE_FULL


def test_somebody_without_a_number_is_served_at_once(town: Town) -> None:
    actions.serve_without_number(place=town.place.pk, desk=town.desk.pk, task="mitid", **town.by())
    visit = Visit.objects.get()
    assert (visit.state, visit.label, visit.link, visit.desk, visit.staff_id) == (
        "serving",
        "",
        None,
        town.desk,
        town.mette.id,
    )
    assert (matter(visit).task.key, matter(visit).unit, DayCounter.objects.count()) == ("mitid", "library", 0)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"desk": 987654}, Code.UNKNOWN_DESK),
        ({"task": "nonsense"}, Code.UNKNOWN_TASK),
        ({"by": PUBLIC}, Code.NOT_ALLOWED),
    ],
)
def test_serving_without_a_number_is_refused(town: Town, changed: dict[str, Any], why: Code) -> None:
    facts = {"place": town.place.pk, "desk": town.desk.pk, "task": "mitid", **town.by(), **changed}
    assert (code(actions.serve_without_number, **facts), nothing_drawn()) == (why, True)


def test_a_desk_of_another_place_is_no_desk_here(town: Town) -> None:
    facts = {"place": town.place.pk, "desk": town.sydby_desk.pk, "task": "mitid", **town.by()}
    assert code(actions.serve_without_number, **facts) is Code.UNKNOWN_DESK


def test_a_busy_desk_serves_nobody_else(town: Town) -> None:
    town.serving()
    no = refused(
        actions.serve_without_number, place=town.place.pk, desk=town.desk.pk, task="mitid", **town.by(town.ali)
    )
    assert (no, Visit.objects.count()) == ((Code.DESK_BUSY, {"desk": "Skranke 1", "label": ""}), 1)
