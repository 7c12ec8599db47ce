"""Which figures of enquiries must not be told side by side: by task, by how they ended, by category, and the sums of these.

They are one net, since each enquiry is in one figure of every list: it flows from all to how it ended, on to the category it counts in,
to its task, and back to all. `small_cells.in_net` finds what must be hidden in it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import Final

from velkommen.domain.measures import is_answered, is_solved
from velkommen.domain.report2010 import Category, category
from velkommen.domain.small_cells import SMALL, Edge, in_net

Figure = tuple[str, str]
Pipe = tuple[Figure, Figure, Figure]  # a figure, and the sums it comes from and goes to

TASK, OUTCOME, CATEGORY = "task", "outcome", "category"
ALL: Final = ("sum", "all")
ANSWERED: Final = ("sum", "answered")
SOLVED: Final = ("sum", "solved")
UNSOLVED: Final = ("sum", "unsolved")  # stands nowhere: it is what those solved leave of those answered
OPEN: Final = (OUTCOME, "")


def kept_back(cells: Mapping[tuple[str, str], int], historic: Mapping[str, str]) -> frozenset[Figure]:
    """What is not told: lines as (list, key), sums, and ALL where nothing at all is told.

    The number of all goes last: where the others cannot hide a few.

    Args:
        cells: (task, outcome or "") -> enquiries.
        historic: task -> the category its topic has in the report of 2010.
    """
    net = _Net({cell: number for cell, number in cells.items() if number}, historic)
    for known in ([ALL], []):
        try:
            return net.kept_back(known)
        except ValueError:
            continue
    return frozenset(net.values)


class _Net:
    """The figures with their values and the sums they stand between.

    Args:
        mixed: categories that take enquiries both by topic and by outcome. In a net what comes together parts as one, so they are no
            figures of it: their parts are, and they are hidden with whatever else is.
    """

    def __init__(self, cells: Mapping[tuple[str, str], int], historic: Mapping[str, str]) -> None:
        self.values: Counter[Figure] = Counter()
        self.edges: dict[Figure, Edge] = {}
        tasks = {task: historic[task] for task, _ in sorted(cells)}
        outcomes = sorted({outcome for _, outcome in cells})
        self.over = {one: category(Category.OTHER, one) for one in outcomes if one and _overrides(one)}
        self.mixed = Counter(dict.fromkeys(set(self.over.values()) & set(tasks.values()), 0))
        for task, outcome in product(tasks, outcomes):
            number, where = cells.get((task, outcome), 0), category(tasks[task], outcome)
            for figure, tail, head in self._way(task, outcome, where):
                self.values[figure] += number
                self.edges[figure] = Edge(figure, tail, head)
            if where in self.mixed:
                self.mixed[where] += number
        self.parts = _parts(tasks, outcomes)

    def _way(self, task: str, outcome: str, where: Category) -> Iterator[Pipe]:
        """The figures an enquiry is in, from all of them round to all again."""
        ended = ("after", where if outcome in self.over else "topic")
        yield from _ending(outcome, ended)
        here = ("in", f"{ended[1]} {where}")
        if where not in self.mixed:
            yield (CATEGORY, where), ended, here
        elif outcome in self.over:
            here = ended
        else:
            yield ("topic", where), ended, here
        yield ("cell", f"{task} {here}"), here, ("of", task)
        yield (TASK, task), ("of", task), ("all", "tasks")
        yield ALL, ("all", "tasks"), ("all", "outcomes")

    def kept_back(self, known: Collection[Figure]) -> frozenset[Figure]:
        """Raises: ValueError where it cannot be done."""
        by_topic = {("topic", str(one)): number for one, number in self.mixed.items() if 0 < number < SMALL}
        whole = {figure for figure, number in by_topic.items() if self.values[figure] == number}
        fixed = set(by_topic) - whole  # so that what ended so can be any small number, and the category with it
        unseen = {one for one in self.values if one[0] in {"cell", "topic"}} - whole - fixed
        found = in_net(list(self.edges.values()), self.values, parts=self.parts, unseen=unseen, known={*known, *fixed})
        return (found - whole) | {(CATEGORY, one) for one in self.mixed if found}


def _ending(outcome: str, then: Figure) -> Iterator[Pipe]:
    """From all to one way of ending."""
    begin = ("all", "outcomes")
    if is_answered(outcome):
        part = SOLVED if is_solved(outcome) else UNSOLVED
        yield ANSWERED, begin, ANSWERED
        yield part, ANSWERED, part
        begin = part
    yield (OUTCOME, outcome), begin, then


def _overrides(outcome: str) -> bool:
    """Whether what ended so is of a category of its own, whatever its topic."""
    return category(Category.PASSPORT, outcome) != Category.PASSPORT


def _parts(tasks: Mapping[str, str], outcomes: Collection[str]) -> Counter[Figure]:
    """Of sums, how many figures that are not empty they are made of."""
    found = Counter({ALL: max(len(tasks), len(outcomes))})
    for outcome in outcomes:
        if is_answered(outcome):
            found[ANSWERED] += 1
            found[SOLVED if is_solved(outcome) else UNSOLVED] += 1
    if not any(_overrides(one) for one in outcomes):
        found.update((CATEGORY, topic) for topic in tasks.values())
    return found
