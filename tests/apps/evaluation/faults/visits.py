"""What can be wrong of visits and of what was asked."""

from datetime import timedelta

from django.db.models import F

from tests.apps.evaluation.corruption import (
    Fault,
    past_check,
    past_trigger,
    sql,
)
from tests.apps.evaluation.rows import (
    NOW,
    TODAY,
    enquiries,
    first_of_two,
    forecast,
    key,
    period,
    serving,
    tally,
    visits,
)
from tests.people import stretch
from velkommen.apps.catalogue.models import Destination, Task
from velkommen.apps.enquiries.actions.tickets import new_enquiry
from velkommen.apps.enquiries.models import Enquiry, ImportBatch
from velkommen.apps.places.models import (
    Desk,
    ServicePoint,
)
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.domain.outcomes import Outcome


def break_a_number() -> None:
    where = "UPDATE visits_visit SET number = 0 WHERE id = %s"
    past_check("visits_visit", "visit_number_whole", where, first_of_two().pk)


def tomorrow() -> None:
    row = new_enquiry(
        ServicePoint.objects.get(slug="nordby").pk, Task.objects.get(key="other"), NOW + timedelta(days=1)
    )
    row.outcome = Outcome.SOLVED.value
    row.save(force_insert=True)


def period_of_nobody() -> None:
    stretch(tally(), "waiting", NOW, 0)


def period_of_another_day() -> None:
    row = period()
    row.delete()
    row.day += timedelta(days=1)
    row.save(force_insert=True)


def undesk() -> None:
    where = "UPDATE visits_visit SET desk_id = NULL WHERE id = %s"
    past_check("visits_visit", "visit_at_desk_has_desk", where, serving().pk)


def two_at_a_desk() -> None:
    sql("DROP INDEX visit_one_per_desk")
    one = serving()
    visits(state="waiting", service_point=one.service_point).update(state="called", desk=one.desk)


def unend() -> None:
    pk = visits(state="ended").values_list("id", flat=True)[0]
    past_check("visits_visit", "visit_ended_has_end", "UPDATE visits_visit SET ending = '' WHERE id = %s", pk)


def other_destination() -> None:
    police = Destination.objects.get(key="police")
    Enquiry.objects.filter(id=tally().pk).update(outcome="to_department", destination=police)


def referred_nowhere() -> None:
    where = "UPDATE enquiries_enquiry SET outcome = 'to_department' WHERE id = %s"
    past_check("enquiries_enquiry", "enquiry_referral_names_where", where, key(tally()))


def impossible_without_reason() -> None:
    where = "UPDATE enquiries_enquiry SET outcome = 'not_possible' WHERE id = %s"
    past_check("enquiries_enquiry", "enquiry_not_possible_says_why", where, key(tally()))


def by_pigeon() -> None:
    where = "UPDATE enquiries_enquiry SET channel = 'pigeon' WHERE id = %s"
    past_check("enquiries_enquiry", "enquiry_channel_known", where, key(tally()))


def elsewhere() -> None:
    waiting = visits(state="waiting")
    waiting.update(for_desk=Desk.objects.exclude(service_point=waiting.get().service_point).order_by("pk")[0])


def other_ending() -> None:
    """A visit of yesterday has ended, and nobody knows how."""
    yesterday = TODAY - timedelta(days=1)
    pk = Visit.objects.filter(day=yesterday, state="ended").values_list("id", flat=True)[0]
    past_check("visits_visit", "visit_ended_has_end", "UPDATE visits_visit SET ending = '' WHERE id = %s", pk)


def forecast_reversed() -> None:
    where = "UPDATE enquiries_forecast SET low = 9 WHERE id = %s"
    past_check("enquiries_forecast", "forecast_in_order", where, forecast(first_of_two()).pk)


def forecast_of_nobody() -> None:
    visit = Visit.objects.filter(day=TODAY).exclude(letter="").order_by("-number")[0]
    counter = DayCounter.objects.filter(service_point=visit.service_point, day=TODAY, letter=visit.letter)
    counter.update(last=F("last") - 1)
    Visit.objects.filter(pk=visit.pk).update(letter="", number=None, link=None)
    forecast(visit)


