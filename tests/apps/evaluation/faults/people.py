"""What can be wrong of rosters, competences and readiness."""

from datetime import timedelta

from tests.apps.evaluation.corruption import Fault, past_check
from tests.apps.evaluation.rows import (
    NOW,
    TODAY,
)
from velkommen.apps.learning.models import StaffCourse, StaffCourseDay, Training
from velkommen.apps.placement.models import (
    Absence,
    Posting,
    Shift,
)
from velkommen.apps.places.models import (
    ServicePoint,
)
from velkommen.apps.readiness.models import Mark
from velkommen.apps.roster.models import Deal, Leave, Need


def refreshed_for_ever() -> None:
    where = "UPDATE learning_terms SET lasts = NULL, refreshed_by = 5 WHERE key = %s"
    past_check("learning_terms", "learning_terms_refreshing", where, "passport")


def signed_off_early() -> None:
    Training.objects.update(ended_on=TODAY, signed_off=True)


def taught_by_oneself() -> None:
    past_check("learning_training", "training_of_two", "UPDATE learning_training SET teacher_id = learner_id")


def two_places_at_once() -> None:
    jens, there = Posting.objects.filter(staff__username="jens").values_list("staff", "service_point")[0]
    for opens in (60, 90):
        Shift.objects.create(staff_id=jens, service_point_id=there, day=TODAY, opens=opens, closes=120)


def away_backwards() -> None:
    staff = Posting.objects.filter(staff__username="jens").values_list("staff", flat=True)[0]
    row = Absence.objects.create(staff_id=staff, first=TODAY, last=TODAY)
    where = "UPDATE placement_absence SET last = %s WHERE id = %s"
    past_check("placement_absence", "absence_forward", where, "2026-01-01", row.pk)


def a_need_of_nobody() -> None:
    place = ServicePoint.objects.get(slug="nordby")
    row = Need.objects.create(service_point=place, weekdays=1, opens=600, closes=720)
    past_check("roster_need", "need_possible", "UPDATE roster_need SET number = 0 WHERE id = %s", row.pk)


def approved_and_not_away() -> None:
    staff = Posting.objects.filter(staff__username="jens").values_list("staff", flat=True)[0]
    Leave.objects.create(staff_id=staff, first=TODAY, last=TODAY, state="approved", asked_at=NOW)


def given_by_somebody_else() -> None:
    jens, there = Posting.objects.filter(staff__username="jens").values_list("staff", "service_point")[0]
    shift = Shift.objects.create(service_point_id=there, day=TODAY, opens=600, closes=720)
    Deal.objects.create(shift=shift, giver_id=jens, made_at=NOW)


FOUND: list[Fault] = [
    ("refreshed by use without an end", {"terms_of_competences_sound"}, refreshed_for_ever),
    ("signed off before it was practised", {"trainings_sound"}, signed_off_early),
    ("taught by oneself", {"trainings_sound"}, taught_by_oneself),
    ("more people than seats", {"staff_courses_sound"}, lambda: StaffCourse.objects.filter(seats=4).update(seats=3)),
    (
        "waiting beside a free seat",
        {"staff_courses_sound"},
        lambda: StaffCourse.objects.filter(seats=4).update(seats=5),
    ),
    ("a course on no day", {"staff_courses_sound"}, lambda: StaffCourseDay.objects.filter(course__seats=6).delete()),
    ("at two places at once", {"shifts_sound"}, two_places_at_once),
    ("away backwards", {"absences_sound"}, away_backwards),
    ("a need of nobody", {"needs_sound"}, a_need_of_nobody),
    ("approved and not away", {"leaves_sound"}, approved_and_not_away),
    ("a shift given by somebody else", {"deals_sound"}, given_by_somebody_else),
    (
        "heard tomorrow",
        {"marks_sound"},
        lambda: Mark.objects.filter(point="staff_heard").update(day=TODAY + timedelta(days=1)),
    ),
]
