"""What can be wrong in a town, each by itself: what the doctor says of it, and how it comes to be."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F

from tests.appointments import booked
from tests.apps.evaluation.corruption import drop_step_trigger, drop_trigger, past_check, past_trigger, restart_ids, sql
from tests.apps.evaluation.rows import (
    NOW,
    TODAY,
    asked,
    card,
    change,
    enquiries,
    first_of_two,
    forecast,
    found_wrong,
    key,
    last_cell,
    offered,
    period,
    promised,
    serving,
    shelve,
    tally,
    tell,
    visits,
)
from velkommen.apps.appointments.models import Appointment, Cell, Contact, Terms
from velkommen.apps.catalogue.models import Destination, Season, Task
from velkommen.apps.courses.models import Answer, Series, SignUp, SignUpContact
from velkommen.apps.courses.queries import coming
from velkommen.apps.enquiries.actions.tickets import new_enquiry
from velkommen.apps.enquiries.models import Enquiry, ImportBatch, Period
from velkommen.apps.knowledge.models import CardVersion, KnowledgeEdition
from velkommen.apps.learning.models import StaffCourse, StaffCourseDay, Training
from velkommen.apps.lifelines.models import CallBack, Expert, Lifeline, LifelineNote, LifelineStep
from velkommen.apps.messages.models import MessageCount, MessageText
from velkommen.apps.placement.models import (
    Absence,
    Agreement,
    Competence,
    DutyPeriod,
    LocalSuspension,
    Posting,
    Shift,
    TaskPeriod,
)
from velkommen.apps.places.models import (
    Desk,
    Equipment,
    Municipality,
    OpeningPeriod,
    ServicePoint,
    SpecialDay,
    Stop,
)
from velkommen.apps.readiness.models import Mark
from velkommen.apps.roster.models import Deal, Leave, Need
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.domain.outcomes import Outcome
from velkommen.shared.log.models import Deed

Corrupt = Callable[[], object]


def with_nobody() -> None:
    """Accepted, and nobody has it."""
    where = "UPDATE lifelines_lifeline SET stage = 'accepted' WHERE id = %s"
    row = asked(stage="asked", way="ask")
    Lifeline.objects.filter(pk=row.pk).update(escalates_at=None)
    LifelineStep.objects.create(
        lifeline=row, number=2, what="accept", stage="accepted", level=row.level, owner=row.owner, at=NOW
    )
    Lifeline.objects.filter(pk=row.pk).update(version=2)
    past_check("lifelines_lifeline", "lifeline_accepted_is_the_experts", where, row.pk)


def still_written() -> None:
    """Ended long ago, with its words; their count and steps are as they were."""
    ended = Lifeline.objects.filter(stage="ended").order_by("pk")[0]
    moments = ("asked_at", "accepted_at", "answered_at", "changed_at", "ended_at")
    Lifeline.objects.filter(pk=ended.pk).update(**{name: F(name) - timedelta(days=99) for name in moments})
    LifelineNote.objects.update(lifeline=ended, answer=True)


def nowhere() -> None:
    where = "UPDATE catalogue_task SET referral_id = NULL WHERE key = %s"
    past_check("catalogue_task", "task_referral_where_needed", where, "cash_benefit")


def an_old_card() -> None:
    """The version before the last is what a desk reads."""
    versions = CardVersion.objects.filter(card=card())
    versions.update(current=False)
    versions.filter(number=1).update(current=True)


def nobody_is_told() -> None:
    card()
    KnowledgeEdition.objects.all().delete()


def half_an_answer() -> None:
    where = "UPDATE knowledge_report SET answer = 'mended' WHERE id = %s"
    past_check("knowledge_report", "report_answered_whole", where, found_wrong().pk)


def backwards() -> None:
    season = Season.objects.create(task=change("minutes", 20).task, first=TODAY, last=TODAY, name="Valg")
    where = "UPDATE catalogue_season SET last = %s WHERE id = %s"
    past_check("catalogue_season", "season_forward", where, "2026-01-01", season.pk)


def break_a_number() -> None:
    where = "UPDATE visits_visit SET number = 0 WHERE id = %s"
    past_check("visits_visit", "visit_number_whole", where, first_of_two().pk)


def doubly_promised() -> None:
    """Two at one time. The constraint refuses it, so the cells of the first were lost before."""
    first = promised()
    taken = (first.desk, first.staff_id, first.starts_at, ["nemkonto"])
    Cell.objects.filter(appointment=first).delete()
    booked(*taken)


def come_elsewhere() -> None:
    visit = visits(state="waiting").get()
    other = Desk.objects.exclude(service_point=visit.service_point).order_by("pk")[0]
    made = promised(keeps_until=NOW, state="cancelled")
    Cell.objects.filter(appointment=made).delete()
    Appointment.objects.filter(pk=made.pk).update(state="arrived", visit=visit, service_point=other.service_point)


def promised_too_much() -> None:
    place = ServicePoint.objects.order_by("pk")[0]
    Terms.objects.filter(service_point=place).delete()
    made = Terms.objects.create(service_point=place)
    where = "UPDATE appointments_terms SET walk_in = 90 WHERE id = %s"
    past_check("appointments_terms", "terms_shares_of_a_whole", where, made.pk)


def confirmed_with_a_link() -> None:
    where = "UPDATE appointments_appointment SET confirm = 'still-open' WHERE id = %s"
    past_check("appointments_appointment", "appointment_only_asked_confirms", where, promised().pk)


def still_reached() -> None:
    made = promised(-9 * 24 * 60)
    Contact.objects.create(appointment=made, channel="email", to="somebody@example.dk")


def first_series(*, full: bool = True) -> Series:
    """The next series that is full, or the next one that is not."""
    found = [one.row for one in coming(NOW) if (one.free == 0) is full]
    return found[0]


def without_a_date() -> None:
    row = first_series(full=False)
    SignUpContact.objects.filter(series=row).delete()
    row.dates.all().delete()


def too_many_hands() -> None:
    where = "UPDATE courses_answer SET yes = asked + 1 WHERE id = %s"
    past_check("courses_answer", "answer_of_those_asked", where, Answer.objects.order_by("pk")[0].pk)


def still_reached_after_a_course() -> None:
    sign_up = SignUp.objects.filter(contact=None, series__dates__ends_at__lt=NOW).order_by("pk")[0]
    SignUpContact.objects.create(sign_up=sign_up, series=sign_up.series, channel="email", to="somebody@example.dk")


def tomorrow() -> None:
    row = new_enquiry(
        ServicePoint.objects.get(slug="nordby").pk, Task.objects.get(key="other"), NOW + timedelta(days=1)
    )
    row.outcome = Outcome.SOLVED.value
    row.save(force_insert=True)


def period_of_nobody() -> None:
    Period.objects.create(enquiry=tally(), kind="waiting", started_at=NOW, ended_at=NOW, seconds=0)


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


def close_before_opening() -> None:
    where = "UPDATE places_openingperiod SET closes = opens WHERE id = (SELECT MIN(id) FROM places_openingperiod)"
    past_check("places_openingperiod", "openingperiod_forward", where)


def open_twice() -> None:
    """The hours of a Monday, typed a second time."""
    row = OpeningPeriod.objects.filter(weekdays__lt=64).order_by("pk")[0]
    OpeningPeriod.objects.create(
        service_point=row.service_point, layer=row.layer, weekdays=row.weekdays, opens=row.opens, closes=row.closes
    )


def closed_and_open() -> None:
    place = ServicePoint.objects.get(slug="nordby")
    for hours in ({}, {"opens": 600, "closes": 720}):
        SpecialDay.objects.create(service_point=place, layer="staffed", day=TODAY, **hours)


def off_the_globe() -> None:
    past_check("places_stop", "stop_on_the_globe", "UPDATE places_stop SET latitude = 90.5")


def teapot() -> None:
    past_check("places_equipment", "equipment_kind_known", "UPDATE places_equipment SET kind = 'teapot'")


def teach(role: str) -> None:
    past_check("placement_offer", "offer_role_known", "UPDATE placement_offer SET role = %s", role)


def away_twice() -> None:
    """The passports of Nordby, away until further notice and once more from tomorrow."""
    offer = offered("nordby", "passport_adult").get()
    for day in (TODAY, TODAY + timedelta(days=1)):
        LocalSuspension.objects.create(service_point=offer.service_point, task=offer.task, first=day, why="Storm")


def own_hours_twice() -> None:
    offer = offered("nordby", "passport_adult").get()
    for opens in (600, 660):
        where = {"service_point": offer.service_point, "task": offer.task}
        TaskPeriod.objects.create(**where, weekdays=1, opens=opens, closes=720)


def unagreed(column: str) -> None:
    """A word nobody knows in the newest agreement of Nordby."""
    newest = Agreement.objects.filter(service_point__slug="nordby").order_by("-since").values("pk")[:1]
    Agreement.objects.filter(pk=newest[0]["pk"]).update(**{column: ["pirates"]})


def able_twice() -> None:
    row = Competence.objects.filter(staff__username="ida", key="passport").get()
    Competence.objects.create(staff=row.staff, key=row.key, first=TODAY, last=TODAY)


def refreshed_for_ever() -> None:
    where = "UPDATE learning_terms SET lasts = NULL, refreshed_by = 5 WHERE key = %s"
    past_check("learning_terms", "learning_terms_refreshing", where, "passport")


def signed_off_early() -> None:
    Training.objects.update(ended_on=TODAY, signed_off=True)


def taught_by_oneself() -> None:
    past_check("learning_training", "training_of_two", "UPDATE learning_training SET teacher_id = learner_id")


def able_somehow() -> None:
    row = Competence.objects.filter(staff__username="ida", key="passport").get()
    where = "UPDATE placement_competence SET level = %s WHERE id = %s"
    past_check("placement_competence", "competence_level_known", where, "juggles", row.pk)


def on_duty(opens: int, closes: int) -> None:
    """Jens on Mondays, who serves at Nordby from ten to six anyway."""
    posting = Posting.objects.get(staff__username="jens", service_point__slug="nordby")
    DutyPeriod.objects.create(posting=posting, weekdays=1, opens=opens, closes=closes)


def two_places_at_once() -> None:
    jens, there = Posting.objects.filter(staff__username="jens").values_list("staff", "service_point")[0]
    for opens in (60, 90):
        Shift.objects.create(staff_id=jens, service_point_id=there, day=TODAY, opens=opens, closes=120)


def away_backwards() -> None:
    staff = Posting.objects.filter(staff__username="jens").values_list("staff", flat=True)[0]
    row = Absence.objects.create(staff_id=staff, first=TODAY, last=TODAY)
    where = "UPDATE placement_absence SET last = %s WHERE id = %s"
    past_check("placement_absence", "absence_forward", where, "2026-01-01", row.pk)


def a_need_of_nobody() -> None:
    place = ServicePoint.objects.get(slug="nordby")
    row = Need.objects.create(service_point=place, weekdays=1, opens=600, closes=720)
    past_check("roster_need", "need_possible", "UPDATE roster_need SET number = 0 WHERE id = %s", row.pk)


def approved_and_not_away() -> None:
    staff = Posting.objects.filter(staff__username="jens").values_list("staff", flat=True)[0]
    Leave.objects.create(staff_id=staff, first=TODAY, last=TODAY, state="approved", asked_at=NOW)


def given_by_somebody_else() -> None:
    jens, there = Posting.objects.filter(staff__username="jens").values_list("staff", "service_point")[0]
    shift = Shift.objects.create(service_point_id=there, day=TODAY, opens=600, closes=720)
    Deal.objects.create(shift=shift, giver_id=jens, made_at=NOW)


def nobody_left() -> None:
    Posting.objects.filter(service_point__slug="vesterby").delete()


def post_twice() -> None:
    sql("DROP INDEX posting_once_everywhere")
    posting = Posting.objects.filter(service_point=None).first()
    assert posting is not None
    Posting.objects.create(staff=posting.staff, role=posting.role)


def a_second_municipality() -> None:
    sql("DROP INDEX one_municipality")
    Municipality.objects.create(code="0998", name="Nabo Kommune", population=1, invented=True)


def elsewhere() -> None:
    waiting = visits(state="waiting")
    waiting.update(for_desk=Desk.objects.exclude(service_point=waiting.get().service_point).order_by("pk")[0])


def other_ending() -> None:
    """Yesterday's no-shows are told by an ending that nobody knows: the two ways of counting part."""
    yesterday = TODAY - timedelta(days=1)
    pk = Visit.objects.filter(day=yesterday, state="ended").values_list("id", flat=True)[0]
    past_check("visits_visit", "visit_ended_has_end", "UPDATE visits_visit SET ending = '' WHERE id = %s", pk)


