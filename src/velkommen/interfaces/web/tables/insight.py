"""Tables that a dashboard and the report both show: made here, so that they say the same."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.text import capfirst
from django.utils.translation import gettext

from velkommen.domain.blocks import Block
from velkommen.domain.insight import worked
from velkommen.domain.insight.facts import Volume
from velkommen.domain.insight.registry import Key
from velkommen.domain.measures import FEW
from velkommen.domain.volume import told
from velkommen.interfaces.web.tables import few as numbers_of_few
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import UNTOLD, Cell, Table
from velkommen.interfaces.web.templatetags.words import number
from velkommen.shared.danish import collation
from velkommen.shared.wording_rules import COMPETENCES

SHOWN = 15  # rows on the screen


def outside(key: str, blocks: Iterable[Block], task: Callable[[int], str], *, few: bool) -> Table:
    """The share outside the town hall's hours, task by task: those for which long hours are worth most, first.

    Args:
        task: what a task (by id) is called.
        few: numbers of a few are kept back.
    """
    every = list(blocks)
    shares = worked.outside_by_task(every)
    cells = numbers_of_few.of_shares(shares, few=few)
    rows = [(task(one), *cells[one]) for one in sorted(shares, key=lambda one: (-shares[one].part, one))]
    whole = worked.outside(every)
    title = gettext("Outside the town hall's hours, task by task")
    if whole.whole >= FEW and UNTOLD not in numbers_of_few.share(whole, few=few):
        title = gettext("{share} came outside the town hall's hours").format(share=said.share(whole))
    placed = numbers_of_few.in_words(worked.placed(every), few=few)
    known = gettext("The moment is known of {share} of the enquiries.").format(share=placed)
    return Table(
        key,
        title,
        (gettext("Task"), gettext("With a known time"), gettext("Outside")),
        rows,
        notes=numbers_of_few.notes(
            rows,
            gettext("Ordered by how many came outside the hours."),
            *([known] if placed else []),
        ),
        shown=SHOWN,
        printed=SHOWN,
        measure=Key.OUTSIDE,
    )


def volume(key: str, volumes: Mapping[str, Volume], task_of: Callable[[str], str], when: str, *, few: bool) -> Table:
    """How often each competence is used: those below their minimum first, those without last.

    Args:
        task_of: what the task of a competence (by its key) is called, where the competence has no name of its own.
        when: of which days and places this is, in a sentence.
        few: nothing of few enquiries is told, nor of two people.
    """
    names = {one: capfirst(str(COMPETENCES[one])) if one in COMPETENCES else task_of(one) for one in volumes}
    ordered = sorted(volumes, key=lambda one: (volumes[one].kept, not volumes[one].minimum, collation(names[one])))
    rows: list[tuple[Cell, ...]] = [(names[one], *_used(volumes[one], few=few)) for one in ordered]
    below = sum(not one.kept for one in volumes.values())
    title = gettext("How often each competence is used")
    if any(one.minimum for one in volumes.values()):
        title = (
            gettext("Used less than their minimum: {count} competences").format(count=number(below))
            if below
            else gettext("Every competence that has a minimum is used at least as often")
        )
    return Table(
        key,
        title,
        (
            gettext("Competence"),
            gettext("Enquiries"),
            gettext("People"),
            gettext("A month for each"),
            gettext("Minimum"),
        ),
        rows,
        notes=numbers_of_few.notes(rows, when),
        shown=SHOWN,
        printed=SHOWN,
        measure=Key.VOLUME,
    )


def _used(one: Volume, *, few: bool) -> list[Cell]:
    minimum: Cell = one.minimum or "–"
    if few and told(one.number, one.people) is None:
        return [UNTOLD, UNTOLD, UNTOLD, minimum]
    return [one.number, one.people, one.a_month, minimum]
