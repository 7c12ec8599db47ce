"""Closed days: what is read of them is what their facts say, at every moment, and nothing of it changes silently."""

from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from tests.apps.statistics.closing import filled, fold_all, from_facts
from tests.people import stretch
from tests.quick import Lasting
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.catalogue.models import Task
from velkommen.apps.enquiries.actions import correct_enquiry, mark_unreliable
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.lifelines.models import Lifeline
from velkommen.apps.places.actions import set_special_day
from velkommen.apps.places.models import OpeningPeriod, ServicePoint
from velkommen.apps.statistics.actions import rebuild
from velkommen.apps.statistics.comparing import all_differences, ledger_faults
from velkommen.apps.statistics.models import Block, Day, Entry, Mark
from velkommen.apps.statistics.queries import Line, Reading, Scope, closed, days, lines, read, read_with_gaps, remember
from velkommen.apps.statistics.sealing import Row
from velkommen.apps.visits.models import Visit
from velkommen.domain.kinds import HoursLayer
from velkommen.domain.outcomes import Outcome
from velkommen.domain.spans import Grain
from velkommen.project.demo import build
from velkommen.shared.actor import SYSTEM

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)  # a Tuesday, 12.00 in Copenhagen
LAST = date(2026, 11, 24)
ALL = Scope(None, LAST - timedelta(days=60), LAST)
SUMS = [one.name for one in fields(Line)]
MORNING = NOW + timedelta(days=1)


@pytest.fixture(scope="module")
def fjordby(lasting: Lasting) -> build.Summary:
    return lasting(lambda: filled(40, NOW))


def late() -> Enquiry:
    """An enquiry of a closed day that was solved."""
    return Enquiry.objects.filter(day=LAST - timedelta(days=7), outcome="solved", withdrawn=False).order_by("pk")[0]


def test_what_is_read_of_closed_days_is_what_their_facts_say(fjordby: build.Summary) -> None:
    assert closed() == (fjordby.first, LAST - timedelta(days=1))
    assert read(ALL, NOW) == from_facts(ALL, NOW)
    assert set(Block.objects.values_list("grain", flat=True)) == {"day", "month"}
    somewhere = Scope(
        list(ServicePoint.objects.values_list("pk", flat=True)[:2]), date(2026, 10, 28), date(2026, 11, 5)
    )
    assert read(somewhere, NOW) == from_facts(somewhere, NOW)


@pytest.mark.parametrize("touched", [False, True])
def test_from_whatever_day_on_the_sum_is_what_the_facts_say(fjordby: build.Summary, *, touched: bool) -> None:
    if touched:  # before the span and in it, in the month of which a part is asked for
        Enquiry.objects.filter(day__in=[date(2026, 10, 20), date(2026, 10, 22)], outcome="solved").update(
            outcome="left"
        )
    assert Mark.objects.exists() is touched
    for day in range(15, 32):
        scope = Scope(None, date(2026, 10, day), LAST)
        assert read(scope, NOW) == from_facts(scope, NOW), day
    few = Scope(None, date(2026, 10, 16), date(2026, 10, 30))
    assert read(few, NOW) == from_facts(few, NOW)


def test_a_place_where_nothing_was_counted_but_on_the_days_before_is_left_out(fjordby: build.Summary) -> None:
    there = ServicePoint.objects.create(slug="there", name="There", kind="partner")
    row = Enquiry.objects.filter(day=date(2026, 10, 16))[0]
    row.pk, row.visit, row.current, row.service_point = uuid4(), None, False, there
    row.save(force_insert=True)
    fold_all(MORNING)
    assert set(read(Scope([there.pk], date(2026, 10, 16), LAST), NOW)) == {there.pk}
    assert read(Scope([there.pk], date(2026, 10, 17), LAST), NOW) == {}


def test_where_the_row_of_a_month_was_deleted_a_part_of_it_is_read_of_its_days(fjordby: build.Summary) -> None:
    scope = Scope(None, date(2026, 10, 18), LAST)
    Block.objects.filter(grain="month", start=date(2026, 10, 1)).order_by("place")[0].delete()
    assert read(scope, NOW) == from_facts(scope, NOW)


def test_what_is_remembered_of_closed_days_is_read_again_when_they_change(fjordby: build.Summary) -> None:
    remember(NOW)
    before = read(ALL, NOW)
    Enquiry.objects.filter(day=date(2026, 10, 22), outcome="solved").update(outcome="left")
    fold_all(MORNING)
    remember(NOW)
    assert read(ALL, NOW) == from_facts(ALL, NOW) != before


