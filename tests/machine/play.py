"""The state machine: every deed of the house in any order, by anybody, and after each step the house is as the model says."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.machine import seen
from tests.machine.choices import AGO, ENDS, GOOD_ENDS, NOBODY, PICK, STARTS, STEP, TAKES, TASKS, WAITS, translated
from tests.machine.things import End, Guest, Matter, No, Person, Stamp
from tests.machine.town import Cast
from velkommen.apps.enquiries import actions
from velkommen.apps.evaluation.doctor import examine
from velkommen.domain.refusals import Refusal
from velkommen.shared.actor import Actor, ActorKind


def when(*states: str) -> Callable[[Any], Any]:
    """A rule for when there is a guest in one of some states; `anything_by_anybody` does it at other times."""
    return precondition(lambda self: any(guest.state in states for guest in self.model.guests))


class Machine(RuleBasedStateMachine):
    """One example is one transaction that is rolled back; the town stays."""

    cast: ClassVar[Cast]

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.model = deepcopy(self.cast.model)
        self.now = STARTS[0]
        self.ops = 0
        self.settled = True
        self.done: list[tuple[str, Stamp, dict[str, Any], Any]] = []
        self.nordby, self.sydby = self.cast.desks

    def teardown(self) -> None:
        try:
            if self.settled:  # else a rule failed, and that is what should be told
                connection.check_constraints()
                self.compare_at_the_end()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @initialize(start=st.sampled_from(STARTS), guests=st.integers(0, 3))
    def begin(self, start: datetime, guests: int) -> None:
        self.now = start
        for _ in range(guests):
            self.deed("issue_ticket", "kiosk", place=self.nordby, task="passport")

    # -- what the house must always be

    @invariant()
    def the_house_is_as_the_model_says(self) -> None:
        self.settled = False
        assert seen.house() == seen.said(self.model)
        self.settled = True

    @invariant()
    def every_chain_is_whole(self) -> None:
        assert all(seen.whole(guest) for guest in self.model.guests)

    @invariant()
    def nobody_shares_a_desk(self) -> None:
        at_desk = [guest.desk for guest in self.model.guests if guest.state in ("called", "serving")]
        assert len(at_desk) == len(set(at_desk))

    @invariant()
    def whoever_was_finished_has_every_outcome(self) -> None:
        finished = [guest for guest in self.model.guests if guest.state == "ended"]
        assert all(matter.end.outcome for guest in finished for matter in guest.real)

    def compare_at_the_end(self) -> None:
        present = [guest for guest in self.model.guests if guest.state != "ended"]
        assert seen.heard() == {guest.id: seen.told(guest, self.cast.task_ids) for guest in present}
        assert [problem for finding in examine(self.now) for problem in finding.problems] == []
        theirs, mine = seen.counted(self.model, self.now)
        assert theirs == mine

    # -- arriving

    @rule(task=TASKS, pick=PICK)
    def draw(self, task: str, pick: int) -> None:
        if pick % 4:
            self.deed("issue_ticket", ("kiosk", "mette")[pick % 2], place=self.nordby, task=task)
        else:
            self.deed("issue_ticket", "sara", place=self.sydby, task="passport")

    @rule(task=TASKS, pick=PICK)
    def serve_somebody_without_a_number(self, task: str, pick: int) -> None:
        self.deed("serve_without_number", self.clerk(pick), place=self.nordby, desk=self.desk(pick), task=task)

    # -- calling

    @rule(pick=PICK)
    def call_the_next(self, pick: int) -> None:
        place = self.sydby if pick % 5 == 0 else self.nordby
        self.deed("call_next", self.clerk(pick, place), place=place, desk=self.desk(pick, place))

    @when("waiting")
    @rule(pick=PICK)
    def call_this_one(self, pick: int) -> None:
        guest = self.guest(pick, "waiting")
        self.deed("call_visit", self.clerk(pick, guest.place), guest=guest, desk=self.desk(pick, guest.place))

    @when("called")
    @rule(pick=PICK)
    def recall(self, pick: int) -> None:
        self.with_guest("recall_visit", pick, "called")

    @when("called")
    @rule(pick=PICK)
    def nobody_came(self, pick: int) -> None:
        self.with_guest("no_show", pick, "called")

    # -- serving

    @when("called")
    @rule(pick=PICK)
    def start(self, pick: int) -> None:
        self.with_guest("start_service", pick, "called", desk=None)

    @when("waiting")
    @rule(pick=PICK)
    def serve_now(self, pick: int) -> None:
        guest = self.guest(pick, "waiting")
        self.deed("start_service", self.clerk(pick, guest.place), guest=guest, desk=self.desk(pick, guest.place))

    @when("serving")
    @rule(pick=PICK)
    def park(self, pick: int) -> None:
        self.with_guest("park_visit", pick, "serving")

    @when("parked")
    @rule(pick=PICK)
    def resume(self, pick: int) -> None:
        guest = self.guest(pick, "parked")
        self.deed("resume_visit", self.clerk(pick, guest.place), guest=guest, desk=self.desk(pick, guest.place))

    @when("serving")
    @rule(pick=PICK)
    def consult(self, pick: int) -> None:
        self.with_guest("consult_expert", pick, "serving")

    @when("with_expert")
    @rule(pick=PICK)
    def end_consult(self, pick: int) -> None:
        guest = self.guest(pick, "with_expert")
        self.deed("end_consult", self.clerk(pick, guest.place), guest=guest, desk=self.desk(pick, guest.place))

    @when("waiting", "called", "serving", "parked", "with_expert")
    @rule(pick=PICK, task=st.none() | TASKS, to_desk=st.booleans())
    def transfer(self, pick: int, task: str | None, to_desk: bool) -> None:
        guest = self.guest(pick, "serving", "called", "parked", "with_expert", "waiting")
        for_desk = self.desk(pick * 3, guest.place) if to_desk else None
        self.deed("transfer_visit", self.clerk(pick, guest.place), guest=guest, task=task, for_desk=for_desk)

    @when("serving")
    @rule(pick=PICK, task=TASKS)
    def add_a_matter(self, pick: int, task: str) -> None:
        self.with_guest("add_matter", pick, "serving", task=task)

    @when("serving", "with_expert")
    @rule(pick=PICK, which=PICK, end=ENDS)
    def record(self, pick: int, which: int, end: End) -> None:
        guest = self.guest(pick, "serving", "with_expert")
        matters = [None, *guest.matters]
        self.deed(
            "record_outcome", self.clerk(pick, guest.place), guest=guest, matter=matters[which % len(matters)], end=end
        )

    @when("serving", "with_expert")
    @rule(pick=PICK, end=st.none() | ENDS)
    def finish(self, pick: int, end: End | None) -> None:
        self.with_guest("finish_visit", pick, "serving", "with_expert", end=end)

    @when("waiting", "called", "parked")
    @rule(pick=PICK, by_link=st.booleans(), own=PICK)
    def leave(self, pick: int, by_link: bool, own: int) -> None:
        guest = self.guest(pick, "waiting", "called", "parked")
        whose = guest if own % 4 else self.guest(own)
        self.deed("leave_visit", f"link:{whose.id}" if by_link else self.clerk(pick, guest.place), guest=guest)

    # -- counting

    @rule(pick=PICK, tallies=st.lists(st.tuples(PICK, TASKS, ENDS, AGO), max_size=3))
    def count(self, pick: int, tallies: list[tuple[int, str, End, float]]) -> None:
        place = self.sydby if pick % 5 == 0 else self.nordby
        rows = [(self.tally_id(key), task, end, self.now - timedelta(seconds=ago)) for key, task, end, ago in tallies]
        self.deed("log_enquiries", self.clerk(pick, place), place=place, tallies=rows)

    @precondition(lambda self: self.model.guests or self.model.counted)
    @rule(pick=PICK, task=st.none() | TASKS, end=ENDS)
    def correct(self, pick: int, task: str | None, end: End) -> None:
        matter = self.matter(pick)
        self.deed("correct_enquiry", self.clerk(pick, matter.place), matter=matter, task=task, end=end)

    @precondition(lambda self: self.model.guests or self.model.counted)
    @rule(pick=PICK)
    def set_the_time_aside(self, pick: int) -> None:
        matter = self.matter(pick)
        self.deed("mark_unreliable", self.clerk(pick, matter.place), matter=matter)

    # -- taking back, repeating, doing what one may not

    @precondition(lambda self: self.done)
    @rule(pick=st.sampled_from([0, 0, 0, 0, 0, 1, 1, 2, 3, 4]), stranger=PICK)
    def undo(self, pick: int, stranger: int) -> None:
        _, stamp, _, _ = self.done[-1 - pick % len(self.done)]
        who = "ali" if stranger % 6 == 0 else self.name_of(stamp.who)
        self.deed("undo", who, undone=stamp.op)

    @precondition(lambda self: self.done)
    @rule(pick=PICK)
    def repeat(self, pick: int) -> None:
        """The same operation again, later: the first answer, and nothing changes."""
        name, stamp, facts, answer = self.done[-1 - pick % len(self.done)]
        self.tick()
        assert self.act(name, stamp._replace(at=self.now), facts) == answer

    @precondition(lambda self: self.done)
    @rule(pick=PICK)
    def use_an_operation_for_something_else(self, pick: int) -> None:
        _, stamp, _, _ = self.done[-1 - pick % len(self.done)]
        other = stamp._replace(who=self.cast.persons["public"])
        assert self.act("issue_ticket", other, {"place": self.nordby, "task": "mitid"}) == "operation_reused"

    @rule(
        verb=st.sampled_from(sorted(TAKES)),
        who=st.sampled_from(["mette", "ali", "sara", "kiosk", "public"]),
        pick=PICK,
        task=TASKS,
    )
    def anything_by_anybody(self, verb: str, who: str, pick: int, task: str) -> None:
        desks = [desk for place in self.cast.desks.values() for desk in place] + [0]
        guests = [*self.model.guests, NOBODY]
        facts = {
            "guest": guests[pick % len(guests)],
            "desk": desks[pick % len(desks)],
            "task": task,
            "place": (self.nordby, self.sydby)[pick % 2],
            "for_desk": None,
            "matter": None,
            "end": GOOD_ENDS[pick % len(GOOD_ENDS)],
        }
        self.deed(verb, who, **{name: facts[name] for name in TAKES[verb]})

    @rule(seconds=WAITS)
    def time_passes(self, seconds: float) -> None:
        """Two seconds back, too: clocks are set."""
        self.now += timedelta(seconds=seconds)

    # -- the small parts

    def deed(self, name: str, who: str, **facts: Any) -> None:
        """Do it on both sides: the same answer, or the same refusal."""
        self.tick()
        self.ops += 1
        self.settled = False
        stamp = Stamp(self.person(who), self.now, UUID(int=self.ops))
        answer = self.act(name, stamp, facts)
        expected = self.model_says(name, stamp, facts)
        if isinstance(expected, No):
            assert answer == str(expected)
            return
        assert not isinstance(answer, str), answer
        self.adopt(name, expected, answer)
        self.done.append((name, stamp, facts, answer))

    def model_says(self, name: str, stamp: Stamp, facts: dict[str, Any]) -> Any:
        try:
            return getattr(self.model, name)(stamp, **facts)
        except No as no:
            return no

    def act(self, name: str, stamp: Stamp, facts: dict[str, Any]) -> Mapping[str, Any] | str:
        """The product's answer, or the code of its refusal."""
        plain = {key: value for fact, given in facts.items() for key, value in translated(fact, given).items()}
        try:
            return getattr(actions, name)(**plain, by=self.actor(stamp.who), at=stamp.at, op=stamp.op)
        except Refusal as refusal:
            return refusal.code.value

    def adopt(self, name: str, expected: Any, answer: Mapping[str, Any]) -> None:
        """Learn the ids of what is new, and check what the answer says."""
        if name == "log_enquiries":
            assert answer["new"] == expected
        elif name == "undo":
            assert [facts["id"] for facts in answer["visits"]] == [guest.id for guest in expected]
        elif isinstance(expected, tuple):
            self.check(answer["visit"], expected[0])
            self.check(answer["closed"], expected[1])
        elif isinstance(expected, Guest):
            expected.id = expected.id or answer["visit"]["id"]
            expected.current.id = expected.current.id or UUID(answer["visit"]["enquiry"])
            self.check(answer["visit"], expected)

    def check(self, facts: Mapping[str, Any] | None, guest: Guest | None) -> None:
        if guest is None or facts is None:
            assert facts is guest is None
            return
        told = {key: facts[key] for key in ("id", "place", *seen.HEARD)}
        wanted = seen.told(guest, self.cast.task_ids)
        assert told == {"id": guest.id, "place": guest.place, **wanted}

    def tick(self) -> None:
        self.now += STEP

    def person(self, name: str) -> Person:
        if name.startswith("link:"):
            guest = int(name.removeprefix("link:"))
            return Person(f"citizen:{guest}", guest=guest)
        return self.cast.persons[name]

    def actor(self, person: Person) -> Actor:
        if person.guest is not None:
            return Actor(ActorKind.CITIZEN, person.guest)
        return self.cast.actors[self.name_of(person)]

    def name_of(self, person: Person) -> str:
        if person.guest is not None:
            return f"link:{person.guest}"
        return next(name for name, known in self.cast.persons.items() if known is person)

    def clerk(self, pick: int, place: int | None = None) -> str:
        """Who serves at a place; now and then somebody who does not."""
        if pick == 30:
            return "sara" if place == self.nordby else "mette"
        return "sara" if place == self.sydby else ("mette", "ali")[pick % 2]

    def desk(self, pick: int, place: int | None = None) -> int:
        """A desk of a place, mostly a free one."""
        desks = self.cast.desks[place or self.nordby]
        free = [desk for desk in desks if self.model.at(desk) is None]
        among = free if free and pick % 4 else desks
        return among[pick % len(among)]

    def guest(self, pick: int, *states: str) -> Guest:
        """A guest in one of some states; another one where there is none."""
        fitting = [guest for guest in self.model.guests if guest.state in states]
        among = fitting or self.model.guests or [NOBODY]
        return among[pick % len(among)]

    def matter(self, pick: int) -> Matter:
        ended = [matter for matter in self.model.every_matter() if matter.end.outcome]
        among = ended if ended and pick % 5 else list(self.model.every_matter())
        return among[pick % len(among)]

    def tally_id(self, pick: int) -> UUID:
        """Sometimes an id that is known."""
        known = [matter.id for matter in self.model.every_matter()]
        return known[pick % len(known)] if known and pick % 5 == 0 else UUID(int=10_000 + 100 * self.ops + pick)

    def with_guest(self, name: str, pick: int, *states: str, **facts: Any) -> None:
        guest = self.guest(pick, *states)
        self.deed(name, self.clerk(pick, guest.place), guest=guest, **facts)
