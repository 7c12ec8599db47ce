"""One "no", three doors: the action itself, a page, and the API refuse the same thing with the same sentence, and change nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import translation

from tests.interfaces.programs import Program
from tests.people import Town, close
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.actions import register_device
from velkommen.apps.placement.models import Offer
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.roster.actions import take_seat
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Role
from velkommen.interfaces.web.middleware import STATUS
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM
from velkommen.shared.log.models import Deed
from velkommen.shared.wording import sentence

CPR = "120188-1234"


@dataclass
class Doors:
    """Mette at desk 1, by three ways in. `visit` is the one a case is about."""

    town: Town
    program: Program
    browser: Client
    kiosk: str
    visit: int = 987_654

    def page(self, deed: str, **said: object) -> HttpResponse:
        """A button of the desk."""
        return self.form(f"/desk/nordby/1/{deed}/", **said)

    def form(self, address: str, **said: object) -> HttpResponse:
        said = {"op": uuid4(), **said}
        with clock.fixed(self.town.now):
            return self.browser.post(address, {name: str(value) for name, value in said.items()})

    def waiting(self) -> None:
        self.visit = self.town.draw().pk

    def serving(self, task: str = "passport") -> None:
        self.visit = self.town.serving(task).pk

    def called_by_ali(self) -> None:
        self.visit = self.town.draw().pk
        actions.call_visit(visit=self.visit, desk=self.town.other_desk.pk, **self.town.by(self.town.ali))

    def closed(self) -> None:
        close(self.town.place, self.town.now.date(), "Stocktaking")

    def full(self) -> None:
        ServicePoint.objects.filter(pk=self.town.place.pk).update(max_waiting=0)

    def not_offered(self) -> None:
        self.serving()
        Offer.objects.filter(task__key="mitid").delete()

    def busy(self) -> None:
        self.serving()
        self.waiting()


@dataclass(frozen=True)
class Case:
    """What is tried at each door after `scene`: an action with its facts, a press, a request."""

    code: Code
    scene: Callable[[Doors], object]
    act: Callable[[Doors, dict[str, Any]], object]
    press: Callable[[Doors], HttpResponse]
    ask: Callable[[Doors], HttpResponse]
    said_as: str = field(default="refused")


def on_visit(deed: str, button: str, way: str, body: Mapping[str, object], **form: object) -> dict[str, Any]:
    """A deed on the visit of the case, at each door."""
    facts = {name: Outcome(value) if name == "outcome" else value for name, value in body.items() if name != "desk"}
    return {
        "act": lambda d, by: getattr(actions, deed)(
            visit=d.visit, **facts, **({"desk": d.town.desk.pk} if "desk" in body else {}), **by
        ),
        "press": lambda d: d.page(button, visit=d.visit, **form),
        "ask": lambda d: d.program.post(f"/visits/{d.visit}/{way}", dict(body)),
    }


def drawn(task: str) -> dict[str, Any]:
    """A number drawn: the page is the kiosk's."""
    return {
        "act": lambda d, by: actions.issue_ticket(place=d.town.place.pk, task=task, **by),
        "press": lambda d: d.form(f"/kiosk/{d.kiosk}/en/draw/", task=task),
        "ask": lambda d: d.program.post("/service-points/nordby/tickets", {"task": task}),
    }


NEXT: dict[str, Any] = {
    "act": lambda d, by: actions.call_next(place=d.town.place.pk, desk=d.town.desk.pk, **by),
    "press": lambda d: d.page("next"),
    "ask": lambda d: d.program.post("/service-points/nordby/desks/1/call-next"),
}
ELSEWHERE: dict[str, Any] = {
    "act": lambda d, by: actions.call_next(place=d.town.sydby.pk, desk=d.town.sydby_desk.pk, **by),
    "press": lambda d: d.form("/desk/sydby/1/next/"),
    "ask": lambda d: d.program.post("/service-points/sydby/desks/1/call-next"),
}
CALL = on_visit("call_visit", "call", "call", {"desk": 1})

