from django.db import models
from django.db.models import F, Q

GONE = ("replaced", "withdrawn")


class PublicKey(models.Model):
    """The key a municipality signs with: known from its first file on, until it says that it has another.

    `public` is 32 bytes in base64. `until` None: it holds.
    """

    code = models.CharField(max_length=4)
    public = models.CharField(max_length=44)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "key of a municipality"
        constraints = (
            models.UniqueConstraint(name="atlas_key_once", fields=("code",), condition=Q(until=None)),
            models.CheckConstraint(name="atlas_key_forward", condition=Q(until=None) | Q(until__gte=F("since"))),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.since:%Y-%m-%d}"


class IndicatorFile(models.Model):
    """An indicator file as it came, byte for byte, with what it is found by. One of a period holds; the others stay, and say why not.

    `first` and `last` are local days, both included. `digest` is the SHA-256 of the bytes. `gone` "" while it holds.
    """

    code = models.CharField(max_length=4)
    first = models.DateField()
    last = models.DateField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField()
    digest = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    key = models.ForeignKey(PublicKey, on_delete=models.PROTECT, related_name="+")
    gone_at = models.DateTimeField(null=True, blank=True)
    gone = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        verbose_name = "indicator file"
        constraints = (
            models.UniqueConstraint(
                name="atlas_file_once_a_period", fields=("code", "first", "last"), condition=Q(gone="")
            ),
            models.CheckConstraint(name="atlas_file_forward", condition=Q(first__lte=F("last"))),
            models.CheckConstraint(
                name="atlas_file_gone_or_not",
                condition=Q(gone="", gone_at=None) | Q(gone__in=GONE, gone_at__isnull=False),
            ),
        )
        indexes = (models.Index(fields=("code", "-last")),)

    def __str__(self) -> str:
        return f"{self.code} {self.first} {self.last}"