FOUND: list[Fault] = [
    ("a number is lost", {"numbers_whole"}, lambda: first_of_two().delete()),
    ("a number is zero", {"numbers_whole"}, break_a_number),
    (
        "a counter runs ahead",
        {"counters_agree"},
        lambda: DayCounter.objects.filter(day=TODAY).update(last=F("last") + 1),
    ),
    ("a counter is lost", {"counters_agree"}, lambda: DayCounter.objects.filter(day=TODAY, letter="P").delete()),
    ("a predicted wait has its ends the wrong way round", {"forecasts_whole"}, forecast_reversed),
    ("a wait was predicted for somebody without a number", {"forecasts_whole"}, forecast_of_nobody),
    ("a period is lost", {"periods_chain"}, lambda: period().delete()),
    (
        "a visit began earlier",
        {"periods_chain"},
        lambda: visits(state="ended").update(opened_at=F("opened_at") - timedelta(seconds=1)),
    ),
    ("the present began later", {"present_follows_past"}, lambda: visits(state="waiting").update(since=NOW)),
    (
        "a period is too long",
        {"period_seconds"},
        lambda: past_trigger("UPDATE enquiries_period SET seconds = seconds + 1 WHERE id = %s", period().pk),
    ),
    (
        "a period is too short",
        {"period_seconds"},
        lambda: past_trigger("UPDATE enquiries_period SET seconds = seconds - 1 WHERE id = %s", period().pk),
    ),
    ("a period has nobody", {"periods_belong"}, period_of_nobody),
    (
        "a call has no desk",
        {"periods_belong"},
        lambda: past_trigger("UPDATE enquiries_period SET desk_id = NULL WHERE id = %s", period().pk),
    ),
    ("a visit miscounts its matters", {"matters_agree"}, lambda: visits().update(matters=F("matters") + 1)),
    ("a visit is about nothing", {"matters_agree"}, lambda: enquiries(current=True).update(current=False)),
    ("a visit ended in no way", {"visits_end"}, unend),
    ("a visit ended later", {"visits_end"}, lambda: visits(state="ended").update(ended_at=NOW)),
    (
        "a matter has no outcome",
        {"outcomes_given"},
        lambda: enquiries(visit__state="ended", outcome="solved").update(outcome=""),
    ),
    ("a tally has no outcome", {"outcomes_given"}, lambda: Enquiry.objects.filter(pk=tally().pk).update(outcome="")),
    ("two visits at a desk", {"one_visit_per_desk", "constraints_there"}, two_at_a_desk),
    ("a visit served nowhere", {"one_visit_per_desk"}, undesk),
    ("a line at another place", {"same_place"}, elsewhere),
    ("a period on another day", {"same_place"}, period_of_another_day),
    ("a referral to the wrong kind", {"referrals_name_where"}, other_destination),
    ("a referral to nowhere", {"referrals_name_where"}, referred_nowhere),
    ("not possible without a reason", {"not_possible_says_why"}, impossible_without_reason),
    (
        "a judgement at the desk",
        {"judgement_not_at_desk"},
        lambda: Task.objects.filter(key="passport_adult").update(
            discretion="high", referral=Destination.objects.get(key="police")
        ),
    ),
    ("another minute", {"local_clock"}, lambda: enquiries(minute__lt=1000).update(minute=F("minute") + 1)),
    ("another weekday", {"local_clock"}, lambda: enquiries().update(weekday=6)),
    ("tomorrow came early", {"nothing_ahead"}, tomorrow),
    ("by pigeon", {"words_known"}, by_pigeon),
    ("an unknown source", {"words_known"}, lambda: enquiries().update(source="rumour")),
    ("an unknown language", {"words_known"}, lambda: visits().update(language="xx")),
    (
        "an unknown category",
        {"words_known", "statistics_recomputed"},
        lambda: Task.objects.filter(key="passport_adult").update(historic="passports"),
    ),
    (
        "an import of nothing",
        {"imports_whole"},
        lambda: ImportBatch.objects.create(name="x", digest="x", at=NOW, enquiries=1),
    ),
    ("an import from no file", {"imports_whole"}, lambda: enquiries().update(source="import")),
    (
        "a matter withdrawn in the line",
        {"withdrawn_is_over"},
        lambda: enquiries(visit__state="waiting", current=True).update(withdrawn=True),
    ),
    ("an ending nobody knows", {"visits_end"}, other_ending),
]
