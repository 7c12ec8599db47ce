"""Each operation once, through the whole: address, token, key, body in; a plain answer out."""

from typing import Any

import pytest

from tests.interfaces.programs import Program
from tests.people import matter, somebody
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.roster.models import Seat
from velkommen.apps.visits.models import Visit
from velkommen.domain.rights import Role

HERE = "/service-points/nordby"
NONE = {"part": None, "whole": None, "percent": None}
IDS = tuple(f"cb1a1d6e-8c5c-4b57-9f5d-1c1d7b8f0a{number:02}" for number in range(1, 24))


def counted(number: int, **facts: object) -> dict[str, object]:
    """One enquiry to count, as a client made it."""
    return {
        "id": IDS[number],
        "task": "mitid",
        "outcome": "solved",
        "happened_at": "2026-11-24T11:30:00+01:00",
        **facts,
    }


def led_to(program: Program, visit: int, deed: str, body: object = None) -> tuple[str, int | None]:
    """Where a write leads a visit: its state and desk."""
    now: dict[str, Any] = program.post(f"/visits/{visit}/{deed}", body).json()["visit"]
    assert now["id"] == visit
    return now["state"], now["desk"]


def test_a_number_is_drawn(program: Program) -> None:
    response = program.post(f"{HERE}/tickets", {"task": "passport", "language": "en"})
    drawn = response.json()["visit"]
    assert (response.status_code, drawn["label"], drawn["state"], drawn["task"]) == (200, "A001", "waiting", "passport")
    assert (drawn["language"], drawn["desk"], response.json()["link"]) == ("en", None, Visit.objects.get().link)


def test_next_is_called_to_a_desk(program: Program) -> None:
    first = program.draw()
    program.draw()
    called = program.post(f"{HERE}/desks/2/call-next").json()
    assert (called["visit"]["id"], called["visit"]["state"], called["visit"]["desk"]) == (first, "called", 2)
    assert (called["visit"]["was"], called["visit"]["who"], called["closed"]) == ("waiting", "Mette", None)


def test_next_closes_what_is_done(program: Program) -> None:
    visit = program.serving()
    program.post(f"/visits/{visit}/outcome", {"outcome": "solved"})
    answer = program.post(f"{HERE}/desks/1/call-next").json()
    assert (answer["visit"], answer["closed"]["id"], answer["closed"]["state"]) == (None, visit, "ended")


def test_a_chosen_number_is_called_and_called_again(program: Program) -> None:
    visit = program.draw()
    assert led_to(program, visit, "call", {"desk": 2}) == ("called", 2)
    assert led_to(program, visit, "recall") == ("called", 2)
    assert led_to(program, visit, "start") == ("serving", 2)


def test_nobody_came(program: Program) -> None:
    visit = program.draw()
    program.post(f"/visits/{visit}/call", {"desk": 2})
    assert led_to(program, visit, "no-show") == ("ended", 2)


def test_somebody_without_a_number_is_served(program: Program) -> None:
    served = program.post(f"{HERE}/desks/1/serve", {"task": "mitid"}).json()["visit"]
    assert (served["label"], served["state"], served["task"], served["desk"]) == ("", "serving", "mitid", 1)


def test_on_hold_and_back_at_another_desk(program: Program) -> None:
    visit = program.serving()
    assert led_to(program, visit, "park")[0] == "parked"
    assert led_to(program, visit, "resume", {"desk": 2}) == ("serving", 2)


def test_to_the_expert_and_back(program: Program) -> None:
    visit = program.serving()
    assert led_to(program, visit, "consult-expert")[0] == "with_expert"
    assert led_to(program, visit, "end-consult", {"desk": 1}) == ("serving", 1)


def test_handed_over_to_another_desk_for_another_task(program: Program) -> None:
    visit = program.serving()
    assert led_to(program, visit, "transfer", {"task": "mitid", "for_desk": 2}) == ("waiting", None)
    seen = program.get(f"/visits/{visit}").json()["visit"]
    assert (seen["task"], seen["for_desk"], seen["service_point"]) == ("mitid", 2, "nordby")