def test_series_and_gaps_are_the_same_closed_or_open(fjordby: build.Summary) -> None:
    told = (lines(ALL, NOW, Grain.MONTH), lines(ALL, NOW, Grain.DAY), days(ALL, NOW), read_with_gaps(ALL, NOW))
    with transaction.atomic():
        for model in (Day, Entry, Block):
            QuerySet(model).delete()
        assert (
            lines(ALL, NOW, Grain.MONTH),
            lines(ALL, NOW, Grain.DAY),
            days(ALL, NOW),
            read_with_gaps(ALL, NOW),
        ) == told
        transaction.set_rollback(True)


@pytest.mark.parametrize("grain", Grain)
def test_a_series_of_some_places_is_the_sum_of_theirs(fjordby: build.Summary, grain: Grain) -> None:
    some = list(ServicePoint.objects.order_by("id").values_list("pk", flat=True)[:2])
    each = lines(ALL, NOW, grain)
    for wanted in (None, some, []):
        sums: dict[date, Line] = {}
        for (begins, place), more in each.items():
            if wanted is None or place in wanted:
                sums[begins] = sums.get(begins, Line()) + more
        told = Reading(ALL, NOW).series(grain, wanted)
        assert (told, list(told)) == (sums, sorted(sums))


@pytest.mark.parametrize("what", ["outcome", "withdrawn", "unreliable", "period", "gone", "ending", "lifeline", "new"])
def test_a_late_fact_is_read_at_once_and_folded_in_by_night(fjordby: build.Summary, what: str) -> None:
    before, row = read(ALL, NOW), late()
    match what:
        case "outcome":
            Enquiry.objects.filter(pk=row.pk).update(outcome="left")
        case "withdrawn" | "unreliable":
            Enquiry.objects.filter(pk=Period.objects.filter(day=row.day)[0].enquiry_id).update(**{what: True})
        case "period":
            stretch(row, "serving", row.happened_at, 4_000)
        case "gone":
            Period.objects.filter(enquiry=row).delete()
            Enquiry.objects.filter(pk=row.pk).update(visit=None, current=False)
            Lifeline.objects.filter(enquiry=row).delete()
            Enquiry.objects.filter(pk=row.pk).delete()
        case "ending":
            over = Enquiry.objects.filter(day=row.day, current=True, visit__ending="finished").values("visit")
            Visit.objects.filter(pk__in=over[:1]).update(ending="left")
        case "lifeline":
            over = Lifeline.objects.filter(day__lt=LAST, stage="ended").order_by("pk").values("pk")
            Lifeline.objects.filter(pk__in=over[:1]).update(helped=None)
        case "new":
            row.pk, row.visit, row.current = uuid4(), None, False
            row.save(force_insert=True)
    at_once = read(ALL, NOW)
    assert at_once == from_facts(ALL, NOW) != before
    assert fold_all(MORNING) == 1
    assert read(ALL, NOW) == at_once
    assert (Mark.objects.count(), list(all_differences(NOW, lambda *_: None)), list(ledger_faults())) == (0, [], [])
    entry = Entry.objects.order_by("-id")[0]
    assert (entry.kind, entry.why, entry.deed) == ("correction", "outside", "")


def delete(day: date) -> list[Enquiry]:
    """Delete everything that was counted on a day, by hand. Gives the enquiries there were."""
    rows = Enquiry.objects.filter(day=day)
    found = list(rows)
    Period.objects.filter(enquiry__in=rows).delete()
    Lifeline.objects.filter(enquiry__in=rows).delete()
    Visit.objects.filter(pk__in=rows.exclude(visit=None).values("visit"), booked=True).update(booked=False)
    rows.update(visit=None, current=False)
    QuerySet(Enquiry).filter(day=day).delete()
    return found


def gap_after_first(first: date) -> date:
    """Make the second of the days that were counted one on which nobody was, known as such. Gives it."""
    second = first + timedelta(days=1)
    delete(second)
    fold_all(MORNING)
    assert any(block.staffed for block in read(Scope(None, second, second), NOW).values())
    return second


def test_where_the_first_day_goes_the_gaps_before_the_next_go_at_once(fjordby: build.Summary) -> None:
    gap = gap_after_first(fjordby.first)
    gone = delete(fjordby.first)
    assert read(Scope(None, gap, gap), NOW) == {}
    assert read(ALL, NOW) == from_facts(ALL, NOW)
    fold_all(MORNING)
    assert (list(all_differences(NOW, lambda *_: None)), read(ALL, NOW)) == ([], from_facts(ALL, NOW))
    gone[0].visit, gone[0].current = None, False
    gone[0].save(force_insert=True)
    assert any(block.staffed for block in read(Scope(None, gap, gap), NOW).values()), "it is back, and so is the gap"
    assert read(ALL, NOW) == from_facts(ALL, NOW)


