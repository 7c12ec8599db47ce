"""What did the counting weeks say that is not asked every day?"""

from collections.abc import Mapping
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext

from velkommen.apps.counting.queries import Week, weeks
from velkommen.apps.counting.results import Results, results
from velkommen.domain.counting_weeks import Digital, Stage
from velkommen.domain.measures import FEW
from velkommen.interfaces.reports.section import Section
from velkommen.interfaces.reports.told import Told, listed
from velkommen.interfaces.web.tables import few, said
from velkommen.interfaces.web.tables.table import Table
from velkommen.interfaces.web.templatetags.words import number, short_day
from velkommen.shared.wording_counting import AVOIDABLE, CAME_WITH, DIGITAL

K = TypeVar("K", str, int)
COUNTED = frozenset({Stage.OVER, Stage.CLOSED})


def section(told: Told) -> Section | None:
    """The last counting week that lies whole in the span."""
    whole = [one for one in weeks(told.gathered.last) if lies_in(one, told)]
    if not whole:
        return None
    found = results(whole[0], [place for place, _ in told.places], told.over)
    if found.number < FEW:
        return None
    days = f"{short_day(found.week.row.first)} – {short_day(found.week.row.last)}"
    words = gettext(
        "“{name}”, {days}: {n} enquiries at {places} places; something was counted in {share} of their staffed hours."
    )
    facts = {"name": found.week.row.name, "days": days, "n": number(found.number), "places": len(found.week.places)}
    return Section(
        "counting",
        gettext("What did the last counting week say?"),
        _title(found),
        [words.format(**facts, share=said.share(found.share))],
        tables=[
            *_table(
                "digital", gettext("Could it have been solved digitally?"), _summed(found.answers.digital), DIGITAL
            ),
            *_table(
                "avoidable", gettext("Could the visit have been avoided?"), _summed(found.answers.avoidable), AVOIDABLE
            ),
            *_table("matters", gettext("With how many matters did people come?"), found.answers.came_with, CAME_WITH),
        ],
        notes=[
            gettext(
                "The answers are what whoever sat at the desk thought. What was not asked is "
                "left out; a week is no year, and may not be like it."
            )
        ],
    )


def lies_in(one: Week, told: Told) -> bool:
    return told.gathered.first <= one.row.first and one.row.last <= told.gathered.last and one.stage in COUNTED


def _title(found: Results) -> str:
    digital = _summed(found.answers.digital)
    share = few.part(digital, [Digital.YES], few=True)
    if share is None or share.whole < FEW:
        return gettext("{n} enquiries in the last counting week").format(n=number(found.number))
    return gettext("{share} could have been solved digitally").format(share=said.share(share))


def _summed(counts: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """Of all tasks together."""
    found: dict[str, int] = {}
    for (_, answer), count in counts.items():
        found[answer] = found.get(answer, 0) + count
    return found


def _table(key: str, title: str, summed: Mapping[K, int], words: Mapping[K, Promise]) -> list[Table]:
    if sum(summed.values()) < FEW:
        return []
    found = listed({answer: summed.get(answer, 0) for answer in words}, lambda answer: str(words[answer]))
    head = (gettext("Answer"), gettext("Number"), gettext("Share"))
    return [found.table(key, title, head)]
