"""The worker and the backlog: what each answer of a provider makes of a message, and what becomes of one whose worker is gone."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.messages.senders import Phones
from tests.apps.messages.test_queueing import HOUR, put
from tests.people import NOON, Town
from velkommen.apps.messages.models import Message, MessageCount
from velkommen.apps.messages.sending import ASK_AFTER, KEPT, KEPT_FOR_A_PERSON, LEASE, Courier, tidy
from velkommen.domain.messages import MOST_TRIES, Channel, Purpose
from velkommen.domain.sending import Never, NotSent, TryAgain, Unknown, Why

pytestmark = pytest.mark.django_db
LOST = Unknown(Why.NO_REPLY)
DOWN = TryAgain(Why.UNREACHABLE)


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def later(self, by: timedelta) -> None:
        self.at += by


@pytest.fixture
def watch() -> Watch:
    return Watch()


def courier(phones: Phones, watch: Watch) -> Courier:
    return Courier(uuid4(), {Channel.SMS: phones, Channel.EMAIL: phones}, "https://x.dk", watch, Random(1))


def all_due(phones: Phones, watch: Watch) -> int:
    """Everything that is due is done, by a worker of its own; how many things that were."""
    worker = courier(phones, watch)
    done = 0
    while worker.work():
        done += 1
    return done


def state() -> tuple[str, str, str]:
    row = Message.objects.get()
    return row.state, row.why, row.to


def counts() -> dict[str, int]:
    return dict(MessageCount.objects.values_list("outcome", "number"))


def test_a_message_is_sent_once_counted_and_its_address_goes(town: Town, watch: Watch) -> None:
    put(town)
    key, phones = Message.objects.get().key, Phones()
    assert [all_due(phones, watch), all_due(phones, watch)] == [1, 0]
    row = Message.objects.get()
    assert (row.state, row.to, row.facts, row.done_at, row.provider_id, row.attempts) == ("sent", "", {}, NOON, "p1", 1)
    assert (phones.reached, counts()) == ([key], {"sent": 1})


def test_nothing_is_sent_before_its_time(town: Town, watch: Watch) -> None:
    put(town, not_before=NOON + HOUR)
    assert all_due(Phones(), watch) == 0
    watch.later(HOUR)
    assert all_due(Phones(), watch) == 1


def test_while_a_provider_is_down_a_message_waits_longer_and_longer(town: Town, watch: Watch) -> None:
    put(town)
    phones = Phones(answers=[DOWN] * 3)
    waits = []
    while all_due(phones, watch):
        row = Message.objects.get()
        if row.state == "waiting":
            waits.append(row.next_try_at - watch.at)
            watch.at = row.next_try_at
    assert waits == sorted(waits)
    assert len(waits) == 3
    assert (state(), len(phones.reached)) == (("sent", "", ""), 1)


def test_after_many_tries_in_vain_a_person_decides(town: Town, watch: Watch) -> None:
    put(town)
    phones = Phones(answers=[DOWN] * MOST_TRIES)
    for _ in range(MOST_TRIES):
        assert all_due(phones, watch) == 1
        watch.later(2 * HOUR)
    assert (state(), all_due(phones, watch)) == (("failed", "gave_up", "+4520123456"), 0)


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        (Never(Why.BAD_ADDRESS), ("failed", "bad_address", "+4520123456")),
        (TryAgain(Why.BUSY), ("waiting", "busy", "+4520123456")),
        (LOST, ("uncertain", "no_reply", "+4520123456")),
    ],
)
def test_what_a_provider_says_decides(town: Town, watch: Watch, answer: NotSent, left: tuple[str, str, str]) -> None:
    put(town)
    all_due(Phones(answers=[answer]), watch)
    assert state() == left


def test_what_comes_too_late_is_not_sent(town: Town, watch: Watch) -> None:
    put(town, Purpose.TURN_SOON, facts={"number": "A1"})
    watch.later(HOUR)
    phones = Phones()
    all_due(phones, watch)
    assert (state(), phones.reached, counts()) == (("dropped", "too_late", ""), [], {"dropped": 1})


@pytest.mark.parametrize("arrives", [True, False])
def test_a_lost_answer_is_sent_again_under_its_key(town: Town, watch: Watch, arrives: bool) -> None:
    put(town)
    phones = Phones(takes_key=True, answers=[LOST, LOST], arrives=arrives)
    for _ in range(3):
        all_due(phones, watch)
        watch.later(2 * HOUR)
    assert (state()[0], len(phones.reached), counts()) == ("sent", 1, {"sent": 1})


@pytest.mark.parametrize("arrives", [True, False])
def test_a_lost_answer_is_asked_for(town: Town, watch: Watch, arrives: bool) -> None:
    put(town)
    phones = Phones(can_ask=True, answers=[LOST], arrives=arrives)
    all_due(phones, watch)
    assert state()[:2] == ("sending", "no_reply")
    watch.later(ASK_AFTER)
    all_due(phones, watch)
    assert (state()[0], len(phones.reached), len(phones.asked)) == ("sent", 1, 1)


def test_a_provider_that_cannot_be_asked_just_now_is_asked_later(town: Town, watch: Watch) -> None:
    put(town)
    phones = Phones(can_ask=True, answers=[LOST], deaf=True)
    for _ in range(3):
        all_due(phones, watch)
        watch.later(HOUR)
    assert (state()[0], len(phones.reached), len(phones.asked)) == ("sending", 1, 2)
    phones.deaf = False
    all_due(phones, watch)
    assert (state()[0], len(phones.reached)) == ("sent", 1)


def killed(town: Town, watch: Watch) -> UUID:
    """A worker took a message and is gone."""
    put(town)
    taken = courier(Phones(), watch)._take()
    assert taken
    assert taken[0]
    return taken[0].key


def test_the_message_of_a_killed_worker_is_left_alone_while_its_lease_runs(town: Town, watch: Watch) -> None:
    killed(town, watch)
    watch.later(LEASE - timedelta(seconds=1))
    assert (all_due(Phones(), watch), state()[0]) == (0, "sending")


@pytest.mark.parametrize("arrived", [True, False])
@pytest.mark.parametrize(
    ("phones", "left", "times"),
    [
        (Phones(), "uncertain", None),
        (Phones(takes_key=True), "sent", 1),
        (Phones(can_ask=True), "sent", 1),
    ],
    ids=["neither", "key", "asking"],
)
def test_the_message_of_a_killed_worker(
    town: Town,
    watch: Watch,
    phones: Phones,
    left: str,
    times: int | None,
    arrived: bool,
) -> None:
    key = killed(town, watch)
    provider = Phones(phones.takes_key, phones.can_ask, reached=[key] if arrived else [])
    watch.later(LEASE)
    all_due(provider, watch)
    assert (state()[0], len(provider.reached)) == (left, int(arrived) if times is None else times)


def test_a_worker_that_was_only_slow_writes_what_it_learned(town: Town, watch: Watch) -> None:
    put(town)
    slow = courier(Phones(), watch)
    taken = slow._take()
    assert taken
    assert taken[0]
    watch.later(LEASE)
    all_due(Phones(), watch)
    assert state()[:2] == ("uncertain", "broken_off")
    slow._send(taken[0])
    assert (state()[0], counts()) == ("sent", {"sent": 1})


def test_a_slow_worker_changes_nothing_that_another_has_taken_over(town: Town, watch: Watch) -> None:
    put(town)
    slow = courier(Phones(takes_key=True, answers=[DOWN]), watch)
    taken = slow._take()
    assert taken
    assert taken[0]
    watch.later(LEASE)
    all_due(Phones(takes_key=True), watch)
    slow._send(taken[0])
    assert (state()[0], counts()) == ("sent", {"sent": 1})


@pytest.mark.parametrize("takes_key", [True, False])
def test_what_may_have_been_sent_and_is_too_late_by_now_stays_uncertain(
    town: Town,
    watch: Watch,
    takes_key: bool,
) -> None:
    put(town, Purpose.TURN_SOON, facts={"number": "A1"})
    courier(Phones(), watch)._take()
    watch.later(HOUR)
    phones = Phones(takes_key=takes_key)
    all_due(phones, watch)
    assert (state(), phones.reached, counts()) == (("uncertain", "broken_off", ""), [], {"uncertain": 1})


def test_waiting_costs_one_statement(town: Town, watch: Watch) -> None:
    put(town, not_before=NOON + HOUR)
    with CaptureQueriesContext(connection) as seen:
        all_due(Phones(), watch)
    assert len(seen) == 1


def test_a_whole_message_costs_few_statements(town: Town, watch: Watch) -> None:
    put(town)
    with CaptureQueriesContext(connection) as seen:
        courier(Phones(), watch).work()
    work = [one for one in seen if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(work) == 7  # is there one, which, its lease | its text | is it still ours, its end, the count


def test_what_nobody_decides_about_goes_with_its_address_and_old_messages_go_without_their_count(
    town: Town, watch: Watch
) -> None:
    put(town)
    put(town, Purpose.REMINDER)
    all_due(Phones(answers=[Never(Why.REFUSED), None]), watch)
    tidy(NOON + KEPT_FOR_A_PERSON - timedelta(seconds=1))
    assert sorted(Message.objects.values_list("state", "to")) == [("failed", "+4520123456"), ("sent", "")]
    tidy(NOON + KEPT_FOR_A_PERSON)
    assert sorted(Message.objects.values_list("state", "to", "why")) == [("failed", "", "refused"), ("sent", "", "")]
    tidy(NOON + KEPT + KEPT_FOR_A_PERSON)
    assert (Message.objects.count(), counts()) == (0, {"sent": 1, "failed": 1})
