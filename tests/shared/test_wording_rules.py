"""Why something can or cannot be done has a whole sentence for each rule, in both languages, with the facts the engine gives."""

from itertools import islice

import pytest
from django.utils import translation

from tests.domain.placement.test_every_case import around, cases, verdict
from velkommen.domain.kinds import DeskRole, EquipmentKind, Unit
from velkommen.domain.placement.deciding import Reason, Rule
from velkommen.shared import wording_rules
from velkommen.shared.wording_rules import because_in_words


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (wording_rules.RULES, Rule),
        (wording_rules.ROLES, DeskRole),
        (wording_rules.UNITS, Unit),
        (wording_rules.EQUIPMENT, EquipmentKind),
    ],
)
def test_every_rule_and_every_fact_of_one_has_its_words(words: dict[str, object], kind: type) -> None:
    assert set(words) == set(kind)


@pytest.mark.parametrize("language", ["da", "en"])
def test_whatever_the_engine_says_is_a_whole_sentence(language: str) -> None:
    """Of all cases of the table, and the same when suspended, out of season, or at other hours."""
    some = islice(cases(), 0, None, 211)
    reasons = {
        (reason.rule, tuple(reason.facts.items())): reason
        for case in some
        for one in (case, *around(case))
        for reason in verdict(one).because
    }
    with translation.override(language):
        said = [because_in_words(reason) for reason in reasons.values()]
    assert [text for text in said if "%(" in text or not text.endswith(".") or " ." in text] == []
    never = {Rule.DUTY_NOT_RECORDED, Rule.SUSPENDED_HERE}  # the table has neither
    assert {reason.rule for reason in reasons.values()} == set(Rule) - never


def test_keys_are_said_as_people_say_them() -> None:
    with translation.override("en"):
        missing = Reason(Rule.EQUIPMENT_MISSING, {"equipment": ("photo_stand", "safe")})
        own = Reason(Rule.NOT_COMPETENT, {"competence": "hunting_licences"})
        assert because_in_words(missing) == "The place has no photo stand, safe."
        assert because_in_words(own) == "It takes somebody trained for hunting_licences, and none of them is here."
