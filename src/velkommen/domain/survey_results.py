"""What may be told of a round: which groups and places, which answers, and the shares people read. Of few people, nothing.

A round is told when it is over, and whole: two looks at a growing round differ by the one who answered in between.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from velkommen.domain.measures import Share
from velkommen.domain.small_cells import SMALL, Sum, in_table, nearly_all, together
from velkommen.domain.surveys import QUESTIONS, Audience, good

Group = str  # a unit of the staff, or the way citizens came; "" for all of them
Place = int  # service point id
Answer = tuple[str, str]  # question, answer
ALL = ""
YES, OTHER = "yes of it", "the rest of it"  # the two sides of every question, named like no answer


@dataclass(frozen=True)
class Box:
    """Answers as they lie in a box: sums and nothing else.

    Args:
        asked: how many were asked; None where nobody can know.
        answers: how many answered, each every question.
        counts: how often each answer was given; what is left out, never.
    """

    asked: int | None
    answers: int
    counts: Mapping[Answer, int]

    def __add__(self, other: "Box") -> "Box":
        asked = None if self.asked is None or other.asked is None else self.asked + other.asked
        return Box(asked, self.answers + other.answers, Counter(self.counts) + Counter(other.counts))


@dataclass(frozen=True)
class Line:
    """What is told of some people.

    Args:
        group: their unit or way; ALL for everybody.
        places: where they are; none said: everywhere. More than one: places that are only told together.
        yeses: how many said yes to each question, None where that is not told.
        counts: how often each answer was given, None where that is not told. Of everybody alone: of fewer it would tell too much.
    """

    group: Group
    places: frozenset[Place]
    asked: int | None
    answers: int
    audience: Audience
    yeses: Mapping[str, int | None]
    counts: Mapping[Answer, int | None] = field(default_factory=dict)

    @property
    def rate(self) -> Share | None:
        """How many of those asked answered; None where nobody knows how many were asked."""
        return None if self.asked is None else Share(self.answers, self.asked)

    def yes(self, question: str) -> Share | None:
        """The share of those who answered with a yes; None where it is not told."""
        number = self.yeses[question]
        return None if number is None else Share(number, self.answers)

    def share(self, question: str, answer: str) -> Share | None:
        """The share of one answer; None where it is not told."""
        number = self.counts.get((question, answer))
        return None if number is None else Share(number, self.answers)


@dataclass(frozen=True)
class Told:
    """A round as it may be read: a line for all, one for each group, and those of places. `nearly` are the questions to which nearly all
    said yes, in the lines where the share itself is not told."""

    lines: tuple[Line, ...]
    nearly: frozenset[tuple[Group, frozenset[Place], str]] = frozenset()

    @property
    def all(self) -> Line | None:
        """Everybody; None where they are too few."""
        return next((line for line in self.lines if line.group == ALL and not line.places), None)

    def groups(self) -> list[Line]:
        return [line for line in self.lines if line.group != ALL and not line.places]

    def of(self, place: Place) -> list[Line]:
        """The lines of a place alone; none where it is told together with others."""
        return [line for line in self.lines if line.places == {place}]

    def is_nearly(self, line: Line, question: str) -> bool:
        return (line.group, line.places, question) in self.nearly


def told(boxes: Mapping[tuple[Group, Place], Box], audience: Audience, *, whole_places: bool = False) -> Told:
    """What may be told of a round that is over.

    Args:
        boxes: of every group and place that was asked.
        whole_places: a place is told only when each of its groups is large enough, and then with all of them.
    """
    everybody = _together(boxes, [*boxes])
    if everybody is None or everybody.answers < SMALL:
        return Told(())
    small = together({group: _answers(boxes, group) for group, _ in boxes})
    rows = {} if small else _rows(boxes, whole_places)
    found = [(ALL, frozenset[Place](), everybody)]
    found += [(group, frozenset[Place](), box) for group, box in _whole(boxes).items() if not small and box.answers]
    found += [(group, places, box) for (group, places), box in rows.items()]
    hidden = {question: _hidden(question, everybody, rows, small, boxes, audience) for question in QUESTIONS[audience]}
    lines = tuple(_line(group, places, box, audience, hidden) for group, places, box in found)
    return Told(lines, _nearly(lines, {(group, places): box for group, places, box in found}, audience))


def _rows(boxes: Mapping[tuple[Group, Place], Box], whole_places: bool) -> dict[tuple[Group, frozenset[Place]], Box]:
    """The places that stand by themselves, and those that only do so together."""
    rows: dict[tuple[Group, frozenset[Place]], Box] = {}
    rest = _rest(boxes, whole_places)
    for group, box in _whole(boxes).items():
        here = {place for one, place in boxes if one == group and boxes[one, place].answers}
        alone = here - rest[group]
        if not box.answers or not alone:
            continue
        rows |= {(group, frozenset({place})): boxes[group, place] for place in sorted(alone)}
        others = here & rest[group]
        found = _together(boxes, [(group, place) for place in others])
        if found:
            rows[group, frozenset(others)] = found
    return rows


def _rest(boxes: Mapping[tuple[Group, Place], Box], whole_places: bool) -> dict[Group, frozenset[Place]]:
    """Of each group the places that are told together."""
    groups = list(dict.fromkeys(group for group, _ in boxes))
    totals = {group: {place: box.answers for (one, place), box in boxes.items() if one == group} for group in groups}
    rest = {group: together(totals[group]) for group in groups}
    if not whole_places:
        return rest
    also: frozenset[Place] = frozenset()
    while True:
        small = {place for (_, place), box in boxes.items() if box.answers < SMALL}
        found = also.union(small, *rest.values())
        if found == also:
            return dict.fromkeys(groups, also)
        also = found
        rest = {group: together(totals[group], also) for group in groups}


def _hidden(
    question: str,
    everybody: Box,
    rows: Mapping[tuple[Group, frozenset[Place]], Box],
    small: Collection[Group],
    boxes: Mapping[tuple[Group, Place], Box],
    audience: Audience,
) -> Collection[tuple[object, object]]:
    """The figures of one question that are not told: (row, answer), a row being `Sum.ALL`, a group, or a group with its places."""
    whole = {ALL: everybody} if small else {group: box for group, box in _whole(boxes).items() if box.answers}
    parted = {group for group, _ in rows}
    leaves: dict[object, Box] = {group: box for group, box in whole.items() if group not in parted}
    leaves |= {row: box for row, box in rows.items()}  # noqa: C416  # a wider key than theirs
    yes = {row: _yes(box, question, audience) for row, box in leaves.items()}
    counts: dict[tuple[object, object], int] = {}
    for row, box in leaves.items():
        counts |= {(row, YES): yes[row], (row, OTHER): box.answers - yes[row]}
    groups: dict[object, object] = {row: row[0] for row in rows}
    known = [(row, Sum.ALL) for row in (*leaves, *parted, Sum.ALL)]
    finer: dict[object, dict[object, int]] = {YES: {}, OTHER: {}}
    for answer in QUESTIONS[audience][question]:
        side = YES if answer in good(audience, question) else OTHER
        finer[side][answer] = everybody.counts.get((question, answer), 0)
    parts = {side: answers for side, answers in finer.items() if len(answers) > 1}
    return in_table(counts, zeros=False, known=known, groups=groups, finer=parts)


def _yes(box: Box, question: str, audience: Audience) -> int:
    return sum(box.counts.get((question, answer), 0) for answer in good(audience, question))


def _line(
    group: Group,
    places: frozenset[Place],
    box: Box,
    audience: Audience,
    hidden: Mapping[str, Collection[tuple[object, object]]],
) -> Line:
    row: object = (group, places) if places else group if group != ALL else Sum.ALL
    yeses = {
        question: None if (row, YES) in hidden[question] else _yes(box, question, audience)
        for question in QUESTIONS[audience]
    }
    if row is not Sum.ALL:
        return Line(group, places, box.asked, box.answers, audience, yeses)
    counts = {
        (question, answer): None
        if _unseen(question, answer, audience, hidden)
        else box.counts.get((question, answer), 0)
        for question, answers in QUESTIONS[audience].items()
        for answer in answers
    }
    return Line(group, places, box.asked, box.answers, audience, yeses, counts)


def _unseen(
    question: str, answer: str, audience: Audience, hidden: Mapping[str, Collection[tuple[object, object]]]
) -> bool:
    """Whether an answer of everybody is not told; the only one that is a yes is the yes itself."""
    alone = good(audience, question) == (answer,)
    return (Sum.ALL, YES if alone else answer) in hidden[question]


def _nearly(
    lines: Collection[Line], boxes: Mapping[tuple[Group, frozenset[Place]], Box], audience: Audience
) -> frozenset[tuple[Group, frozenset[Place], str]]:
    found = set()
    for line in lines:
        box = boxes[line.group, line.places]
        for question in QUESTIONS[audience]:
            if line.yes(question) is None and nearly_all(_yes(box, question, audience), box.answers):
                found.add((line.group, line.places, question))
    return frozenset(found)


def _whole(boxes: Mapping[tuple[Group, Place], Box]) -> dict[Group, Box]:
    groups = dict.fromkeys(group for group, _ in boxes)
    found = {group: _together(boxes, [key for key in boxes if key[0] == group]) for group in groups}
    return {group: box for group, box in found.items() if box is not None}


def _answers(boxes: Mapping[tuple[Group, Place], Box], group: Group) -> int:
    return sum(box.answers for (one, _), box in boxes.items() if one == group)


def _together(boxes: Mapping[tuple[Group, Place], Box], keys: Collection[tuple[Group, Place]]) -> Box | None:
    found: Box | None = None
    for key in keys:
        found = boxes[key] if found is None else found + boxes[key]
    return found
