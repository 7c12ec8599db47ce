"""Enquiries: how they ended, when they were, in which words, and from which sheet."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, F, Q
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay, ExtractMinute, TruncDate
from django.utils.translation import gettext_lazy as _

from velkommen.apps.catalogue.models import Destination, Task
from velkommen.apps.enquiries.models import Enquiry, ImportBatch, Period
from velkommen.apps.evaluation.checks.registry import MOST, check, enquiries, kept, rows, visits
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Device, Posting
from velkommen.apps.places.models import DeskUnit, ServicePoint
from velkommen.apps.visits.models import Visit
from velkommen.domain.kinds import Source
from velkommen.domain.lifecycle import State
from velkommen.domain.outcomes import REFERRALS, Discretion, Outcome
from velkommen.domain.report2010 import Category
from velkommen.shared import clock
from velkommen.shared.log.models import Deed

AHEAD = timedelta(minutes=5)  # clocks of phones and machines differ a little


@check(
    _("A referral names where to, and a place of the right kind"),
    _("The enquiry was sent nowhere, or somewhere it cannot go. Correct its outcome at the desk."),
)
def referrals_name_where(at: datetime) -> Iterator[str]:
    yield from kept(Enquiry, "enquiry_referral_names_where")
    wrong = Q()
    for outcome, kind in REFERRALS.items():
        wrong |= Q(outcome=outcome.value, destination__isnull=False) & ~Q(destination__kind=kind.value)
    yield from enquiries(Enquiry.objects.filter(wrong))


@check(
    _("“Not possible” says why, and only that outcome does"),
    _("What stops people cannot be counted. Correct the outcome of the enquiry at the desk."),
)
def not_possible_says_why(at: datetime) -> Iterable[str]:
    return kept(Enquiry, "enquiry_not_possible_says_why")


@check(
    _("What takes a professional judgement is never solved at the front desk alone"),
    _("The law asks for a decision by somebody else. Correct the outcome, or the judgement the task is said to take."),
)
def judgement_not_at_desk(at: datetime) -> list[str]:
    return enquiries(
        Enquiry.objects.filter(outcome=Outcome.SOLVED.value, task__discretion=Discretion.HIGH.value, withdrawn=False)
    )


@check(
    _("Day, weekday and minute of an enquiry are the local clock at its moment"),
    _(
        "Hours and days of the statistics are wrong by these rows. Was the time zone changed? Put it back (VELKOMMEN_TIME_ZONE)."
    ),
)
def local_clock(at: datetime) -> Iterator[str]:
    yield from kept(Enquiry, "enquiry_local_clock")
    zone = clock.zone()
    moved = Enquiry.objects.annotate(
        local_day=TruncDate("happened_at", tzinfo=zone),
        local_weekday=ExtractIsoWeekDay("happened_at", tzinfo=zone) - 1,
        local_minute=ExtractHour("happened_at", tzinfo=zone) * 60 + ExtractMinute("happened_at", tzinfo=zone),
    ).exclude(day=F("local_day"), weekday=F("local_weekday"), minute=F("local_minute"))
    yield from enquiries(moved)
    opened = Visit.objects.annotate(local_day=TruncDate("opened_at", tzinfo=zone)).exclude(day=F("local_day"))
    yield from visits(opened.values_list("id", flat=True)[:MOST])


@check(
    _("Nothing has happened after now"),
    _("A clock was wrong, or still is. Put the clock of the machine right; correct the rows when their time has come."),
)
def nothing_ahead(at: datetime) -> Iterator[str]:
    late = at + AHEAD
    yield from enquiries(Enquiry.objects.filter(happened_at__gt=late))
    yield from visits(Visit.objects.filter(since__gt=late).values_list("id", flat=True)[:MOST])
    yield from rows(Period.objects.filter(ended_at__gt=late))
    yield from rows(Deed.objects.filter(at__gt=late))


@check(
    _("Every word from a closed list is in the list"),
    _("These rows fall out of the figures. Something wrote past the house; correct the word in the database."),
)
def words_known(at: datetime) -> Iterator[str]:
    yield from kept(
        Enquiry, "enquiry_outcome_known", "enquiry_channel_known", "enquiry_kind_known", "enquiry_unit_known"
    )
    yield from kept(Visit, "visit_state_known")
    yield from kept(Period, "period_kind_known")
    yield from kept(ServicePoint, "service_point_kind_known")
    yield from kept(DeskUnit, "desk_unit_known")
    yield from kept(Staff, "staff_unit_known")
    yield from kept(Posting, "posting_role_of_staff")
    yield from kept(Device, "device_role_known")
    yield from kept(Task, "task_desk_role_known", "task_discretion_known")
    yield from kept(Destination, "destination_kind_known")
    yield from enquiries(Enquiry.objects.exclude(source__in=[source.value for source in Source]))
    yield from rows(Task.objects.exclude(historic__in=[category.value for category in Category]))
    languages = [language for language, _name in settings.LANGUAGES]
    yield from visits(Visit.objects.exclude(language__in=languages).values_list("id", flat=True)[:MOST])


@check(
    _("Imported rows know their file, and a file has as many as it says"),
    _("Part of a sheet is missing or stands alone. Withdraw the rows of that file and import it again."),
)
def imports_whole(at: datetime) -> Iterator[str]:
    imported = Q(source__in=[Source.IMPORT.value, Source.PAPER.value])
    yield from enquiries(Enquiry.objects.filter(imported & Q(batch=None) | ~imported & Q(batch__isnull=False)))
    counts = dict(Enquiry.objects.filter(batch__isnull=False).order_by().values_list("batch").annotate(Count("pk")))
    for pk, enquiries_said in ImportBatch.objects.values_list("pk", "enquiries"):
        if counts.get(pk, 0) != enquiries_said:
            yield f"import batch {pk} ({enquiries_said} said, {counts.get(pk, 0)} there)"


@check(
    _("A current matter that was withdrawn belongs to a visit that is over"),
    _("The desk would serve a matter that counts nowhere. Finish the visit."),
)
def withdrawn_is_over(at: datetime) -> list[str]:
    return enquiries(Enquiry.objects.filter(current=True, withdrawn=True).exclude(visit__state=State.ENDED.value))
