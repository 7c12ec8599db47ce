from django.conf import settings
from django.db import models

from velkommen.apps.places.models import Desk


class Seat(models.Model):
    """One member of staff at one desk: each at most once, by constraint."""

    desk = models.OneToOneField(Desk, on_delete=models.CASCADE, related_name="+")
    staff = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.staff_id} at {self.desk_id}"
