"""Shifts and absences feed what is promised: appointments that can no longer be kept surface by themselves, and slots follow."""

from datetime import date, timedelta

from tests.appointments import booked
from tests.apps.roster.conftest import TODAY
from tests.people import NOON, Town
from velkommen.apps.appointments import decisions, queries
from velkommen.apps.appointments.actions import set_terms
from velkommen.apps.roster import actions
from velkommen.apps.roster.actions import Planned
from velkommen.domain.booking.days import Kind
from velkommen.domain.booking.freedom import Matter
from velkommen.domain.booking.terms import Asker, Terms

DAY = TODAY + timedelta(days=2)
TERMS = Terms(since=date(2026, 1, 1), walk_in=0, acute=0, internal=0)


def planned(town: Town) -> None:
    """Mette alone serves on Thursday from ten to two, and it is published."""
    set_terms(place=town.place.pk, terms=TERMS, **town.by(town.lea))
    rows = [Planned(town.mette.id, DAY, ((600, 840),))]
    actions.set_shifts(place=town.place.pk, rows=rows, **town.by(town.lea))
    actions.publish(place=town.place.pk, first=DAY, last=DAY, **town.by(town.lea))


def lacking(town: Town) -> list[Kind | None]:
    return [lacks for _, lacks in decisions.unkept(town.place.pk, town.now)]


def test_an_appointment_of_somebody_who_is_ill_waits_for_a_decision(town: Town) -> None:
    planned(town)
    booked(town.desk, town.mette.id, NOON + timedelta(days=2), ["passport"])
    assert lacking(town) == []
    actions.report_absence(staff=town.mette.id, first=DAY, last=DAY, **town.by(town.lea))
    assert lacking(town) == [Kind.PERSON]


def test_a_shift_that_is_taken_away_takes_its_appointments_along(town: Town) -> None:
    planned(town)
    booked(town.desk, town.mette.id, NOON + timedelta(days=2), ["passport"])
    actions.set_shifts(place=town.place.pk, rows=[Planned(town.mette.id, DAY, ())], **town.by(town.lea))
    assert lacking(town) == [Kind.PERSON]


def test_times_are_free_while_somebody_has_a_shift(town: Town) -> None:
    planned(town)
    wanted = (Matter("passport"),)
    found = queries.find(wanted, [town.place.pk], DAY, DAY, asker=Asker.STAFF, at=town.now)[town.place.pk]
    hours = {moment.astimezone(NOON.tzinfo).hour for moment in found}
    assert hours == {9, 10, 11, 12}  # ten to two in Copenhagen, in UTC
