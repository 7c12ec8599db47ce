"""What do people ask for? Tasks, kinds, channels, the ten categories, and what hides in "other"."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext

from velkommen.apps.catalogue.queries import groups
from velkommen.apps.evaluation.statistics import category_lines
from velkommen.domain.insight import worked
from velkommen.domain.insight.other import Other, Proposal, Split, other
from velkommen.domain.insight.registry import Key
from velkommen.domain.measures import FEW
from velkommen.domain.report2010 import OTHER_WARNING, Category
from velkommen.domain.small_cells import SMALL, sums_told
from velkommen.interfaces.office import tables
from velkommen.interfaces.office.parts import Answer, Part, Seen
from velkommen.interfaces.web.tables import few, said
from velkommen.interfaces.web.tables.table import Cell, Per, Table
from velkommen.shared.wording_enquiries import CHANNELS, KINDS

BARS, SHOWN = 10, 20


def answer(seen: Seen) -> Answer:
    hidden = other(seen.period.all, seen.period.topics)
    parts = [Part(_tasks(seen)), Part(_categories(seen)), *_other(seen, hidden)]
    parts += [Part(_listed(seen, Key.KINDS, worked.by_kind(seen.period.all), KINDS, gettext("What they want of us")))]
    parts += [Part(_listed(seen, Key.CHANNELS, worked.by_channel(seen.period.all), CHANNELS, gettext("How they come")))]
    return Answer(_lead(seen, hidden), parts)


def _lead(seen: Seen, hidden: Other) -> str:
    counts = worked.by_task(seen.period.all)
    if seen.number < FEW:
        return gettext("Too little has been counted to say.")
    top = [gettext("“{name}”").format(name=seen.task(task)) for task, _ in counts.most_common(3)]
    words = gettext("{number} enquiries, most of them about {tasks}.")
    told = words.format(number=said.whole(seen.number), tasks=", ".join(top))
    if not _told(seen):
        return told
    more = gettext("“Other” is {other}.")
    return f"{told} {more.format(other=said.share(hidden.share))}"


def _told(seen: Seen) -> bool:
    """Whether it may be said how much "other" is: the table of categories keeps it back where that is of a few, or gives one away."""
    counts = worked.by_category(seen.period.all, seen.period.topics)
    return few.part(counts, [Category.OTHER], few=seen.choice.few) is not None


def _tasks(seen: Seen) -> Table:
    counts = dict(worked.by_task(seen.period.all).most_common())
    found = few.counted(
        "asked-tasks",
        gettext("What people asked for"),
        (gettext("Task"), gettext("Number"), gettext("Share")),
        counts,
        lambda task: (seen.task(task),),
        few=seen.choice.few,
        drawn=BARS,
        measure=Key.TASKS,
        shown=SHOWN,
    )
    if not found.bars or seen.number < FEW or not isinstance(found.rows[0][2], Per):
        return found
    words = gettext("Most asked for: {task} ({share})")
    return replace(found, title=words.format(task=found.bars[0].label, share=said.per_cent(found.bars[0].value)))


def _listed(seen: Seen, key: Key, counts: Mapping[str, int], names: Mapping[str, Promise], title: str) -> Table:
    """Numbers of a closed list, most first."""
    return few.counted(
        f"asked-{key}",
        title,
        (title, gettext("Number"), gettext("Share")),
        dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))),
        lambda one: (str(names.get(one, one)),),
        few=seen.choice.few,
        concluded=True,
        measure=key,
    )


def _categories(seen: Seen) -> Table:
    counts = worked.by_category(seen.period.all, seen.period.topics)
    lines = category_lines(counts) if seen.number else []
    return tables.categories(lines, "asked-categories", few=seen.choice.few)


def _other(seen: Seen, hidden: Other) -> list[Part]:
    """What is inside, and which categories of their own would bring it down."""
    inside = few.counted(
        "asked-inside",
        gettext("What “other” is made of"),
        (gettext("Task"), gettext("Number"), gettext("Share of “other”")),
        dict(hidden.tasks),
        lambda key: (seen.task_of(key),),
        few=seen.choice.few,
        concluded=True,
        note=[_sent(seen, hidden)] if hidden.goes_to else [],
        measure=Key.OTHER,
        shown=BARS,
    )
    told = not seen.choice.few or (_told(seen) and _splits_told(hidden))
    return [
        *([Part(_splits(seen, hidden))] if hidden.proposals and told else []),
        *([Part(inside)] if inside.rows else []),
    ]


def _splits_told(hidden: Other) -> bool:
    """Whether nothing that is proposed, and nothing it leaves, is of a few or gives away what the table of tasks keeps back."""
    enough = all(one.number >= SMALL and not 0 < one.left.part < SMALL for one in hidden.proposals)
    single = [[one.key] for one in hidden.proposals if one.split is not Split.GROUP]
    return enough and sums_told(dict(hidden.tasks), *single)


def _sent(seen: Seen, hidden: Other) -> str:
    names = [seen.destinations.get(pk, "–") for pk, _ in hidden.goes_to[:3]]
    return gettext("Where such matters are sent most: {places}.").format(places=", ".join(names))


def _splits(seen: Seen, hidden: Other) -> Table:
    """What could be a category of its own."""
    lines = {group.letter: group.name for group in groups()}
    rows: list[tuple[Cell, ...]] = [
        (_named(seen, one, lines), one.number, Per(one.share.percent or 0.0), Per(one.left.percent or 0.0))
        for one in hidden.proposals
    ]
    left = hidden.proposals[-1].left
    words = (
        gettext("“Other” is {now}: with {count} categories of their own it would be {left}")
        if (left.percent or 0.0) <= OTHER_WARNING
        else gettext("“Other” is {now}: even {count} categories of their own leave {left}")
    )
    return Table(
        "asked-split",
        words.format(now=said.share(hidden.share), count=len(rows), left=said.share(left)),
        (gettext("Could have a category of its own"), gettext("Number"), gettext("Of all"), gettext("“Other” then")),
        rows,
        notes=[
            gettext(
                "Worked out of the tasks inside “other”: the largest first, small tasks of one line together, until it is {limit} or less."
            ).format(limit=said.per_cent(OTHER_WARNING))
        ],
        measure=Key.OTHER,
    )


def _named(seen: Seen, one: Proposal, lines: Mapping[str, str]) -> str:
    if one.split is Split.GROUP:
        return gettext("The small tasks of “{line}” together").format(line=lines.get(one.key, one.key))
    name = seen.task_of(one.key)
    if one.split is Split.REST:
        return gettext("“{task}” names no topic: ask in a counting week what it is").format(task=name)
    return name
