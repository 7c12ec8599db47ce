"""What do people ask for? And does the list of 2009 still fit?"""

from collections.abc import Sequence

from django.utils.translation import gettext

from velkommen.domain.insight import worked
from velkommen.domain.insight.other import Proposal, Split, other
from velkommen.domain.insight.registry import Key
from velkommen.domain.report2010 import SKANDERBORG_2009, Category
from velkommen.interfaces.reports.section import Section
from velkommen.interfaces.reports.told import Listed, Told, listed
from velkommen.interfaces.web.charts.chart import Bars, Series
from velkommen.interfaces.web.tables import concluded, said
from velkommen.interfaces.web.tables.table import Cell, Per, Table
from velkommen.interfaces.web.templatetags.words import number

DRAWN, LISTED = 12, 20  # tasks in the chart, and in the table


def section(told: Told) -> Section:
    counts = sorted(worked.by_task(told.period.all).items(), key=lambda one: (-one[1], told.task(one[0])))
    found = listed(dict(counts), told.task, LISTED, gettext("All other tasks"))
    title = gettext("What people asked for")
    if told.enough and (first := found.shares[0]) is not None:
        title = gettext("Most asked for: {task} ({share})").format(task=found.rows[0][0], share=said.per_cent(first))
    return Section(
        "asking",
        gettext("What do people ask for?"),
        title,
        [_few_make_most(told, [count for _, count in counts])],
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
    other_title = concluded.other(found.share.percent or 0.0)
    lines = listed({one: counts[one] for one in Category}, concluded.category_name)
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
        proposals(told, found.proposals) or [gettext("Little is left without a name: the list can stay as it is.")],
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


def proposals(told: Told, found: Sequence[Proposal]) -> list[str]:
    """What a category of its own could be made of, and how much it would hold."""
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
    ]