def test_each_matter_gets_its_outcome(program: Program) -> None:
    visit = program.serving()
    first = str(matter(Visit.objects.get()).pk)
    program.post(f"/visits/{visit}/matters", {"task": "mitid"})
    program.post(f"/visits/{visit}/outcome", {"outcome": "to_authority", "destination": "tax", "enquiry": first})
    assert led_to(program, visit, "finish", {"outcome": "not_possible", "reason": "papers_missing"}) == ("ended", 1)
    matters = program.get(f"/visits/{visit}").json()["matters"]
    told = [(one["task"], one["outcome"], one["destination"], one["reason"], one["current"]) for one in matters]
    assert told == [
        ("passport", "to_authority", "tax", "", False),
        ("mitid", "not_possible", None, "papers_missing", True),
    ]


def test_finishing_what_has_its_outcome_needs_no_body(program: Program) -> None:
    visit = program.serving()
    program.post(f"/visits/{visit}/outcome", {"outcome": "solved"})
    assert led_to(program, visit, "finish") == ("ended", 1)


def test_the_citizen_goes_again(program: Program) -> None:
    assert led_to(program, program.draw(), "leave") == ("ended", None)


def test_a_batch_is_counted_at_its_own_times(program: Program) -> None:
    batch = {"enquiries": [counted(0), counted(1, channel="phone", kind="status", task="passport")]}
    response = program.post(f"{HERE}/enquiries", batch)
    assert (response.status_code, response.json()) == (200, {"enquiries": list(IDS[:2]), "new": 2, "known": 0})
    rows = Enquiry.objects.order_by("pk").values_list("task__key", "minute", "channel", "kind")
    assert list(rows) == [("mitid", 690, "in_person", "transaction"), ("passport", 690, "phone", "status")]


def test_an_id_known_before_is_not_counted_again(program: Program) -> None:
    program.post(f"{HERE}/enquiries", {"enquiries": [counted(0)]})
    response = program.post(f"{HERE}/enquiries", {"enquiries": [counted(0), counted(1)]})
    assert (response.json()["new"], response.json()["known"], Enquiry.objects.count()) == (1, 1, 2)


def test_what_was_counted_is_put_right(program: Program) -> None:
    program.post(f"{HERE}/enquiries", {"enquiries": [counted(0)]})
    answer = program.post(f"/enquiries/{IDS[0]}/correct", {"outcome": "come_back", "task": "passport"}).json()
    row = Enquiry.objects.get()
    assert (answer, row.outcome, row.task.key) == ({"enquiry": IDS[0]}, "come_back", "passport")


@pytest.mark.parametrize(("body", "unreliable"), [(None, True), ({"unreliable": False}, False)])
def test_a_time_is_set_aside(program: Program, body: object, unreliable: bool) -> None:
    program.post(f"{HERE}/enquiries", {"enquiries": [counted(0)]})
    assert program.post(f"/enquiries/{IDS[0]}/mark-unreliable", body).json() == {"enquiry": IDS[0]}
    assert Enquiry.objects.get().unreliable is unreliable


@pytest.mark.parametrize("key", ["0b0f0d3e-6a2b-4a4e-8a53-8b8a40c7d911", "my-own-key"])
def test_a_write_is_taken_back_by_its_key(program: Program, key: str) -> None:
    program.post(f"{HERE}/tickets", {"task": "passport"}, key)
    answer = program.post("/undo", {"undone": key}).json()
    assert [(visit["label"], visit["state"]) for visit in answer["visits"]] == [("A001", "ended")]


def test_a_seat_is_taken_and_left(program: Program) -> None:
    assert program.post(f"{HERE}/desks/2/take-seat").json() == {"desk": 2}
    assert Seat.objects.get().desk.number == 2
    assert program.post(f"{HERE}/leave-seat").json() == {"desk": None}
    assert Seat.objects.count() == 0


def test_a_desk_left_by_mistake_is_taken_over(program: Program) -> None:
    program.as_("ali").post(f"{HERE}/desks/2/take-seat")
    assert program.post(f"{HERE}/desks/2/take-seat").json()["code"] == "seat_taken"
    assert program.post(f"{HERE}/desks/2/take-seat", {"relieve": True}).json() == {"desk": 2}


def test_the_queue_is_told_first_come_first(program: Program) -> None:
    served, waiting = program.serving(), program.draw("assessment")
    queue = program.get(f"{HERE}/queue").json()
    told = [(visit["id"], visit["label"], visit["state"], visit["desk"]) for visit in queue["visits"]]
    assert told == [(served, "A001", "serving", 1), (waiting, "B001", "waiting", None)]
    assert queue["more"] is False


