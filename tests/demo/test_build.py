"""The demo municipality: always the same, whole, and nothing a doctor would find."""

from collections import Counter
from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.db import transaction

from tests.demo.conftest import TUESDAY_NOON
from velkommen.apps.catalogue.models import Task
from velkommen.apps.catalogue.queries import entry
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.apps.pickups.models import PickUp
from velkommen.apps.placement.models import Offer
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.visits.models import DayCounter, Visit
from velkommen.domain.outcomes import DestinationKind, Discretion, Outcome, Reason, check_outcome
from velkommen.project.demo import build
from velkommen.shared.log.models import Deed

pytestmark = pytest.mark.django_db


def _fingerprint() -> str:
    rows = (list(model.objects.order_by("pk").values_list()) for model in (Visit, Enquiry, Period, DayCounter))
    return sha256(repr(list(rows)).encode()).hexdigest()


def _made_again(seed: int) -> str:
    build.wipe()
    build.fill(days=3, seed=seed, at=TUESDAY_NOON)
    return _fingerprint()


def test_the_same_seed_makes_the_same_rows() -> None:
    assert _made_again(2010) == _made_again(2010)


def test_another_seed_makes_other_rows() -> None:
    assert _made_again(2010) != _made_again(7)


def test_the_summary_says_what_is_there(fjordby: build.Summary) -> None:
    there = (Visit.objects.count(), Enquiry.objects.count(), Period.objects.count())
    assert (fjordby.visits, fjordby.enquiries, fjordby.periods) == there
    assert (fjordby.first, fjordby.today) == (date(2026, 11, 10), date(2026, 11, 24))


def test_numbers_have_no_holes_and_counters_agree(fjordby: build.Summary) -> None:
    drawn: dict[tuple[int, date, str], list[int]] = {}
    for place, day, letter, number in Visit.objects.order_by("opened_at", "id").values_list(
        "service_point", "day", "letter", "number"
    ):
        drawn.setdefault((place, day, letter), []).append(number)
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in drawn.values())
    counters = {(c.service_point_id, c.day, c.letter): c.last for c in DayCounter.objects.all()}
    assert counters == {key: len(numbers) for key, numbers in drawn.items()}


def test_periods_are_chains_from_the_door_to_now(fjordby: build.Summary) -> None:
    chains: dict[int, list[Period]] = {}
    for period in Period.objects.select_related("enquiry").order_by("enquiry__visit", "started_at", "id"):
        chains.setdefault(period.enquiry.visit_id, []).append(period)
    for visit in Visit.objects.all():
        chain = chains.get(visit.pk, [])
        moments = [visit.opened_at, *(p.ended_at for p in chain)]
        assert moments == [*(p.started_at for p in chain), visit.since]
        assert all(p.seconds == (p.ended_at - p.started_at).total_seconds() for p in chain)


def test_every_outcome_is_one_a_desk_may_give(fjordby: build.Summary) -> None:
    for enquiry in Enquiry.objects.select_related("task", "destination").exclude(outcome=""):
        check_outcome(
            Outcome(enquiry.outcome),
            destination=DestinationKind(enquiry.destination.kind) if enquiry.destination else None,
            reason=Reason(enquiry.reason) if enquiry.reason else None,
            discretion=Discretion(enquiry.task.discretion),
        )


def test_every_visit_names_a_deed_of_the_log(fjordby: build.Summary) -> None:
    assert set(Visit.objects.values_list("last_op", flat=True)) <= set(Deed.objects.values_list("op", flat=True))


def test_the_desk_shows_life(fjordby: build.Summary) -> None:
    waiting = Visit.objects.filter(day=fjordby.today, state="waiting")
    assert Counter(waiting.values_list("service_point__slug", flat=True))["nordby"] == 9


def test_nothing_happened_after_now(fjordby: build.Summary) -> None:
    assert not Enquiry.objects.filter(happened_at__gt=TUESDAY_NOON).exists()
    assert not Period.objects.filter(ended_at__gt=TUESDAY_NOON).exists()


def test_a_kiosk_has_at_most_eight_tiles_with_talk_to_us(fjordby: build.Summary) -> None:
    for place in ServicePoint.objects.all():
        tiles = set(Offer.objects.filter(service_point=place, at_kiosk=True).values_list("task__key", flat=True))
        assert len(tiles) <= 8
        assert "talk_to_us" in tiles


def test_a_new_year_begins_the_work_together_when_it_is_some_months_old() -> None:
    assert build.turn_of_year(date(2026, 11, 24)) == date(2026, 1, 1)
    assert build.turn_of_year(date(2027, 2, 1)) == date(2026, 1, 1)


def test_an_interrupted_fill_leaves_nothing() -> None:
    def stop(text: str, share: float) -> None:
        if share > 0.1:
            raise KeyboardInterrupt

    build.wipe()
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        build.fill(days=14, at=TUESDAY_NOON, progress=stop)
    assert build.is_empty()
    assert not Task.objects.exists()


def test_ids_go_on_after_the_demo(fjordby: build.Summary) -> None:
    counter = DayCounter.objects.create(
        service_point=ServicePoint.objects.first(), day=fjordby.today + timedelta(days=1), letter="P", last=1
    )
    assert counter.pk == DayCounter.objects.order_by("-pk")[1].pk + 1


def test_one_votes_by_post_before_the_elections_around_now_and_every_shelf_has_something_overdue() -> None:
    build.wipe()
    build.fill(days=1, at=TUESDAY_NOON)
    seasons = [(season.first, season.last) for season in entry("postal_vote").seasons]
    assert seasons == [(date(2025, 10, 7), date(2025, 11, 14)), (date(2029, 10, 9), date(2029, 11, 16))]
    today = TUESDAY_NOON.date()
    shelves = {row.service_point.slug for row in PickUp.objects.filter(destroy_after__lt=today)}
    assert shelves == {"raadhuset", "hovedbiblioteket", "nordby"}
