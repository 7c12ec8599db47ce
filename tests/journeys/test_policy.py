"""The check that watches every journey: what a page complains of is heard."""

import pytest

from tests.journeys.visitors import Visitors

SCRIPT = "document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))"
STYLE = "document.body.setAttribute('style', 'color: red')"


@pytest.mark.parametrize(
    "deed",
    [SCRIPT, STYLE, "setTimeout(() => nowhere)", "console.error('no')"],
    ids=["script", "style", "throws", "says"],
)
def test_a_page_that_complains_is_heard(visitors: Visitors, deed: str) -> None:
    page = visitors.page("/login/")
    with page.context.expect_event("console" if "nowhere" not in deed else "weberror"):
        page.evaluate(deed)
    assert visitors.complaints
    visitors.complaints.clear()
