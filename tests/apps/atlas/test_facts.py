"""What is known without anybody publishing it: each fact with its page, of municipalities that are there, and nothing beyond it."""

import re

from velkommen.apps.atlas.facts import REPORT_YEAR, Certainty, cases, taxonomies, years
from velkommen.apps.atlas.queries import standings
from velkommen.domain.cooperation import TAXONOMY, Model
from velkommen.shared import denmark

S, L, T, E = Model.SMALL_START, Model.SAME_ROOF, Model.SELECTED_TASKS, Model.ONE_ENTRANCE


def test_every_case_names_a_municipality_a_page_and_its_evidence_in_both_languages() -> None:
    wrong = [
        case
        for rows in cases().values()
        for case in rows
        if case.code not in denmark.by_code()
        or not re.fullmatch(r"\d+(-\d+)?(, \d+(-\d+)?)*", case.pages)
        or not all(case.evidence)
        or bool(case.place[0]) != bool(case.place[1])
    ]
    assert wrong == []


def test_a_case_without_a_model_has_none_and_any_other_has_one() -> None:
    for rows in cases().values():
        assert [
            case for case in rows if (case.certainty is Certainty.NOT_STATED) != (case.model is Model.UNKNOWN)
        ] == []


def test_the_map_of_the_report_has_the_municipalities_it_puts_into_words() -> None:
    known = denmark.by_code()
    found = {known[code].name: one.models for code, one in standings([], REPORT_YEAR).items()}
    assert found == {
        "Tårnby": (S,),
        "Aarhus": (L, T, E),
        "Holbæk": (L,),
        "Odense": (E,),
        "Næstved": (T,),
        "Aabenraa": (T,),
        "Skanderborg": (T,),
        "Esbjerg": (T, E),
        "Brønderslev": (T,),
        "Horsens": (L,),
        "Struer": (E,),
    }


def test_what_was_known_of_2010_says_nothing_of_another_year() -> None:
    assert standings([], 2012) == {}


def test_what_is_planned_or_over_colours_nothing_and_nobody_is_said_to_have_none() -> None:
    assert "0630" not in standings([], None)
    assert Model.NONE not in {model for one in standings([], None).values() for model in one.models}


def test_editions_of_the_models_are_kept_apart_and_a_name_that_was_not_found_is_empty() -> None:
    lines = taxonomies()
    assert [line.number for line in lines if line.taxonomy == TAXONOMY] == ["1", "2", "3", "4"]
    assert [line.number for line in lines if line.taxonomy == "web-2010"] == ["1", "2", "3", "4", "5", "6"]
    assert [(line.taxonomy, line.number) for line in lines if not line.name[0]] == [("web-2010", "4")]


def test_figures_of_the_whole_country_name_their_source() -> None:
    assert [line.year for line in years()] == [2009, 2012, 2015, None]
    assert all(line.source for line in years())
