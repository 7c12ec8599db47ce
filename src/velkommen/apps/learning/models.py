from django.conf import settings
from django.db import models
from django.db.models import F, Q

from velkommen.apps.places.models import ServicePoint
from velkommen.domain.catalogue import COMPETENCE_FORM
from velkommen.domain.competence import Level
from velkommen.domain.kinds import Unit
from velkommen.domain.training import MOST_ENQUIRIES, MOST_MONTHS, MOST_SEATS

RUNNING = Q(ended_on=None)
TO_COME = Q(closed_on=None)
_STAFF = settings.AUTH_USER_MODEL


class Terms(models.Model):
    """What a competence asks for to be kept, in the whole municipality; see `domain.training.Terms`."""

    key = models.CharField(max_length=40, unique=True)
    lasts = models.PositiveSmallIntegerField(null=True, blank=True)
    refreshed_by = models.PositiveSmallIntegerField(null=True, blank=True)
    minimum = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "terms"
        ordering = ("key",)
        constraints = (
            models.CheckConstraint(name="learning_terms_key_form", condition=Q(key__regex=COMPETENCE_FORM)),
            models.CheckConstraint(
                name="learning_terms_lasting", condition=Q(lasts=None) | Q(lasts__gte=1, lasts__lte=MOST_MONTHS)
            ),
            models.CheckConstraint(
                name="learning_terms_refreshing", condition=Q(refreshed_by=None) | Q(refreshed_by__gte=1, lasts__gte=1)
            ),
            models.CheckConstraint(name="learning_terms_minimum", condition=Q(minimum=None) | Q(minimum__gte=1)),
        )

    def __str__(self) -> str:
        return self.key


class Refreshment(models.Model):
    """On a day a competence came to last until another, because it was used in so many enquiries."""

    staff = models.ForeignKey(_STAFF, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    day = models.DateField()
    until = models.DateField()
    enquiries = models.PositiveIntegerField()

    class Meta:
        ordering = ("-day", "-id")
        constraints = (
            models.UniqueConstraint(name="refreshment_once_a_day", fields=("staff", "key", "day")),
            models.CheckConstraint(name="refreshment_forward", condition=Q(until__gt=F("day"))),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.key} {self.day}"


class Willing(models.Model):
    """Somebody has put themselves forward for a competence. It is theirs to take back."""

    staff = models.ForeignKey(_STAFF, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    since = models.DateField()

    class Meta:
        verbose_name_plural = "willing"
        ordering = ("since", "id")
        constraints = (
            models.UniqueConstraint(name="willing_once", fields=("staff", "key")),
            models.CheckConstraint(name="willing_key_form", condition=Q(key__regex=COMPETENCE_FORM)),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.key}"


class Training(models.Model):
    """A colleague teaches another at the desk, until so many real enquiries were done together and the teacher signs off.

    It ends signed off or stopped; what was practised stays in both cases.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    learner = models.ForeignKey(_STAFF, on_delete=models.CASCADE, related_name="+")
    teacher = models.ForeignKey(_STAFF, on_delete=models.PROTECT, related_name="+")
    wanted = models.PositiveSmallIntegerField()
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    signed_off = models.BooleanField(default=False)

    class Meta:
        ordering = ("-started_on", "-id")
        constraints = (
            models.UniqueConstraint(name="training_one_running", fields=("learner", "key"), condition=RUNNING),
            models.CheckConstraint(name="training_of_two", condition=~Q(learner=F("teacher"))),
            models.CheckConstraint(name="training_key_form", condition=Q(key__regex=COMPETENCE_FORM)),
            models.CheckConstraint(name="training_wanted_some", condition=Q(wanted__gte=1, wanted__lte=MOST_ENQUIRIES)),
            models.CheckConstraint(
                name="training_forward", condition=Q(ended_on=None) | Q(started_on__lte=F("ended_on"))
            ),
            models.CheckConstraint(
                name="training_signed_off_ends", condition=Q(signed_off=False) | Q(ended_on__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.learner_id} {self.key}"


class Practice(models.Model):
    """A real enquiry done together: its day and its place, and no word of whom it was for."""

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="practised")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()

    class Meta:
        ordering = ("day", "id")

    def __str__(self) -> str:
        return f"{self.training_id} {self.day}"


class StaffCourse(models.Model):
    """A course for colleagues of all groups. Closed when it was held and noted who was there, or called off.

    `gives` are the keys of competences, at `level`; an exam is said to be one.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    room = models.CharField(max_length=80, blank=True, default="")
    seats = models.PositiveSmallIntegerField()
    gives = models.JSONField(default=list, blank=True)
    level = models.CharField(max_length=10, default=Level.ALONE.value)
    exam = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)
    called_off = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="staffcourse_seats_some", condition=Q(seats__gte=1, seats__lte=MOST_SEATS)),
            models.CheckConstraint(name="staffcourse_level_known", condition=Q(level__in=[one.value for one in Level])),
            models.CheckConstraint(
                name="staffcourse_called_off_closes", condition=Q(called_off=False) | Q(closed_on__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.title


class StaffCourseDay(models.Model):
    """A local day a course for colleagues is held on."""

    course = models.ForeignKey(StaffCourse, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()

    class Meta:
        ordering = ("day",)
        constraints = (models.UniqueConstraint(name="staffcourse_day_once", fields=("course", "day")),)

    def __str__(self) -> str:
        return f"{self.course_id} {self.day}"


class Participant(models.Model):
    """Somebody has a seat on a course for colleagues, or waits for one. `unit` is theirs on the day they signed up.

    `attended` and `passed` are None until it was noted.
    """

    course = models.ForeignKey(StaffCourse, on_delete=models.CASCADE, related_name="participants")
    staff = models.ForeignKey(_STAFF, on_delete=models.CASCADE, related_name="+")
    unit = models.CharField(max_length=20)
    waiting = models.BooleanField(default=False)
    attended = models.BooleanField(null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(name="participant_once", fields=("course", "staff")),
            models.CheckConstraint(name="participant_unit_known", condition=Q(unit__in=[one.value for one in Unit])),
            models.CheckConstraint(name="participant_passed_was_there", condition=~Q(passed=True) | Q(attended=True)),
            models.CheckConstraint(name="participant_waits_outside", condition=Q(waiting=False) | ~Q(attended=True)),
        )

    def __str__(self) -> str:
        return f"{self.course_id} {self.staff_id}"
