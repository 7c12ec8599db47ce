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


def test_who_works_there_is_told_all() -> None:
    assert few.of_shares(SHARES, few=False) == {key: (one.whole, Per(one.percent)) for key, one in SHARES.items()}
