from django.contrib.auth.models import AbstractUser
from django.db import models

from velkommen.domain.kinds import Unit


class Staff(AbstractUser):
    """A member of staff who can log in. `first_name` is what colleagues see at the desk; no more is asked for."""

    unit = models.CharField(max_length=20, default=Unit.LIBRARY.value)

    class Meta(AbstractUser.Meta):
        constraints = (
            models.CheckConstraint(name="staff_unit_known", condition=models.Q(unit__in=[u.value for u in Unit])),
        )
        verbose_name_plural = "staff"

    @property
    def shown_name(self) -> str:
        return self.first_name or self.username


class AccessToken(models.Model):
    """A token a program acts by for one member of staff. Only its digest (SHA-256) is stored; revoking is at once."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"token {self.pk} of {self.staff_id}"


class FailedLogin(models.Model):
    """A wrong password, kept for minutes to slow down guessing. People type CPR numbers and passwords as usernames: digest only."""

    username_digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(name="failed_login_recent", fields=("username_digest", "at")),)

    def __str__(self) -> str:
        return f"failed login {self.pk}"


class SetupCode(models.Model):
    """What the server prints while nobody can log in: whoever has it becomes the first administrator. Its digest (SHA-256) alone."""

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"setup code {self.pk}"
