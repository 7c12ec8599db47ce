"""Peer training: started by the leader for who put themselves forward, counted enquiry by enquiry, signed off by the teacher."""

from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.learning import queries
from velkommen.apps.learning.models import RUNNING, Practice, Training, Willing
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.competences import How, levels, make_able, places_of
from velkommen.apps.places import queries as places
from velkommen.domain.competence import COUNTS, Held, Level, Won
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.domain.training import MOST_ENQUIRIES, hitch, until
from velkommen.shared import clock
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed


class Trained(TypedDict):
    """Which training, and how many of how many enquiries were done together."""

    training: int
    done: int
    wanted: int


@deed(Right.ARRANGE)
def start_training(
    *, place: int, key: str, learner: int, teacher: int, wanted: int, by: Actor, at: datetime, op: UUID
) -> Done[Trained]:
    """Let a colleague teach somebody who put themselves forward. Until it is signed off they do it with help.

    Args:
        learner, teacher: staff ids, both of the place.
        wanted: real enquiries to be done together.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, BAD_TERMS with the field, UNKNOWN_STAFF, NOT_WILLING, NO_TEACHER,
            TRAINING_RUNS, ALREADY_COMPETENT when the learner does it alone.
    """
    by.require(Right.ARRANGE, place)
    here, today = places.hold(place), clock.local_day(at)
    if not 1 <= wanted <= MOST_ENQUIRIES:
        raise Refusal(Code.BAD_TERMS, field="wanted", least=1, most=MOST_ENQUIRIES)
    _must_work_at(place, learner)
    if Willing.objects.select_for_update().filter(staff=learner, key=key).first() is None:
        raise Refusal(Code.NOT_WILLING)  # two places that want to start it meet at this row
    if Training.objects.filter(RUNNING, learner=learner, key=key).exists():
        raise Refusal(Code.TRAINING_RUNS, name=_name(learner))
    _must_teach(place, key, teacher, learner, today)
    _let_help(learner, key, today)
    row = Training.objects.create(
        service_point=here, key=key, learner_id=learner, teacher_id=teacher, wanted=wanted, started_on=today
    )
    return _done(row, 0, rules=True)


@deed(Right.LEARN)
def note_practice(*, training: int, by: Actor, at: datetime, op: UUID) -> Done[Trained]:
    """Count a real enquiry that was just done together: the day and the place, nothing else.

    Raises:
        Refusal: UNKNOWN_TRAINING, NOT_ALLOWED unless one learns, teaches or leads, TRAINING_OVER, TRAINING_HALTED with why.
    """
    row = _running(training, at)
    _of_theirs(row, by)
    _must_go_on(row, at)
    Practice.objects.create(training=row, service_point_id=row.service_point_id, day=clock.local_day(at))
    return _done(row, row.practised.count())


@deed(Right.LEARN)
def take_back_practice(*, training: int, by: Actor, at: datetime, op: UUID) -> Done[Trained]:
    """Take back the last count of today: it was pressed once too often.

    Raises:
        Refusal: UNKNOWN_TRAINING, NOT_ALLOWED, TRAINING_OVER, NOTHING_GIVEN when none was noted today.
    """
    row = _running(training, at)
    _of_theirs(row, by)
    last = row.practised.filter(day=clock.local_day(at)).last()
    if last is None:
        raise Refusal(Code.NOTHING_GIVEN)
    last.delete()
    return _done(row, row.practised.count())


@deed(Right.LEARN)
def sign_off_training(*, training: int, by: Actor, at: datetime, op: UUID) -> Done[Trained]:
    """The teacher says that the learner does it alone from today on.

    Raises:
        Refusal: UNKNOWN_TRAINING, NOT_ALLOWED, NOT_THEIR_TEACHER, TRAINING_OVER, TRAINING_HALTED, PRACTICE_MISSING.
    """
    row = _running(training, at)
    by.require(Right.LEARN, row.service_point_id)
    if by.staff_id != row.teacher_id:
        raise Refusal(Code.NOT_THEIR_TEACHER, name=_name(row.teacher_id))
    _must_go_on(row, at)
    done, today = row.practised.count(), clock.local_day(at)
    if done < row.wanted:
        raise Refusal(Code.PRACTICE_MISSING, done=done, wanted=row.wanted)
    alone = Held(today, until(today, queries.terms_of(row.key)), Level.ALONE)
    make_able(row.learner_id, row.key, alone, How(Won.PEER, row.teacher_id, done))
    Willing.objects.filter(staff=row.learner_id, key=row.key).delete()
    row.ended_on, row.signed_off = today, True
    row.save(update_fields=("ended_on", "signed_off"))
    return _done(row, done, rules=True)


