"""What do people ask for? Tasks, kinds, channels, the ten categories, and what hides in "other"."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext

from velkommen.apps.catalogue.queries import groups
from velkommen.apps.evaluation.statistics import CategoryLine
from velkommen.domain.insight import worked
from velkommen.domain.insight.other import Other, Proposal, Split, other
from velkommen.domain.insight.registry import Key
from velkommen.domain.measures import FEW, percentages
from velkommen.domain.report2010 import OTHER_WARNING, SKANDERBORG_2009, Category
from velkommen.domain.small_cells import SMALL
from velkommen.interfaces.office import few, tables
from velkommen.interfaces.office.parts import Answer, Part, Seen
from velkommen.interfaces.web.tables import said
from velkommen.interfaces.web.tables.table import Bar, Cell, Per, Table
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
    words = gettext("{number} enquiries, most of them about {tasks}. “Other” is {other}.")
    return words.format(number=said.whole(seen.number), tasks=", ".join(top), other=said.share(hidden.share))


def _tasks(seen: Seen) -> Table:
    counts = dict(worked.by_task(seen.period.all).most_common())
    cells = few.numbers(counts, few=seen.choice.few)
    rows: list[tuple[Cell, ...]] = [(seen.task(task), *cells[task]) for task in counts]
    title = gettext("What people asked for")
    if rows and seen.number >= FEW and isinstance(rows[0][2], Per):
        title = gettext("Most asked for: {task} ({share})").format(
            task=rows[0][0], share=said.per_cent(rows[0][2].value or 0.0)
        )
    return Table(
        "asked-tasks",
        title,
        (gettext("Task"), gettext("Number"), gettext("Share")),
        rows,
        total=few.total(counts, few=seen.choice.few),
        bars=[Bar(str(name), share.value or 0.0) for name, _, share in rows[:BARS] if isinstance(share, Per)],
        notes=few.notes(rows),
        shown=SHOWN,
        printed=SHOWN,
        measure=Key.TASKS,
    )


def _listed(seen: Seen, key: Key, counts: Mapping[str, int], names: Mapping[str, Promise], title: str) -> Table:
    """Numbers of a closed list, most first."""
    ordered = dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    cells = few.numbers(ordered, few=seen.choice.few)
    rows: list[tuple[Cell, ...]] = [(str(names.get(one, one)), *cells[one]) for one in ordered]
    return Table(
        f"asked-{key}",
        said.most_often(title, rows, sum(ordered.values())),
        (title, gettext("Number"), gettext("Share")),
        rows,
        total=few.total(ordered, few=seen.choice.few),
        notes=few.notes(rows),
        measure=key,
    )


def _categories(seen: Seen) -> Table:
    counts = worked.by_category(seen.period.all, seen.period.topics)
    shares = percentages([counts[one] for one in Category])
    lines = [
        CategoryLine(one, counts[one], share, SKANDERBORG_2009[one])
        for one, share in zip(Category, shares, strict=True)
    ]
    return tables.categories(lines if seen.number else [], "asked-categories", few=seen.choice.few)


def _other(seen: Seen, hidden: Other) -> list[Part]:
    """What is inside, and which categories of their own would bring it down."""
    inside = dict(hidden.tasks)
    cells = few.numbers(inside, few=seen.choice.few)
    rows: list[tuple[Cell, ...]] = [(seen.task_of(key), *cells[key]) for key in inside]
    notes = [_sent(seen, hidden)] if hidden.goes_to else []
    inside_of = Table(
        "asked-inside",
        said.most_often(gettext("What “other” is made of"), rows, sum(inside.values())),
        (gettext("Task"), gettext("Number"), gettext("Share of “other”")),
        rows,
        total=few.total(inside, few=seen.choice.few),
        notes=few.notes(rows, *notes),
        shown=BARS,
        printed=BARS,
        measure=Key.OTHER,
    )
    told = not seen.choice.few or all(one.number >= SMALL for one in hidden.proposals)
    return [*([Part(_splits(seen, hidden))] if hidden.proposals and told else []), *([Part(inside_of)] if rows else [])]


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
