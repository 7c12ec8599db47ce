"""Hours of every kind, for laws that hold for all of them."""

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st

from velkommen.domain.hours.days import YEAR
from velkommen.domain.hours.periods import Period, Season, Span

LAW = settings(max_examples=80, deadline=None, derandomize=True, database=None)
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)  # with a week 53 (2026) and a 29 February (2028)
EVERY_DAY = [FIRST + timedelta(days=ahead) for ahead in range((LAST - FIRST).days + 1)]
WEEKS = st.integers(2, 4).flatmap(lambda every: st.tuples(st.just(every), st.integers(0, every - 1)))

seasons = st.builds(Season, st.sampled_from(YEAR), st.sampled_from(YEAR)) | st.sampled_from(
    [Season((10, 1), (3, 31)), Season((4, 1), (9, 30)), Season((1, 1), (2, 29)), Season((12, 24), (12, 24))]
)
validity = st.tuples(st.none() | st.sampled_from(EVERY_DAY), st.none() | st.sampled_from(EVERY_DAY)).map(
    lambda ends: ends if None in ends else tuple(sorted(ends))
)
spans = (
    st.tuples(st.integers(0, 96), st.integers(0, 96))
    .filter(lambda ends: ends[0] != ends[1])
    .map(lambda ends: (min(ends) * 15, max(ends) * 15))
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    every, week = draw(st.just((1, 0)) | WEEKS)
    first, last = draw(st.just((None, None)) | validity)
    weekdays: frozenset[int] = draw(st.frozensets(st.integers(0, 6), min_size=1))
    span: Span = draw(spans)
    season = draw(st.none() | seasons)
    return Period(weekdays, span, first, last, season, every, week, draw(st.booleans()))
