"""Cells of a place as tests write them down."""

from collections import Counter

from velkommen.domain.blocks import Block
from velkommen.domain.insight.facts import Period, Topic

TOPICS = {
    1: Topic("passport_adult", "passport", "P"),
    2: Topic("driving_licence_renew", "driving_licence", "P"),
    3: Topic("postal_vote", "postal_vote", "V"),
    4: Topic("state_pension", "pension_housing", "Y"),
    5: Topic("address_change", "population_register", "F"),
    6: Topic("health_card", "health_insurance", "F"),
    7: Topic("hearing_batteries", "other", "A"),
    8: Topic("receipt_refund", "other", "A"),
    9: Topic("other", "other", "A"),
    10: Topic("mitid_help", "other", "M"),
    11: Topic("info_forms", "other", "A"),
}


def tasks(*rows: tuple[int, str, int], unit: str = "library", when: str = "in") -> Block:
    """Of (task id, outcome, how many) rows."""
    return Block(Counter({(task, outcome, unit, when): count for task, outcome, count in rows}))


def period(*places: tuple[str, Block], **more: object) -> Period:
    """Of (kind of place, its cells) pairs, numbered from 1."""
    numbered = dict(enumerate(places, start=1))
    blocks = {place: cells for place, (_, cells) in numbered.items()}
    return Period(blocks, {place: kind for place, (kind, _) in numbered.items()}, TOPICS, **more)  # type: ignore[arg-type] # named by each test
