"""Fjordby's courses and checklists: every state a screen shows is there, of nobody who exists."""

import pytest

from tests.demo.conftest import TUESDAY_NOON
from velkommen.apps.courses import queries
from velkommen.apps.courses.models import Answer, Series, SignUp, SignUpContact
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.readiness.models import Mark
from velkommen.apps.readiness.queries import checklist
from velkommen.domain.readiness import Key, State
from velkommen.project.demo import build

pytestmark = pytest.mark.django_db


def test_one_is_full_and_waited_for_and_two_have_seats(fjordby: build.Summary) -> None:
    coming = queries.coming(TUESDAY_NOON)
    assert [(one.row.service_point.slug, one.free, one.waiting) for one in coming] == [
        ("hovedbiblioteket", 0, 3),
        ("bogbussen", 5, 0),
        ("nordby", 6, 0),
    ]


def test_those_that_have_been_have_their_numbers(fjordby: build.Summary) -> None:
    held = [row for row in Series.objects.all() if row.answers.exists()]
    assert len(held) == 3
    assert all(date.came is not None for row in held for date in row.dates.all())


def test_whoever_signed_up_is_reached_under_a_name_that_reaches_nobody(fjordby: build.Summary) -> None:
    reached = SignUpContact.objects.values_list("channel", "to")
    assert {channel for channel, _ in reached} == {"email"}
    assert all(to.endswith("@example.dk") for _, to in reached)


def test_the_joint_desks_are_further_than_the_others(fjordby: build.Summary) -> None:
    def still_open(slug: str) -> int:
        return sum(one.open for one in checklist(ServicePoint.objects.get(slug=slug).pk, TUESDAY_NOON))

    assert still_open("hovedbiblioteket") < still_open("nordby") < still_open("vesterby")
    main = checklist(ServicePoint.objects.get(slug="hovedbiblioteket").pk, TUESDAY_NOON)
    assert next(one for one in main if one.key is Key.STAFF_HEARD).state is State.YES


def test_the_same_seed_makes_the_same() -> None:
    def made() -> list[object]:
        build.wipe()
        build.fill(days=0, at=TUESDAY_NOON)
        return [list(model.objects.order_by("pk").values_list()) for model in (Series, SignUp, Answer, Mark)]

    assert made() == made()
