"""What became of a day's appointments, in counts and minutes; and what was looked for in vain."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.appointments import booked
from tests.people import Town
from velkommen.apps.appointments import actions as appointments
from velkommen.apps.appointments.models import Appointment
from velkommen.apps.enquiries import actions
from velkommen.apps.evaluation.appointed import Appointed, AtPlace, UnmetLine, appointed
from velkommen.apps.visits.models import Visit
from velkommen.domain.booking.fates import Fate
from velkommen.domain.measures import Share
from velkommen.shared import clock


def figures(town: Town) -> Appointed:
    day = clock.local_day(town.now)
    return appointed([town.place.pk], day, day, town.now)


def here(town: Town) -> AtPlace:
    return figures(town).places[town.place.pk]


def promised(town: Town, minutes: int, **other: object) -> Appointment:
    """Mette has promised a quarter of an hour, so many minutes from now."""
    return booked(town.desk, town.mette.id, town.now + timedelta(minutes=minutes), **other)


def served(town: Town, appointment: Appointment, after: int = 0, minutes: int = 8) -> None:
    """They say that they are here, are called so many minutes later, and are served."""
    visit = appointments.arrive(appointment=appointment.pk, **town.by())["visit"]["id"]
    town.later(minutes=after)
    actions.call_visit(visit=visit, desk=town.desk.pk, **town.by())
    actions.start_service(visit=visit, **town.by())
    town.later(minutes=minutes)
    actions.park_visit(visit=visit, **town.by())


def test_each_appointment_has_one_fate(town: Town) -> None:
    promised(town, 60), promised(town, -30)
    promised(town, 90, state="cancelled", ended_at=town.now)
    promised(town, 120, state="cancelled", ended_at=town.now - timedelta(days=1))
    served(town, promised(town, 15), after=17)
    assert here(town).fates == {
        Fate.COMING: 1,
        Fate.MISSED: 1,
        Fate.CAME: 1,
        Fate.CANCELLED_THAT_DAY: 1,
        Fate.CANCELLED: 1,
    }
    assert here(town).no_shows == Share(1, 2)


def test_what_was_never_confirmed_counts_nowhere(town: Town) -> None:
    promised(town, -30, state="held", booked_at=None)
    assert figures(town).places == {}


@pytest.mark.parametrize(("minutes", "fate"), [(-4, Fate.LATE), (-14, Fate.TOO_LATE)])
def test_late_and_too_late_are_told_apart(town: Town, minutes: int, fate: Fate) -> None:
    appointments.arrive(appointment=promised(town, minutes).pk, **town.by())
    assert here(town).fates == {fate: 1}


def test_promised_minutes_beside_those_they_were_served(town: Town) -> None:
    served(town, promised(town, 0))
    assert (here(town).promised, here(town).came, here(town).used) == (15, 15, 8)


def test_in_the_time_of_who_did_not_come_others_are_served_and_the_rest_is_lost(town: Town) -> None:
    promised(town, 0)
    town.later(minutes=5)
    town.serving()
    town.later(minutes=6)
    actions.park_visit(visit=Visit.objects.get().pk, **town.by())
    town.later(minutes=30)
    found = here(town)
    assert (found.missed, found.given, found.lost) == (15, 6, 9)


def test_what_a_colleague_did_meanwhile_is_not_given(town: Town) -> None:
    promised(town, 0)
    visit = town.draw()
    actions.call_visit(visit=visit.pk, desk=town.other_desk.pk, **town.by(town.ali))
    actions.start_service(visit=visit.pk, **town.by(town.ali))
    town.later(minutes=15)
    actions.park_visit(visit=visit.pk, **town.by(town.ali))
    assert (here(town).given, here(town).lost) == (0, 15)


def test_waiting_with_and_without_an_appointment(town: Town) -> None:
    town.called()
    actions.no_show(visit=Visit.objects.get().pk, **town.by())
    served(town, promised(town, 10), after=12)
    found = figures(town)
    assert (found.with_one.median, found.walked_in.median) == (120, 60)


def test_searches_that_found_nothing_are_counted_by_task_and_place(town: Town) -> None:
    for place in (town.place.pk, town.place.pk, None, town.sydby.pk):
        appointments.note_unmet(task="passport", place=place, **town.by())
    assert figures(town).unmet == [UnmetLine("passport", town.place.pk, 2), UnmetLine("passport", None, 1)]


def test_more_appointments_cost_no_more_statements(town: Town) -> None:
    asked = []
    for number in (1, 3):
        for one in range(number):
            promised(town, -60 * (2 * number + one))
        with CaptureQueriesContext(connection) as statements:
            figures(town)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 15


def test_another_day_and_another_place_have_their_own(town: Town) -> None:
    promised(town, -30)
    elsewhere = appointed([town.sydby.pk], date(2026, 11, 24), date(2026, 11, 24), town.now)
    tomorrow = appointed([town.place.pk], date(2026, 11, 25), date(2026, 11, 25), town.now)
    assert (elsewhere.places, tomorrow.places) == ({}, {})
