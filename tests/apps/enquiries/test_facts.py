"""What screens hear: small, and to the public only numbers and desks."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.people import Town, matter
from velkommen.apps.enquiries import actions
from velkommen.apps.enquiries.facts import PUBLIC_FIELDS, public_facts, visit_facts
from velkommen.apps.enquiries.models import Enquiry, Period
from velkommen.shared.log.models import Deed


def test_the_facts_of_a_visit_are_those_of_the_database(town: Town) -> None:
    visit = town.serving()
    told = Deed.objects.latest("id").changes[0]
    assert told == {**visit_facts(matter(visit), "called"), "unit": "library"}


def test_the_public_hears_neither_who_nor_what(town: Town) -> None:
    told = public_facts(dict(visit_facts(matter(town.serving()))))
    assert set(told) == set(PUBLIC_FIELDS)
    assert not {"who", "task", "unit", "enquiry", "since", "language"} & set(PUBLIC_FIELDS)


def test_the_facts_of_one_visit_are_far_below_two_kilobytes(town: Town) -> None:
    assert len(json.dumps(visit_facts(matter(town.serving())))) < 700


def test_a_period_is_never_changed(town: Town) -> None:
    town.called()
    with pytest.raises(IntegrityError, match="a period never changes"), transaction.atomic():
        Period.objects.update(seconds=1)
    assert Period.objects.values_list("seconds", flat=True).get() == 60


def test_a_period_lies_where_its_enquiry_does(town: Town) -> None:
    town.called()
    row, elsewhere = Enquiry.objects.get(), town.sydby.pk
    with pytest.raises(IntegrityError, match="a period never changes"), transaction.atomic():
        Period.objects.update(service_point=elsewhere)
    moved = row.day - timedelta(days=1)
    Enquiry.objects.update(day=moved, service_point=elsewhere)
    assert set(Period.objects.values_list("day", "service_point")) == {(moved, elsewhere)}


@pytest.mark.parametrize(
    "changed",
    [
        {"outcome": "nonsense"},
        {"outcome": "to_authority"},
        {"outcome": "not_possible"},
        {"reason": "other"},
        {"channel": "pigeon"},
        {"kind": "nonsense"},
        {"unit": "nonsense"},
        {"weekday": 7},
        {"minute": 1440},
        {"visit": None},
    ],
    ids=str,
)
def test_the_database_itself_refuses_a_matter_that_cannot_be(town: Town, changed: dict[str, object]) -> None:
    town.draw()
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.update(**changed)


def test_a_visit_has_one_current_matter(town: Town) -> None:
    visit = town.serving()
    actions.add_matter(visit=visit.pk, task="mitid", **town.by())
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.update(current=True)
