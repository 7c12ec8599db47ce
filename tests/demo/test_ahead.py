"""What the demo municipality has promised ahead: of what is really there, to nobody who exists."""

from collections import Counter
from random import Random

import pytest

from tests.demo.conftest import TUESDAY_NOON
from velkommen.apps.appointments import decisions, queries
from velkommen.apps.appointments.models import Appointment, Block, Cell, Contact
from velkommen.apps.appointments.taking import cells_of
from velkommen.apps.people.models import Staff
from velkommen.domain.hours.days import A_DAY
from velkommen.project.demo import ahead, build

pytestmark = pytest.mark.django_db


def test_everything_that_is_promised_can_be_kept(fjordby: build.Summary) -> None:
    places = set(Appointment.objects.values_list("service_point", flat=True))
    assert {place: decisions.unkept(place, TUESDAY_NOON) for place in places} == {place: [] for place in places}


def test_who_is_posted_at_two_places_is_promised_at_one_of_them(fjordby: build.Summary) -> None:
    known = queries.calendar()
    made, day = ahead._Book(known, TUESDAY_NOON, Random(1)), fjordby.today + A_DAY  # Mette is posted at two then
    places = [place for place, terms in known.terms.items() if terms.takes(day)]
    for place in places * 5:  # until nobody is left anywhere
        made.some(place, day, 30, 0)
    taken = Counter(
        (cell.kind, cell.resource, cell.slot) for row, _, chosen in made.made for cell in cells_of(row, chosen)
    )
    mette = Staff.objects.get(username="mette").pk
    assert taken.most_common(1)[0][1] == 1
    assert mette in {row.staff_id for row, *_ in made.made}


def test_today_somebody_came_somebody_did_not_and_somebody_is_expected(fjordby: build.Summary) -> None:
    today = list(Appointment.objects.filter(day=fjordby.today))
    found = Counter("missed" if queries.missed(one, TUESDAY_NOON) else one.state for one in today)
    assert all(found[state] >= 2 for state in ("arrived", "missed", "booked"))


def test_whoever_booked_is_reached_under_a_name_that_reaches_nobody(fjordby: build.Summary) -> None:
    reached = Contact.objects.values_list("channel", "to")
    assert {channel for channel, _ in reached} == {"email"}
    assert all(to.endswith("@example.dk") for _, to in reached)


def test_some_come_again_and_something_is_blocked(fjordby: build.Summary) -> None:
    starts = Appointment.objects.exclude(series=None).order_by("starts_at").values_list("starts_at", flat=True)
    assert [moment.strftime("%d.%m. %H.%M") for moment in starts] == [
        "01.12. 09.30",
        "08.12. 09.30",
        "15.12. 09.30",
        "22.12. 09.30",
    ]
    assert Block.objects.count() == 2


def test_a_small_branch_begins_with_it_later(fjordby: build.Summary) -> None:
    known = queries.calendar()
    later = [terms for terms in known.terms.values() if terms.since and terms.since > fjordby.today]
    assert [(terms.takes(fjordby.today), terms.walk_in) for terms in later] == [(False, 70)]


def test_the_same_seed_promises_the_same() -> None:
    def made() -> list[object]:
        build.wipe()
        build.fill(days=0, at=TUESDAY_NOON)
        return [list(model.objects.order_by("pk").values_list()) for model in (Appointment, Cell, Contact)]

    assert made() == made()
