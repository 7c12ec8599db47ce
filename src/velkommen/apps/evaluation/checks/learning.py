"""Learning: terms that can be kept, trainings of two, seats of courses that are there."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from velkommen.apps.evaluation.checks.registry import check, kept, rows
from velkommen.apps.learning.models import (
    TO_COME,
    Participant,
    Refreshment,
    StaffCourse,
    StaffCourseDay,
    Terms,
    Training,
    Willing,
)


@check(
    _("What a competence asks for to be kept is possible, and said once"),
    _("A competence may end too early or never. Say anew how long it lasts, under “Competences”."),
)
def terms_of_competences_sound(at: datetime) -> Iterator[str]:
    yield from kept(Terms, "learning_terms_key_form", "learning_terms_lasting")
    yield from kept(Terms, "learning_terms_refreshing", "learning_terms_minimum")
    yield from kept(Refreshment, "refreshment_once_a_day", "refreshment_forward")
    yield from kept(Willing, "willing_once", "willing_key_form")


@check(
    _("A peer training is of two people, runs once, and was signed off when enough was practised"),
    _("Somebody may be taken to be able who is not. Withdraw the competence, and train it anew."),
)
def trainings_sound(at: datetime) -> Iterator[str]:
    yield from kept(Training, "training_one_running", "training_of_two", "training_key_form")
    yield from kept(Training, "training_wanted_some", "training_forward", "training_signed_off_ends")
    practised = Training.objects.filter(signed_off=True).annotate(number=Count("practised"))
    yield from rows(practised.filter(number__lt=F("wanted")))


@check(
    _("A course for staff has a day, no more people than seats, and nobody waits while one is free"),
    _("Somebody stands there without a seat, or waits in vain. Take them off the course, and sign them up anew."),
)
def staff_courses_sound(at: datetime) -> Iterator[str]:
    yield from kept(StaffCourse, "staffcourse_seats_some", "staffcourse_level_known", "staffcourse_called_off_closes")
    yield from kept(StaffCourseDay, "staffcourse_day_once")
    yield from kept(Participant, "participant_once", "participant_unit_known", "participant_passed_was_there")
    yield from kept(Participant, "participant_waits_outside")
    yield from rows(StaffCourse.objects.filter(days=None))
    seated = Count("participants", filter=Q(participants__waiting=False))
    waiting = Count("participants", filter=Q(participants__waiting=True))
    found = StaffCourse.objects.annotate(seated=seated, waiting=waiting)
    free = Q(seated__lt=F("seats"), waiting__gt=0) & TO_COME
    yield from rows(found.filter(Q(seated__gt=F("seats")) | free))
