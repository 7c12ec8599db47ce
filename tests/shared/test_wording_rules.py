"""Every rule of the engine has a sentence, and every fact of it a word."""

import pytest
from django.utils import translation

from velkommen.domain.kinds import DeskRole, EquipmentKind, Unit
from velkommen.domain.placement.deciding import Reason, Rule
from velkommen.shared.wording_rules import EQUIPMENT, ROLES, RULES, UNITS, because_in_words


def test_every_rule_has_a_sentence() -> None:
    assert list(RULES) == list(Rule)


@pytest.mark.parametrize(("table", "words"), [(UNITS, Unit), (EQUIPMENT, EquipmentKind), (ROLES, DeskRole)])
def test_every_fact_has_a_word(table: dict[str, object], words: type[Unit]) -> None:
    assert list(table) == list(words)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason(Rule.NO_MANDATE, {"units": ("citizen_service", "partner")}),
         "By the agreement of the place it is done by citizen service, a partner, and none of them is here."),
        (Reason(Rule.EQUIPMENT_BROKEN, {"equipment": ("photo_stand",)}),
         "What it takes does not work just now: photo stand."),
        (Reason(Rule.NOT_COMPETENT, {"competence": "own_key"}),
         "It takes somebody trained for own_key, and none of them is here."),
        (Reason(Rule.SUSPENDED, {"why": "100 % nedbrud"}), "It can be done nowhere just now: 100 % nedbrud."),
    ],
)  # fmt: skip
def test_a_rule_says_what_it_knows(reason: Reason, said: str) -> None:
    with translation.override("en"):
        assert because_in_words(reason) == said
