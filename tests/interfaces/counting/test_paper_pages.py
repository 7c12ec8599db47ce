"""A sheet of paper on its page: typed in in one go, whole or not at all, with all that was typed kept at a "no"."""

from typing import Any

import pytest
from django.utils import translation

from tests.counting import paper
from tests.interfaces.counting.conftest import Ask
from tests.people import Town
from velkommen.apps.counting.actions import enter_paper_sheet
from velkommen.apps.counting.models import PaperSheet
from velkommen.apps.enquiries.models import Enquiry
from velkommen.domain.refusals import Code, Refusal
from velkommen.shared.wording import sentence


def sheet(town: Town, **other: Any) -> dict[str, Any]:
    said = {"corrected": "", "day": town.now.date().isoformat(), "number": "1", "t:passport:solved": "3"}
    return {**said, "t:mitid:come_back": "1", "t:mitid:solved": "", **other}


def boxes(answer: Any) -> dict[str, str]:
    """What stands in the fields, of those that are not empty."""
    return {box.name: box.value for line in answer.context["lines"] for box in line.boxes if box.value}


def test_a_sheet_is_counted(town: Town, ask: Ask, week: int) -> None:
    answer = ask(f"/counting/{week}/paper/nordby/", who="mette", **sheet(town))
    assert (answer.status_code, answer["Location"]) == (302, f"/counting/{week}/paper/nordby/?done=4")
    assert PaperSheet.objects.get().tallies == {"mitid/come_back": 1, "passport/solved": 3}
    page = ask(f"/counting/{week}/paper/nordby/")
    assert ([(one.enquiries, one.was) for one in page.context["typed"]], page.context["number"]) == ([(4, [])], "2")


def test_one_wrong_field_counts_nothing_and_keeps_all(town: Town, ask: Ask, week: int) -> None:
    wrong = sheet(town, **{"t:mitid:solved": "-2", "number": "7"})
    answer = ask(f"/counting/{week}/paper/nordby/", **wrong)
    assert (answer.status_code, Enquiry.objects.count()) == (422, 0)
    assert boxes(answer) == {"t:passport:solved": "3", "t:mitid:come_back": "1", "t:mitid:solved": "-2"}
    assert [box.name for line in answer.context["lines"] for box in line.boxes if box.wrong] == ["t:mitid:solved"]
    assert (answer.context["number"], answer.context["day"]) == ("7", town.now.date().isoformat())


@pytest.mark.parametrize("number", ["", "abc", "0", "21", "99999999999"])
def test_a_number_no_sheet_has_is_told_with_its_cure(town: Town, ask: Ask, week: int, number: str) -> None:
    answer = ask(f"/counting/{week}/paper/nordby/", **sheet(town, number=number))
    assert (answer.status_code, Enquiry.objects.count()) == (422, 0)
    with translation.override("da"):
        assert answer.context["refused"] == sentence(Refusal(Code.PAPER_NUMBER, most=20))
    assert boxes(answer) == {"t:passport:solved": "3", "t:mitid:come_back": "1"}


def test_the_same_sheet_twice_is_told_with_its_cure(town: Town, ask: Ask, week: int) -> None:
    enter_paper_sheet(week=week, paper=paper(town, passport=1), **town.by())
    answer = ask(f"/counting/{week}/paper/nordby/", **sheet(town))
    assert (answer.status_code, Enquiry.objects.count()) == (409, 1)
    assert "Nordby" in answer.context["refused"]


def test_what_the_desk_may_not_solve_has_no_field(ask: Ask, week: int) -> None:
    lines = ask(f"/counting/{week}/paper/nordby/").context["lines"]
    closed = [box.name for line in lines for box in line.boxes if not box.open]
    assert closed == ["t:assessment:solved"]


def test_a_sheet_is_put_right_from_what_it_said(town: Town, ask: Ask, week: int) -> None:
    pk = enter_paper_sheet(week=week, paper=paper(town, passport=3), **town.by())["sheet"]
    page = ask(f"/counting/{week}/paper/nordby/?sheet={pk}")
    assert boxes(page) == {"t:passport:solved": "3"}
    ask(f"/counting/{week}/paper/nordby/", **sheet(town, corrected=str(pk)))
    shown = ask(f"/counting/{week}/paper/nordby/").context["typed"]
    assert [(one.enquiries, one.was) for one in shown] == [(4, [3])]


def test_another_places_sheet_is_not_found_here(town: Town, ask: Ask, week: int) -> None:
    assert ask(f"/counting/{week}/paper/nordby/?sheet=99").status_code == 404
    assert ask(f"/counting/{week}/paper/sydby/").status_code == 422


def test_a_field_there_is_not_is_refused(town: Town, ask: Ask, week: int) -> None:
    for name in ("t:flying:solved", "t:passport:flown", "t:passport"):
        answer = ask(f"/counting/{week}/paper/nordby/", **sheet(town, **{name: "1"}))
        assert (answer.status_code, Enquiry.objects.count()) == (422, 0)


def test_an_empty_sheet_to_print_says_its_place_and_day(town: Town, ask: Ask, week: int) -> None:
    page = ask(f"/counting/{week}/sheet/nordby/?day=2026-11-25").content.decode()
    assert "Nordby" in page
    assert "25. november 2026" in page
    assert ask(f"/counting/{week}/sheet/nordby/?day=2026-12-25").status_code == 422
