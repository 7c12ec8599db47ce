from django.conf import settings
from django.db import models
from django.db.models import F, Q

from velkommen.apps.catalogue.models import Task
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.ledger import EntryKind
from velkommen.domain.spans import Grain

HOURS = "hours"  # what a mark says when the hours of the day itself were changed


class Day(models.Model):
    """A local day that is closed and sealed: the hours it is judged by, and what the ledger says of it last.

    `hours` is a `DayHours` as text; `numbers` is service point id -> enquiries; `digest` is over the blocks of the day. Triggers ask
    this table whether a fact lies on a closed day.
    """

    day = models.DateField(primary_key=True)
    hours = models.TextField()
    numbers = models.JSONField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.day}"


class Block(models.Model):
    """What adds up of a closed day, or of the closed days of a month or a year, at a place (`domain.blocks.Block`).

    `start` is its first day. The typed columns are its sums, so that a series needs no text; `missed` (of days alone) are the staffed
    clock hours nobody counted in, one bit each. `counts` and `times` are the block itself: one need not be read for the other.
    """

    grain = models.CharField(max_length=5)
    start = models.DateField()
    place = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    solved = models.PositiveIntegerField()
    outside = models.PositiveIntegerField()
    placed = models.PositiveIntegerField()
    waited = models.PositiveIntegerField()
    waited_seconds = models.PositiveBigIntegerField()
    staffed = models.PositiveIntegerField()
    covered = models.PositiveIntegerField()
    visits = models.PositiveIntegerField()
    no_shows = models.PositiveIntegerField()
    missed = models.PositiveIntegerField(default=0)
    counts = models.TextField()
    times = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="block_once", fields=("grain", "start", "place")),
            models.CheckConstraint(name="block_grain_known", condition=Q(grain__in=[grain.value for grain in Grain])),
            models.CheckConstraint(
                name="block_parts_of_a_whole",
                condition=Q(answered__lte=F("number"), solved__lte=F("answered"), placed__lte=F("number"))
                & Q(outside__lte=F("placed"), covered__lte=F("staffed"), no_shows__lte=F("visits")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.grain} {self.start} {self.place_id}"


class Use(models.Model):
    """How many enquiries of a task somebody served at a place in a closed month (its first day): kept beside the block of the month.

    It is about people, and told as `evaluation.insight.used` tells it. (No index but one: it is read by months alone.)
    """

    month = models.DateField()
    place = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+", db_index=False)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+", db_index=False)
    enquiries = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="use_once", fields=("month", "place", "staff", "task")),
            models.CheckConstraint(name="use_some", condition=Q(enquiries__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.month} {self.place_id} {self.staff_id} {self.task_id}"


class Entry(models.Model):
    """One line of the ledger: a day was sealed, or a sealed day was corrected. Triggers refuse to change or delete it.

    `head` is a hash over the head before it and everything this line says; `signature` is Ed25519 over the head by the key `signer`.
    `changed` is, of a correction, service point id -> enquiries before and after. `deed` and `actor` say what was done and by whom,
    "" where nobody knows; `why` is a word of `domain.ledger.Why`, `about` its facts.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=10)
    day = models.DateField()
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    changed = models.JSONField(default=dict)
    deed = models.CharField(max_length=40, blank=True)
    actor = models.CharField(max_length=40, blank=True)
    done_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=20, blank=True)
    about = models.JSONField(default=dict)
    at = models.DateTimeField()
    head = models.CharField(max_length=64, unique=True)
    signature = models.CharField(max_length=128)
    signer = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "entries"
        indexes = (
            models.Index(name="entry_day", fields=("day",)),
            models.Index(name="entry_kind", fields=("kind", "-id")),
        )
        constraints = (
            models.UniqueConstraint(name="entry_sealed_once", fields=("day",), condition=Q(kind="seal")),
            models.CheckConstraint(name="entry_kind_known", condition=Q(kind__in=[kind.value for kind in EntryKind])),
            models.CheckConstraint(
                name="entry_correction_says_why",
                condition=(Q(kind="seal", why="")) | (Q(kind="correction") & ~Q(why="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.day}"


class Mark(models.Model):
    """A fact of a closed day was written: from now on the day is read from its facts, until the night folds it in as a correction.

    Only triggers of the database write here, in the transaction of the fact, whatever path it came by; so does the one that notes the
    deed whose log row ends that transaction. `tx` is that transaction (on SQLite 0 until a deed is known); `what` the table touched.
    """

    day = models.DateField()
    place = models.BigIntegerField()
    what = models.CharField(max_length=12)
    tx = models.BigIntegerField()
    deed = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(name="mark_unclaimed", fields=("tx",), condition=Q(deed__isnull=True)),)
        constraints = (models.UniqueConstraint(name="mark_once", fields=("day", "place", "what", "tx")),)

    def __str__(self) -> str:
        return f"{self.day} {self.place} {self.what}"
