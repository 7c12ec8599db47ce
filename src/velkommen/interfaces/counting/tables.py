"""The tables of a week's results. Small numbers stay untold in each, and cannot be worked out from what is told (`domain.small_cells`)."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from velkommen.apps.counting.results import Results
from velkommen.apps.placement import book
from velkommen.domain.counting_weeks import Avoidable, Digital, Question
from velkommen.domain.measures import FEW, Share, shares
from velkommen.domain.outcomes import REFERRALS, Outcome
from velkommen.domain.small_cells import Sum, hidden, in_table
from velkommen.interfaces.web.tables import few, said
from velkommen.interfaces.web.tables.table import UNTOLD, Bar, Cell, Per, Points, Table
from velkommen.interfaces.web.templatetags.words import short_day
from velkommen.shared.wording import OUTCOMES
from velkommen.shared.wording_counting import AVOIDABLE, CAME_WITH, DIGITAL
from velkommen.shared.wording_enquiries import CHANNELS, KINDS
from velkommen.shared.wording_figures import KEPT_BACK
from velkommen.shared.wording_tasks import name_on

NOT_ASKED = ""
ALONE = 20  # enquiries: a task with fewer goes in one row with the others, or all its numbers were too small to be told
OTHERS = ""
HERE, HELPED, REFERRED, ELSE = "here", "helped", "referred", "else"
#: Conclusion -> the sort it is told in where it is told by task. Every sort but one has several.
_SORTS: Mapping[str, str] = {
    Outcome.SOLVED: HERE,
    Outcome.SOLVED_WITH_EXPERT: HERE,
    Outcome.SELF_SERVICE: HELPED,
    **dict.fromkeys(REFERRALS, REFERRED),
    Outcome.COME_BACK: ELSE,
    Outcome.NOT_POSSIBLE: ELSE,
    Outcome.LEFT: ELSE,
    NOT_ASKED: ELSE,
}
_SORT_WORDS: Mapping[str, Promise] = {
    HERE: gettext_lazy("Solved, also with an expert"),
    HELPED: OUTCOMES[Outcome.SELF_SERVICE],
    REFERRED: gettext_lazy("Referred"),
    ELSE: gettext_lazy("Come back, not possible, left, open"),
}
#: The same places now and in the week before.
Pair = tuple[Results, Results]
_ENDINGS: Mapping[str, Promise] = {**OUTCOMES, NOT_ASKED: gettext_lazy("No outcome")}


def every(now: Results, pair: Pair | None) -> list[Table]:
    """All that has something to say; `pair` are the places that counted last time too, unless too little was counted then."""
    pair = pair if pair and pair[0].number and pair[1].number >= FEW else None
    names = _names(now, pair[1] if pair else None)
    questions = {Question.DIGITAL: digital, Question.AVOIDABLE: avoidable}
    asked = [table(now, names) for question, table in questions.items() if question.value in now.week.row.questions]
    if Question.MATTERS.value in now.week.row.questions:
        asked.append(matters(now, pair[1] if pair and pair[0] is now else None))
    last = [against(now, pair, names)] if pair else []
    plain = [
        one_way("kinds", gettext("What sort they were"), now, "kind", KINDS),
        one_way("channels", gettext("How they came in"), now, "channel", CHANNELS),
    ]
    crossed, each = endings(now, names)
    return [crossed, *last, *asked, each, *plain]


def _names(*some: Results | None) -> dict[str, str]:
    """What tasks are called in the days of the first of the weeks."""
    town, keys = book.town(), {cell.task for one in some if one for cell in one.cells}
    return {key: name_on(town, key, some[0].week.row.first) for key in keys if some[0]}


def _keys_untold(counts: dict[str, int]) -> set[str]:
    found = hidden(counts)
    return {key for key in counts if key in found}


def endings(now: Results, names: Mapping[str, str]) -> list[Table]:
    """Task by conclusion, in four sorts of it (of nine, most would be too small to be told); and each conclusion by itself.

    What is untold is decided of both at once: their sums lead from one to the other.
    """
    single = Counter({(key[0], key[1]): n for key, n in now.by("task", "outcome").items()})
    counts, kept = _folded(single, names)
    by_end = Counter({(end, task): n for (task, end), n in counts.items()})
    untold = in_table(by_end, groups={end: _SORTS[end] for end, _ in by_end})
    sorts: Counter[tuple[str, str]] = Counter()
    for (end, task), number in by_end.items():
        sorts[task, _SORTS[end]] += number
    ended = now.by("outcome")
    answered = now.number - ended[Outcome.LEFT.value,] - ended[NOT_ASKED,]
    solved = Share(sum(n for (_, sort), n in sorts.items() if sort in (HERE, HELPED)), answered)
    hidden_ends = {end for end, task in untold if task is Sum.ALL}
    title = gettext("How each task ended")
    if _tellable(solved) and hidden_ends.isdisjoint({HERE, HELPED, Outcome.LEFT.value, NOT_ASKED}):
        title = gettext("{share} were solved at the first contact").format(share=said.share(solved))
    notes = [gettext("The share is of those that were answered: whoever left, or is still being helped, is not in it.")]
    words = {sort: str(word) for sort, word in _SORT_WORDS.items()}
    across = frozenset((task, sort) for sort, task in untold)
    crossed = _crossed("outcomes", title, sorts, kept, words, across, notes)
    return [
        crossed,
        _listed("endings", gettext("How they ended"), {end: n for (end,), n in ended.items()}, hidden_ends, _ENDINGS),
    ]


def digital(now: Results, names: Mapping[str, str]) -> Table:
    """Task by "could it have been solved digitally?"."""
    counts = _with_unasked(now, now.answers.digital)
    yes = sum(n for (_, answer), n in counts.items() if answer == Digital.YES)
    known = yes + sum(n for (_, answer), n in counts.items() if answer == Digital.NO)
    title = gettext("Could it have been solved digitally?")
    if _tellable(Share(yes, known)):
        title = gettext("{share} could have been solved digitally").format(share=said.share(Share(yes, known)))
    notes = [gettext("The share is of those answered yes or no, as the desk saw it."), *_asked_of(now, counts)]
    return _asked("digital", title, counts, names, _words(DIGITAL), notes)


def avoidable(now: Results, names: Mapping[str, str]) -> Table:
    """Task by "could the visit have been avoided?"."""
    counts = _with_unasked(now, now.answers.avoidable)
    known = sum(n for (_, answer), n in counts.items() if answer != NOT_ASKED)
    could = known - sum(n for (_, answer), n in counts.items() if answer == Avoidable.NOT_AVOIDABLE)
    title = gettext("Could the visit have been avoided?")
    if _tellable(Share(could, known)):
        title = gettext("{share} could have been avoided").format(share=said.share(Share(could, known)))
    notes = [gettext("The share is of those answered, as the desk saw it."), *_asked_of(now, counts)]
    return _asked("avoidable", title, counts, names, _words(AVOIDABLE), notes)


def matters(now: Results, then: Results | None) -> Table:
    """With how many matters people came; beside it last time, where it was asked then too."""
    counts = now.answers.came_with
    earlier = then.answers.came_with if then else {}
    last = bool(sum(earlier.values()))
    here, before = few.numbers(counts, few=True), few.numbers(earlier, few=True)
    rows = [(str(word), *here[one], *([before[one][1]] if last else [])) for one, word in CAME_WITH.items()]
    untold = any(UNTOLD in row for row in rows)
    title = gettext("With how many matters did people come?")
    if sum(counts.values()) >= FEW and not untold:
        several = Share(sum(counts.values()) - counts[1], sum(counts.values()))
        title = gettext("{share} came with several matters").format(share=said.share(several))
    head = [gettext("Matters"), gettext("People"), gettext("Share")]
    return Table(
        "matters",
        title,
        [*head, *([gettext("Share last time")] if last else [])],
        rows if sum(counts.values()) else [],
        total=[*few.total(counts, few=True), *([Per(100)] if last else [])],
        notes=few.notes(
            rows, gettext("Each visit once, whatever it was about; who came without a number once each time.")
        ),
    )


def _words(table: Mapping[str, Promise]) -> dict[str, str]:
    return {**{key: str(word) for key, word in table.items()}, NOT_ASKED: gettext("Not asked")}


def _with_unasked(now: Results, answers: Mapping[tuple[str, str], int]) -> Counter[tuple[str, str]]:
    """The answers, and for each task how many enquiries nobody was asked about."""
    counts = Counter(answers)
    for (task,), number in now.by("task").items():
        counts[task, NOT_ASKED] = number - sum(n for (one, _), n in answers.items() if one == task)
    return counts


def _tellable(share: Share) -> bool:
    """Whether a title may say it: of enough to say something, and neither of a few nor of all but a few."""
    return share.whole >= FEW and UNTOLD not in few.share(share, few=True)


def _asked_of(now: Results, counts: Mapping[tuple[str, str], int]) -> list[str]:
    asked = sum(n for (_, answer), n in counts.items() if answer != NOT_ASKED)
    words = gettext("Asked of %(share)s of what was counted; of the others nothing is known.")
    share = few.in_words(Share(asked, now.number), few=True)
    return [words % {"share": share}] if share else []


def one_way(key: str, title: str, now: Results, name: str, words: Mapping[str, Promise]) -> Table:
    """A count of one thing with its share."""
    counts: dict[str, int] = {value: n for (value,), n in now.by(name).items()}
    return _listed(key, title, counts, _keys_untold(counts), words)


def _listed(
    key: str, title: str, counts: Mapping[str, int], untold: Collection[object], words: Mapping[str, Promise]
) -> Table:
    ordered, parts = sorted(counts, key=lambda value: (-counts[value], value)), shares(counts)
    rows = [
        (str(words[value]), *((UNTOLD, UNTOLD) if value in untold else (counts[value], Per(parts[value]))))
        for value in ordered
    ]
    told = not any(value in untold for value in ordered)
    bars = [Bar(str(words[value]), parts[value]) for value in ordered] if told else []
    head = (gettext("What"), gettext("Enquiries"), gettext("Share"))
    title = said.most_often(title, rows, sum(counts.values()))
    return Table(key, title, head, rows, bars=bars, notes=[] if told else [str(KEPT_BACK)])


def against(now: Results, pair: Pair, names: Mapping[str, str]) -> Table:
    """Each task's share now and last time, at the places that counted both times. Numbers are not compared: more counted hours give more
    of everything. What only the new places counted must not be left over either, beside the tables of all."""
    here, then = pair
    every_one, counts, earlier = ({task: n for (task,), n in one.by("task").items()} for one in (now, here, then))
    rest = {task: n - counts.get(task, 0) for task, n in every_one.items()}
    untold = _keys_untold(counts) | _keys_untold(earlier) | _keys_untold(rest)
    ordered = sorted(counts.keys() | earlier.keys(), key=lambda task: (-counts.get(task, 0), names[task]))
    rows = []
    for task in ordered:
        a, b = (
            Share(some.get(task, 0), of).percent or 0.0 for some, of in ((counts, here.number), (earlier, then.number))
        )
        tell = task not in untold
        rows.append((names[task], *((Per(a), Per(b), Points(round(a - b, 1))) if tell else (UNTOLD,) * 3)))
    caveat = gettext(
        "Then something was counted in %(then)s of the staffed hours, now in %(now)s. Numbers are therefore not compared, only shares; "
        "a few points either way may be chance."
    )
    covered = {"then": said.share(then.share), "now": said.share(here.share)}
    last = f"{then.week.row.name} ({short_day(then.week.row.first)})"
    return Table(
        "against",
        gettext("Against last time: %(week)s") % {"week": last},
        (gettext("Task"), gettext("Share now"), gettext("Share then"), gettext("Points more or less")),
        rows,
        shown=15,
        notes=[*_alone(now, here), caveat % covered, *([str(KEPT_BACK)] if untold & set(ordered) else [])],
    )


def _alone(now: Results, here: Results) -> list[str]:
    if now is here:
        return []
    return [gettext("Only the places that counted both times are compared.")]


def _asked(
    key: str,
    title: str,
    counts: Mapping[tuple[str, str], int],
    names: Mapping[str, str],
    words: Mapping[str, str],
    notes: Sequence[str],
) -> Table:
    """Tasks down, answers across."""
    folded, kept = _folded(counts, names)
    untold = in_table(folded)
    return _crossed(key, title, folded, kept, words, untold, notes)


def _crossed(
    key: str,
    title: str,
    counts: Counter[tuple[str, str]],
    names: Mapping[str, str],
    words: Mapping[str, str],
    untold: Collection[tuple[str | Sum, str | Sum]],
    notes: Sequence[str],
) -> Table:
    """A table with the totals of its rows and columns; columns nothing stands in are left out, small tasks together stand last."""
    shown = [column for column in words if any(counts[task, column] for task in names)]
    totals = {task: sum(counts[task, column] for column in shown) for task in names}
    there = [task for task in names if totals[task]]
    ordered = sorted(there, key=lambda task: (task == OTHERS, -totals[task], names[task]))

    def cell(row: str | Sum, column: str | Sum, number: int) -> Cell:
        return UNTOLD if (row, column) in untold else number

    rows = [
        (names[task], *(cell(task, one, counts[task, one]) for one in shown), cell(task, Sum.ALL, totals[task]))
        for task in ordered
    ]
    sums = [cell(Sum.ALL, one, sum(counts[task, one] for task in names)) for one in shown]
    total = [gettext("Total"), *sums, cell(Sum.ALL, Sum.ALL, sum(totals.values()))]
    head = (gettext("Task"), *(words[one] for one in shown), gettext("Total"))
    marked = any(UNTOLD in row for row in (*rows, total))
    return Table(key, title, head, rows, total=total, notes=[*notes, *([str(KEPT_BACK)] if marked else [])])


def _folded(
    counts: Mapping[tuple[str, str], int], names: Mapping[str, str]
) -> tuple[Counter[tuple[str, str]], dict[str, str]]:
    """The same, with all tasks that are asked for seldom in one row."""
    totals: Counter[str] = Counter()
    for (task, _), number in counts.items():
        totals[task] += number
    seldom = {task for task, number in totals.items() if number < ALONE}
    found: Counter[tuple[str, str]] = Counter()
    for (task, column), number in counts.items():
        found[OTHERS if task in seldom else task, column] += number
    kept = {task: name for task, name in names.items() if task not in seldom}
    return found, kept | ({OTHERS: gettext("All tasks with fewer than %(n)s") % {"n": ALONE}} if seldom else {})
