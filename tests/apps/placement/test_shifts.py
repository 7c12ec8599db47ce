"""Who is on duty by the book: published shifts, else usual duty; and who is away."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.people import Town
from velkommen.apps.placement import book
from velkommen.apps.placement.actions import set_duty
from velkommen.apps.placement.models import Absence, RosteredDay, Shift
from velkommen.apps.placement.queries import away
from velkommen.domain.hours.periods import Period
from velkommen.shared import clock

TODAY = date(2026, 11, 24)
EVERY_DAY = frozenset(range(7))


def shift(town: Town, day: date = TODAY, opens: int = 600, closes: int = 720) -> Shift:
    """Mette's, at Nordby."""
    return Shift.objects.create(staff_id=town.mette.id, service_point=town.place, day=day, opens=opens, closes=closes)


def publish(town: Town, day: date = TODAY) -> None:
    RosteredDay.objects.create(service_point=town.place, day=day)


def on_duty(town: Town, hour: int, day: date = TODAY) -> list[int | None]:
    """Who is on duty at Nordby at a full hour, in order of ids."""
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=clock.zone())
    crews = book.read().crews(town.place.pk, day)
    minute = int(moment.timestamp()) // 60
    return [p.id for crew in crews if crew.begins <= minute < crew.ends for p in crew.crew.people]


def test_on_a_published_day_the_shifts_decide(town: Town) -> None:
    shift(town)
    publish(town)
    assert (on_duty(town, 11), on_duty(town, 12)) == ([town.mette.id], [])


def test_a_draft_decides_nothing(town: Town) -> None:
    shift(town)
    assert on_duty(town, 11) == on_duty(town, 15) == [town.mette.id, town.ali.id, town.lea.id]


def test_usual_duty_goes_on_the_day_after(town: Town) -> None:
    set_duty(staff=town.ali.id, place=town.place.pk, periods=[Period(EVERY_DAY, (540, 900))], **town.by(town.lea))
    shift(town)
    publish(town)
    assert (on_duty(town, 11), on_duty(town, 11, TODAY + timedelta(days=1))) == ([town.mette.id], [town.ali.id])


def test_who_is_away_is_not_on_duty_with_shift_or_without(town: Town) -> None:
    shift(town)
    publish(town)
    Absence.objects.create(staff_id=town.mette.id, first=TODAY, last=TODAY + timedelta(days=1))
    assert (on_duty(town, 11), on_duty(town, 11, TODAY + timedelta(days=1))) == ([], [town.ali.id, town.lea.id])


def test_shifts_before_yesterday_are_not_read(town: Town) -> None:
    town.draw()  # the house did something today
    for ago in (1, 2):
        publish(town, TODAY - timedelta(days=ago))
    assert book.read().places[town.place.pk].rostered == {TODAY - timedelta(days=1)}


def test_shifts_cost_no_statements_each(town: Town) -> None:
    with CaptureQueriesContext(connection) as without:
        book.read()
    for ahead in range(20):
        shift(town, TODAY + timedelta(days=ahead))
        publish(town, TODAY + timedelta(days=ahead))
    with CaptureQueriesContext(connection) as with_shifts:
        book.read()
    assert len(with_shifts) == len(without)


def test_away_at_a_moment_is_one_statement(town: Town) -> None:
    Absence.objects.create(staff_id=town.mette.id, first=TODAY, last=TODAY, opens=600, closes=780)
    Absence.objects.create(staff_id=town.sara.id, first=TODAY, last=TODAY + timedelta(days=3))
    people = [one.id for one in (town.mette, town.ali)]
    assert [away(people, town.now + timedelta(hours=ahead)) for ahead in (-3, 0, 1)] == [set(), {town.mette.id}, set()]
    with CaptureQueriesContext(connection) as asked:
        assert away([town.sara.id], town.now) == {town.sara.id}
    assert len(asked) == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"last": TODAY - timedelta(days=1)},
        {"opens": 600},
        {"opens": 600, "closes": 600},
        {"opens": 600, "closes": 700, "last": TODAY + timedelta(days=1)},
    ],
)
def test_an_absence_that_cannot_be_is_refused_by_the_database(town: Town, facts: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(**{"staff_id": town.mette.id, "first": TODAY, "last": TODAY, **facts})


def test_a_shift_that_cannot_be_is_refused_by_the_database(town: Town) -> None:
    shift(town)
    for facts in ({"opens": 600}, {"opens": 720, "closes": 720}, {"opens": 730, "closes": 1441}):
        with pytest.raises(IntegrityError), transaction.atomic():
            shift(town, **facts)