def test_the_queue_says_that_there_are_more(program: Program) -> None:
    first, _ = program.draw(), program.draw()
    queue = program.get(f"{HERE}/queue?limit=1").json()
    assert ([visit["id"] for visit in queue["visits"]], queue["more"]) == ([first], True)


def test_service_points_are_listed_with_their_desks(program: Program) -> None:
    desks = [{"number": 1, "name": "Skranke 1"}, {"number": 2, "name": "Skranke 2"}]
    first, second = program.get("/service-points").json()["service_points"]
    assert first == {
        "slug": "nordby",
        "name": "Nordby",
        "kind": "branch",
        "address": "",
        "open": True,
        "desks": desks,
    }
    assert (second["slug"], second["desks"]) == ("sydby", [{"number": 1, "name": "Sydskranken"}])


@pytest.mark.parametrize(
    ("query", "keys"), [("", ["passport", "mitid", "assessment"]), ("?service_point=sydby", ["passport"])]
)
def test_tasks_are_listed_with_destinations(program: Program, query: str, keys: list[str]) -> None:
    listed = program.get(f"/tasks{query}").json()
    assert [task["key"] for task in listed["tasks"]] == keys
    assert listed["tasks"][0] == {
        "key": "passport",
        "name": "passport (en)",
        "line": "A",
        "authority": "The municipality",
        "desk_role": "complete",
        "discretion": "low",
        "minutes": 5,
    }
    assert listed["destinations"][0] == {"key": "tax", "name": "Tax", "kind": "authority"}


def test_statistics_of_a_period(program: Program) -> None:
    program.post(f"{HERE}/enquiries", {"enquiries": [counted(0), counted(1, outcome="come_back")]})
    figures = program.get("/statistics?service_point=nordby&from=2026-11-24&to=2026-11-24").json()
    assert (figures["number"], figures["solved"]) == (2, {"part": 1, "whole": 2, "percent": 50.0})
    assert figures["service_points"] == [{"key": "nordby", "number": 2, "percent": 100.0}]
    assert figures["tasks"] == [
        {"key": "mitid", "number": 2, "percent": 100.0, "outcomes": {"solved": 1, "come_back": 1}}
    ]


def test_statistics_of_today_at_ones_own_places(program: Program) -> None:
    program.draw()
    figures = program.get("/statistics").json()
    assert (figures["first"], figures["last"], figures["number"]) == ("2026-11-24", "2026-11-24", 1)
    assert [line["key"] for line in figures["service_points"]] == ["nordby"]


def test_who_does_not_work_there_is_told_no_number_of_a_few(program: Program) -> None:
    rows = [
        counted(n, task="passport" if n < 9 else "mitid", outcome="left" if n == 10 else "solved") for n in range(11)
    ]
    program.post(f"{HERE}/enquiries", {"enquiries": rows})
    somebody("anne", (None, Role.ANALYST))
    figures = program.as_("anne").get("/statistics?service_point=nordby").json()
    hidden = {"number": None, "percent": None}
    assert (figures["kept_back"], figures["number"], figures["solved"]) == (True, 11, NONE), (
        "it would say how many left"
    )
    assert {line["number"] for line in figures["units"]} == {None}, "so would they"
    assert figures["tasks"] == [{"key": key, **hidden, "outcomes": {}} for key in ("passport", "mitid")]
    assert figures["outcomes"] == [{"key": key, **hidden} for key in ("solved", "left")]
    assert figures["no_shows"] == {"part": 0, "whole": 0, "percent": None}


def test_of_a_few_in_all_the_very_number_is_kept_back(program: Program) -> None:
    program.post(f"{HERE}/enquiries", {"enquiries": [counted(0), counted(1, outcome="left")]})
    somebody("anne", (None, Role.ANALYST))
    figures = program.as_("anne").get("/statistics").json()
    lists = ("service_points", "tasks", "outcomes", "units", "categories")
    assert {line["number"] for name in lists for line in figures[name]} == {None}
    assert (figures["number"], figures["without_outcome"], figures["solved"]) == (
        None,
        None,
        NONE,
    )
    assert (figures["library"], figures["outside"]) == (NONE, NONE), "their whole is the number"


