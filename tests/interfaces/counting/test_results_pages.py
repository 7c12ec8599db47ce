"""Results and files: shares in words, small numbers untold, a file no cell of which runs."""

import csv
from io import StringIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.counting import everywhere, log, planned
from tests.interfaces.counting.conftest import Ask
from tests.people import Town
from velkommen.apps.catalogue.models import Task
from velkommen.apps.counting.actions import answer_questions, keep_profile
from velkommen.domain.counting_weeks import Avoidable, Digital
from velkommen.domain.export_profiles import Column, Profile
from velkommen.domain.outcomes import Outcome
from velkommen.interfaces.web.tables.table import UNTOLD, Per, Points
from velkommen.shared.wording_figures import KEPT_BACK


def count(town: Town, task: str, outcome: Outcome, times: int, **said: Any) -> None:
    for _ in range(times):
        one = log(town, task, outcome)
        if said:
            answer_questions(enquiry=one, **said, **town.by())


def tables(ask: Ask, week: int) -> dict[str, Any]:
    page = ask(f"/counting/{week}/results/")
    return {one.table.key: one.table for one in page.context["tables"]}


@pytest.fixture
def busy(town: Town, week: int) -> Town:
    """Thirty passports, of which two had to come back; twenty-five of MitID."""
    count(town, "passport", Outcome.SOLVED, 28, digital=Digital.NO, avoidable=Avoidable.NOT_AVOIDABLE)
    count(town, "passport", Outcome.COME_BACK, 2)
    count(town, "mitid", Outcome.SELF_SERVICE, 25, digital=Digital.YES, avoidable=Avoidable.WEBSITE_ERROR)
    return town


def test_titles_are_conclusions(busy: Town, ask: Ask, week: int) -> None:
    count(busy, "passport", Outcome.COME_BACK, 4)
    found = tables(ask, week)
    assert "89,8" in found["outcomes"].title
    assert "47,2" in found["digital"].title
    assert "47,2" in found["avoidable"].title
    assert any("89,8" in note for note in found["digital"].notes)


def test_of_all_but_two_no_title_tells_the_share(busy: Town, ask: Ask, week: int) -> None:
    """53 of 55 were solved, and asked: 96.4 per cent would say that two were not."""
    page = ask(f"/counting/{week}/results/")
    assert "96,4" not in page.content.decode()
    assert {one.table.key: one.table for one in page.context["tables"]}["outcomes"].title == "Hvordan hver opgave endte"


def test_small_numbers_stay_untold_and_cannot_be_worked_out(busy: Town, ask: Ask, week: int) -> None:
    rows = {row[0]: row[1:] for row in tables(ask, week)["outcomes"].rows}
    passports = rows["passport (da)"]
    assert (2 in passports, UNTOLD in passports) == (False, True)
    shown = [cell for cell in passports if isinstance(cell, int)]
    assert shown.count(28) == 0 or 30 not in shown  # 30 less 28 would be the two


def test_what_each_table_tells_gives_no_small_number_away(busy: Town, ask: Ask, week: int) -> None:
    found = tables(ask, week)
    told = [cell for table in found.values() for row in (*table.rows, table.total) for cell in row]
    assert [cell for cell in told if isinstance(cell, int) and 0 < cell < 5] == []
    each = {row[0]: row[1] for row in found["endings"].rows}
    total = found["outcomes"].total[-1]
    assert not (total == 55 and UNTOLD not in list(each.values())[:2])


def test_with_how_many_matters_people_came(town: Town, ask: Ask, week: int) -> None:
    count(town, "passport", Outcome.SOLVED, 15, matters=1)
    count(town, "mitid", Outcome.SOLVED, 5, matters=2)
    found = tables(ask, week)["matters"]
    assert ("25" in found.title, found.total[1:]) == (True, [20, Per(100)])
    assert [row[1:] for row in found.rows] == [(15, Per(75.0)), (5, Per(25.0)), (0, Per(0.0))]


