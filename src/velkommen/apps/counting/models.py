from django.db import models
from django.db.models import F, Q

from velkommen.apps.enquiries.models import Enquiry, ImportBatch
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.counting_weeks import ALL, MOST_MATTERS, MOST_SHEETS, Avoidable, Digital
from velkommen.domain.export_profiles import LONGEST_HEADING


class CountingWeek(models.Model):
    """Days in which some places count, and ask a little more.

    `tasks` are keys in the order of the alphabet (none: every task), `channels` and `questions` words of closed lists in order, so
    that two weeks about the same have the same lists. `target` is per cent of the staffed hours.
    """

    name = models.CharField(max_length=80, unique=True)
    first = models.DateField()
    last = models.DateField()
    tasks = models.JSONField(default=list, blank=True)
    channels = models.JSONField(default=list)
    questions = models.JSONField(default=list, blank=True)
    target = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-first", "-id")
        constraints = (
            models.CheckConstraint(name="counting_week_forward", condition=Q(first__lte=F("last"))),
            models.CheckConstraint(name="counting_week_target", condition=Q(target__gte=1, target__lte=ALL)),
            models.CheckConstraint(name="counting_week_ends_once", condition=Q(closed_at=None) | Q(cancelled_at=None)),
        )

    def __str__(self) -> str:
        return self.name


class CountingDay(models.Model):
    """A place counts on a local day for a week. `off`: the week was cancelled before that day came, and another may have it."""

    week = models.ForeignKey(CountingWeek, on_delete=models.CASCADE, related_name="days")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    off = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="counting_day_one_week", fields=("service_point", "day"), condition=Q(off=False)
            ),
            models.UniqueConstraint(name="counting_day_once", fields=("week", "service_point", "day")),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.day}"


class Answer(models.Model):
    """What was answered about one enquiry, and nothing about whose it was. `op` is the deed that said so last."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, primary_key=True, related_name="+")
    week = models.ForeignKey(CountingWeek, on_delete=models.PROTECT, related_name="+")
    digital = models.CharField(max_length=10, blank=True, default="")
    avoidable = models.CharField(max_length=20, blank=True, default="")
    matters = models.PositiveSmallIntegerField(null=True, blank=True)
    op = models.UUIDField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="counting_answer_known",
                condition=Q(
                    digital__in=["", *[one.value for one in Digital]],
                    avoidable__in=["", *[one.value for one in Avoidable]],
                ),
            ),
            models.CheckConstraint(
                name="counting_answer_matters",
                condition=Q(matters=None) | Q(matters__gte=1, matters__lte=MOST_MATTERS),
            ),
        )

    def __str__(self) -> str:
        return f"{self.enquiry_id}"


class PaperSheet(models.Model):
    """A sheet of tallies as it was typed in: the enquiries of its batch. Typed in again it has another edition and another batch.

    `tallies` maps "task/outcome" to how many, as the sheet had them.
    """

    week = models.ForeignKey(CountingWeek, on_delete=models.PROTECT, related_name="+")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    number = models.PositiveSmallIntegerField()
    edition = models.PositiveSmallIntegerField(default=1)
    batch = models.OneToOneField(ImportBatch, on_delete=models.PROTECT, related_name="+")
    tallies = models.JSONField()
    at = models.DateTimeField()
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ("-day", "number", "-edition")
        constraints = (
            models.UniqueConstraint(
                name="paper_sheet_once", fields=("week", "service_point", "day", "number"), condition=Q(current=True)
            ),
            models.UniqueConstraint(
                name="paper_sheet_edition_once", fields=("week", "service_point", "day", "number", "edition")
            ),
            models.CheckConstraint(name="paper_sheet_number", condition=Q(number__gte=1, number__lte=MOST_SHEETS)),
        )

    def __str__(self) -> str:
        return f"{self.service_point_id} {self.day} {self.number}"


class ExportProfile(models.Model):
    """How the file of a counting week is made: its columns in order, their headings, the words of its values.

    `columns` are pairs of a field and its heading; `words` maps a field to its values' words. `single`: one line for each enquiry,
    else alike ones are added up. `moment` is how finely the time is said, `unnumbered` what stands for a task without a KLE number.
    """

    name = models.SlugField(max_length=40, unique=True)
    columns = models.JSONField()
    words = models.JSONField(default=dict, blank=True)
    single = models.BooleanField(default=False)
    moment = models.CharField(max_length=10)
    unnumbered = models.CharField(max_length=LONGEST_HEADING, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="export_profile_moment_known", condition=Q(moment__in=["minute", "hour", "day"])
            ),
        )

    def __str__(self) -> str:
        return self.name
