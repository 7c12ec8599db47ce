from django.conf import settings
from django.db import models
from django.db.models import F, Q

from velkommen.apps.catalogue.models import Task
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.knowledge import ANSWERS_TO, LANGUAGES, LONGEST_NOTE, LONGEST_TEXT, LONGEST_TITLE, Told

_OF_ITS_KIND = Q()
for _told, _answers in ANSWERS_TO.items():
    _OF_ITS_KIND |= Q(kind=_told.value, answer__in=[one.value for one in _answers])


class Card(models.Model):
    """How a task is done at a desk. What it takes (fees, what to bring, the rules) is the catalogue's; its steps are versions."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    review_on = models.DateField()

    def __str__(self) -> str:
        return f"card of {self.task_id}"


class CardVersion(models.Model):
    """What a card says in one language, as somebody wrote it. It never changes; a newer one takes its place.

    `steps` and `pitfalls` have one thing a line. `taken_from` is the number of the version that was taken back.
    """

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=2)
    number = models.PositiveSmallIntegerField()
    steps = models.TextField(blank=True)
    pitfalls = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    taken_from = models.PositiveSmallIntegerField(null=True, blank=True)
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ("card_id", "language", "-number")
        constraints = (
            models.UniqueConstraint(name="card_version_once", fields=("card", "language", "number")),
            models.UniqueConstraint(
                name="card_version_one_current", fields=("card", "language"), condition=Q(current=True)
            ),
            models.CheckConstraint(name="card_version_language_known", condition=Q(language__in=LANGUAGES)),
            models.CheckConstraint(name="card_version_counted_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="card_version_of_an_older_one", condition=Q(taken_from=None) | Q(taken_from__lt=F("number"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.card_id} {self.language} {self.number}"


class Addition(models.Model):
    """What is otherwise at one place, in the words of somebody there. It stays, out of sight, when it is taken away."""

    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=LONGEST_NOTE)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(name="addition_in_force", fields=("service_point", "task"), condition=Q(gone_at=None)),)
        constraints = (
            models.CheckConstraint(
                name="addition_goes_after_it_came", condition=Q(gone_at=None) | Q(at__lte=F("gone_at"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.task_id}"


class Report(models.Model):
    """Somebody found a card wrong, or proposes what it might say. It waits for its owner until it is answered, and whoever said it sees
    the answer.

    `text` may be empty: that something was wrong is enough to look. A proposal has one.
    """

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="+")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, default=Told.WRONG.value)
    text = models.CharField(max_length=LONGEST_NOTE, blank=True)
    answer = models.CharField(max_length=10, blank=True, default="")
    reply = models.CharField(max_length=LONGEST_NOTE, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(name="report_open", fields=("task",), condition=Q(answer="")),)
        constraints = (
            models.UniqueConstraint(
                name="report_open_once", fields=("task", "service_point", "said_by", "kind"), condition=Q(answer="")
            ),
            models.CheckConstraint(
                name="report_answered_whole",
                condition=Q(answer="", answered_at=None) | (Q(answered_at__isnull=False) & _OF_ITS_KIND),
            ),
            models.CheckConstraint(
                name="report_says_what_it_proposes",
                condition=Q(kind=Told.WRONG.value) | (Q(kind=Told.PROPOSAL.value) & ~Q(text="")),
            ),
            models.CheckConstraint(
                name="report_seen_when_answered", condition=Q(seen_at=None) | Q(answered_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.answer or 'open'}"


class Announcement(models.Model):
    """Something everybody at some places (none named: at all) should know, from a day until another, both included."""

    title = models.CharField(max_length=LONGEST_TITLE)
    text = models.CharField(max_length=LONGEST_TEXT, blank=True)
    first = models.DateField()
    last = models.DateField()
    must_read = models.BooleanField(default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.CheckConstraint(name="announcement_forward", condition=Q(first__lte=F("last"))),)

    def __str__(self) -> str:
        return self.title


class AnnouncementPlace(models.Model):
    """A place an announcement is for."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="places")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="announcement_place_once", fields=("announcement", "service_point")),
        )

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.service_point_id}"


class Receipt(models.Model):
    """Somebody has read an announcement."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="receipts")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(name="receipt_once", fields=("announcement", "staff")),)

    def __str__(self) -> str:
        return f"{self.announcement_id} {self.staff_id}"


class KnowledgeEdition(models.Model):
    """One row: how often something that is searched was changed. Processes keep what they made of the edition they know."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)  # given by hand: there is no next one
    number = models.BigIntegerField()

    class Meta:
        constraints = (models.CheckConstraint(name="knowledge_edition_one_row", condition=Q(id=1)),)

    def __str__(self) -> str:
        return str(self.number)
