"""Numbers: from 1 each local day, per place and letter, rising without holes, also at midnight and when the clock changes."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.people import Town
from velkommen.apps.enquiries import actions
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.apps.visits.numbers import draw
from velkommen.shared.actor import SYSTEM

DAY = date(2026, 11, 24)


def issued(town: Town, *moments: str) -> list[tuple[str, str]]:
    """Numbers drawn at some moments (UTC), as (local day, label)."""
    for moment in moments:
        at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
        actions.issue_ticket(place=town.place.pk, task="mitid", by=SYSTEM, at=at, op=uuid4())
    return [(visit.day.isoformat(), visit.label) for visit in Visit.objects.order_by("opened_at")]


def test_numbers_rise_by_one(town: Town) -> None:
    assert [draw(town.place.pk, DAY, "A") for _ in range(5)] == [1, 2, 3, 4, 5]


def test_each_place_day_and_letter_has_its_own(town: Town) -> None:
    draw(town.place.pk, DAY, "A")
    others = [(town.sydby.pk, DAY, "A"), (town.place.pk, date(2026, 11, 25), "A"), (town.place.pk, DAY, "B")]
    assert [draw(*other) for other in others] == [1, 1, 1]


def test_an_abort_leaves_no_hole(town: Town) -> None:
    draw(town.place.pk, DAY, "A")
    with transaction.atomic():
        draw(town.place.pk, DAY, "A")
        transaction.set_rollback(True)
    assert (draw(town.place.pk, DAY, "A"), DayCounter.objects.get().last) == (2, 2)


def test_the_day_turns_at_local_midnight_in_winter(town: Town) -> None:
    seen = issued(town, "2026-01-15 22:59:59", "2026-01-15 23:00:00", "2026-01-16 00:00:00")
    assert seen == [("2026-01-15", "A001"), ("2026-01-16", "A001"), ("2026-01-16", "A002")]


def test_the_day_turns_at_local_midnight_in_summer(town: Town) -> None:
    seen = issued(town, "2026-07-15 21:59:59", "2026-07-15 22:00:00")
    assert seen == [("2026-07-15", "A001"), ("2026-07-16", "A001")]


def test_the_day_of_23_hours_has_one_row_of_numbers(town: Town) -> None:
    """29 March 2026 begins at 23:00 UTC and ends at 22:00 UTC."""
    seen = issued(
        town, "2026-03-28 22:59", "2026-03-28 23:00", "2026-03-29 01:00", "2026-03-29 21:59", "2026-03-29 22:00"
    )
    days = ["2026-03-28", *["2026-03-29"] * 3, "2026-03-30"]
    assert seen == list(zip(days, ["A001", "A001", "A002", "A003", "A001"], strict=True))


def test_the_day_of_25_hours_has_one_row_of_numbers_the_hour_that_comes_twice_too(town: Town) -> None:
    """25 October 2026 begins at 22:00 UTC and ends at 23:00 UTC; 02.30 comes at 00:30 and at 01:30 UTC."""
    seen = issued(
        town, "2026-10-24 21:59", "2026-10-25 00:30", "2026-10-25 01:30", "2026-10-25 22:59", "2026-10-25 23:00"
    )
    days = ["2026-10-24", *["2026-10-25"] * 3, "2026-10-26"]
    assert seen == list(zip(days, ["A001", "A001", "A002", "A003", "A001"], strict=True))


def test_a_number_is_given_out_once_by_constraint_too(town: Town) -> None:
    visit = town.draw()
    visit.pk, visit.link = None, "another-link"
    with pytest.raises(IntegrityError), transaction.atomic():
        visit.save(force_insert=True)


def test_a_link_leads_to_one_visit_by_constraint(town: Town) -> None:
    first, second = town.draw(), town.draw()
    second.link = first.link
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
