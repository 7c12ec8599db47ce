from django.db import models
from django.db.models import F, Q

from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.domain.surveys import GROUPS, QUESTIONS, Audience, Way

ALL_QUESTIONS = sorted({question for questions in QUESTIONS.values() for question in questions})
ALL_ANSWERS = sorted({one for questions in QUESTIONS.values() for answers in questions.values() for one in answers})


class Asking(models.Model):
    """Citizens are asked at a place from a day on; `until` is the last day, None as long as it goes on."""

    service_point = models.OneToOneField(ServicePoint, on_delete=models.CASCADE, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="asking_forward", condition=Q(until=None) | Q(until__gte=F("since"))),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} since {self.since}"


class Round(models.Model):
    """Days in which a survey is answered: a month for citizens, what its leader says for staff.

    It is told when it is closed, and never opened again.
    """

    audience = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="round_audience_known", condition=Q(audience__in=[audience.value for audience in Audience])
            ),
            models.CheckConstraint(name="round_forward", condition=Q(first__lte=F("last"))),
            models.UniqueConstraint(
                name="round_month_once", fields=("first",), condition=Q(audience=Audience.CITIZENS.value)
            ),
        )

    def __str__(self) -> str:
        return f"{self.audience} {self.first}"


class Box(models.Model):
    """Where answers are put: those of one place and one group (a unit of the staff, or the way citizens came). It holds sums alone.

    `asked` is how many were asked; None where nobody can know. `answers` is how many answered.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="boxes")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    group = models.CharField(max_length=20)
    asked = models.PositiveIntegerField(null=True, blank=True)
    answers = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "boxes"
        constraints = (
            models.UniqueConstraint(name="box_once", fields=("round", "service_point", "group")),
            models.CheckConstraint(
                name="box_group_known", condition=Q(group__in=[*(way.value for way in Way), *(u.value for u in GROUPS)])
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.service_point_id} {self.group}"


class Tally(models.Model):
    """How often an answer was given in a box. Every vote writes all rows of its box anew, so that none looks newer than the others."""

    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="tallies")
    question = models.CharField(max_length=12)
    answer = models.CharField(max_length=10)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"
        constraints = (
            models.UniqueConstraint(name="tally_once", fields=("box", "question", "answer")),
            models.CheckConstraint(
                name="tally_answer_known", condition=Q(question__in=ALL_QUESTIONS, answer__in=ALL_ANSWERS)
            ),
        )

    def __str__(self) -> str:
        return f"{self.question} {self.answer}: {self.number}"


class Invited(models.Model):
    """A member of staff is asked in a round, at one place.

    Whether they have answered stands here until the round closes, and then nowhere.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="+")
    answered = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "invited"
        constraints = (models.UniqueConstraint(name="invited_once", fields=("round", "staff")),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.staff_id}"


class Given(models.Model):
    """A visit whose number has answered, so that it does so once. The row goes when the day is over; what was answered is not here."""

    visit = models.OneToOneField(Visit, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "given"

    def __str__(self) -> str:
        return f"{self.visit_id}"