def test_last_time_stands_beside_how_many_matters_there_were(town: Town, ask: Ask, week: int) -> None:
    count(town, "passport", Outcome.SOLVED, 20, matters=1)
    town.later(days=10)
    later = planned(town, name="Uge 50")
    count(town, "passport", Outcome.SOLVED, 6, matters=1)
    count(town, "mitid", Outcome.SOLVED, 6, matters=3)
    found = tables(ask, later)["matters"]
    assert [row[2:] for row in found.rows] == [(Per(50.0), Per(100.0)), (Per(0.0), Per(0.0)), (Per(50.0), Per(0.0))]


def test_shares_are_compared_in_points_that_are_the_difference_of_what_is_shown(
    town: Town, ask: Ask, week: int
) -> None:
    count(town, "passport", Outcome.SOLVED, 20)
    count(town, "mitid", Outcome.SOLVED, 9)
    town.later(days=10)
    later = planned(town, name="Uge 50")
    count(town, "passport", Outcome.SOLVED, 14)
    count(town, "mitid", Outcome.SOLVED, 7)
    rows = tables(ask, later)["against"].rows
    assert [row[1:] for row in rows] == [
        (Per(66.7), Per(69.0), Points(-2.3)),
        (Per(33.3), Per(31.0), Points(2.3)),
    ]
    lines = ask(f"/counting/tables/against.csv?week={later}").content.decode().splitlines()
    assert [line.split(";")[1:] for line in lines[1:]] == [["66,7", "69,0", "-2,3"], ["33,3", "31,0", "2,3"]]


def test_a_week_that_counted_too_little_is_nothing_to_compare_with(town: Town, ask: Ask, week: int) -> None:
    count(town, "passport", Outcome.SOLVED, 19)
    town.later(days=10)
    later = planned(town, name="Uge 50")
    count(town, "passport", Outcome.SOLVED, 20)
    assert "against" not in tables(ask, later)
    assert "“Uge 48”" in ask(f"/counting/{later}/results/").context["says"]


def test_a_few_who_came_with_several_matters_are_not_told(town: Town, ask: Ask, week: int) -> None:
    """Nor does the heading tell them: of seventeen 11,8 % would be two."""
    count(town, "passport", Outcome.SOLVED, 15, matters=1)
    count(town, "mitid", Outcome.SOLVED, 2, matters=2)
    found = tables(ask, week)["matters"]
    assert [row[1] for row in found.rows] == [UNTOLD, UNTOLD, 0]
    assert not any(sign.isdigit() for sign in found.title)
    assert found.notes[-1] == str(KEPT_BACK)


def test_only_places_that_counted_both_times_are_held_against_each_other(town: Town, ask: Ask) -> None:
    """Sydby counts passports alone, and only the second time: it must not make Nordby look as if MitID had gone."""
    vera = everywhere(town)
    planned(town, name="Uge 48")
    count(town, "passport", Outcome.SOLVED, 10)
    count(town, "mitid", Outcome.SOLVED, 10)
    town.later(days=10)
    week = planned(town, vera, name="Uge 50", places=frozenset({town.place.pk, town.sydby.pk}))
    count(town, "passport", Outcome.SOLVED, 10)
    count(town, "mitid", Outcome.SOLVED, 10)
    for _ in range(30):
        log(town, "passport", Outcome.SOLVED, place=town.sydby, by=town.sara)
    page = ask(f"/counting/{week}/results/", who="vera")
    against = next(one.table for one in page.context["tables"] if one.table.key == "against")
    assert [row[1:] for row in against.rows] == [(Per(50.0), Per(50.0), Points(0.0))] * 2
    assert page.context["says"].startswith("50 ")


def test_fewer_than_five_are_too_few_to_tell(town: Town, ask: Ask, week: int) -> None:
    count(town, "passport", Outcome.SOLVED, 4)
    assert tables(ask, week) == {}


