"""Each button of the desk as one call of one action. No rules: what may not be done, the action refuses."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TypedDict
from uuid import UUID, uuid5

from django.http import HttpRequest

from velkommen.apps.appointments import actions as appointments
from velkommen.apps.counting import actions as counting
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.apps.knowledge import actions as knowledge
from velkommen.apps.roster import actions as roster_actions
from velkommen.domain import dates
from velkommen.domain.counting_weeks import Avoidable, Digital
from velkommen.domain.kinds import Channel
from velkommen.domain.outcomes import Outcome, Reason
from velkommen.domain.refusals import Code, Refusal
from velkommen.interfaces.desk.screen import Here
from velkommen.interfaces.web.fields import chosen, one_id, operation, uuid_field
from velkommen.shared import clock
from velkommen.shared.actor import Actor

NOT_SAID = frozenset({"csrfmiddlewaretoken", "op"})


class Stamp(TypedDict):
    by: Actor
    at: datetime
    op: UUID


@dataclass(frozen=True)
class Press:
    """A button that was pressed: where, by whom, and the form it sent."""

    request: HttpRequest
    there: Here
    deed: str
    at: datetime

    @property
    def place(self) -> int:
        return self.there.place.pk

    @property
    def desk(self) -> int:
        return self.there.desk.pk

    @property
    def visit(self) -> int:
        return one_id(self.request, "visit")

    @property
    def stamp(self) -> Stamp:
        return {"by": self.there.by, "at": self.at, "op": self.op}

    @property
    def op(self) -> UUID:
        """One operation per page and thing said: the same button twice is one deed, two buttons of one page are two."""
        said = sorted((key, value) for key, value in self.request.POST.items() if key not in NOT_SAID)
        return uuid5(operation(self.request), f"{self.deed}|{self.place}|{self.desk}|{said!r}")

    def text(self, field: str) -> str:
        return self.request.POST.get(field, "").strip()

    @property
    def task(self) -> str:
        """The key of the task pressed, or chosen among those without a tile (which wins, because it starts out empty).

        Raises: Refusal TASK_MISSING.
        """
        task = self.text("other") or self.text("task")
        if not task:
            raise Refusal(Code.TASK_MISSING)
        return task

    def ending(self) -> "Ending":
        """An outcome and what it carries, from one value such as "to_authority:skat".

        Raises: Refusal BAD_VALUE.
        """
        name, _, detail = self.text("result").partition(":")
        try:
            outcome = Outcome(name)
            if outcome is Outcome.NOT_POSSIBLE:
                return {"outcome": outcome, "destination": None, "reason": Reason(detail) if detail else None}
        except ValueError as error:
            raise Refusal(Code.BAD_VALUE, field="result") from error
        return {"outcome": outcome, "destination": detail or None, "reason": None}

    def when(self) -> datetime:
        """When it really happened: a local date-time if one was given, else now.

        Raises: Refusal BAD_DAY.
        """
        text = self.text("when")
        if not text:
            return self.at
        try:
            local = datetime.fromisoformat(text)
        except ValueError as error:
            raise Refusal(Code.BAD_DAY, text=text) from error
        dates.meant(local.date())
        return local.replace(tzinfo=clock.zone())


class Ending(TypedDict):
    outcome: Outcome
    destination: str | None
    reason: Reason | None


def _outcome(press: Press) -> object:
    enquiry = uuid_field(press.request, "enquiry") if press.text("enquiry") else None
    return actions.record_outcome(visit=press.visit, enquiry=enquiry, **press.ending(), **press.stamp)


def _transfer(press: Press) -> object:
    desk = one_id(press.request, "for_desk") if press.text("for_desk") else None
    return actions.transfer_visit(visit=press.visit, task=press.text("task") or None, for_desk=desk, **press.stamp)


def _register(press: Press) -> object:
    channel = chosen(press.request, "channel", Channel) if press.text("channel") else Channel.IN_PERSON
    tally = Tally(id=press.op, task=press.task, happened_at=press.when(), channel=channel, **press.ending())
    try:
        return actions.log_enquiries(place=press.place, tallies=[tally], **press.stamp)
    except Refusal as refusal:  # one press is no list: its only row has no number
        raise Refusal(refusal.code, **{**refusal.facts, "row": None}) from refusal


def _correct(press: Press) -> object:
    enquiry = uuid_field(press.request, "enquiry")
    return actions.correct_enquiry(enquiry=enquiry, task=press.text("task") or None, **press.ending(), **press.stamp)


def _answer(press: Press) -> object:
    request = press.request
    return counting.answer_questions(
        enquiry=uuid_field(request, "enquiry"),
        digital=chosen(request, "digital", Digital) if press.text("digital") else None,
        avoidable=chosen(request, "avoidable", Avoidable) if press.text("avoidable") else None,
        matters=one_id(request, "matters") if press.text("matters") else None,
        **press.stamp,
    )


def _take(press: Press) -> object:
    relieve = press.text("relieve") == "yes"
    return roster_actions.take_seat(place=press.place, desk=press.desk, relieve=relieve, **press.stamp)


#: The last part of an address -> the deed behind it.
DEEDS: Mapping[str, Callable[[Press], object]] = MappingProxyType(
    {
        "next": lambda p: actions.call_next(place=p.place, desk=p.desk, **p.stamp),
        "call": lambda p: actions.call_visit(visit=p.visit, desk=p.desk, **p.stamp),
        "recall": lambda p: actions.recall_visit(visit=p.visit, **p.stamp),
        "no-show": lambda p: actions.no_show(visit=p.visit, **p.stamp),
        "start": lambda p: actions.start_service(visit=p.visit, desk=p.desk, **p.stamp),
        "arrive": lambda p: appointments.arrive(appointment=one_id(p.request, "appointment"), **p.stamp),
        "serve": lambda p: actions.serve_without_number(place=p.place, desk=p.desk, task=p.task, **p.stamp),
        "park": lambda p: actions.park_visit(visit=p.visit, **p.stamp),
        "resume": lambda p: actions.resume_visit(visit=p.visit, desk=p.desk, **p.stamp),
        "consult": lambda p: actions.consult_expert(visit=p.visit, **p.stamp),
        "return": lambda p: actions.end_consult(visit=p.visit, desk=p.desk, **p.stamp),
        "transfer": _transfer,
        "add-matter": lambda p: actions.add_matter(visit=p.visit, task=p.task, **p.stamp),
        "outcome": _outcome,
        "finish": lambda p: actions.finish_visit(visit=p.visit, **p.stamp),
        "left": lambda p: actions.leave_visit(visit=p.visit, **p.stamp),
        "register": _register,
        "correct": _correct,
        "unreliable": lambda p: actions.mark_unreliable(enquiry=uuid_field(p.request, "enquiry"), **p.stamp),
        "wrong": lambda p: knowledge.report_wrong(task=p.text("task"), place=p.place, text=p.text("text"), **p.stamp),
        "read": lambda p: knowledge.note_read(announcement=one_id(p.request, "announcement"), place=p.place, **p.stamp),
        "answer-seen": lambda p: knowledge.see_answer(report=one_id(p.request, "report"), place=p.place, **p.stamp),
        "undo": lambda p: actions.undo(undone=uuid_field(p.request, "undone"), **p.stamp),
        "answer": _answer,
        "unanswer": lambda p: counting.take_back_answer(undone=uuid_field(p.request, "undone"), **p.stamp),
    }
)
#: Deeds about the desk itself, allowed to somebody who does not sit there.
SEATING: Mapping[str, Callable[[Press], object]] = MappingProxyType(
    {
        "take": _take,
        "leave-seat": lambda p: roster_actions.leave_seat(place=p.place, **p.stamp),
    }
)