@deed(Right.ARRANGE)
def change_teacher(*, training: int, teacher: int, by: Actor, at: datetime, op: UUID) -> Done[Trained]:
    """Let another colleague go on. What was practised stays.

    Raises:
        Refusal: UNKNOWN_TRAINING, NOT_ALLOWED, TRAINING_OVER, UNKNOWN_STAFF, NO_TEACHER.
    """
    row = _running(training, at)
    by.require(Right.ARRANGE, row.service_point_id)
    _must_teach(row.service_point_id, row.key, teacher, row.learner_id, clock.local_day(at))
    row.teacher_id = teacher
    row.save(update_fields=("teacher",))
    return _done(row, row.practised.count())


@deed(Right.ARRANGE)
def stop_training(*, training: int, by: Actor, at: datetime, op: UUID) -> Done[Trained]:
    """End a training without signing it off. What was practised stays, and so does what the learner may do with help.

    Raises:
        Refusal: UNKNOWN_TRAINING, NOT_ALLOWED, TRAINING_OVER.
    """
    row = _running(training, at)
    by.require(Right.ARRANGE, row.service_point_id)
    row.ended_on = clock.local_day(at)
    row.save(update_fields=("ended_on",))
    return _done(row, row.practised.count())


def _running(training: int, at: datetime) -> Training:
    """A training that no other deed changes meanwhile. Raises: Refusal UNKNOWN_TRAINING, TRAINING_OVER."""
    row = Training.objects.select_for_update(no_key=True).filter(pk=training).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_TRAINING)
    if row.ended_on is not None:
        raise Refusal(Code.TRAINING_OVER)
    return row


def _of_theirs(row: Training, by: Actor) -> None:
    """Raises: Refusal NOT_ALLOWED unless one learns or teaches here, or leads the place."""
    mine = by.staff_id in {row.learner_id, row.teacher_id}
    by.require(Right.LEARN if mine else Right.ARRANGE, row.service_point_id)


def _must_go_on(row: Training, at: datetime) -> None:
    why = hitch(queries.pairs([row], clock.local_day(at))[row.pk])
    if why:
        raise Refusal(Code.TRAINING_HALTED, hitch=why.value)


def _must_work_at(place: int, staff: int) -> None:
    if not {place, EVERYWHERE} & set(places_of(staff)):
        raise Refusal(Code.UNKNOWN_STAFF)


def _must_teach(place: int, key: str, teacher: int, learner: int, day: date) -> None:
    _must_work_at(place, teacher)
    if teacher == learner or levels([teacher], key, day).get(teacher) is not Level.TEACHES:
        raise Refusal(Code.NO_TEACHER, name=_name(teacher))


def _let_help(learner: int, key: str, today: date) -> None:
    """Who has seen it, or nothing of it, does it with help from today on. Raises: Refusal ALREADY_COMPETENT."""
    level = levels([learner], key, today).get(learner)
    if level in COUNTS:
        raise Refusal(Code.ALREADY_COMPETENT)
    if level is not Level.WITH_HELP:
        make_able(learner, key, Held(today, None, Level.WITH_HELP), How(Won.PEER))


def _name(staff: int) -> str:
    row = Staff.objects.filter(pk=staff).first()
    return row.shown_name if row else ""


def _done(row: Training, done: int, *, rules: bool = False) -> Done[Trained]:
    answer: Trained = {"training": row.pk, "done": done, "wanted": row.wanted}
    return Done(answer, row.service_point_id, rules=rules)
