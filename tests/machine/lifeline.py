"""One lifeline in the hands of many: experts accept and leave, the desk recalls, the timer fires, one of them on what they read before.

What a deed read may be older than what it writes on: that is how two processes meet, and it is played here in one, on either database.
The model below says once more, in plain Python, who has it; it shares no line with the product.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.lifelines import Line
from velkommen.apps.enquiries.actions import serve_without_number
from velkommen.apps.lifelines import actions, queries
from velkommen.apps.lifelines.actions import answering, returning, timing
from velkommen.apps.lifelines.models import Lifeline, LifelineStep
from velkommen.apps.people.models import Staff
from velkommen.apps.placement import actions as placement
from velkommen.apps.placement import book
from velkommen.apps.placement.queries import actor_of
from velkommen.domain.handover import Matter
from velkommen.domain.lifelines import Note
from velkommen.domain.refusals import Refusal
from velkommen.domain.rights import Role
from velkommen.shared.actor import SYSTEM, Actor

EXPERTS, DESK = ("erik", "eva"), ("mette", "ali")
WAIT = timedelta(minutes=2)
DEEDS = (
    *(("accept", who) for who in EXPERTS),
    *(("answer", who) for who in EXPERTS),
    *(("give_back", who) for who in EXPERTS),
    *(("recall", who) for who in DESK),
    *(("take_desk", who) for who in DESK),
    *(("name", who) for who in EXPERTS),
    ("name", ""),
    ("close", "mette"),
    ("timer", ""),
    *(("leave", who) for who in EXPERTS),
)
Deed = tuple[str, str]
PICKED = st.sampled_from(DEEDS)


class No(Exception):
    """The model refuses."""


@dataclass(frozen=True)
class Held:
    """Where a lifeline is: its stage, who is told, who was named, who has it, and when more are told."""

    stage: str = "ended"
    level: int = 0
    to: str = ""
    owner: str = ""
    due: datetime | None = None
    steps: int = 0


@dataclass
class Model:
    """What should become of one lifeline."""

    now: datetime
    held: Held = field(default_factory=Held)
    gone: set[str] = field(default_factory=set)

    def ask(self, to: str) -> None:
        if to in self.gone or set(EXPERTS) <= self.gone:
            raise No
        self.held = self.waiting(Held(level=0 if to else 1, to=to, owner="mette", steps=0))

    def waiting(self, held: Held) -> Held:
        due = self.now + WAIT if held.level < 2 else None
        return replace(held, stage="asked", due=due, steps=held.steps + 1)

    def do(self, deed: Deed) -> None:
        what, who = deed
        if what == "leave":
            self.gone.add(who)
            return
        self.held = getattr(self, f"_{what}")(who, self.held)

    def _step(self, held: Held, **changes: Any) -> Held:
        return replace(held, due=None, steps=held.steps + 1, **changes)

    def _need(self, held: Held, *stages: str) -> None:
        if held.stage not in stages:
            raise No

    def _accept(self, who: str, held: Held) -> Held:
        self._need(held, "asked")
        if who in self.gone or (held.to != who and held.level == 0):
            raise No
        return self._step(held, stage="accepted", owner=who)

    def _mine(self, who: str, held: Held) -> None:
        self._need(held, "accepted")
        if held.owner != who or who in self.gone:
            raise No

    def _answer(self, who: str, held: Held) -> Held:
        self._mine(who, held)
        return self._step(held, stage="answered", owner="mette")

    def _give_back(self, who: str, held: Held) -> Held:
        self._mine(who, held)
        return self.waiting(replace(held, level=max(held.level, 1), to="", owner="mette"))

    def _recall(self, who: str, held: Held) -> Held:
        self._need(held, "asked", "accepted")
        return self._step(held, stage="ended", owner=who)

    def _take_desk(self, who: str, held: Held) -> Held:
        self._need(held, "asked", "answered")
        return replace(held, owner=who, steps=held.steps + 1)

    def _name(self, who: str, held: Held) -> Held:
        self._need(held, "asked")
        if who in self.gone:
            raise No
        return self.waiting(replace(held, level=0 if who else max(held.level, 1), to=who))

    def _close(self, who: str, held: Held) -> Held:
        self._need(held, "asked", "accepted", "answered")
        return self._step(held, stage="ended", owner=who)

    def _timer(self, who: str, held: Held) -> Held:
        if held.stage == "accepted" and held.owner in self.gone:
            return self.waiting(replace(held, level=max(held.level, 1), to="", owner="mette"))
        named_gone = held.level == 0 and held.to in self.gone
        if held.stage == "asked" and (named_gone or (held.due and held.due <= self.now)):
            return self.waiting(replace(held, level=held.level + 1))
        return held


class LifelineMachine(RuleBasedStateMachine):
    """One example is one transaction that is rolled back; the town stays."""

    line: ClassVar[Line]

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.model = Model(self.line.town.now)
        self.now = self.line.town.now
        self.pk = 0
        self.asked = 0

    def teardown(self) -> None:
        try:
            connection.check_constraints()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)
            book.forget()

    # -- what must always be so

    @invariant()
    def it_is_as_the_model_says(self) -> None:
        if self.pk:
            assert self.seen() == self.model.held

    @invariant()
    def every_step_is_there_and_the_last_one_is_how_it_is(self) -> None:
        if self.pk:
            rows = list(LifelineStep.objects.filter(lifeline=self.pk).order_by("number"))
            row = self.row()
            assert [one.number for one in rows] == list(range(1, row.version + 1))
            last = rows[-1]
            assert (last.stage, last.level, last.owner_id) == (row.stage, row.level, row.owner_id)

    @invariant()
    def whatever_is_open_is_on_somebodys_page(self) -> None:
        if self.pk and self.row().stage != "ended":
            assert self.pk in [row.pk for row in queries.open_at(self.line.town.place.pk)]

    # -- deeds

    @initialize(to=st.sampled_from(["", *EXPERTS]))
    def begin(self, to: str) -> None:
        self.ask(to)

    @rule(to=st.sampled_from(["", *EXPERTS]))
    def ask_anew(self, to: str) -> None:
        if self.model.held.stage == "ended":
            self.ask(to)

    @rule(deed=PICKED)
    def alone(self, deed: Deed) -> None:
        before = copy(self.model)
        assert self.tried(deed) == self.said(deed)
        assert before.held.steps <= self.model.held.steps

    @rule(first=PICKED, second=PICKED)
    def two_meet(self, first: Deed, second: Deed) -> None:
        """The second has read what was there before the first; it does what it may still do, or nothing at all."""
        stale = self.row()
        assert self.tried(first) == self.said(first)
        with _read(stale):
            done = self.tried(second)
        if done and not (second[0] == "timer" and self.seen() == self.model.held):
            assert self.said(second)

    @rule(seconds=st.sampled_from([1, 60, 119, 120]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        self.model.now = self.now

    @rule(who=st.sampled_from(EXPERTS))
    def somebody_comes_back(self, who: str) -> None:
        if who in self.model.gone:
            place, staff = self.line.hall.pk, getattr(self.line, who).id
            placement.post_staff(staff=staff, place=place, role=Role.EXPERT, **self.by(SYSTEM))
            self.model.gone.discard(who)

    # -- how

    def by(self, actor: Actor) -> dict[str, Any]:
        self.line.town.now = self.now
        return self.line.town.by(actor)

    def actor(self, who: str) -> Actor:
        return actor_of(Staff.objects.get(username=who))

    def row(self) -> Lifeline:
        return self.line.row(self.pk)

    def seen(self) -> Held:
        row = self.row()
        names = dict(Staff.objects.values_list("pk", "username"))
        return Held(
            row.stage, row.level, names.get(row.to_id or 0, ""), names[row.owner_id], row.escalates_at, row.version
        )

    def ask(self, to: str) -> None:
        self.asked += 1
        place, by = self.line.town.place.pk, self.by(self.line.town.mette)
        desk = type(self.line.town.desk).objects.create(service_point_id=place, number=99 + self.asked, name="x")
        answer = serve_without_number(place=place, desk=desk.pk, task="passport", **by)
        visit = answer["visit"]
        assert visit
        named = getattr(self.line, to).id if to else None
        try:
            asked = actions.ask_expert(
                visit=visit["id"], to=named, matter=Matter.APPLICATION, **self.by(self.line.town.mette)
            )
        except Refusal:
            with pytest.raises(No):
                self.model.ask(to)
            return
        self.pk = asked["lifeline"]["lifeline"]
        self.model.ask(to)

    def said(self, deed: Deed) -> bool:
        try:
            self.model.do(deed)
        except No:
            return False
        return True

    def tried(self, deed: Deed) -> bool:
        if not self.pk:
            return self.leaves(deed)
        what, who = deed
        act: dict[str, Callable[[], object]] = {
            "accept": lambda: actions.accept(lifeline_id=self.pk, **self.by(self.actor(who))),
            "answer": lambda: actions.answer(lifeline_id=self.pk, note=Note("Yes"), **self.by(self.actor(who))),
            "give_back": lambda: actions.give_back(lifeline_id=self.pk, **self.by(self.actor(who))),
            "recall": lambda: actions.recall(lifeline_id=self.pk, **self.by(self.actor(who))),
            "take_desk": lambda: actions.take_desk(lifeline_id=self.pk, **self.by(self.actor(who))),
            "name": lambda: actions.pass_on(
                lifeline_id=self.pk, to=self.actor(who).id if who else None, **self.by(self.line.town.mette)
            ),
            "close": lambda: actions.close_lifeline(lifeline_id=self.pk, helped=False, **self.by(self.actor(who))),
            "timer": lambda: actions.escalate_due(place=self.line.town.place.pk, **self.by(SYSTEM)),
            "leave": lambda: self.leaves(deed),
        }
        try:
            act[what]()
        except Refusal:
            return False
        return True

    def leaves(self, deed: Deed) -> bool:
        what, who = deed
        if what != "leave":
            return self.said(deed)
        if who not in self.model.gone:
            place, staff = self.line.hall.pk, getattr(self.line, who).id
            placement.unpost_staff(staff=staff, place=place, role=Role.EXPERT, **self.by(SYSTEM))
        return True


@contextmanager
def _read(stale: Lifeline) -> Iterator[None]:
    """Whoever asks for the lifeline now has read it a moment ago."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (answering, returning):
            patch.setattr(module, "lifeline", lambda pk: copy(stale))
        patch.setattr(timing, "in_need", lambda pk, at: copy(stale))
        yield
