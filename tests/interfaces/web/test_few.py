"""Shares that are parts of one whole: none is kept back that the others and their sum would give away."""

from velkommen.domain.measures import Share
from velkommen.interfaces.web.tables import few
from velkommen.interfaces.web.tables.table import UNTOLD, Per

SHARES = {"passport": Share(3, 30), "move": Share(50, 100), "card": Share(60, 120), "mitid": Share(200, 400)}


def test_a_star_is_never_alone() -> None:
    """Whoever knows how many there are in all would take the others away from it."""
    told = few.of_shares(SHARES, few=True)
    assert (list(told), told["mitid"]) == (list(SHARES), (400, Per(50.0)))
    assert [key for key, cells in told.items() if UNTOLD in cells] == ["passport", "move"]


def test_of_two_wholes_none_is_told_where_one_is_a_few() -> None:
    """How many there are in all stands elsewhere."""
    shares = {"august": Share(16, 16), "september": Share(0, 4)}
    for told in (few.of_shares(shares, few=True), few.wholes(shares, few=True)):
        assert told == {"august": (UNTOLD, UNTOLD), "september": (UNTOLD, UNTOLD)}


def test_who_works_there_is_told_all() -> None:
    assert few.of_shares(SHARES, few=False) == {key: (one.whole, Per(one.percent)) for key, one in SHARES.items()}


def test_a_whole_of_many_is_told_though_its_part_is_not() -> None:
    told = few.wholes(SHARES, few=True)
    assert [(key, cells) for key, cells in told.items() if UNTOLD in cells] == [
        ("passport", (30, UNTOLD)),
        ("move", (100, UNTOLD)),
    ]
    assert few.wholes({"passport": Share(1, 3)}, few=True) == {"passport": (UNTOLD, UNTOLD)}


def test_a_sentence_has_no_star_and_is_not_made_where_there_is_one() -> None:
    few_, many = Share(3, 30), Share(15, 30)
    assert [few.in_words(one, few=True) for one in (few_, many)] == ["", few.said_share(many, few=True)]
    assert few.in_words(few_, few=False) == few.said_share(few_, few=False) != ""


def test_a_part_is_told_where_it_gives_no_row_away() -> None:
    kinds = {"main": 30, "branch": 3, "hall": 6}
    assert few.part(kinds, ["main", "branch"], few=True) is None
    assert few.part(kinds, ["main", "branch"], few=False) == Share(33, 39)
    assert few.part({**kinds, "branch": 20}, ["main"], few=True) == Share(30, 56)


def test_of_those_answered_some_are_told_where_no_other_outcome_is_given_away() -> None:
    outcomes = {"solved": 30, "self_service": 9, "come_back": 10, "left": 2}
    first = ["solved", "self_service"]
    assert few.answered(outcomes, first, few=True) == Share(39, 49)
    assert few.answered(outcomes | {"come_back": 4}, first, few=True) is None
    assert few.answered(outcomes | {"self_service": 3, "come_back": 6}, first, few=True) is None
    assert few.answered(outcomes | {"self_service": 3, "come_back": 6}, first, few=False) == Share(33, 39)
