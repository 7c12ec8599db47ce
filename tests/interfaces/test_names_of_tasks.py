"""A task that is called something else from a day on: every screen says so from that day on, and not a day before."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.interfaces.programs import Program
from tests.people import Town, refused
from velkommen.apps.appointments.actions import set_terms
from velkommen.apps.catalogue.actions import change_task
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.people.actions import create_token
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.actions import register_device
from velkommen.apps.placement.models import LocalSuspension, Offer
from velkommen.apps.roster.actions import take_seat
from velkommen.domain.booking.terms import Terms
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

BEFORE, FROM_THEN_ON = "passport (da)", "Pas og id"


@pytest.fixture
def renamed(town: Town) -> Town:
    """From tomorrow on a passport is called something else. Mette sits at desk 1."""
    tomorrow = town.now.date() + timedelta(days=1)
    change_task(task="passport", field="name_da", value=FROM_THEN_ON, since=tomorrow, **town.by(SYSTEM))
    take_seat(place=town.place.pk, desk=town.desk.pk, **town.by())
    return town


def browser(town: Town, address: str, username: str = "mette") -> str:
    client = Client()
    client.force_login(Staff.objects.get(username=username))
    with clock.fixed(town.now):
        answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def desk(town: Town) -> str:
    return browser(town, "/desk/nordby/1/")


def served(town: Town) -> str:
    town.serving()
    return desk(town)


def called(town: Town) -> str:
    town.called()
    return desk(town)


def waiting(town: Town) -> str:
    town.draw()
    return desk(town)


def on_hold(town: Town) -> str:
    actions.park_visit(visit=town.serving().pk, **town.by())
    return desk(town)


def with_an_expert(town: Town) -> str:
    actions.consult_expert(visit=town.serving().pk, **town.by())
    return desk(town)


def counted(town: Town) -> str:
    actions.finish_visit(visit=town.serving().pk, outcome=Outcome.SOLVED, **town.by())
    return desk(town)


def corrected(town: Town) -> str:
    counted(town)
    return browser(town, f"/desk/nordby/1/correct/{Enquiry.objects.get().pk}/")


def kiosk(town: Town, page: str = "") -> str:
    token = register_device(place=town.place.pk, role=Role.KIOSK, by=SYSTEM, at=town.now)
    return browser(town, f"/kiosk/{token}/da/{page}")


def not_now(town: Town) -> str:
    passport, today = Task.objects.get(key="passport"), town.now.date()
    LocalSuspension.objects.create(service_point=town.place, task=passport, first=today, why="Flytning")
    return kiosk(town, "not-now/passport/")


def found(town: Town) -> str:
    return browser(town, "/find/passport/")


def booked(town: Town) -> str:
    terms = Terms(since=town.now.date(), walk_in=0, acute=0, internal=0)
    set_terms(place=town.place.pk, terms=terms, **town.by(town.lea))
    return browser(town, "/book/?task=passport") + browser(town, "/book/time/?task=passport&people=1")


def of_programs(town: Town) -> str:
    program = Program(town, create_token(username="mette", at=town.now), language="da")
    return "".join(program.get(address).content.decode() for address in ("/tasks", "/tasks?service_point=nordby"))


def figures(town: Town) -> str:
    """The statistics, as a leader sees them."""
    actions.finish_visit(visit=town.serving().pk, outcome=Outcome.SOLVED, **town.by())
    return browser(town, "/statistics/figures/", "lea")


def matrix(town: Town) -> str:
    return browser(town, "/manage/matrix/", "lea")


SCREENS: dict[str, Callable[[Town], str]] = {
    "the tiles of the kiosk": kiosk,
    "why it is not done just now": not_now,
    "the buttons of the desk": desk,
    "the line": waiting,
    "those on hold": on_hold,
    "those with an expert": with_an_expert,
    "who is called": called,
    "who is served, and the list to hand over by": served,
    "what was counted last": counted,
    "what is put right": corrected,
    "the finder": found,
    "booking": booked,
    "what programs are told": of_programs,
    "the statistics": figures,
    "the matrix": matrix,
}


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_says_the_new_name_from_its_day_on(renamed: Town, screen: str) -> None:
    today = SCREENS[screen](renamed)
    assert (BEFORE in today, FROM_THEN_ON in today) == (True, False)


@pytest.mark.parametrize("screen", SCREENS)
def test_and_the_old_name_no_more(renamed: Town, screen: str) -> None:
    renamed.later(days=1)
    then = SCREENS[screen](renamed)
    assert (BEFORE in then, FROM_THEN_ON in then) == (False, True)


def not_offered(town: Town) -> Mapping[str, Any]:
    Offer.objects.filter(task__key="passport").delete()
    return refused(actions.issue_ticket, place=town.place.pk, task="passport", **town.by())[1]


def suspended(town: Town) -> Mapping[str, Any]:
    not_now(town)
    return refused(actions.issue_ticket, place=town.place.pk, task="passport", **town.by())[1]


def without_outcome(town: Town) -> Mapping[str, Any]:
    town.serving()
    no, facts = refused(actions.call_next, place=town.place.pk, desk=town.desk.pk, **town.by())
    assert no is Code.OUTCOME_MISSING
    return {"task": facts["tasks"][0]}


@pytest.mark.parametrize("no", [not_offered, suspended, without_outcome])
def test_a_no_says_the_name_of_the_day(renamed: Town, no: Callable[[Town], Mapping[str, Any]]) -> None:
    renamed.later(days=1)
    assert no(renamed)["task"] == FROM_THEN_ON


def test_a_new_name_costs_the_desk_no_statement(renamed: Town) -> None:
    counts = []
    for _ in range(2):
        served(renamed)
        with CaptureQueriesContext(connection) as asked:
            desk(renamed)
        counts.append(len(asked))
        actions.finish_visit(
            visit=Enquiry.objects.get(current=True, outcome="").visit_id, outcome=Outcome.SOLVED, **renamed.by()
        )
        renamed.later(days=1)
    assert counts[0] == counts[1]
