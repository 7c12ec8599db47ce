"""Is it solved the first time? The share month by month against the target, by task, where referrals end, why it was not possible."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext

from velkommen.domain.insight import worked
from velkommen.domain.insight.registry import Key
from velkommen.domain.measures import FEW, TARGET_SOLVED, Share
from velkommen.domain.outcomes import Outcome
from velkommen.interfaces.office.parts import MONTHS, Answer, Part, Seen, of, reached, summed
from velkommen.interfaces.web.charts.chart import Lines, Series, Target
from velkommen.interfaces.web.tables import few, said
from velkommen.interfaces.web.tables.table import Cell, Per, Table
from velkommen.interfaces.web.templatetags.words import month_word, outcome_word
from velkommen.shared.wording import REASONS

SHOWN = 15


def answer(seen: Seen) -> Answer:
    parts = [_months(seen), Part(_outcomes(seen)), Part(_tasks(seen)), Part(_ends(seen)), Part(_reasons(seen))]
    return Answer(_lead(seen), [part for part in parts if part.table.rows])


def _lead(seen: Seen) -> str:
    solved, known = worked.solved(seen.period.all), worked.with_outcome(seen.period.all)
    if solved.whole < FEW:
        return gettext("Too little has been answered to say.")
    words = (
        gettext("Yes: {solved} were solved at first contact; the target is {target}. {known} have a known outcome.")
        if (solved.percent or 0) >= TARGET_SOLVED
        else gettext(
            "Not often enough: {solved} were solved at first contact; the target is {target}. {known} have a known outcome."
        )
    )
    return words.format(solved=of(solved), target=said.per_cent(TARGET_SOLVED), known=said.share(known))


def _months(seen: Seen) -> Part:
    """Months of fewer than FEW answered are gaps: they say too little."""
    found = summed(seen.months)
    shares = {month: _told(Share(line.solved, line.answered)) for month, line in found.items()}
    title = reached(shares, TARGET_SOLVED, gettext("Solved at first contact, month by month"))
    rows: list[tuple[Cell, ...]] = [
        (month_word(month).capitalize(), line.answered, _per(shares[month])) for month, line in reversed(found.items())
    ]
    table = Table(
        "solved-months",
        title,
        (gettext("Month"), gettext("Answered"), gettext("Solved at first contact")),
        rows,
        notes=[
            gettext("A dash: fewer than {few} were answered that month.").format(few=FEW),
            gettext("The first and the last month may be parts of one."),
        ],
        shown=SHOWN,
        printed=SHOWN,
        measure=Key.SOLVED,
    )
    return Part(table, _line(shares, title) if len(found) >= MONTHS else None)


def _line(shares: Mapping[date, float | None], title: str) -> Lines:
    return Lines(
        "solved-line",
        title,
        list(shares),
        [Series(gettext("Solved at first contact"), list(shares.values()))],
        target=Target(TARGET_SOLVED, gettext("target {target}").format(target=said.per_cent(TARGET_SOLVED))),
        monthly=True,
        most=100,
        said=said.per_cent,
    )


def _told(share: Share) -> float | None:
    return share.percent if share.whole >= FEW else None


def _per(value: float | None) -> Cell:
    return "–" if value is None else Per(value)


def _outcomes(seen: Seen) -> Table:
    counts = dict(worked.by_outcome(seen.period.all).most_common())
    counts.pop("", None)
    return few.counted(
        "solved-outcomes",
        gettext("How enquiries ended"),
        (gettext("Outcome"), gettext("Number"), gettext("Share")),
        counts,
        lambda one: (outcome_word(one),),
        few=seen.choice.few,
        note=[_strict()],
        drawn=None,
        measure=Key.OUTCOMES,
    )


def _strict() -> str:
    names = [outcome_word(one) for one in (Outcome.SOLVED, Outcome.SELF_SERVICE, Outcome.SOLVED_WITH_EXPERT)]
    return gettext("Solved at first contact are: {outcomes}. Those who left were not answered.").format(
        outcomes=", ".join(names).lower()
    )


def _tasks(seen: Seen) -> Table:
    """Those that most people must come again for or go elsewhere with, first."""
    shares = worked.solved_by_task(seen.period.all)
    ordered = sorted(shares, key=lambda task: (shares[task].part - shares[task].whole, task))
    rows: list[tuple[Cell, ...]] = [
        (seen.task(task), *few.share(shares[task], few=seen.choice.few)) for task in ordered
    ]
    title = gettext("Solved at first contact, task by task")
    if ordered and shares[ordered[0]].whole >= FEW:
        title = gettext("Most who must come again or go elsewhere came with: {task}").format(task=seen.task(ordered[0]))
    return Table(
        "solved-tasks",
        title,
        (gettext("Task"), gettext("Answered"), gettext("Solved at first contact")),
        rows,
        notes=few.notes(rows, gettext("Ordered by how many were not solved.")),
        shown=SHOWN,
        printed=SHOWN,
        measure=Key.SOLVED,
    )


def _ends(seen: Seen) -> Table:
    referred = worked.referred(seen.period.all)
    title = gettext("{share} were referred: where to").format(share=said.share(referred))
    return few.counted(
        "solved-ends",
        title if referred.whole >= FEW else gettext("Where referrals end"),
        (gettext("Task"), gettext("Referred to"), gettext("Number"), gettext("Share")),
        dict(worked.ends(seen.period.all).most_common()),
        lambda end: (seen.task(end[0]), seen.destinations.get(end[1], "–")),
        few=seen.choice.few,
        measure=Key.DESTINATIONS,
        shown=SHOWN,
    )


def _reasons(seen: Seen) -> Table:
    return few.counted(
        "solved-reasons",
        gettext("Why it was not possible"),
        (gettext("Task"), gettext("Reason"), gettext("Number"), gettext("Share")),
        dict(worked.refused(seen.period.all).most_common()),
        lambda why: (seen.task(why[0]), str(REASONS.get(why[1], why[1]))),
        few=seen.choice.few,
        measure=Key.REASONS,
        shown=SHOWN,
    )