def test_a_correction_says_who_and_why(fjordby: build.Summary) -> None:
    row = late()
    correct_enquiry(enquiry=row.pk, outcome=Outcome.LEFT, by=SYSTEM, at=NOW, op=uuid4())
    mark_unreliable(enquiry=row.pk, by=SYSTEM, at=NOW, op=uuid4())
    assert fold_all(MORNING) == 1
    entry = Entry.objects.order_by("-id")[0]
    said = {"deed": "correct_enquiry", "actor": "system:0", "why": "corrected"}
    assert (entry.day, entry.deed, entry.actor, entry.why, entry.about) == (
        row.day,
        "mark_unreliable",
        "system:0",
        "unreliable",
        {"also": [said]},
    )


def test_a_fact_of_today_leaves_no_mark(fjordby: build.Summary) -> None:
    row = Enquiry.objects.filter(day=LAST)[0]
    row.pk, row.visit, row.current = uuid4(), None, False
    row.save(force_insert=True)
    assert not Mark.objects.exists()


def test_usual_hours_changed_today_do_not_change_the_past(fjordby: build.Summary) -> None:
    scope = Scope(None, fjordby.first, LAST - timedelta(days=1))
    before = read(scope, NOW)
    OpeningPeriod.objects.update(opens=1, closes=2)
    assert read(scope, NOW) == before
    assert list(all_differences(NOW, lambda *_: None)) == []


def test_a_past_day_given_hours_of_its_own_is_corrected(fjordby: build.Summary) -> None:
    hall, day = ServicePoint.objects.get(kind="town_hall"), date(2026, 11, 17)
    scope = Scope(None, day, day)
    before = read(scope, NOW)
    set_special_day(place=hall.pk, layer=HoursLayer.STAFFED, day=day, spans=[], why="Storm", by=SYSTEM, at=NOW, op=uuid4())  # fmt: skip
    at_once = read(scope, NOW)
    assert sum(block.outside.part for block in at_once.values()) > sum(block.outside.part for block in before.values())
    assert (fold_all(MORNING), read(scope, NOW)) == (1, at_once)
    assert Entry.objects.order_by("-id")[0].why == "hours"


def test_rebuilding_gives_the_same_bytes(fjordby: build.Summary) -> None:
    columns = [field.attname for field in Block._meta.concrete_fields if field.attname != "id"]
    before = sorted(Block.objects.values_list(*columns))
    first, last = closed() or (LAST, LAST)
    answer = rebuild(first=first, last=last, by=SYSTEM, at=MORNING, op=uuid4())
    assert (answer["differing"], sorted(Block.objects.values_list(*columns))) == ([], before)


def test_a_row_that_is_written_has_every_column_of_a_block() -> None:
    columns = [field.attname for field in Block._meta.concrete_fields if field.attname != "id"]
    assert (list(Row._fields), columns) == (["grain", "start", "place_id", *SUMS, "missed", "counts", "times"],) * 2


def test_an_enquirys_periods_of_a_kind_are_one_duration(fjordby: build.Summary) -> None:
    """Also of one who had booked: as often as it was measured at all, and so much longer."""
    waited = Period.objects.filter(kind="waiting", day__lt=LAST, enquiry__visit__isnull=False)
    row = waited.filter(enquiry__withdrawn=False, enquiry__unreliable=False).order_by("pk")[0].enquiry
    Visit.objects.filter(pk=row.visit_id).update(booked=True)
    scope = Scope([row.service_point_id], row.day, row.day)
    before = read(scope, NOW)[row.service_point_id]
    stretch(row, "waiting", row.happened_at, 4_000)
    after = read(scope, NOW)[row.service_point_id]
    for kind in ("waiting", "booked"):
        assert after.lasting[kind].total() == before.lasting[kind].total()
        assert after.seconds[kind] == before.seconds[kind] + 4_000


def test_the_ledger_refuses_to_be_changed(fjordby: build.Summary) -> None:
    for act in (lambda: Entry.objects.update(number=1), lambda: Entry.objects.all().delete()):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            act()