def address_left_behind() -> None:
    pk = tell().pk
    past_check(
        "messages_message",
        "message_address_until_over",
        "UPDATE messages_message SET state = 'dropped', done_at = not_before WHERE id = %s",
        pk,
    )
    MessageCount.objects.create(
        service_point=ServicePoint.objects.get(slug="nordby"),
        day=TODAY + timedelta(days=1),
        purpose="reminder",
        channel="sms",
        outcome="dropped",
        number=1,
    )


def sent_by_nobody() -> None:
    pk = tell().pk
    update = "UPDATE messages_message SET state = 'sending' WHERE id = %s"
    past_check("messages_message", "message_sending_has_worker", update, pk)


def written_with_a_hole() -> None:
    MessageText.objects.create(purpose="booked", channel="sms", language="da", body="Din tid: {task}")


def forecast_reversed() -> None:
    where = "UPDATE enquiries_forecast SET low = 9 WHERE id = %s"
    past_check("enquiries_forecast", "forecast_in_order", where, forecast(first_of_two()).pk)


def forecast_of_nobody() -> None:
    visit = Visit.objects.filter(day=TODAY).exclude(letter="").order_by("-number")[0]
    counter = DayCounter.objects.filter(service_point=visit.service_point, day=TODAY, letter=visit.letter)
    counter.update(last=F("last") - 1)
    Visit.objects.filter(pk=visit.pk).update(letter="", number=None, link=None)
    forecast(visit)


