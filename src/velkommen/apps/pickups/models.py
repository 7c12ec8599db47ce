from datetime import datetime

from django.db import models
from django.db.models import F, Q

from velkommen.apps.places.models import ServicePoint
from velkommen.domain.pickups import HIGHEST, PickUpKind

OPEN = Q(collected_at=None, destroyed_at=None)


class PickUp(models.Model):
    """Something that lies ready, by its number on the shelf. It ends by being collected or, unclaimed, by being destroyed.

    `since`, `message_sent` and `destroy_after` are local days; it is kept up to and including `destroy_after`.
    """

    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    since = models.DateField()
    message_sent = models.DateField(null=True, blank=True)
    collected_at = models.DateTimeField(null=True, blank=True)
    destroyed_at = models.DateTimeField(null=True, blank=True)
    destroy_after = models.DateField()

    class Meta:
        verbose_name = "pick-up"
        constraints = (
            models.UniqueConstraint(
                name="pickup_number_once_while_open", fields=("service_point", "number"), condition=OPEN
            ),
            models.CheckConstraint(name="pickup_number_short", condition=Q(number__gte=1, number__lte=HIGHEST)),
            models.CheckConstraint(name="pickup_kind_known", condition=Q(kind__in=[kind.value for kind in PickUpKind])),
            models.CheckConstraint(name="pickup_ends_once", condition=Q(collected_at=None) | Q(destroyed_at=None)),
            models.CheckConstraint(name="pickup_kept_a_while", condition=Q(since__lt=F("destroy_after"))),
        )
        indexes = (models.Index(fields=("service_point", "-id")),)

    def __str__(self) -> str:
        return f"{self.number} ({self.kind})"

    @property
    def gone_at(self) -> datetime | None:
        """When it was handed out or destroyed; None while it lies there."""
        return self.collected_at or self.destroyed_at
