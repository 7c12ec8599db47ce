"""Is it solved the first time? The share month by month against the target, by task, where referrals end, why it was not possible."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext

from velkommen.domain.insight import worked
from velkommen.domain.insight.registry import Key
from velkommen.domain.measures import FEW, TARGET_SOLVED, Share, shares
from velkommen.domain.outcomes import REFERRALS, SOLVED_AT_FIRST_CONTACT, Outcome
from velkommen.domain.small_cells import SMALL
from velkommen.interfaces.office.parts import MONTHS, Answer, Part, Seen, month_by_month, of, reached
from velkommen.interfaces.web.charts.chart import Lines, Series, Target
from velkommen.interfaces.web.tables import few, said
from velkommen.interfaces.web.tables.table import UNTOLD, Bar, Cell, Per, Table
from velkommen.interfaces.web.templatetags.words import outcome_word
from velkommen.shared.wording import REASONS

K = TypeVar("K", bound=Hashable)

SHOWN, BARS = 15, 8


def answer(seen: Seen) -> Answer:
    parts = [_months(seen), Part(_outcomes(seen)), Part(_tasks(seen)), Part(_ends(seen)), Part(_reasons(seen))]
    return Answer(_lead(seen), [part for part in parts if part.table.rows])


def _lead(seen: Seen) -> str:
    solved, known = worked.solved(seen.period.all), worked.with_outcome(seen.period.all)
    if solved.whole < FEW:
        return gettext("Too little has been answered to say.")
    enough, target = (solved.percent or 0) >= TARGET_SOLVED, said.per_cent(TARGET_SOLVED)
    if few.answered(_outcomes_of(seen), SOLVED_AT_FIRST_CONTACT, few=seen.choice.few) is None:
        return _in_words(solved, enough=enough).format(target=target)
    words = (
        gettext("Yes: {solved} were solved at first contact; the target is {target}.")
        if enough
        else gettext("Not often enough: {solved} were solved at first contact; the target is {target}.")
    )
    told = words.format(solved=of(solved), target=target)
    covers = few.in_words(known, few=seen.choice.few)
    if not covers:
        return told
    more = gettext("{known} have a known outcome.")
    return f"{told} {more.format(known=covers)}"


def _in_words(solved: Share, *, enough: bool) -> str:
    """The share where it is kept back."""
    if solved.whole - solved.part < SMALL and enough:
        return gettext("Yes: all but a few were solved at first contact; the target is {target}.")
    if solved.part < SMALL:
        return gettext("Not often enough: only a few were solved at first contact; the target is {target}.")
    if enough:
        return gettext("Yes: the target of {target} solved at first contact is reached.")
    return gettext("Not often enough: the target of {target} solved at first contact is not reached.")


def _outcomes_of(seen: Seen) -> Counter[str]:
    """Outcome -> enquiries, of those that have one."""
    counts = worked.by_outcome(seen.period.all)
    del counts[""]
    return counts


def _months(seen: Seen) -> Part:
    """Months of fewer than FEW answered are gaps: they say too little. So are those that are kept back."""
    found = {month: Share(line.solved, line.answered) for month, line in seen.months().items()}
    told = few.wholes(found, few=seen.choice.few)
    shares = {month: None if UNTOLD in told[month] else _told(share) for month, share in found.items()}
    title = reached(shares, TARGET_SOLVED, gettext("Solved at first contact, month by month"))
    head = (gettext("Answered"), gettext("Solved at first contact"))
    rows = {month: cells if UNTOLD in cells else (cells[0], _per(shares[month])) for month, cells in told.items()}
    dash = gettext("A dash: fewer than {few} were answered that month.")
    table = month_by_month("solved-months", title, head, rows, dash, Key.SOLVED)
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
    counts = dict(_outcomes_of(seen).most_common())
    return few.counted(
        "solved-outcomes",
        gettext("How enquiries ended"),
        (gettext("Outcome"), gettext("Number"), gettext("Share")),
        counts,
        lambda one: (outcome_word(one),),
        few=seen.choice.few,
        concluded=True,
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
    cells = few.of_shares(shares, few=seen.choice.few)
    ordered = sorted(shares, key=lambda task: (shares[task].part - shares[task].whole, task))
    rows: list[tuple[Cell, ...]] = [(seen.task(task), *cells[task]) for task in ordered]
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
    counts = worked.ends(seen.period.all)
    names = {where: seen.destinations.get(where, "–") for _, where in counts}
    return _crossed(
        seen,
        "solved-ends",
        Key.DESTINATIONS,
        gettext("Referred to"),
        counts,
        names,
        lambda ends: _ends_title(seen, ends),
    )


def _ends_title(seen: Seen, ends: Sequence[tuple[str, Per]]) -> str:
    referred = worked.referred(seen.period.all)
    if referred.whole < FEW:
        return gettext("Where referrals end")
    if few.answered(_outcomes_of(seen), REFERRALS, SOLVED_AT_FIRST_CONTACT, few=seen.choice.few) is None:
        return gettext("Where referrals end")
    if referred.part < FEW or not ends:
        return gettext("{share} were referred: where to").format(share=said.share(referred))
    place, share = ends[0]
    words = gettext("{share} were referred, most often to “{place}” ({part} of them)")
    return words.format(share=said.share(referred), place=place, part=said.per_cent(share.value or 0.0))


def _reasons(seen: Seen) -> Table:
    counts = worked.refused(seen.period.all)
    names = {why: str(REASONS.get(why, why)) for _, why in counts}
    about = gettext("Why it was not possible")
    return _crossed(
        seen,
        "solved-reasons",
        Key.REASONS,
        gettext("Reason"),
        counts,
        names,
        lambda reasons: said.most_often(about, reasons, counts.total()),
    )


def _crossed(
    seen: Seen,
    key: str,
    measure: Key,
    head: str,
    found: Counter[tuple[int, K]],
    names: Mapping[K, str],
    title: Callable[[Sequence[tuple[str, Per]]], str],
) -> Table:
    """Numbers by task and something else, the most first; drawn and told by that something alone."""
    counts = dict(found.most_common())
    cells = few.numbers(counts, few=seen.choice.few)
    rows: list[tuple[Cell, ...]] = [(seen.task(one[0]), names[one[1]], *cells[one]) for one in counts]
    sums = [] if any(UNTOLD in row for row in rows) else _summed(counts, names)
    total = few.total(counts, few=seen.choice.few)
    return Table(
        key,
        title(sums),
        (gettext("Task"), head, gettext("Number"), gettext("Share")),
        rows,
        total=[total[0], "", *total[1:]] if total else (),
        bars=[Bar(name, share.value or 0.0) for name, share in sums[:BARS]] if len(sums) > 1 else (),
        notes=few.notes(rows),
        shown=SHOWN,
        printed=SHOWN,
        measure=measure,
    )


def _summed(counts: Mapping[tuple[int, K], int], names: Mapping[K, str]) -> list[tuple[str, Per]]:
    """Each of the second halves with its part of all, the most first. Not told where a row is kept back: a sum could give it away."""
    found: Counter[str] = Counter()
    for (_, one), count in counts.items():
        found[names[one]] += count
    parts = shares(found)
    return [(name, Per(parts[name])) for name, _ in found.most_common()]
