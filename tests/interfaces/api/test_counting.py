"""A program that counts is told what a counting week asks, answers it, and takes an answer back."""

from uuid import uuid4

from tests.counting import log, planned
from tests.interfaces.programs import Program
from velkommen.apps.counting.models import Answer


def test_where_no_week_runs_nothing_is_asked(program: Program) -> None:
    assert program.get("/service-points/nordby/counting-week").json() == {"counting_week": None}


def test_what_is_asked_today(program: Program) -> None:
    planned(program.town)
    assert program.get("/service-points/nordby/counting-week").json() == {
        "counting_week": {
            "name": "Uge 48",
            "tasks": [],
            "channels": ["in_person", "phone"],
            "questions": ["digital", "avoidable", "matters"],
        }
    }


def test_an_answer_is_given_and_the_same_key_twice_is_one(program: Program) -> None:
    planned(program.town)
    one, key = log(program.town), str(uuid4())
    for _ in range(2):
        done = program.post(f"/enquiries/{one}/extra-answers", {"digital": "yes", "matters": 2}, key=key)
        assert done.json() == {"enquiry": str(one), "digital": "yes", "avoidable": "", "matters": 2}
    assert Answer.objects.count() == 1


def test_it_is_taken_back_by_its_key(program: Program) -> None:
    planned(program.town)
    one, key = log(program.town), str(uuid4())
    program.post(f"/enquiries/{one}/extra-answers", {"digital": "yes"}, key=key)
    done = program.post("/extra-answers/undo", {"undone": key})
    assert (done.status_code, done.json()["digital"], Answer.objects.count()) == (200, "", 0)


def test_what_is_no_answer_is_refused(program: Program) -> None:
    planned(program.town)
    one = log(program.town)
    for said in ({}, {"digital": "perhaps"}, {"matters": 0}, {"matters": 2.5}, {"who": "me"}):
        assert program.post(f"/enquiries/{one}/extra-answers", said).status_code in (400, 422)
    assert Answer.objects.count() == 0


def test_an_enquiry_no_week_asks_about_says_so(program: Program) -> None:
    said = program.post(f"/enquiries/{log(program.town)}/extra-answers", {"digital": "no"})
    assert (said.status_code, said.json()["code"]) == (422, "not_counted_here")
