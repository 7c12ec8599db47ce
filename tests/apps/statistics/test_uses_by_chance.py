"""Who served what, while anything may happen over the end of a month: what is read is what counting all says."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from tests.apps.statistics.closing import close_all, fold_all, served_from_facts
from tests.apps.statistics.test_storm import BEGINNINGS, Storm
from tests.lifelines import build as with_experts
from tests.people import Town
from velkommen.apps.statistics.comparing import all_differences
from velkommen.apps.statistics.models import Use
from velkommen.apps.statistics.uses import used
from velkommen.shared import clock


@pytest.mark.parametrize("begins", BEGINNINGS, ids=["midnight", "autumn", "spring"])
def test_whatever_happens_over_the_end_of_months_it_is_what_counting_says(town: Town, begins: datetime) -> None:
    storm = Storm(with_experts(town), begins + timedelta(days=2), Random(begins.month))
    for number in range(120):
        storm.step()
        if not number % 4:
            today = clock.local_day(storm.town.now)
            assert used(None, storm.first, today) == served_from_facts(storm.first, today)
    storm.town.later(days=40)
    close_all(storm.town.now)
    fold_all(storm.town.now)
    assert Use.objects.exists()
    assert used(None, storm.first, clock.local_day(storm.town.now)) == served_from_facts(storm.first, date.max)
    assert list(all_differences(storm.town.now, lambda *_: None)) == []
