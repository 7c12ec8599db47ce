"""Those who are asked, those who ask, and what both read: a round is answered, closed and told, month by month and place by place."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.interfaces.surveys.conftest import House, words
from tests.people import somebody
from tests.surveys import BADLY, WELL
from velkommen.apps.surveys.models import Asking, Box, Invited, Round
from velkommen.domain.kinds import Unit
from velkommen.domain.rights import Role
from velkommen.domain.surveys import QUESTIONS, Audience

pytestmark = pytest.mark.django_db
ANSWERS = dict.fromkeys(QUESTIONS[Audience.STAFF], "some")


def sheet(answer: HttpResponse) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def a_round(house: House, *, yes: int, no: int, service: int = 0) -> Round:
    """A closed round of the library (yes and no) and of citizen service (all yes)."""
    library = house.surveys.staff(f"l{n}" for n in range(yes + no))
    others = house.surveys.staff((f"c{n}" for n in range(service)), Unit.CITIZEN_SERVICE)
    round_id = house.surveys.round()
    for number, who in enumerate(library):
        house.surveys.vote(round_id, who, "high" if number < yes else "not")
    for who in others:
        house.surveys.vote(round_id, who, "some")
    house.surveys.close(round_id)
    return Round.objects.get(pk=round_id)


def test_who_is_asked_is_told_so_and_answers_once(house: House) -> None:
    round_id = house.surveys.round()
    house.log_in("mette")
    assert "You are asked" in house.main("/surveys/")
    address = f"/surveys/round/{round_id}/"
    done = house.post(address, **ANSWERS)
    assert (done.status_code, done.headers["Location"]) == (302, "/surveys/?thanks=yes")
    assert "Your answer is counted" in house.main("/surveys/", thanks="yes")
    assert "nothing to answer here" in house.main(address)
    again = house.post(address, **ANSWERS)
    assert (again.status_code, "You have answered already" in words(again)) == (409, True)
    assert list(Box.objects.filter(answers__gt=0).values_list("group", "answers")) == [("library", 1)]


def test_an_answer_that_is_forgotten_is_asked_for_and_the_others_are_kept(house: House) -> None:
    round_id = house.surveys.round()
    house.log_in("mette")
    page = house.post(f"/surveys/round/{round_id}/", **{**ANSWERS, "support": ""})
    text = page.content.decode()
    assert (page.status_code, text.count("Choose an answer here"), text.count(" checked")) == (422, 1, 4)
    assert Invited.objects.filter(answered=True).count() == 0


def test_who_is_not_asked_is_told_so(house: House) -> None:
    round_id = house.surveys.round()
    house.log_in("sara")
    assert "not asked anything" in house.main("/surveys/")
    refused = house.post(f"/surveys/round/{round_id}/", **ANSWERS)
    assert (refused.status_code, "This round does not ask you" in words(refused)) == (422, True)
    assert house.get("/surveys/round/0/").status_code == 404


def test_all_of_the_staff_read_what_it_said_when_the_round_is_closed(house: House) -> None:
    house.surveys.round(days=1)
    house.log_in("sara")
    assert "No round is over yet" in house.main("/surveys/staff/")
    house.surveys.night(days=1)
    a_round(house, yes=12, no=8)
    text = house.main("/surveys/staff/")
    assert "60% say their role is meaningful and relevant" in text
    assert "20 of 23 asked answered (87%)" in text
    assert "Nordby" not in text


def test_those_who_lead_read_of_their_place_where_both_groups_are_large_enough(house: House) -> None:
    a_round(house, yes=12, no=8, service=6)
    house.log_in("lea")
    answer = house.get("/surveys/staff/places.csv")
    assert [row[:5] for row in sheet(answer)[1:]] == [
        ["Nordby", "Citizen service", "6", "86%", "*"],
        ["Nordby", "Library", "20", "91%", "60%"],
    ]
    house.log_in("mette")
    assert house.get("/surveys/staff/places.csv").status_code == 404


def test_of_a_few_only_how_many_is_told(house: House) -> None:
    a_round(house, yes=4, no=0)
    house.log_in("lea")
    assert "Too few answered for anything to be told" in house.main("/surveys/staff/")


def test_a_round_is_started_and_closed_on_the_page(house: House) -> None:
    house.log_in("lea")
    form = {"do": "start", "places": "nordby", "first": "2026-11-24", "last": "2026-12-04"}
    assert house.post("/surveys/manage/", **form).headers["Location"] == "/surveys/manage/?done=start"
    assert "0 of 3 have answered" in house.main("/surveys/manage/")
    refused = house.post("/surveys/manage/", **{**form, "last": "2026-11-30"})
    assert (refused.status_code, "is asked in these days already" in words(refused)) == (409, True)
    made = Round.objects.get()
    unsure = {"do": "close", "about": made.pk}
    assert house.post("/surveys/manage/", **unsure).status_code == 422
    assert house.post("/surveys/manage/", **unsure, sure="yes").status_code == 302
    made.refresh_from_db()
    assert made.closed_at == house.town.now


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"first": "2026-11-23"}, "A round cannot begin in the past"),
        ({"last": "2026-11-01"}, "last day"),
        ({"last": "2027-11-01"}, "at most 60 days"),
        ({"places": ""}, "nothing"),
        ({"first": "soon"}, "soon"),
    ],
)
def test_days_that_cannot_be_are_refused_and_kept(house: House, change: dict[str, str], said: str) -> None:
    house.log_in("lea")
    form = {"do": "start", "places": "nordby", "first": "2026-11-24", "last": "2026-12-04", **change}
    page = house.post("/surveys/manage/", **form)
    text = words(page)
    assert (page.status_code, said in text.lower() or said in text) == (422, True)
    for name in ("first", "last"):
        assert f'name="{name}" value="{form[name]}"' in page.content.decode()
    assert Round.objects.count() == 0


def test_citizens_are_asked_from_the_page_and_the_sheet_for_the_wall_says_where(house: House) -> None:
    house.log_in("lea")
    place = {"about": house.town.place.pk}
    assert "Switch it on before" in house.main("/surveys/manage/nordby/poster/")
    house.post("/surveys/manage/", do="ask", **place)
    page = house.main("/surveys/manage/nordby/poster/")
    assert ("http://testserver/surveys/at/nordby/" in page, "Switch it on" in page) == (True, False)
    assert [words in page for words in ("How did it go?", "Hvordan gik det?")] == [True, True], "it hangs for everybody"
    assert "Asked since" in house.main("/surveys/manage/")
    house.post("/surveys/manage/", do="rest", **place)
    assert "Asked until tonight" in house.main("/surveys/manage/")
    assert Asking.objects.get().until == house.town.now.date()


def a_month(house: House) -> None:
    """Nordby: 11 of 14 numbers, six content and five not; openly nine content and seven not."""
    house.surveys.ask()
    ended = [house.surveys.ended() for _ in range(14)]
    for visit, answers in zip(ended, [WELL] * 6 + [BADLY] * 5, strict=False):
        house.surveys.by_number(visit, answers)
    for answers in [WELL] * 9 + [BADLY] * 7:
        house.surveys.openly(answers)
    house.surveys.night(days=10)


def test_figures_of_citizens_are_told_with_how_many_were_asked_and_that_anybody_may_answer(house: House) -> None:
    a_month(house)
    house.log_in("mette")
    text = house.main("/surveys/citizens/")
    assert "November 2026 · Nordby" in text
    assert "With a number: 11 of 14 asked answered (79%)." in text
    assert "Open to anybody: 16 answered; how many saw the question nobody knows." in text
    assert "That is no sample" in text
    assert [row[1:] for row in sheet(house.get("/surveys/citizens/rounds.csv"))[1:]] == [
        ["With a number", "11", "79%", "55%", "55%", "55%"],
        ["Open to anybody", "16", "not known", "56%", "56%", "56%"],
    ]


def test_who_may_see_all_places_reads_them_together(house: House) -> None:
    a_month(house)
    somebody("anne", (None, Role.ANALYST))
    house.log_in("anne")
    assert "56% got done what they came for" in house.main("/surveys/citizens/")
    assert sheet(house.get("/surveys/citizens/shares.csv"))[0] == [
        "Share of a yes",
        "All",
        "With a number",
        "Open to anybody",
    ]
    assert [row[2] for row in sheet(house.get("/surveys/citizens/answers.csv"))[1:4]] == ["56", "*", "*"]


def test_nobody_reads_of_places_that_are_not_theirs(house: House) -> None:
    a_month(house)
    house.log_in("sara")
    assert "Nordby" not in house.main("/surveys/citizens/")
    assert house.get("/surveys/citizens/", place="nordby").status_code == 422
    assert house.get("/surveys/citizens/", round="0").status_code == 404
    somebody("pia", (house.town.place, Role.PARTNER))
    house.log_in("pia")
    assert house.get("/surveys/citizens/").status_code == 403


def test_results_cost_as_many_statements_however_many_months(house: House) -> None:
    house.log_in("mette")
    counts = []
    for _ in range(2):
        a_month(house)
        with CaptureQueriesContext(connection) as statements:
            house.get("/surveys/citizens/")
        counts.append(len(statements))
        house.town.later(days=25)
    assert counts[0] == counts[1]
