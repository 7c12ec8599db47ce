"""How sure a share is, by how much was counted."""

from hypothesis import given
from hypothesis import strategies as st

from velkommen.domain.measures import Share
from velkommen.domain.sureness import between

UNKNOWN = Share(0, 0)


def test_known_intervals() -> None:
    assert between(Share(80, 100), UNKNOWN) == (71.1, 86.7)  # Wilson's, as in the books
    assert between(Share(0, 10), UNKNOWN) == (0.0, 27.8)
    assert between(Share(80, 100), Share(75, 100)) == (75.8, 83.6)  # as of 400: three of four hours were counted in


def test_all_counted_is_sure_and_nothing_counted_says_nothing() -> None:
    assert between(Share(80, 100), Share(40, 40)) is None
    assert between(Share(0, 0), Share(1, 2)) is None


@given(st.integers(1, 5_000), st.data())
def test_the_interval_holds_the_share_and_narrows_with_what_is_counted(whole: int, data: st.DataObject) -> None:
    share = Share(data.draw(st.integers(0, whole)), whole)
    hours = data.draw(st.integers(0, 98))
    few, more = between(share, Share(hours, 100)), between(share, Share(hours + 1, 100))
    assert few is not None
    assert more is not None
    assert few[0] - 0.1 <= (share.percent or 0.0) <= few[1] + 0.1
    assert few[0] <= more[0] <= more[1] <= few[1]
