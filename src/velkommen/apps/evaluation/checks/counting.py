"""Counting weeks: one at a place on a day, answers to what was asked of what was counted, paper that counts what it says, once."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from velkommen.apps.catalogue.models import Task
from velkommen.apps.counting.models import (
    RUNS_ONCE,
    SHEET_ONCE,
    Answer,
    CountingDay,
    CountingWeek,
    ExportProfile,
    PaperSheet,
)
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.evaluation.checks.registry import check, kept, rows
from velkommen.domain.counting_weeks import LONGEST, Question
from velkommen.domain.export_profiles import VALUES, Column
from velkommen.domain.kinds import Channel, Source


@check(
    _("One counting week runs at a place at a time, in days and about tasks there are"),
    _(
        "A desk would be asked for two weeks at once, or about nothing. Plan the week anew, and ask who changed it by hand."
    ),
)
def weeks_sound(at: datetime) -> Iterator[str]:
    yield from kept(CountingDay, RUNS_ONCE, "counting_day_once")
    yield from kept(CountingWeek, "counting_week_forward", "counting_week_target", "counting_week_ends_once")
    yield from rows(CountingDay.objects.filter(Q(day__lt=F("week__first")) | Q(day__gt=F("week__last"))))
    yield from rows(CountingWeek.objects.filter(days=None))
    tasks = set(Task.objects.values_list("key", flat=True))
    for week in CountingWeek.objects.order_by("pk"):
        asked, ways = set(week.questions) - set(Question), set(week.channels) - set(Channel)
        if set(week.tasks) - tasks or asked or ways or (week.last - week.first).days >= LONGEST:
            yield f"counting week {week.pk}"


@check(
    _("What a counting week asked was answered about something it counts, at a place and day of it"),
    _("Answers count for a week that did not ask. Delete them, and ask how they got there."),
)
def answers_belong(at: datetime) -> Iterator[str]:
    yield from kept(Answer, "counting_answer_known", "counting_answer_matters")
    same = CountingDay.objects.filter(
        week=OuterRef("week"), service_point=OuterRef("enquiry__service_point"), day=OuterRef("enquiry__day")
    )
    yield from rows(Answer.objects.annotate(there=Subquery(same.values("pk")[:1])).filter(there=None))


@check(
    _("A sheet of paper counts what was typed in, once, and nothing of what it counted before it was put right"),
    _("Paper counts twice, or not at all. Put the sheet right once more: what counts then is what you type."),
)
def paper_counts_once(at: datetime) -> Iterator[str]:
    yield from kept(PaperSheet, SHEET_ONCE, "paper_sheet_edition_once", "paper_sheet_number")
    on_paper = Enquiry.objects.filter(source=Source.PAPER.value)
    old = PaperSheet.objects.filter(current=False).values("batch")
    yield from rows(on_paper.filter(batch__in=old, withdrawn=False))
    yield from rows(on_paper.exclude(batch__in=PaperSheet.objects.values("batch")))
    for sheet in PaperSheet.objects.select_related("batch").order_by("pk"):
        if sum(sheet.tallies.values()) != sheet.batch.enquiries:
            yield f"paper sheet {sheet.pk}"


@check(
    _("A form of file has columns and words the house knows"),
    _("The file cannot be written. Put the form right on its page, or drop it."),
)
def profiles_sound(at: datetime) -> Iterator[str]:
    yield from kept(ExportProfile, "export_profile_moment_known")
    for one in ExportProfile.objects.order_by("pk"):
        known = {column for column, _heading in one.columns} <= set(Column) and set(one.words) <= set(VALUES)
        if not one.columns or not known:
            yield f"export profile {one.pk}"
