from django.conf import settings
from django.db import models
from django.db.models import Q

from velkommen.apps.catalogue.models import Task, TaskGroup
from velkommen.apps.places.models import Desk, ServicePoint
from velkommen.domain.rights import Role

DEVICE_ROLES = (Role.KIOSK.value, Role.BOARD.value)
STAFF_ROLES = tuple(role.value for role in Role if role.value not in DEVICE_ROLES)


class Offer(models.Model):
    """A task that is offered at a service point; `order` only matters until the place has its own use to sort by."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    at_kiosk = models.BooleanField(default=False)

    class Meta:
        ordering = ("order", "id")
        constraints = (models.UniqueConstraint(name="offer_once", fields=("service_point", "task")),)

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.task_id}"


class DeskGroup(models.Model):
    """A line a desk serves. A desk without rows serves every line of its place."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(TaskGroup, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(name="desk_group_once", fields=("desk", "group")),)

    def __str__(self) -> str:
        return f"{self.desk_id} {self.group_id}"


class Posting(models.Model):
    """A role somebody holds at a service point, or everywhere (no service point)."""

    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=10)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="posting_once", fields=("staff", "service_point", "role")),
            models.UniqueConstraint(
                name="posting_once_everywhere", fields=("staff", "role"), condition=Q(service_point=None)
            ),
            models.CheckConstraint(name="posting_role_of_staff", condition=Q(role__in=STAFF_ROLES)),
        )

    def __str__(self) -> str:
        return f"{self.staff_id} {self.role} {self.service_point_id}"


class Device(models.Model):
    """A kiosk or a board at a service point. Only the digest of its token is stored; revoking is at once."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(name="device_role_known", condition=Q(role__in=DEVICE_ROLES)),)

    def __str__(self) -> str:
        return f"{self.role} {self.pk}"
