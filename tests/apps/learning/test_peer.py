"""Peer training from who wants to until they do it alone, and all that may come in between."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.apps.learning.learners import KEY, able, forward, held, of_two, practise, started, today
from tests.people import Town, code
from velkommen.apps.learning import actions, queries
from velkommen.apps.learning.models import Practice, Training, Willing
from velkommen.apps.placement.actions import unpost_staff, withdraw_competence
from velkommen.apps.placement.models import Competence
from velkommen.domain.competence import Level
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Role
from velkommen.domain.training import Hitch, Terms
from velkommen.shared.actor import SYSTEM


def start(town: Town, **more: Any) -> object:
    return actions.start_training(**{**of_two(town), "wanted": 2, **more}, **town.by(town.lea))


def sign_off(town: Town, training: int) -> object:
    return actions.sign_off_training(training=training, **town.by(town.ali))


def halted(act: Callable[[], object]) -> object:
    with pytest.raises(Refusal) as raised:
        act()
    assert raised.value.code is Code.TRAINING_HALTED
    return raised.value.facts["hitch"]


def test_from_willing_to_alone(town: Town) -> None:
    training = started(town)
    assert held(town.mette) == [("with_help", today(town), None)]
    practise(town, training, 2)
    town.later(days=1)
    assert sign_off(town, training) == {"training": training, "done": 2, "wanted": 2}
    yesterday = today(town) - timedelta(days=1)
    assert held(town.mette) == [("with_help", yesterday, yesterday), ("alone", today(town), None)]
    row = Competence.objects.get(staff=town.mette.id, level="alone")
    assert (row.won, row.taught_by_id, row.enquiries) == ("peer", town.ali.id, 2)
    assert not Willing.objects.exists()


def test_what_is_signed_off_ends_as_its_terms_say(town: Town) -> None:
    actions.set_learning_terms(key=KEY, terms=Terms(lasts=12), **town.by(SYSTEM))
    training = started(town, 1)
    practise(town, training)
    sign_off(town, training)
    last = today(town).replace(year=today(town).year + 1) - timedelta(days=1)
    after = [("with_help", last + timedelta(days=1), None)]  # what they could before is not forgotten
    assert held(town.mette) == [("alone", today(town), last), *after]


def test_each_of_the_two_and_the_leader_count(town: Town) -> None:
    training = started(town, 3)
    for who in (town.mette, town.ali, town.lea):
        practise(town, training, who=who)
    assert list(Practice.objects.values_list("service_point", "day")) == [(town.place.pk, today(town))] * 3


def test_a_count_too_many_is_taken_back_on_its_day_alone(town: Town) -> None:
    training = started(town)
    practise(town, training, 2)
    back = lambda: actions.take_back_practice(training=training, **town.by())  # noqa: E731 - pressed twice
    assert back() == {"training": training, "done": 1, "wanted": 2}
    town.later(days=1)
    assert code(back) is Code.NOTHING_GIVEN


def test_nobody_is_trained_who_has_not_chosen_it(town: Town) -> None:
    able(town, town.ali, Level.TEACHES)
    assert code(lambda: start(town)) is Code.NOT_WILLING


def test_who_does_it_alone_does_not_teach_it(town: Town) -> None:
    able(town, town.ali, Level.ALONE)
    forward(town, town.mette)
    assert code(lambda: start(town)) is Code.NO_TEACHER


@pytest.mark.parametrize(
    ("more", "no"),
    [
        (lambda town: {}, Code.TRAINING_RUNS),
        (lambda town: {"learner": town.sara.id}, Code.UNKNOWN_STAFF),
        (lambda town: {"wanted": 0}, Code.BAD_TERMS),
        (lambda town: {"wanted": 201}, Code.BAD_TERMS),
        (lambda town: {"place": town.sydby.pk}, Code.NOT_ALLOWED),
    ],
)
def test_trainings_that_cannot_begin(town: Town, more: Callable[[Town], dict[str, Any]], no: Code) -> None:
    started(town)
    assert code(lambda: start(town, **more(town))) is no


def test_who_is_able_already_needs_no_training(town: Town) -> None:
    able(town, town.ali, Level.TEACHES)
    able(town, town.mette, Level.ALONE)
    forward(town, town.mette)
    assert code(lambda: start(town)) is Code.ALREADY_COMPETENT
    assert not Training.objects.exists()


def test_it_is_not_signed_off_before_it_is_practised_nor_by_anybody_else(town: Town) -> None:
    training = started(town)
    practise(town, training)
    assert code(lambda: sign_off(town, training)) is Code.PRACTICE_MISSING
    practise(town, training)
    for who in (town.lea, town.mette):
        refused = lambda who=who: actions.sign_off_training(training=training, **town.by(who))  # noqa: E731 - two of them
        assert code(refused) is Code.NOT_THEIR_TEACHER
    assert held(town.mette) == [("with_help", today(town), None)]


def lose_teaching(town: Town) -> None:
    withdraw_competence(staff=town.ali.id, key=KEY, day=today(town), **town.by(town.lea))


def teacher_leaves(town: Town) -> None:
    unpost_staff(staff=town.ali.id, place=town.place.pk, role=Role.CLERK, **town.by(town.lea))


def learner_leaves(town: Town) -> None:
    unpost_staff(staff=town.mette.id, place=town.place.pk, role=Role.CLERK, **town.by(town.lea))


def learner_loses(town: Town) -> None:
    withdraw_competence(staff=town.mette.id, key=KEY, day=today(town), **town.by(town.lea))


@pytest.mark.parametrize(
    ("happens", "why"),
    [
        (lose_teaching, Hitch.TEACHER_CANNOT),
        (teacher_leaves, Hitch.TEACHER_LEFT),
        (learner_leaves, Hitch.LEARNER_LEFT),
        (learner_loses, Hitch.LEARNER_LOST),
        (lambda town: able(town, town.mette, Level.ALONE, first=today(town)), Hitch.LEARNER_ABLE),
    ],
)
def test_what_happens_meanwhile_stops_it_and_nothing_is_lost(
    town: Town, happens: Callable[[Town], None], why: Hitch
) -> None:
    training = started(town)
    practise(town, training)
    happens(town)
    assert halted(lambda: practise(town, training, who=town.lea)) == why
    assert Practice.objects.count() == 1


def test_another_teacher_goes_on_where_the_first_left(town: Town) -> None:
    training = started(town)
    practise(town, training)
    teacher_leaves(town)
    able(town, town.lea, Level.TEACHES)
    actions.change_teacher(training=training, teacher=town.lea.id, **town.by(town.lea))
    practise(town, training)
    actions.sign_off_training(training=training, **town.by(town.lea))
    assert Competence.objects.get(staff=town.mette.id, level="alone").taught_by_id == town.lea.id


def test_a_training_that_is_over_stays_over(town: Town) -> None:
    training = started(town)
    actions.stop_training(training=training, **town.by(town.lea))
    assert code(lambda: practise(town, training)) is Code.TRAINING_OVER
    assert held(town.mette) == [("with_help", today(town), None)]
    assert start(town)


def test_a_colleague_who_is_not_in_it_counts_nothing(town: Town) -> None:
    training = started(town)
    assert code(lambda: practise(town, training, who=town.sara)) is Code.NOT_ALLOWED
    assert code(lambda: practise(town, 999)) is Code.UNKNOWN_TRAINING


def test_one_is_forward_once_and_takes_it_back(town: Town) -> None:
    forward(town, town.mette)
    assert code(lambda: forward(town, town.mette)) is Code.WILLING_ALREADY
    actions.take_oneself_back(place=town.place.pk, key=KEY, **town.by())
    back = lambda: actions.take_oneself_back(place=town.place.pk, key=KEY, **town.by())  # noqa: E731 - pressed again
    assert code(back) is Code.NOT_WILLING


def test_nobody_is_forward_where_they_do_not_work(town: Town) -> None:
    refused = lambda: actions.put_oneself_forward(place=town.sydby.pk, key=KEY, **town.by())  # noqa: E731 - one line
    assert code(refused) is Code.NOT_ALLOWED


def test_trainings_are_read_with_what_was_practised(town: Town) -> None:
    training = started(town)
    practise(town, training, 2)
    assert [(row.pk, row.practised_number) for row in queries.trainings(town.place.pk)] == [(training, 2)]  # type: ignore[attr-defined] # annotated
    assert [row.pk for row in queries.trainings_of(town.ali.id)] == [training]
