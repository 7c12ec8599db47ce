"""Figures of enquiries that stand side by side: what all that is told of tasks, outcomes and categories together leaves open."""

from collections.abc import Collection, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog  # type: ignore[import-untyped]  # scipy comes without types

from velkommen.domain.kept_back import ALL, ANSWERED, CATEGORY, OPEN, OUTCOME, SOLVED, TASK, UNSOLVED, Figure, kept_back
from velkommen.domain.measures import is_answered, is_solved
from velkommen.domain.report2010 import category
from velkommen.domain.small_cells import SMALL, Sum, hidden

Cell = tuple[str, str]
HISTORIC = {
    "pass": "passport",
    "child": "passport",
    "licence": "driving_licence",
    "mitid": "self_service",
    "lost": "other",
}
OUTCOMES = ("solved", "self_service", "come_back", "to_citizen_service", "to_department", "left", "")
_solved = settings(max_examples=60)
_houses = st.dictionaries(
    st.tuples(st.sampled_from(sorted(HISTORIC)), st.sampled_from(OUTCOMES)),
    st.one_of(st.integers(1, 4), st.integers(1, 40)),
    min_size=1,
    max_size=9,
)


def _figures(cells: Mapping[Cell, int]) -> dict[Figure, set[Cell]]:
    """Every figure there is of these tasks and outcomes -> which cells it adds up."""
    tasks, outcomes = {task for task, _ in cells}, {outcome for _, outcome in cells}
    found: dict[Figure, set[Cell]] = {}
    for task, outcome in product(tasks, outcomes):
        lists = [(TASK, task), (OUTCOME, outcome), (CATEGORY, category(HISTORIC[task], outcome).value), ALL]
        lists += [ANSWERED, SOLVED if is_solved(outcome) else UNSOLVED] if is_answered(outcome) else []
        for figure in lists:
            found.setdefault(figure, set()).add((task, outcome))
    return found


def _learned(cells: Mapping[Cell, int], secret: Collection[Figure], about: Figure) -> tuple[float, float]:
    """The least and the most a figure can be for who reads all that is told. What is not told of a list is not empty."""
    figures, order = _figures(cells), list(product(*({cell[n] for cell in cells} for n in (0, 1))))
    equal, least = [], []
    for figure, of in figures.items():
        row, number = [float(cell in of) for cell in order], sum(cells.get(cell, 0) for cell in of)
        if figure not in secret:
            equal.append((row, number))
        elif figure[0] in {TASK, OUTCOME}:
            least.append(([-one for one in row], -1))
    ends = []
    for sign in (1, -1):
        found = linprog(
            [sign * float(cell in figures[about]) for cell in order],
            A_eq=[row for row, _ in equal] or None,
            b_eq=[number for _, number in equal] or None,
            A_ub=[row for row, _ in least] or None,
            b_ub=[number for _, number in least] or None,
            bounds=(0, 1000),
        )
        assert found.status == 0
        ends.append(sign * round(found.fun, 6))
    return ends[0], ends[1]


def _small(cells: Mapping[Cell, int]) -> list[Figure]:
    """Lines of one to four, and the sums that are told or left."""
    figures = _figures(cells)
    return [one for one, of in figures.items() if 0 < sum(cells.get(cell, 0) for cell in of) < SMALL]


def _parts(cells: Mapping[Cell, int], figure: Figure) -> int:
    """How many it must be, since none of its parts is empty: outcomes of a sum; tasks of a category where no outcome overrides them; and
    where it has both, what counts there by topic is told to stay."""
    of = {cell for cell in _figures(cells)[figure] if cell in cells}
    if figure[0] == "sum":
        return len({outcome for _, outcome in of})
    if figure[0] != CATEGORY or figure != (CATEGORY, "self_service"):
        over = {outcome for _, outcome in cells} & {"self_service", "to_citizen_service", "to_department"}
        return len({task for task, _ in of}) if figure[0] == CATEGORY and not over else 1
    return max(1, sum(cells[cell] for cell in of if cell[1] != "self_service") + 1)


@_solved
@given(_houses)
def test_a_small_number_can_still_be_any_small_number_beside_all_that_is_told(cells: dict[Cell, int]) -> None:
    secret = kept_back(cells, HISTORIC)
    if ALL in secret:
        return
    for figure in _small(cells):
        assert figure in secret
        low, high = _learned(cells, secret, figure)
        assert low <= _parts(cells, figure)
        assert high >= SMALL - 1


BESIDE = {("pass", "solved"): 30, ("licence", "solved"): 20, ("pass", "come_back"): 2, ("licence", "to_department"): 7}
INSIDE = {("pass", "solved"): 30, ("child", "solved"): 3, ("licence", "solved"): 5, ("lost", "solved"): 9}


@pytest.mark.parametrize(("cells", "few"), [(BESIDE, (OUTCOME, "come_back")), (INSIDE, (TASK, "child"))])
def test_each_list_kept_back_by_itself_would_give_it_away(cells: dict[Cell, int], few: Figure) -> None:
    """The other half of 7 outcomes is a category; the task less of a category of two stands in it."""
    alone: set[Figure] = set()
    for kind in (TASK, OUTCOME, CATEGORY):
        lines = {
            figure: sum(cells.get(cell, 0) for cell in of)
            for figure, of in _figures(cells).items()
            if figure[0] == kind
        }
        alone |= {figure for figure in hidden(lines) if figure is not Sum.ALL}
    low, high = _learned(cells, alone, few)
    assert low == high == sum(cells.get(cell, 0) for cell in _figures(cells)[few])
    low, high = _learned(cells, kept_back(cells, HISTORIC), few)
    assert (low <= 1, high >= SMALL - 1) == (True, True)


def test_of_many_everything_is_told() -> None:
    assert kept_back({("pass", "solved"): 20, ("mitid", "self_service"): 9, ("lost", ""): 5}, HISTORIC) == frozenset()
    assert kept_back({}, HISTORIC) == frozenset()


def test_of_a_few_in_all_nothing_is_told() -> None:
    assert {ALL, (TASK, "pass"), (OUTCOME, "left")} <= kept_back({("pass", "left"): 3}, HISTORIC)


def test_a_category_of_topics_and_outcomes_goes_with_what_is_hidden() -> None:
    cells = {("mitid", "solved"): 12, ("pass", "self_service"): 9, ("pass", "solved"): 30, ("lost", ""): 2}
    secret = kept_back(cells, HISTORIC)
    assert {OPEN, (TASK, "lost"), (CATEGORY, "other"), (CATEGORY, "self_service")} <= secret
    assert ALL not in secret