def some(program: Program, *outcomes: str, without: int = 0, imprecise: int = 0) -> dict[str, Any]:
    """What an analyst is told of enquiries that ended so, of some without an outcome, and of some without a time of day."""
    rows = [counted(n, outcome=outcome) for n, outcome in enumerate((*outcomes, *["solved"] * without))]
    program.post(f"{HERE}/enquiries", {"enquiries": rows})
    keys = list(Enquiry.objects.order_by("id").values_list("id", flat=True))
    Enquiry.objects.filter(id__in=[row["id"] for row in rows[len(outcomes) :]]).update(outcome="", unit="")
    Enquiry.objects.filter(id__in=keys[:imprecise]).update(imprecise=True)
    somebody("anne", (None, Role.ANALYST))
    answer: dict[str, Any] = program.as_("anne").get("/statistics?service_point=nordby").json()
    return answer


def test_of_how_few_the_outcome_is_not_known_is_kept_back_and_cannot_be_worked_out(program: Program) -> None:
    told = some(program, *["solved"] * 6, without=2)
    assert (told["number"], told["without_outcome"]) == (8, None)
    assert (told["outcomes"], told["solved"]) == ([{"key": "solved", "number": None, "percent": None}], NONE)
    assert {line["number"] for line in told["units"]} == {None}
    assert told["library"] == {"part": 8, "whole": 8, "percent": 100.0}


def test_the_share_of_solved_does_not_tell_what_its_outcomes_hide(program: Program) -> None:
    told = some(program, *["solved"] * 9, *["self_service"] * 2, *["come_back"] * 7)
    assert {line["key"]: line["number"] for line in told["outcomes"]} == {
        "solved": None,
        "come_back": 7,
        "self_service": None,
    }
    share = {"part": 11, "whole": 18, "percent": 61.1}
    assert (told["number"], told["without_outcome"], told["solved"]) == (18, 0, share), "11 less 9 would be 2"


def test_the_share_of_libraries_does_not_tell_what_one_of_them_hides(program: Program) -> None:
    """Of nine at both libraries six were at Nordby: three at Sydby, where the list of places has a star."""
    program.post(f"{HERE}/enquiries", {"enquiries": [counted(number) for number in range(20)]})
    keys = sorted(Enquiry.objects.values_list("pk", flat=True))
    hall, centre = (ServicePoint.objects.create(slug=kind, name=kind, kind=kind) for kind in ("town_hall", "partner"))
    for place, some_keys in ((program.town.sydby, keys[6:9]), (hall, keys[9:16]), (centre, keys[16:])):
        Enquiry.objects.filter(pk__in=some_keys).update(service_point=place)
    somebody("anne", (None, Role.ANALYST))
    told = program.as_("anne").get("/statistics").json()
    numbers = {line["key"]: line["number"] for line in told["service_points"]}
    assert (numbers["sydby"], numbers["partner"], told["number"]) == (None, None, 20)
    assert None in {numbers["nordby"], told["library"]["part"]}


def test_outcomes_of_many_leave_the_share_of_solved_as_it_is(program: Program) -> None:
    told = some(program, *["solved"] * 9, *["left"] * 5)
    assert (told["number"], told["solved"]["part"], told["solved"]["whole"]) == (14, 9, 9)


def test_who_left_hides_them_where_they_are_enough(program: Program) -> None:
    told = some(program, *["solved"] * 5, *["left"] * 3, without=2)
    assert (told["number"], told["without_outcome"], told["solved"]["whole"]) == (10, None, 5)
    assert told["outcomes"] == [
        {"key": "solved", "number": 5, "percent": None},
        {"key": "left", "number": None, "percent": None},
    ]


def test_how_few_know_no_time_of_day_is_kept_back_with_the_share_that_would_tell(program: Program) -> None:
    told = some(program, *["solved"] * 11, imprecise=2)
    assert (told["number"], told["imprecise"], told["outside"]) == (11, None, NONE)
    assert (told["without_outcome"], told["solved"]["whole"]) == (0, 11)


@pytest.mark.parametrize(("without", "imprecise"), [(5, 5), (0, 0)])
def test_of_many_and_of_nobody_both_are_told(program: Program, without: int, imprecise: int) -> None:
    told = some(program, *["solved"] * (11 - without), without=without, imprecise=imprecise)
    assert (told["number"], told["without_outcome"], told["imprecise"]) == (11, without, imprecise)


def test_who_works_there_is_told_all(program: Program) -> None:
    some(program, *["solved"] * 6, without=2, imprecise=1)
    told = program.as_("mette").get("/statistics?service_point=nordby").json()
    assert (told["kept_back"], told["without_outcome"], told["imprecise"]) == (False, 2, 1)
