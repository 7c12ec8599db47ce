"""The report's cases, answered: three models in one town, seven parties at one desk, a bus that decides nothing."""

from datetime import date, datetime

import pytest

from tests.domain.placement import reported
from tests.domain.placement.reported import AARHUS, GELLERUP, LYSTRUP, TASKS, VIBY
from tests.domain.placement.towns import ZONE
from velkommen.domain.cooperation import Agreement, Axis, Model, label
from velkommen.domain.kinds import DeskRole, Unit
from velkommen.domain.outcomes import Discretion
from velkommen.domain.placement.deciding import Able, Rule
from velkommen.domain.placement.town import Town

DAY = date(2010, 6, 1)
NOON = datetime(2010, 6, 1, 12, tzinfo=ZONE)
COMPLETE, RECEIVE, ASSIST, REFER = DeskRole.COMPLETE, DeskRole.RECEIVE, DeskRole.ASSIST, DeskRole.REFER


def alone(town: Town, unit: Unit, place: int = 1) -> dict[str, DeskRole | None]:
    """What somebody of a unit may do at a place, task by task."""
    offered = town.places[place].offers
    return {key: town.may(key, place, Able(unit), DAY).role for key in TASKS if key in offered}


def labels(town: Town) -> dict[str, str]:
    return {place.name: label(place.agreement.at(DAY)).model.value for place in town.places.values()}


def test_aarhus_has_three_models_at_once() -> None:
    assert labels(AARHUS) == {"Viby": "2", "Lystrup": "3", "Gellerup": "4"}


def test_in_viby_each_unit_does_its_own_under_one_roof() -> None:
    library, citizen_service = alone(AARHUS, Unit.LIBRARY, VIBY), alone(AARHUS, Unit.CITIZEN_SERVICE, VIBY)
    assert (library["passport"], citizen_service["passport"]) == (REFER, COMPLETE)
    assert (library["library_card"], citizen_service["library_card"]) == (COMPLETE, REFER)


def test_in_viby_citizens_are_served_all_the_same() -> None:
    found = AARHUS.answer("passport", VIBY, NOON)
    assert (found.verdict.role, found.by) == (COMPLETE, (2,))


def test_in_lystrup_library_staff_do_selected_tasks() -> None:
    found = alone(AARHUS, Unit.LIBRARY, LYSTRUP)
    assert (found["passport"], found["forms"], found["driving_licence"]) == (COMPLETE, COMPLETE, REFER)


def test_who_needs_a_licence_in_lystrup_is_told_why_and_sent_on() -> None:
    found = AARHUS.answer("driving_licence", LYSTRUP, NOON)
    assert not found.verdict.possible
    assert found.verdict.because[0].rule is Rule.NO_MANDATE
    elsewhere = [chance.place for chance in AARHUS.nearest("driving_licence", 21_000_000, LYSTRUP)]
    assert elsewhere == [GELLERUP, VIBY]


def test_struers_seven_parties_are_model_four() -> None:
    agreement = reported.STRUER.places[1].agreement.at(DAY)
    assert agreement is not None
    assert len(agreement.partners | agreement.units) == 7
    assert label(agreement).because == (Axis.DESK_SHARED, Axis.PARTNERS)


def test_in_struer_nobody_notices_who_serves() -> None:
    """P. 19: citizens should preferably not feel any difference, whoever serves in the shared area."""
    wanted = {
        **dict.fromkeys(reported.STRUER_FORMS, RECEIVE),
        **dict.fromkeys(reported.STRUER_SHARED, COMPLETE),
        "address_change": ASSIST,
    }
    for unit in (Unit.LIBRARY, Unit.CITIZEN_SERVICE):
        found = alone(reported.STRUER, unit)
        assert {key: found[key] for key in wanted} == wanted


def test_the_experts_of_struer_sit_behind() -> None:
    assert alone(reported.STRUER, Unit.LIBRARY)["personal_allowance"] is REFER


def test_the_bus_of_broenderslev_prepares_and_hands_out_and_decides_nothing() -> None:
    assert alone(reported.BROENDERSLEV, Unit.LIBRARY) == {
        "batteries": COMPLETE,
        "heating_allowance": RECEIVE,
        "youth_club": RECEIVE,
        "building_permit": RECEIVE,
    }


def test_the_bus_says_why_a_permit_is_not_completed_there() -> None:
    found = reported.BROENDERSLEV.answer("building_permit", 1, NOON)
    assert [reason.rule for reason in found.verdict.because][:2] == [Rule.DISCRETION, Rule.PLACED]


def test_naestved_does_all_but_discretion_at_library_desks() -> None:
    found = alone(reported.NAESTVED, Unit.LIBRARY)
    own = {key: facts for key, facts in TASKS.items() if facts.unit is Unit.CITIZEN_SERVICE}
    assert {key: found[key] for key in own} == {
        key: REFER if facts.discretion is Discretion.HIGH else facts.desk_role for key, facts in own.items()
    }


@pytest.mark.parametrize(
    ("agreement", "model", "because"),
    [
        (None, Model.UNKNOWN, (Axis.NOT_RECORDED,)),
        (Agreement(), Model.NONE, (Axis.NOTHING_SHARED,)),
        (Agreement(leadership_joint=True), Model.NONE, (Axis.NOTHING_SHARED,)),
        (reported.TAARNBY, Model.SMALL_START, (Axis.SHARED_IT_OR_TEACHING,)),
        (reported.BRAEDSTRUP, Model.SAME_ROOF, (Axis.PREMISES_SHARED,)),
    ],
)
def test_a_label_says_what_it_rests_on(agreement: Agreement | None, model: Model, because: tuple[Axis, ...]) -> None:
    found = label(agreement)
    assert (found.model, found.because) == (model, because)


@pytest.mark.parametrize(
    ("day", "model"),
    [(date(2009, 1, 31), "none"), (date(2009, 2, 1), "2"), (date(2009, 12, 31), "2"), (date(2010, 1, 1), "3")],
)
def test_history_stays_true_when_a_place_goes_on(day: date, model: str) -> None:
    assert label(reported.ROEDEKRO.at(day)).model.value == model
