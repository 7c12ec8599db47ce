"""Visits: their numbers, the chain of their periods, what they hold, where they are."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from velkommen.apps.enquiries.models import Enquiry, Forecast, Pace, Period
from velkommen.apps.evaluation.checks.registry import ask, check, enquiries, kept, rows, visits
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.domain.lifecycle import AT_DESK, State
from velkommen.domain.tickets import label

#: Whole seconds between two moments, exactly: SQLite's own functions round to thousandths.
_SQLITE_ELAPSED = """((strftime('%s', substr(ended_at, 1, 19)) - strftime('%s', substr(started_at, 1, 19))) * 1000000
    + CAST(substr(ended_at, 21, 6) AS INTEGER) - CAST(substr(started_at, 21, 6) AS INTEGER)) / 1000000"""


@check(
    _("Numbers of a letter run from 1 without hole or double, each place and day"),
    _("A number was lost or given twice. Look the day up in the log; the counts of that day are off by as many."),
)
def numbers_whole(at: datetime) -> Iterator[str]:
    yield from kept(Visit, "visit_number_once", "visit_number_whole")
    found = ask(
        """SELECT s.name, v.day, v.letter, COUNT(*), MAX(v.number) FROM visits_visit v
           JOIN places_servicepoint s ON s.id = v.service_point_id WHERE v.letter <> ''
           GROUP BY s.name, v.service_point_id, v.day, v.letter
           HAVING MIN(v.number) <> 1 OR MAX(v.number) <> COUNT(*) OR COUNT(DISTINCT v.number) <> COUNT(*)"""
    )
    yield from (f"{place}, {day}: {letter}, {count} numbers, highest {top}" for place, day, letter, count, top in found)


@check(
    _("The counter of a letter says the highest number drawn"),
    _(
        "The next number drawn would be wrong, or refused. Set the counter to the highest number of its place, day and letter."
    ),
)
def counters_agree(at: datetime) -> Iterator[str]:
    yield from kept(DayCounter, "day_counter_once")
    drawn = """SELECT service_point_id, day, letter, MAX(number) AS top FROM visits_visit
               WHERE letter <> '' GROUP BY service_point_id, day, letter"""
    found = ask(
        f"""WITH drawn AS ({drawn})
            SELECT c.service_point_id, c.day, c.letter, c.last, COALESCE(d.top, 0) FROM visits_daycounter c
            LEFT JOIN drawn d ON d.service_point_id = c.service_point_id AND d.day = c.day AND d.letter = c.letter
            WHERE d.top IS NULL OR d.top <> c.last
            UNION ALL
            SELECT d.service_point_id, d.day, d.letter, 0, d.top FROM drawn d WHERE NOT EXISTS (
                SELECT 1 FROM visits_daycounter c
                WHERE c.service_point_id = d.service_point_id AND c.day = d.day AND c.letter = d.letter)"""  # noqa: S608 - no value in the text
    )
    for place, day, letter, last, top in found:
        yield f"place {place}, {day}: counter {label(letter, last)}, highest {label(letter, top)}"


@check(
    _("Each predicted wait has its ends in order and is that of a number"),
    _("What was told to somebody is not known, and the page on told waits is off by it. Delete the row of that visit."),
)
def forecasts_whole(at: datetime) -> Iterator[str]:
    yield from kept(Forecast, "forecast_in_order", "forecast_how_known")
    yield from kept(Pace, "pace_once", "pace_some")
    yield from rows(Forecast.objects.filter(visit__number=None))


@check(
    _("Each period begins where the one before it ended, the first when the visit began"),
    _(
        "Time is missing or counted twice, so waiting and service times of these visits are wrong. Mark them as unreliable."
    ),
)
def periods_chain(at: datetime) -> list[str]:
    found = ask(
        """WITH chain AS (
             SELECT e.visit_id, p.started_at, LAG(p.ended_at) OVER (
                      PARTITION BY e.visit_id ORDER BY p.started_at, p.ended_at, p.id) AS before
             FROM enquiries_period p JOIN enquiries_enquiry e ON e.id = p.enquiry_id)
           SELECT DISTINCT v.id FROM chain c JOIN visits_visit v ON v.id = c.visit_id
           WHERE c.started_at <> COALESCE(c.before, v.opened_at)"""
    )
    return visits(pk for (pk,) in found)


@check(
    _("The present state of a visit began when its last period ended"),
    _(
        "The time under way would be counted from a wrong moment. End these visits and mark their enquiries as unreliable."
    ),
)
def present_follows_past(at: datetime) -> list[str]:
    found = ask(
        """SELECT v.id FROM visits_visit v LEFT JOIN (
             SELECT e.visit_id, MAX(p.ended_at) AS ended FROM enquiries_period p
             JOIN enquiries_enquiry e ON e.id = p.enquiry_id GROUP BY e.visit_id) past ON past.visit_id = v.id
           WHERE v.since <> COALESCE(past.ended, v.opened_at)"""
    )
    return visits(pk for (pk,) in found)


@check(
    _("The seconds of a period are the time from its start to its end"),
    _(
        "Sums of time are wrong by these rows. Something wrote periods past the house; mark their enquiries as unreliable."
    ),
)
def period_seconds(at: datetime) -> Iterator[str]:
    yield from kept(Period, "period_forward")
    elapsed = (
        "FLOOR(EXTRACT(EPOCH FROM ended_at - started_at))" if connection.vendor == "postgresql" else _SQLITE_ELAPSED
    )
    found = ask(f"SELECT id, seconds FROM enquiries_period WHERE seconds <> {elapsed}")  # noqa: S608 - no value in the text
    yield from (f"period {pk} ({seconds} s)" for pk, seconds in found)


@check(
    _("A period belongs to an enquiry that has a visit, and knows its desk when it was at one"),
    _("Time is counted for nobody, or at no desk. Mark the enquiries of these periods as unreliable."),
)
def periods_belong(at: datetime) -> list[str]:
    at_desk = Q(kind__in=[state.value for state in AT_DESK], desk=None)
    return rows(Period.objects.filter(Q(enquiry__visit=None) | at_desk))


@check(
    _("A visit has exactly one current matter and as many matters as it says"),
    _(
        "The desk would show the wrong matter, or end a visit too early. Finish these visits and correct their enquiries."
    ),
)
def matters_agree(at: datetime) -> Iterator[str]:
    yield from kept(Enquiry, "enquiry_one_current", "enquiry_current_has_visit")
    found = ask(
        """SELECT v.id FROM visits_visit v LEFT JOIN (
             SELECT visit_id, SUM(CASE WHEN "current" THEN 1 ELSE 0 END) AS now,
                    SUM(CASE WHEN "current" OR NOT withdrawn THEN 1 ELSE 0 END) AS all_told
             FROM enquiries_enquiry WHERE visit_id IS NOT NULL GROUP BY visit_id) held ON held.visit_id = v.id
           WHERE COALESCE(held.now, 0) <> 1 OR held.all_told <> v.matters"""
    )
    yield from visits(pk for (pk,) in found)


@check(
    _("A visit that is over says when and how; one that is not says neither"),
    _("The shares of no-shows and the lines are wrong by these visits. Finish them at the desk."),
)
def visits_end(at: datetime) -> Iterator[str]:
    yield from kept(Visit, "visit_ended_has_end", "visit_time_forward")
    over = Visit.objects.filter(state=State.ENDED.value).exclude(ended_at=F("since"))
    yield from visits(over.values_list("id", flat=True)[:20])


@check(
    _("A matter of a visit that is over has an outcome, and so has one counted at the desk without a visit"),
    _("The enquiry is in the number and in no outcome. Correct it at the desk."),
)
def outcomes_given(at: datetime) -> list[str]:
    counted_at_desk = Q(visit=None) & ~Q(source="import")
    bare = Enquiry.objects.filter(outcome="", withdrawn=False)
    return enquiries(bare.filter(counted_at_desk | Q(visit__state=State.ENDED.value)))


@check(
    _("A desk has at most one visit, and a visit that is called or served has a desk"),
    _("Two citizens would be sent to one desk, or one to none. Put one of the visits on hold, or finish it."),
)
def one_visit_per_desk(at: datetime) -> Iterable[str]:
    return kept(Visit, "visit_one_per_desk", "visit_at_desk_has_desk")


@check(
    _("A visit, its matters, its desks and its periods belong to one place"),
    _("An enquiry is counted at one place and was served at another. Correct the place in the database."),
)
def same_place(at: datetime) -> Iterator[str]:
    other_desk = Q(desk__isnull=False) & ~Q(desk__service_point=F("service_point"))
    other_line = Q(for_desk__isnull=False) & ~Q(for_desk__service_point=F("service_point"))
    yield from visits(Visit.objects.filter(other_desk | other_line).values_list("id", flat=True)[:20])
    moved = Enquiry.objects.filter(visit__isnull=False).exclude(visit__service_point=F("service_point"))
    yield from enquiries(moved)
    other = Q(desk__isnull=False) & ~Q(desk__service_point=F("service_point"))
    elsewhere = Period.objects.filter(other | ~Q(day=F("enquiry__day"), service_point=F("enquiry__service_point")))
    yield from rows(elsewhere)