CASES = {
    "draw at a closed place": Case(Code.PLACE_CLOSED, Doors.closed, **drawn("passport")),
    "draw at a full place": Case(Code.PLACE_FULL, Doors.full, **drawn("passport")),
    "draw for no task": Case(Code.UNKNOWN_TASK, Doors.waiting, **drawn("nonsense")),
    "CPR instead of a task": Case(Code.CPR_IN_TEXT, Doors.waiting, **drawn(CPR)),
    "call what was called": Case(Code.ILLEGAL_MOVE, Doors.called_by_ali, **CALL),
    "call what does not exist": Case(Code.UNKNOWN_VISIT, lambda d: None, **CALL),
    "next when nobody waits": Case(Code.QUEUE_EMPTY, lambda d: None, **NEXT),
    "next without an outcome": Case(Code.OUTCOME_MISSING, Doors.serving, **NEXT),
    "next at a foreign place": Case(Code.NOT_ALLOWED, Doors.waiting, **ELSEWHERE, said_as="sentence"),
    "finish without an outcome": Case(
        Code.OUTCOME_MISSING, Doors.serving, **on_visit("finish_visit", "finish", "finish", {})
    ),
    "finish what waits": Case(Code.ILLEGAL_MOVE, Doors.waiting, **on_visit("finish_visit", "finish", "finish", {})),
    "a referral without where": Case(
        Code.DESTINATION_MISSING,
        Doors.serving,
        **on_visit("record_outcome", "outcome", "outcome", {"outcome": "to_authority"}, result="to_authority"),
    ),
    "a referral to nowhere": Case(
        Code.UNKNOWN_DESTINATION,
        Doors.serving,
        **on_visit(
            "record_outcome",
            "outcome",
            "outcome",
            {"outcome": "to_authority", "destination": "nowhere"},
            result="to_authority:nowhere",
        ),
    ),
    "not possible without why": Case(
        Code.REASON_MISSING,
        Doors.serving,
        **on_visit("record_outcome", "outcome", "outcome", {"outcome": "not_possible"}, result="not_possible"),
    ),
    "a judgement at the desk": Case(
        Code.DISCRETION_AT_DESK,
        lambda d: d.serving("assessment"),
        **on_visit("record_outcome", "outcome", "outcome", {"outcome": "solved"}, result="solved"),
    ),
    "a task that is not offered": Case(
        Code.TASK_NOT_OFFERED,
        Doors.not_offered,
        **on_visit("add_matter", "add-matter", "matters", {"task": "mitid"}, task="mitid"),
    ),
    "resume what is not on hold": Case(
        Code.ILLEGAL_MOVE, Doors.waiting, **on_visit("resume_visit", "resume", "resume", {"desk": 1})
    ),
    "serve at a desk that is taken": Case(
        Code.DESK_BUSY, Doors.busy, **on_visit("start_service", "start", "start", {"desk": 1})
    ),
    "hand over to nothing": Case(
        Code.NOTHING_GIVEN, Doors.serving, **on_visit("transfer_visit", "transfer", "transfer", {})
    ),
}


@pytest.fixture
def doors(town: Town, program: Program) -> Doors:
    take_seat(place=town.place.pk, desk=town.desk.pk, **town.by())
    browser = Client()
    browser.force_login(Staff.objects.get(username="mette"))
    browser.cookies["velkommen_language"] = "en"
    kiosk = register_device(place=town.place.pk, role=Role.KIOSK, by=SYSTEM, at=town.now)
    return Doors(town, program, browser, kiosk)


def everything() -> list[list[tuple[Any, ...]]]:
    """Every row a deed may touch."""
    return [sorted(model.objects.values_list(), key=repr) for model in (Visit, Enquiry, Period, DayCounter, Deed)]


def at_the_action(case: Case, doors: Doors) -> tuple[int, str]:
    with pytest.raises(Refusal) as no, translation.override("en"):
        case.act(doors, doors.town.by())
    assert no.value.code is case.code
    with translation.override("en"):
        return STATUS[no.value.kind], sentence(no.value)


def at_the_page(case: Case, doors: Doors) -> tuple[int, str]:
    response = case.press(doors)
    said = response.context[case.said_as]
    with translation.override("en"):
        return response.status_code, str(said() if callable(said) else said)


def at_the_api(case: Case, doors: Doors) -> tuple[int, str]:
    problem = case.ask(doors).json()
    assert problem["code"] == case.code.value
    return problem["status"], problem["detail"]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_door_says_the_same_no_and_nothing_is_changed(doors: Doors, case: Case) -> None:
    case.scene(doors)
    before = everything()
    said = {door.__name__: door(case, doors) for door in (at_the_action, at_the_page, at_the_api)}
    assert (len(set(said.values())), said) == (1, said)
    assert everything() == before


def test_control_what_is_allowed_changes_something(doors: Doors) -> None:
    doors.waiting()
    before = everything()
    assert CALL["ask"](doors).status_code == 200
    assert everything() != before
