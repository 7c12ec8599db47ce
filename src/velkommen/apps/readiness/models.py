from django.db import models
from django.db.models import Q

from velkommen.apps.people.models import Staff
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.readiness import DATED, Key, State

MARKED = (State.YES.value, State.NO.value, State.NOT_RELEVANT.value)


class Mark(models.Model):
    """What somebody of the staff said of a point of the checklist of a place, because no data can say it. The newest word holds.

    `day` is when it happened, for points that have a day. Of the citizens there is nothing here.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    point = models.CharField(max_length=20)
    state = models.CharField(max_length=12)
    day = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=160, blank=True, default="")
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "mark of readiness"
        constraints = (
            models.UniqueConstraint(name="mark_once_per_point", fields=("service_point", "point")),
            models.CheckConstraint(
                name="mark_known", condition=Q(point__in=[key.value for key in Key], state__in=MARKED)
            ),
            models.CheckConstraint(
                name="mark_has_its_day",
                condition=Q(point__in=[key.value for key in DATED], state=State.YES.value, day__isnull=False)
                | (~Q(point__in=[key.value for key in DATED], state=State.YES.value) & Q(day=None)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.point} {self.state}"
