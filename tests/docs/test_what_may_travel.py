"""The table of the manual about what may travel is the rule."""

import re
from itertools import product

from tests.docs.examples import ROOT
from velkommen.domain.handover import Matter, Receiver, may_travel

MEANS = {0: "topic", 120: "one line", 1000: "all"}


def test_the_table_of_what_may_travel_is_the_rule() -> None:
    text = (ROOT / "docs/background/what-may-travel.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| (application|information) \| ([a-z ]+) \| ([a-z ]+) \|$", text, re.MULTILINE)
    said = {(receiver, matter): (centre, other) for receiver, matter, centre, other in rows}
    assert said == {
        (receiver.value, matter.value): (_word(receiver, matter, centre=True), _word(receiver, matter, centre=False))
        for receiver, matter in product(Receiver, Matter)
    }


def _word(receiver: Receiver, matter: Matter, *, centre: bool) -> str:
    return MEANS[may_travel(receiver, matter, consent=False, is_centre=centre).longest]
