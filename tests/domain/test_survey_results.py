"""What is told of a round: the report's figures come out of answers set up to have them, and of few people nothing does."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.measures import Share
from velkommen.domain.small_cells import SMALL
from velkommen.domain.survey_results import Box, told
from velkommen.domain.surveys import QUESTIONS, Audience

STAFF = QUESTIONS[Audience.STAFF]
DEGREES = STAFF["equal"]
NUMBERS = st.integers(0, 12)


def staff(asked: int | None, **given: tuple[int, int, int, int, int]) -> Box:
    """Answers of staff by degree, the best first; questions not said are as the first."""
    usual = next(iter(given.values()))
    counts = {
        (question, degree): number
        for question in STAFF
        for degree, number in zip(DEGREES, given.get(question, usual), strict=True)
    }
    return Box(asked, sum(usual), counts)


def citizens(asked: int | None, *numbers: int) -> Box:
    """The same numbers to each question."""
    questions = QUESTIONS[Audience.CITIZENS]
    counts = {
        (question, answer): number
        for question, answers in questions.items()
        for answer, number in zip(answers, numbers, strict=True)
    }
    return Box(asked, sum(numbers), counts)


def test_esbjerg_57_and_89_per_cent() -> None:
    """The report p. 16: 57 % say citizen service is equally important, 89 % that it is good in light of the changing library."""
    esbjerg = staff(125, equal=(20, 37, 25, 11, 7), future=(40, 49, 5, 6, 0))
    line = told({("library", 1): esbjerg}, Audience.STAFF).all
    assert line is not None
    assert (line.yes("equal"), line.yes("future"), line.rate) == (Share(57, 100), Share(89, 100), Share(100, 125))
    assert [line.yes(question).percent for question in ("equal", "future")] == [57.0, 89.0]  # type: ignore[union-attr]  # told


def test_skanderborg_63_and_10_per_cent() -> None:
    """The report p. 15: to 63 % the role is meaningful and relevant to some or a high degree, to 10 % to a lesser degree."""
    skanderborg = staff(110, meaningful=(24, 39, 10, 8, 19))
    line = told({("library", 1): skanderborg}, Audience.STAFF).all
    assert line is not None
    assert (line.yes("meaningful"), line.share("meaningful", "lesser")) == (Share(63, 100), Share(10, 100))


def test_of_four_nothing_is_told() -> None:
    assert told({("number", 1): citizens(30, 4, 0, 0)}, Audience.CITIZENS).lines == ()


def test_what_all_of_a_few_say_is_not_told() -> None:
    line = told({("number", 1): citizens(30, 8, 0, 0)}, Audience.CITIZENS).all
    assert line is not None
    assert (line.answers, line.yes("solved"), set(line.counts.values())) == (8, None, {None})


def test_only_of_everybody_is_each_answer_told() -> None:
    found = told({("number", 1): citizens(60, 21, 8, 7), ("number", 2): citizens(60, 11, 9, 6)}, Audience.CITIZENS)
    assert [(line.places, line.share("easy", "fair"), line.yes("easy")) for line in found.lines] == [
        (frozenset(), Share(17, 62), Share(32, 62)),
        (frozenset(), None, Share(32, 62)),
        (frozenset({1}), None, Share(21, 36)),
        (frozenset({2}), None, Share(11, 26)),
    ]


def test_that_nearly_all_of_many_say_yes_is_told_in_words() -> None:
    found = told({("number", 1): citizens(30, 28, 1, 0)}, Audience.CITIZENS)
    assert found.all is not None
    assert (found.all.yes("solved"), found.is_nearly(found.all, "solved")) == (None, True)


def test_how_many_were_asked_is_unknown_where_anybody_may_answer() -> None:
    found = told({("number", 1): citizens(40, 8, 6, 6), ("open", 1): citizens(None, 9, 9, 7)}, Audience.CITIZENS)
    assert {line.group: line.rate for line in found.lines if not line.places} == {
        "": None,
        "number": Share(20, 40),
        "open": None,
    }


def test_small_places_are_told_together() -> None:
    found = told(
        {
            ("number", 1): citizens(90, 20, 10, 9),
            ("number", 2): citizens(9, 1, 1, 1),
            ("number", 3): citizens(50, 7, 6, 5),
        },
        Audience.CITIZENS,
    )
    rows = {line.places: (line.answers, line.asked) for line in found.lines if line.places}
    assert rows == {frozenset({1}): (39, 90), frozenset({2, 3}): (21, 59)}
    assert ([line.answers for line in found.of(1)], found.of(2)) == ([39], [])


def test_a_place_of_staff_is_told_when_both_its_groups_are_large_enough() -> None:
    large = staff(9, equal=(5, 0, 0, 0, 4))
    found = told(
        {
            ("library", 1): large,
            ("citizen_service", 1): large,
            ("library", 2): large,
            ("citizen_service", 2): staff(4, equal=(1, 1, 0, 0, 0)),
            ("library", 3): large,
            ("citizen_service", 3): large,
        },
        Audience.STAFF,
        whole_places=True,
    )
    places = {(line.group, line.places): line.answers for line in found.lines if line.places}
    together = frozenset({1, 2})  # the small one, and one of the others for company, in both groups
    assert places == {
        ("library", frozenset({3})): 9,
        ("citizen_service", frozenset({3})): 9,
        ("library", together): 18,
        ("citizen_service", together): 11,
    }


def test_a_group_that_is_too_small_is_told_with_the_other_alone() -> None:
    found = told(
        {("library", 1): staff(20, equal=(9, 9, 0, 0, 0)), ("citizen_service", 1): staff(5, equal=(3, 0, 0, 0, 0))},
        Audience.STAFF,
    )
    assert [(line.group, line.places, line.answers) for line in found.lines] == [("", frozenset(), 21)]


@st.composite
def rounds(draw: st.DrawFn) -> dict[tuple[str, int], Box]:
    return {
        (group, place): staff(50, equal=tuple(draw(NUMBERS) for _ in DEGREES))  # type: ignore[arg-type]  # five
        for group in ("library", "citizen_service")
        for place in range(1, draw(st.integers(1, 3)) + 1)
    }


@given(boxes=rounds(), whole=...)
def test_no_line_is_of_fewer_than_five_and_no_small_number_stands_in_one(
    boxes: Mapping[tuple[str, int], Box], whole: bool
) -> None:
    found = told(boxes, Audience.STAFF, whole_places=whole)
    for line in found.lines:
        assert line.answers >= SMALL
        shown = [number for number in (*line.counts.values(), *line.yeses.values()) if number is not None]
        assert [number for number in shown if number < SMALL] == []
        assert [number for number in line.yeses.values() if number is not None and line.answers - number < SMALL] == []


@given(boxes=rounds(), whole=...)
def test_lines_of_a_group_leave_nobody_over(boxes: Mapping[tuple[str, int], Box], whole: bool) -> None:
    """Else whoever is left over could be worked out."""
    found = told(boxes, Audience.STAFF, whole_places=whole)
    for group in found.groups():
        parts = [line.answers for line in found.lines if line.group == group.group and line.places]
        assert sum(parts) in (0, group.answers)
    if found.groups():
        assert found.all is not None
        assert sum(line.answers for line in found.groups()) == found.all.answers


@given(boxes=rounds())
def test_everybody_is_never_told_but_for_one_answer(boxes: Mapping[tuple[str, int], Box]) -> None:
    """It would follow from the others."""
    everybody = told(boxes, Audience.STAFF).all
    if everybody:
        assert sum(everybody.counts["equal", degree] is None for degree in DEGREES) != 1
