from django.db import models
from django.db.models import Q


class Deed(models.Model):
    """One thing that was done: by whom, when, where, the answer given, and what changed on screens.

    `id` is the version screens count by. `answer` is what a repeat of the operation gets. `changes` is the delta pushed to
    screens. `before` is what undo needs. None of them ever holds a citizen's name, number or words. `rules` says that the
    deed changed what is offered, by whom or when: the newest such id is the edition of what processes remember of that.
    """

    id = models.BigAutoField(primary_key=True)
    op = models.UUIDField(unique=True)
    name = models.CharField(max_length=40)
    fingerprint = models.CharField(max_length=64)
    actor = models.CharField(max_length=40)
    service_point_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    answer = models.JSONField(null=True)
    changes = models.JSONField(default=list)
    before = models.JSONField(default=list)
    rules = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=("service_point_id", "id")),
            models.Index(fields=("at",)),
            models.Index(name="deed_of_rules", fields=("id",), condition=Q(rules=True)),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.op}"