def test_a_block_changed_by_hand_is_found_to_the_cell_and_named(fjordby: build.Summary) -> None:
    row = Block.objects.filter(grain="day", number__gt=5).order_by("pk")[0]
    Block.objects.filter(pk=row.pk).update(number=row.number + 3)
    found = [str(one) for one in all_differences(NOW, lambda *_: None)]
    assert found == [f"day {row.start}, place {row.place_id}, number: {row.number + 3} ≠ {row.number}"]


def test_a_ledger_changed_by_hand_is_found(fjordby: build.Summary) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE statistics_entry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER statistics_entry_kept")
    row = Entry.objects.order_by("id")[3]
    Entry.objects.filter(pk=row.pk).update(number=row.number + 1)
    assert [(fault.entry, fault.what) for fault in ledger_faults()] == [(row.pk, "chain")]


def test_without_its_trigger_the_store_drifts_and_the_night_finds_it(fjordby: build.Summary) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER statistics_enquiry_touched ON enquiries_enquiry")
        else:
            cursor.execute("DROP TRIGGER statistics_enquiry_changed")
    row = late()
    Enquiry.objects.filter(pk=row.pk).update(outcome="left")
    assert read(ALL, NOW) != from_facts(ALL, NOW)
    assert {one.start for one in all_differences(NOW, lambda *_: None)} == {row.day}


def test_what_happens_to_a_matter_reaches_the_later_day_its_expert_was_asked_on(fjordby: build.Summary) -> None:
    line = Lifeline.objects.filter(day__lt=LAST - timedelta(days=3), stage="ended").order_by("pk")[0]
    Lifeline.objects.filter(pk=line.pk).update(day=line.day + timedelta(days=1))
    fold_all(MORNING)
    for changed in ({"withdrawn": True}, {"withdrawn": False}):
        before = read(ALL, NOW)
        Enquiry.objects.filter(pk=line.enquiry_id).update(**changed)
        assert read(ALL, NOW) == from_facts(ALL, NOW) != before
        fold_all(MORNING)
        assert list(all_differences(NOW, lambda *_: None)) == []


def test_a_past_day_given_hours_of_its_own_at_one_place_keeps_those_of_others(fjordby: build.Summary) -> None:
    """Also where the usual hours of others were changed since."""
    nordby, day = ServicePoint.objects.get(slug="nordby"), date(2026, 11, 17)
    others = Scope([pk for pk in ServicePoint.objects.values_list("pk", flat=True) if pk != nordby.pk], day, day)
    before = read_with_gaps(others, NOW)
    OpeningPeriod.objects.exclude(service_point=nordby).update(opens=1, closes=2)
    set_special_day(place=nordby.pk, layer=HoursLayer.STAFFED, day=day, spans=[], why="Storm", by=SYSTEM, at=NOW, op=uuid4())  # fmt: skip
    assert read_with_gaps(others, NOW) == before
    assert (fold_all(MORNING), read_with_gaps(others, NOW)) == (1, before)
    assert list(all_differences(NOW, lambda *_: None)) == []


@pytest.mark.parametrize(
    "how",
    ["moved day", "moved place", "joined", "visit gone", "bulk", "task", "periods"],
)
def test_however_a_fact_of_a_closed_day_changes_it_is_read_at_once(fjordby: build.Summary, how: str) -> None:
    row, before = late(), read(ALL, NOW)
    match how:
        case "moved day":
            Enquiry.objects.filter(pk=row.pk).update(day=row.day - timedelta(days=5))
        case "moved place":
            where = ServicePoint.objects.exclude(pk=row.service_point_id)[0]
            Enquiry.objects.filter(pk=row.pk).update(service_point=where)
        case "joined":
            other = Enquiry.objects.filter(day=row.day, current=True, visit__isnull=False).exclude(pk=row.pk)[0]
            Enquiry.objects.filter(pk=other.pk).update(current=False)
        case "visit gone":
            kept = Appointment.objects.filter(visit__isnull=False).values("visit")
            there = Enquiry.objects.filter(day=row.day, visit__isnull=False).exclude(visit__in=kept)
            Visit.objects.get(pk=there[0].visit_id).delete()
        case "bulk":
            row.minute = (row.minute + 600) % 1440
            Enquiry.objects.bulk_update([row], ["minute"])
        case "task":
            Enquiry.objects.filter(pk=row.pk).update(task=Task.objects.exclude(pk=row.task_id)[0])
        case "periods":
            Period.objects.filter(day=row.day).delete()
    at_once = read(ALL, NOW)
    assert at_once == from_facts(ALL, NOW) != before
    fold_all(MORNING)
    assert (read(ALL, NOW), list(all_differences(NOW, lambda *_: None))) == (at_once, [])
