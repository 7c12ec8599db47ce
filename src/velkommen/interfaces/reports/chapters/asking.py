"""What do people ask for? And does the list of 2009 still fit?"""

from collections.abc import Sequence

from django.utils.translation import gettext

from velkommen.domain.insight import worked
from velkommen.domain.insight.other import Other, Proposal, Split, other
from velkommen.domain.insight.registry import Key
from velkommen.domain.measures import Share
from velkommen.domain.report2010 import SKANDERBORG_2009, Category
from velkommen.domain.small_cells import SMALL, sums_told
from velkommen.interfaces.reports.section import Section
from velkommen.interfaces.reports.told import Listed, Told, listed, said_share
from velkommen.interfaces.web.charts.chart import Bars, Series
from velkommen.interfaces.web.tables import concluded, few, said
from velkommen.interfaces.web.tables.table import Cell, Per, Table
from velkommen.interfaces.web.templatetags.words import number

DRAWN, LISTED = 12, 20  # tasks in the chart, and in the table


def section(told: Told) -> Section:
    counts, found = _ranked(told), _tasks(told)
    title = gettext("What people asked for")
    if told.enough and (first := found.shares[0]) is not None:
        title = gettext("Most asked for: {task} ({share})").format(task=found.rows[0][0], share=said.per_cent(first))
    return Section(
        "asking",
        gettext("What do people ask for?"),
        title,
        [_few_make_most(told, list(counts.values()))],
        [_bars(found)],
        [
            Table(
                "tasks",
                gettext("Enquiries by task"),
                (gettext("Task"), gettext("Number"), gettext("Share")),
                found.rows,
                total=found.total,
            )
        ],
        measures=(Key.TASKS,),
    )


def most(told: Told) -> tuple[int, Share] | None:
    """The task (by id) most asked for, with its share; None where the table of tasks keeps it back."""
    task, count = next(iter(_ranked(told).items()))
    return (task, Share(count, told.number)) if _tasks(told).shares[0] is not None else None


def _ranked(told: Told) -> dict[int, int]:
    """Task (by id) -> enquiries, the most first."""
    return dict(sorted(worked.by_task(told.period.all).items(), key=lambda one: (-one[1], told.task(one[0]))))


def _tasks(told: Told) -> Listed:
    return listed(_ranked(told), told.task, LISTED, gettext("All other tasks"))


def _few_make_most(told: Told, counts: Sequence[int]) -> str:
    """How many tasks make up half of everything."""
    together = 0
    for needed, count in enumerate(counts, 1):
        together += count
        if 2 * together >= told.number:
            words = gettext("People came with {all} different tasks; {few} of them make up half of all enquiries.")
            return words.format(all=len(counts), few=needed)
    return gettext("Nothing was asked for.")


def _bars(found: Listed) -> Bars:
    told = [
        (str(row[0]), share) for row, share in zip(found.rows[:DRAWN], found.shares, strict=False) if share is not None
    ]
    title = gettext("The tasks most asked for, as a share of all enquiries")
    return Bars(
        "asking",
        title,
        [name for name, _ in told],
        Series(gettext("Share"), [share for _, share in told]),
        said=said.per_cent,
    )


def then_and_now(told: Told) -> Section | None:
    """The ten categories beside Skanderborg's of 2009, and what would bring "other" down."""
    if not told.enough:
        return None
    found = other(told.period.all, told.period.topics)
    counts = worked.by_category(told.period.all, told.period.topics)
    lines = listed({one: counts[one] for one in Category}, concluded.category_name)
    other_title = gettext("The report's ten categories")
    if other_told(told):
        other_title = concluded.other(found.share.percent or 0.0)
    beside = [SKANDERBORG_2009[one] for one in Category]
    here, there = Series(gettext("Here"), lines.shares), Series("Skanderborg 2009", beside)
    drawn = Bars(
        "categories",
        other_title,
        [concluded.category_name(one) for one in Category],
        here,
        there,
        said=said.per_cent,
    )
    told_rows: list[tuple[Cell, ...]] = [(*row, Per(then)) for row, then in zip(lines.rows, beside, strict=True)]
    return Section(
        "categories",
        gettext("Does the list of 2009 still fit?"),
        other_title,
        _said_of(told, found),
        [drawn],
        [
            Table(
                "categories",
                gettext("The report's ten categories"),
                (gettext("Category"), gettext("Number"), gettext("Here"), gettext("Skanderborg 2009")),
                told_rows,
                total=[*lines.total, Per(100)],
                notes=[
                    gettext(
                        "The report mixed topics and outcomes; here an enquiry is counted the same way: a referral or help to "
                        "self-service overrides the topic."
                    )
                ],
            )
        ],
        measures=(Key.CATEGORIES, Key.OTHER),
    )


def other_told(told: Told) -> bool:
    """Whether it may be said how much "other" is: not where the table of categories keeps it back."""
    return few.part(worked.by_category(told.period.all, told.period.topics), [Category.OTHER], few=True) is not None


def _said_of(told: Told, found: Other) -> list[str]:
    """What is proposed; where nothing needs to be, that; nothing where what there is would tell of a few."""
    if found.proposals:
        return proposals(told, found.proposals)
    return [gettext("Little is left without a name: the list can stay as it is.")]


def proposals(told: Told, found: Sequence[Proposal]) -> list[str]:
    """What a category of its own could be made of, and how much it would hold; of few nothing."""
    words = {
        Split.TASK: gettext("“{what}” could be a category of its own: {n} enquiries ({share})."),
        Split.GROUP: gettext("The small tasks of “{what}” together could be one: {n} enquiries ({share})."),
        Split.REST: gettext("“{what}” hides {n} enquiries ({share}): ask what they are about."),
    }
    return [
        words[one.split].format(
            what=told.lines.get(one.key, one.key) if one.split is Split.GROUP else told.task_of(one.key),
            n=number(one.number),
            share=said.share(one.share),
        )
        for one in found
        if _tellable(told, one)
    ]


def _tellable(told: Told, one: Proposal) -> bool:
    """Not of few, nor of a task that the table of tasks keeps back, nor of all but a few of a task."""
    counts = {told.gathered.tasks[task].key: count for task, count in _ranked(told).items()}
    if one.split is Split.GROUP:
        return one.number >= SMALL
    return sums_told(counts, [one.key]) and bool(said_share(Share(one.number, counts[one.key])))
