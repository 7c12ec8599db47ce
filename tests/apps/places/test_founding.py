"""The municipality of the house: founded once, and there is one."""

from typing import Any

import pytest
from django.db.models import Manager

from tests.people import Town, code, somebody
from velkommen.apps.places import actions
from velkommen.apps.places.models import Municipality
from velkommen.domain.refusals import Code
from velkommen.domain.rights import Role
from velkommen.shared.actor import Actor

FACTS: dict[str, Any] = {"name": "Prøveby Kommune", "population": 60_000, "extra_closed_days": ["12-24"]}


@pytest.fixture
def admin(town: Town) -> Actor:
    return somebody("ada", (None, Role.ADMIN))


def test_a_municipality_is_founded_once(town: Town, admin: Actor) -> None:
    actions.found_municipality(code="0999", facts=FACTS, **town.by(admin))
    kept = Municipality.objects.values("code", "name", "population", "extra_closed_days", "invented")
    assert list(kept) == [{"code": "0999", **FACTS, "invented": False}]
    assert code(actions.found_municipality, code="0998", facts=FACTS, **town.by(admin)) is Code.FOUNDED_ALREADY


def test_two_who_found_at_once_make_one(town: Town, admin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.found_municipality(code="0999", facts=FACTS, **town.by(admin))
    monkeypatch.setattr(Manager, "exists", lambda found: False)  # the second looked before the first had written
    assert code(actions.found_municipality, code="0998", facts=FACTS, **town.by(admin)) is Code.FOUNDED_ALREADY
    assert list(Municipality.objects.values_list("code", flat=True)) == ["0999"]


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ("12", {}),
        ("abcd", {}),
        ("0999", {"name": ""}),
        ("0999", {"population": 10**12}),
        ("0999", {"extra_closed_days": ["02-30"]}),
    ],
)
def test_what_cannot_be_a_municipality_is_refused(town: Town, admin: Actor, said: str, facts: dict[str, Any]) -> None:
    assert code(actions.found_municipality, code=said, facts={**FACTS, **facts}, **town.by(admin)) is Code.BAD_VALUE


def test_a_leader_founds_nothing(town: Town) -> None:
    assert code(actions.found_municipality, code="0999", facts=FACTS, **town.by(town.lea)) is Code.NOT_ALLOWED