FOUND: list[tuple[str, set[str], Corrupt]] = [
    (
        "a migration is missing",
        {"migrations_applied"},
        lambda: MigrationRecorder.Migration.objects.filter(app="log").delete(),
    ),
    ("an index was dropped", {"constraints_there"}, lambda: sql("DROP INDEX enquiry_one_current")),
    ("the trigger was dropped", {"periods_guarded"}, drop_trigger),
    ("ids start again", {"ids_go_on"}, lambda: restart_ids("visits_visit")),
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
    ("a colleague was deleted", {"references_exist"}, lambda: visits(state="ended").update(staff_id=99_999)),
    ("a place was deleted", {"log_whole"}, lambda: Deed.objects.update(service_point_id=99_999)),
    ("a deed was deleted", {"log_whole"}, lambda: visits().update(last_op=uuid4())),
    ("closed before it opens", {"hours_sound"}, close_before_opening),
    ("open twice at once", {"hours_sound"}, open_twice),
    (
        "at a stop of another place",
        {"hours_sound"},
        lambda: Stop.objects.update(service_point=ServicePoint.objects.get(slug="nordby")),
    ),
    ("closed and open", {"special_days_sound"}, closed_and_open),
    (
        "a day nobody knows",
        {"special_days_sound"},
        lambda: Municipality.objects.update(extra_closed_days=["04-01"]),
    ),
    ("a task sends people nowhere", {"tasks_readable"}, nowhere),
    (
        "a task of no use",
        {"tasks_readable"},
        lambda: Task.objects.filter(key="nemkonto").update(bring_da="a bank card"),
    ),
    ("a task refers to nobody", {"tasks_readable"}, lambda: change("referral", "the_moon")),
    ("a change of what is not there", {"tasks_readable"}, lambda: change("colour", "red")),
    ("a season runs backwards", {"steps_sound"}, backwards),
    ("destroyed too early", {"shelves_sound"}, lambda: shelve(destroyed_at=NOW)),
    ("a role nobody knows", {"offers_sound"}, lambda: teach("juggle")),
    ("away twice", {"offers_sound"}, away_twice),
    ("a task has hours twice", {"offers_sound"}, own_hours_twice),
    ("the safe is gone", {"offers_possible"}, lambda: Equipment.objects.filter(kind="safe").delete()),
    (
        "a judgement is completed",
        {"offers_possible"},
        lambda: offered("nordby", "home_aids").update(role="complete"),
    ),
    (
        "what nobody has learnt",
        {"offers_possible"},
        lambda: Competence.objects.filter(key="passport").delete(),
    ),
    ("nobody is posted", {"offers_possible"}, nobody_left),
    ("nobody is in charge", {"agreements_sound"}, lambda: Agreement.objects.update(project_owner=" ")),
    ("a unit nobody knows", {"agreements_sound"}, lambda: unagreed("units")),
    ("a partner nobody knows", {"agreements_sound"}, lambda: unagreed("partners")),
    ("able twice", {"competences_sound"}, able_twice),
    ("able in a way nobody knows", {"competences_sound"}, able_somehow),
    ("refreshed by use without an end", {"terms_of_competences_sound"}, refreshed_for_ever),
    ("signed off before it was practised", {"trainings_sound"}, signed_off_early),
    ("taught by oneself", {"trainings_sound"}, taught_by_oneself),
    ("more people than seats", {"staff_courses_sound"}, lambda: StaffCourse.objects.filter(seats=4).update(seats=3)),
    (
        "waiting beside a free seat",
        {"staff_courses_sound"},
        lambda: StaffCourse.objects.filter(seats=4).update(seats=5),
    ),
    ("a course on no day", {"staff_courses_sound"}, lambda: StaffCourseDay.objects.filter(course__seats=6).delete()),
    ("on duty twice", {"duties_sound"}, lambda: on_duty(900, 960)),
    ("on duty behind locked doors", {"duties_sound"}, lambda: on_duty(1200, 1260)),
    ("at two places at once", {"shifts_sound"}, two_places_at_once),
    ("away backwards", {"absences_sound"}, away_backwards),
    ("a need of nobody", {"needs_sound"}, a_need_of_nobody),
    ("approved and not away", {"leaves_sound"}, approved_and_not_away),
    ("a shift given by somebody else", {"deals_sound"}, given_by_somebody_else),
    (
        "long expected",
        {"equipment_back"},
        lambda: Equipment.objects.filter(back_at__isnull=False).update(back_at=TODAY - timedelta(days=1)),
    ),
    ("a stop off the globe", {"positions_possible"}, off_the_globe),
    ("a teapot", {"equipment_known", "offers_possible"}, teapot),
    ("posted twice", {"setup_once", "constraints_there"}, post_twice),
    (
        "a second municipality",
        {"one_municipality", "constraints_there"},
        a_second_municipality,
    ),
    ("confirmed, and still to confirm", {"appointments_sound"}, confirmed_with_a_link),
    ("coming for nothing", {"appointments_sound"}, lambda: promised().matters.all().delete()),
    ("come at another place", {"arrivals_agree"}, come_elsewhere),
    (
        "five minutes of a desk are gone",
        {"cells_exact"},
        lambda: Cell.objects.filter(pk=last_cell(promised())).delete(),
    ),
    ("five minutes too many", {"cells_exact"}, lambda: Cell.objects.filter(pk=last_cell(promised())).update(slot=1)),
    ("booked twice", {"cells_exact", "appointments_apart"}, doubly_promised),
    ("reached for ever", {"contacts_forgotten"}, still_reached),
    ("more than all is promised", {"terms_sound"}, promised_too_much),
    ("a seat that is not there", {"seats_once"}, lambda: first_series(full=False).sign_ups.update(seat=150)),
    ("a seat nobody was given", {"seats_given"}, lambda: first_series().sign_ups.filter(seat=1).delete()),
    ("a course without a date", {"courses_sound"}, without_a_date),
    ("counted before it was held", {"courses_sound"}, lambda: first_series(full=False).dates.update(came=3)),
    ("more hands than people", {"courses_sound"}, too_many_hands),
    ("reached after a course", {"sign_ups_forgotten"}, still_reached_after_a_course),
    (
        "reached of a course that is off",
        {"sign_ups_forgotten"},
        lambda: Series.objects.filter(pk=first_series().pk).update(cancelled_at=NOW),
    ),
    (
        "heard tomorrow",
        {"marks_sound"},
        lambda: Mark.objects.filter(point="staff_heard").update(day=TODAY + timedelta(days=1)),
    ),
    ("sent by nobody", {"messages_once"}, sent_by_nobody),
    ("an address left behind", {"addresses_let_go"}, address_left_behind),
    (
        "nobody decided about it",
        {"addresses_let_go"},
        lambda: tell(state="failed", next_try_at=NOW - timedelta(days=8)),
    ),
    ("a message not counted", {"messages_counted"}, lambda: tell(state="sent", done_at=NOW, to="", facts={})),
    ("no worker runs", {"messages_leave"}, lambda: tell(next_try_at=NOW - timedelta(minutes=11))),
    ("a text with a hole", {"texts_can_be_sent"}, written_with_a_hole),
    ("an old card", {"cards_sound"}, an_old_card),
    ("a card that says nothing", {"cards_sound"}, lambda: card(versions=0)),
    ("an answer nobody gave", {"notes_sound"}, half_an_answer),
    ("nobody hears of a new card", {"notes_sound"}, nobody_is_told),
    ("the figures part", {"visits_end", "statistics_recomputed"}, other_ending),
    ("accepted by nobody", {"lifelines_sound", "lifelines_looked_after"}, with_nobody),
    (
        "a step is missing",
        {"lifelines_follow_their_steps"},
        lambda: LifelineStep.objects.filter(lifeline=asked(stage="answered"), number=3).delete(),
    ),
    ("steps can be rewritten", {"steps_guarded"}, drop_step_trigger),
    (
        "asked in vain",
        {"lifelines_looked_after"},
        lambda: Lifeline.objects.filter(stage="asked").update(escalates_at=NOW - timedelta(minutes=11)),
    ),
    (
        "more was said than may be",
        {"only_what_may_travels"},
        lambda: Lifeline.objects.filter(stage="asked", way="ask").update(longest=0),
    ),
    ("a number that may not be", {"only_what_may_travels"}, lambda: Lifeline.objects.update(may_contact=False)),
    ("words for ever", {"notes_let_go"}, still_written),
    (
        "a number for ever",
        {"notes_let_go"},
        lambda: CallBack.objects.update(made_at=NOW - timedelta(days=9)),
    ),
    ("told wrongly how long it takes", {"usual_recomputed"}, lambda: Expert.objects.update(usual_seconds=7)),
]