def test_the_page_costs_the_same_whatever_was_counted(town: Town, ask: Ask, week: int) -> None:
    count(town, "passport", Outcome.SOLVED, 6, digital=Digital.NO)
    ask(f"/counting/{week}/results/")
    with CaptureQueriesContext(connection) as few:
        ask(f"/counting/{week}/results/")
    count(town, "mitid", Outcome.SOLVED, 6, digital=Digital.NO)
    with CaptureQueriesContext(connection) as more:
        ask(f"/counting/{week}/results/")
    assert len(few) == len(more)


def test_a_table_is_taken_home(busy: Town, ask: Ask, week: int) -> None:
    answer = ask(f"/counting/tables/kinds.csv?week={week}")
    assert answer.content.decode().startswith("\ufeff")
    assert ask(f"/counting/tables/nothing.csv?week={week}").status_code == 404
    assert ask("/counting/tables/kinds.csv?week=x").status_code == 422


def test_the_file_is_danish_and_runs_nothing(town: Town, ask: Ask, week: int) -> None:
    Task.objects.filter(key="passport").update(name_da="=HYPERLINK(1)")
    columns = ((Column.CATEGORY, "+opgave"), (Column.MATTERS, "ærinder"), (Column.NUMBER, "antal"))
    keep_profile(profile=Profile("min", columns), **town.by(everywhere(town)))
    for matters in (1, 2):
        answer_questions(enquiry=log(town), matters=matters, **town.by())
    answer = ask(f"/counting/{week}/export/min.csv")
    text = answer.content.decode()
    assert text.startswith("\ufeff")
    assert list(csv.reader(StringIO(text[1:]), delimiter=";")) == [
        ["'+opgave", "ærinder", "antal"],
        ["'=HYPERLINK(1)", "1,5", "2"],
    ]
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="min-2026-11-24.csv"',
    )


def test_beside_the_file_stands_which_tasks_have_no_kle_number(town: Town, ask: Ask, week: int) -> None:
    log(town)
    log(town, "mitid")
    Task.objects.filter(key="passport").update(kle="11.22", kle_edition="test")
    address = f"/counting/{week}/export/"
    page = ask(address)
    assert page.context["unnumbered"] in page.content.decode()
    assert ("mitid (da)" in page.context["unnumbered"], "“uden nummer”" in page.content.decode()) == (True, True)
    Task.objects.update(kle="11.22", kle_edition="test")
    assert ask(address).context["unnumbered"] == ""


def test_no_compatibility_is_claimed(ask: Ask, week: int) -> None:
    page = ask(f"/counting/{week}/export/", who="lea")
    assert page.status_code == 200
    assert "vk-weeks-short" in page.content.decode()
    assert ask(f"/counting/{week}/export/nobody.csv").status_code == 404


def test_a_form_of_file_is_kept_and_dropped_on_its_page(town: Town, ask: Ask) -> None:
    everywhere(town)
    said = {"do": "keep", "about": "", "name": "min", "moment": "day", "order_kle": "2", "heading_kle": "KLE"}
    said |= {"order_number": "1", "heading_number": "", "words_channel": "phone = tlf"}
    assert ask("/counting/profiles/", who="vera", **said)["Location"] == "/counting/profiles/min/?done=keep"
    page = ask("/counting/profiles/min/", who="vera")
    kept = page.context["profile"]
    assert (kept.columns, kept.words) == (
        ((Column.NUMBER, "antal"), (Column.KLE, "KLE")),
        {Column.CHANNEL: {"phone": "tlf"}},
    )
    wrong = ask("/counting/profiles/min/", who="vera", **said | {"words_channel": "tlf"})
    assert (wrong.status_code, "tlf" in wrong.content.decode()) == (422, True)
    ask("/counting/profiles/min/", who="vera", do="drop", about="")
    assert ask("/counting/profiles/min/", who="vera").status_code == 404


def test_the_one_every_house_has_is_read_alone(town: Town, ask: Ask) -> None:
    everywhere(town)
    assert ask("/counting/profiles/standard/", who="vera").context["own"] is False
    said = {"do": "keep", "about": "", "moment": "day", "order_kle": "1"}
    assert ask("/counting/profiles/standard/", who="vera", **said).status_code == 409
