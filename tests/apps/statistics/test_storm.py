"""Every sort of deed, in any order, over midnights and the days the clock is changed: what is read of any span is what its days say."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from tests.appointments import booked
from tests.apps.statistics.closing import close_all, fold_all, from_facts
from tests.lifelines import Line, build
from tests.people import Town
from velkommen.apps.appointments.actions.arriving import arrive
from velkommen.apps.appointments.actions.changing import cancel
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.actions.registering import Tally
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.lifelines import actions as lifelines
from velkommen.apps.lifelines.models import Lifeline
from velkommen.apps.places.actions import edit_place, set_hours, set_special_day
from velkommen.apps.places.actions.opening import Hours
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.statistics.comparing import all_differences, ledger_faults
from velkommen.apps.statistics.queries import Scope, read
from velkommen.apps.visits.models import Visit
from velkommen.domain.blocks import Block
from velkommen.domain.hours.periods import Period
from velkommen.domain.kinds import HoursLayer
from velkommen.domain.lifecycle import State
from velkommen.domain.outcomes import Outcome
from velkommen.domain.refusals import Refusal
from velkommen.domain.spans import each_day
from velkommen.shared import clock
from velkommen.shared.actor import SYSTEM

STEPS, LOOK = 150, 5
#: Shortly before a midnight, before the hour that comes twice, and before the one that is left out.
BEGINNINGS = (
    datetime(2026, 11, 24, 21, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 21, 30, tzinfo=UTC),
    datetime(2026, 3, 28, 22, 30, tzinfo=UTC),
)


class Storm:
    """A town in which anything may happen next."""

    def __init__(self, line: Line, begins: datetime, chance: Random) -> None:
        self.line, self.town, self.chance = line, line.town, chance
        self.town.now, self.first = begins, clock.local_day(begins)

    def visit(self, state: State) -> int:
        found = list(Visit.objects.filter(state=state.value).order_by("pk"))
        return self.chance.choice(found).pk if found else 0

    def enquiry(self) -> UUID:
        rows = list(Enquiry.objects.order_by("happened_at", "visit", "current", "task", "pk"))
        return self.chance.choice(rows).pk if rows else uuid4()

    def done(self, act: Callable[..., object], **facts: object) -> None:
        """A deed, told twice, and sometimes taken back at once."""
        stamp = self.town.by()
        for _ in range(2):
            act(**facts, **stamp)
        if self.chance.random() < 0.2:
            actions.undo(undone=stamp["op"], **self.town.by())

    def draw(self) -> None:
        self.town.draw(self.chance.choice(["passport", "mitid"]))

    def call(self) -> None:
        self.done(actions.call_visit, visit=self.visit(State.WAITING), desk=self.town.desk.pk)

    def start(self) -> None:
        self.done(actions.start_service, visit=self.visit(State.CALLED))

    def more(self) -> None:
        self.done(actions.add_matter, visit=self.visit(State.SERVING), task="mitid")

    def record(self) -> None:
        self.done(actions.record_outcome, visit=self.visit(State.SERVING), outcome=Outcome.COME_BACK)

    def finish(self) -> None:
        visit = self.visit(State.SERVING)
        for matter in Enquiry.objects.filter(visit=visit, outcome="", current=False, withdrawn=False):
            actions.record_outcome(visit=visit, enquiry=matter.pk, outcome=Outcome.COME_BACK, **self.town.by())
        self.done(actions.finish_visit, visit=visit, outcome=Outcome.COME_BACK)

    def park(self) -> None:
        self.done(actions.park_visit, visit=self.visit(State.SERVING))

    def resume(self) -> None:
        self.done(actions.resume_visit, visit=self.visit(State.PARKED), desk=self.town.desk.pk)

    def transfer(self) -> None:
        self.done(actions.transfer_visit, visit=self.visit(State.SERVING), task="passport")

    def vain(self) -> None:
        self.done(actions.no_show, visit=self.visit(State.CALLED))

    def leave(self) -> None:
        self.done(actions.leave_visit, visit=self.visit(State.WAITING))

    def tally(self) -> None:
        ago = timedelta(minutes=self.chance.randrange(4_000))
        one = Tally(uuid4(), self.chance.choice(["mitid", "passport"]), Outcome.COME_BACK, self.town.now - ago)
        self.done(actions.log_enquiries, place=self.town.place.pk, tallies=[one])

    def correct(self) -> None:
        actions.correct_enquiry(enquiry=self.enquiry(), outcome=Outcome.COME_BACK, **self.town.by(self.town.lea))

    def set_aside(self) -> None:
        aside = self.chance.random() < 0.6
        actions.mark_unreliable(enquiry=self.enquiry(), unreliable=aside, **self.town.by(self.town.lea))

    def book(self) -> None:
        staff = self.town.mette.id if self.chance.random() < 0.7 else self.town.sara.id
        starts = self.town.now + timedelta(minutes=self.chance.randrange(90))
        with suppress(IntegrityError), transaction.atomic():  # that time may be somebody's already
            booked(self.town.desk, staff, starts)

    def promised(self) -> int:
        rows = list(Appointment.objects.filter(state="booked", day=clock.local_day(self.town.now)).order_by("pk"))
        return self.chance.choice(rows).pk if rows else 0

    def come(self) -> None:
        arrive(appointment=self.promised(), **self.town.by())

    def call_off(self) -> None:
        cancel(appointment=self.promised(), **self.town.by(self.town.lea))

    def ask(self) -> None:
        self.line.ask(visit=self.visit(State.SERVING))

    def answer(self) -> None:
        for row in Lifeline.objects.exclude(stage="ended").order_by("pk")[:1]:
            lifelines.accept(lifeline_id=row.pk, **self.town.by(self.line.erik))
            self.town.later(minutes=self.chance.randrange(90))
            lifelines.answer(lifeline_id=row.pk, **self.town.by(self.line.erik))

    def close_lifeline(self) -> None:
        for row in Lifeline.objects.exclude(stage="ended").order_by("-pk")[:1]:
            lifelines.close_lifeline(lifeline_id=row.pk, helped=self.chance.random() < 0.5, **self.town.by())

    def storm_day(self) -> None:
        day = clock.local_day(self.town.now) - timedelta(days=self.chance.randrange(1, 4))
        place = self.chance.choice([self.town.place.pk, self.line.hall.pk])
        stamp = self.town.by(SYSTEM)
        set_special_day(place=place, layer=HoursLayer.STAFFED, day=day, spans=[], why="Storm", **stamp)

    def other_hours(self) -> None:
        place = self.chance.choice([self.town.place.pk, self.line.hall.pk])
        span = (self.chance.choice([0, 540]), self.chance.choice([1_380, 1_440]))
        hours = [Hours(Period(frozenset(range(7)), span))]
        set_hours(place=place, layer=HoursLayer.STAFFED, hours=hours, **self.town.by(SYSTEM))

    def rename(self) -> None:
        facts = {"name": f"Nordby {self.chance.randrange(9)}"}
        edit_place(place=self.town.sydby.pk, facts=facts, **self.town.by(SYSTEM))

    def retire(self) -> None:
        ServicePoint.objects.filter(pk=self.town.sydby.pk).update(active=self.chance.random() < 0.5)

    def hour(self) -> None:
        self.town.later(minutes=self.chance.choice([20, 70, 200]))

    def night(self) -> None:
        self.town.later(hours=self.chance.choice([9, 20, 31]))
        close_all(self.town.now)
        if self.chance.random() < 0.6:
            fold_all(self.town.now)

    def span(self) -> Scope:
        return Scope(None, self.first, clock.local_day(self.town.now))

    def step(self) -> None:
        with suppress(Refusal):
            self.chance.choice(self.deeds())()
        self.town.later(seconds=self.chance.randrange(200))

    def drifts(self) -> bool:
        """Whether what is read is not what counting everything says."""
        return read(self.span(), self.town.now) != from_facts(self.span(), self.town.now)

    def deeds(self) -> list[Callable[[], None]]:
        often = [self.draw, self.draw, self.call, self.start, self.call, self.start, self.finish, self.hour]
        often += [self.book, self.come, self.more, self.tally]
        return [
            *often, *often, self.record, self.park, self.resume, self.transfer, self.vain, self.leave, self.correct,
            self.set_aside, self.call_off, self.ask, self.answer, self.close_lifeline, self.storm_day, self.other_hours,
            self.rename, self.retire, self.night,
        ]  # fmt: skip


def day_by_day(scope: Scope, at: datetime) -> dict[int, Block]:
    """The span counted from its facts one day at one place at a time."""
    found: dict[int, Block] = {}
    for day in each_day(scope.first, scope.last):
        for place in ServicePoint.objects.values_list("pk", flat=True):
            for one, block in from_facts(Scope([place], day, day), at).items():
                found.setdefault(one, Block()).add(block)
    return found


@pytest.mark.parametrize("begins", BEGINNINGS, ids=["midnight", "autumn", "spring"])
def test_whatever_happens_any_span_is_what_its_days_say(town: Town, begins: datetime) -> None:
    storm = Storm(build(town), begins, Random(begins.month))
    for number in range(STEPS):
        storm.step()
        assert number % LOOK or not storm.drifts()
    assert day_by_day(storm.span(), storm.town.now) == from_facts(storm.span(), storm.town.now)
    fold_all(storm.town.now)
    assert (list(all_differences(storm.town.now, lambda *_: None)), list(ledger_faults())) == ([], [])


def test_control_without_the_triggers_of_enquiries_the_same_storm_drifts(town: Town) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER statistics_enquiry_touched ON enquiries_enquiry")
        else:
            cursor.execute("DROP TRIGGER statistics_enquiry_changed")
            cursor.execute("DROP TRIGGER statistics_enquiry_new")
    storm = Storm(build(town), BEGINNINGS[0], Random(BEGINNINGS[0].month))

    def happens() -> bool:
        storm.step()
        return storm.drifts()

    assert any(happens() for _ in range(STEPS))


def test_a_matter_added_after_midnight_to_an_appointment_is_counted_the_same_day_by_day(town: Town) -> None:
    town.now = datetime(2026, 11, 24, 22, 50, tzinfo=UTC)  # 23.50 in Copenhagen
    first = clock.local_day(town.now)
    promised = booked(town.desk, town.mette.id, town.now)
    visit = arrive(appointment=promised.pk, **town.by())["visit"]["id"]
    actions.call_visit(visit=visit, desk=town.desk.pk, **town.by())
    actions.start_service(visit=visit, **town.by())
    town.later(minutes=20)
    actions.record_outcome(visit=visit, outcome=Outcome.COME_BACK, **town.by())
    actions.add_matter(visit=visit, task="mitid", **town.by())  # of the next day
    town.later(minutes=20)
    actions.finish_visit(visit=visit, outcome=Outcome.SOLVED, **town.by())
    town.later(days=3)
    scope = Scope(None, first, first + timedelta(days=1))
    close_all(town.now)
    Enquiry.objects.filter(day=first).update(imprecise=True)  # it alone is read anew, the second from its block
    assert read(scope, town.now) == from_facts(scope, town.now)
    fold_all(town.now)
    assert read(scope, town.now) == from_facts(scope, town.now)
