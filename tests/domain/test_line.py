"""The order of the line, on days made up by chance: who has an appointment is called at its time, and nobody is passed by who is early."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from velkommen.domain.line import Rank, rank

NINE = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HOURS = 4 * 60  # of a day, in minutes
Order = Callable[["Person", int], Rank]


@dataclass(frozen=True)
class Person:
    """Somebody in a line from a minute on; `due` is the minute of their appointment (None: they walked in)."""

    id: int
    line: str
    comes: int
    due: int | None
    takes: int

    @property
    def queued(self) -> int:
        return self.comes if self.due is None else max(self.due, self.comes)

    def early(self, minute: int) -> bool:
        return self.due is not None and self.queued > minute

    def rank(self, minute: int) -> Rank:
        return rank(moment(self.queued), moment(minute), booked=self.due is not None, visit=self.id)


@dataclass(frozen=True)
class Call:
    """Who was called at a minute, and who of those the desk serves stood there and was not."""

    minute: int
    called: Person
    left: Sequence[Person]


def moment(minute: int) -> datetime:
    return NINE + timedelta(minutes=minute)


def played(people: Sequence[Person], desks: Sequence[str], order: Order = Person.rank) -> list[Call]:
    """A day at desks that each serve some lines (letters) and call as soon as they are free."""
    waiting, calls = list(people), []
    free = [0] * len(desks)
    for minute in range(2 * HOURS):
        for desk, lines in enumerate(desks):
            there = [one for one in waiting if one.comes <= minute and one.line in lines]
            if free[desk] > minute or not there:
                continue
            called = min(there, key=lambda one: order(one, minute))
            waiting.remove(called)
            calls.append(Call(minute, called, [one for one in there if one is not called]))
            free[desk] = minute + called.takes
    return calls


@st.composite
def days(draw: st.DrawFn) -> list[Person]:
    many = draw(st.integers(1, 25))
    people = []
    for number in range(many):
        due = draw(st.none() | st.integers(0, HOURS // 5).map(lambda five: 5 * five))
        comes = draw(st.integers(0, HOURS)) if due is None else max(due + draw(st.integers(-30, 9)), 0)
        people.append(Person(number, draw(st.sampled_from("AB")), comes, due, draw(st.integers(1, 20))))
    return people


desks = st.lists(st.sampled_from(["A", "B", "AB"]), min_size=1, max_size=3)
enough = settings(max_examples=150, deadline=None)


def passed(calls: Sequence[Call]) -> list[Call]:
    """The calls that let somebody stand whose appointment was due, for somebody whose time came later or who walked in."""
    return [
        call
        for call in calls
        for other in call.left
        if other.due is not None
        and not other.early(call.minute)
        and (call.called.due is None or call.called.early(call.minute) or call.called.queued > other.queued)
    ]


def jumped(calls: Sequence[Call]) -> list[Call]:
    """The calls of somebody whose time has not come while somebody stood there who walked in, or whose time has."""
    return [
        call for call in calls if call.called.early(call.minute) and not all(o.early(call.minute) for o in call.left)
    ]


@enough
@given(days(), desks)
def test_who_has_an_appointment_is_called_by_the_first_free_desk_after_its_time(
    people: list[Person], desks: list[str]
) -> None:
    assert passed(played(people, desks)) == []


@enough
@given(days(), desks)
def test_who_is_early_passes_nobody(people: list[Person], desks: list[str]) -> None:
    assert jumped(played(people, desks)) == []


@enough
@given(days(), desks)
def test_those_who_walked_in_keep_their_order_in_each_line(people: list[Person], desks: list[str]) -> None:
    for line in "AB":
        in_turn = [c.called for c in played(people, desks) if c.called.line == line and c.called.due is None]
        assert in_turn == sorted(in_turn, key=lambda one: (one.comes, one.id))


@enough
@given(days(), desks)
def test_no_desk_rests_while_somebody_stands_in_a_line_it_serves(people: list[Person], desks: list[str]) -> None:
    served = {line for lines in desks for line in lines}
    called = {call.called.id for call in played(people, desks)}
    assert called == {one.id for one in people if one.line in served}


@enough
@given(days(), desks)
def test_who_walked_in_waits_at_most_for_those_before_and_for_appointments_that_came_due(
    people: list[Person], desks: list[str]
) -> None:
    """Nobody starves: each call that lets somebody stand is of one of these, and both are bounded by the day's shares."""
    for call in played(people, desks):
        for other in call.left:
            earlier = (call.called.queued, call.called.id) < (other.queued, other.id)
            assert (
                earlier
                or (call.called.due is not None and not call.called.early(call.minute))
                or other.early(call.minute)
            )


CROWD = [
    Person(0, "A", 0, None, 20),
    Person(1, "A", 1, None, 20),
    Person(2, "A", 2, 10, 20),
    Person(3, "A", 3, 60, 20),
]


def by_arrival(one: Person, minute: int) -> Rank:
    return rank(moment(one.comes), moment(minute), booked=False, visit=one.id)


def appointments_first(one: Person, minute: int) -> Rank:
    return rank(moment(0), moment(minute), booked=one.due is not None, visit=one.id)


def test_control_by_arrival_alone_an_appointment_waits_and_is_seen() -> None:
    assert [call.called.id for call in passed(played(CROWD, ["A"], by_arrival))] == [1]


def test_control_appointments_always_first_jump_and_are_seen() -> None:
    assert [call.called.id for call in jumped(played(CROWD, ["A"], appointments_first))] == [3]


def test_the_order_in_words() -> None:
    called = [(call.minute, call.called.id) for call in played(CROWD, ["A"])]
    assert called == [(0, 0), (20, 2), (40, 1), (60, 3)]
