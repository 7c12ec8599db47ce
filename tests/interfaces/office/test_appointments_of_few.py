"""What became of appointments: who does not work there is told no fate of a few, nor their minutes."""

from collections import Counter

import pytest
from django.utils import translation

from velkommen.apps.evaluation.appointed import Appointed, AtPlace, UnmetLine
from velkommen.domain.booking.fates import Fate
from velkommen.domain.measures import Spread
from velkommen.interfaces.office.appointments import tables
from velkommen.interfaces.web.tables.table import UNTOLD, Table

NAMES = {1: "Hovedbiblioteket", 2: "Nordby", 3: "Rådhuset"}
MANY = {Fate.CAME: 40, Fate.LATE: 8, Fate.MISSED: 9, Fate.CANCELLED: 12, Fate.CANCELLED_THAT_DAY: 6}

pytestmark = pytest.mark.django_db


def at(fates: dict[Fate, int]) -> AtPlace:
    here = sum(number for fate, number in fates.items() if fate in {Fate.CAME, Fate.LATE})
    missed = fates.get(Fate.MISSED, 0)
    return AtPlace(Counter(fates), 15 * (here + missed), 15 * here, 10 * here, 15 * missed, 5 * missed)


def shown(places: dict[int, dict[Fate, int]], *, few: bool) -> dict[str, Table]:
    one = Spread(3, 60.0, 60, 120)
    unmet = [UnmetLine("passport", 1, 12), UnmetLine("passport", 2, 7), UnmetLine("mitid", 1, 3)]
    found = Appointed({place: at(fates) for place, fates in places.items()}, one, Spread(40, 60.0, 60, 120), unmet)
    with translation.override("en"):
        return {table.key: table for table in tables(found, NAMES, few=few)}


def test_who_works_there_is_told_all() -> None:
    found = shown({1: MANY, 2: {Fate.CAME: 20, Fate.MISSED: 3}, 3: MANY}, few=False)
    assert not [row for table in found.values() for row in (*table.rows, table.total) if UNTOLD in row]
    assert found["appointments"].rows[1] == ("Nordby", 23, 20, 0, 3, *found["appointments"].rows[1][5:])


def test_a_few_who_did_not_come_and_their_minutes_are_kept_back_with_another_place() -> None:
    found = shown({1: MANY, 2: {Fate.CAME: 20, Fate.MISSED: 3}, 3: MANY}, few=True)
    missed = {row[0]: row[4] for row in found["appointments"].rows}
    lost = {row[0]: row[4] for row in found["appointment-minutes"].rows}
    assert missed["Nordby"] is UNTOLD
    assert [name for name, cell in missed.items() if cell is UNTOLD] == [
        name for name, cell in lost.items() if cell is UNTOLD
    ]
    assert len([cell for cell in missed.values() if cell is UNTOLD]) > 1
    assert found["appointments"].total[4] == 21


def test_a_few_in_all_are_in_no_title() -> None:
    found = shown({1: {Fate.CAME: 40, Fate.MISSED: 3}}, few=True)
    titles = [found[key].title for key in ("appointments", "appointment-minutes")]
    assert titles == ["What became of appointments", "What promised minutes were used for"]
    told = shown({1: {Fate.CAME: 40, Fate.MISSED: 3}}, few=False)
    assert told["appointments"].title == "7.0% of those who had an appointment did not come"
    assert told["appointment-minutes"].title == "30 minutes were promised and used by nobody"


def test_waits_and_searches_of_a_few_wear_a_star() -> None:
    found = shown({1: MANY}, few=True)
    assert [row[1] for row in found["appointment-waits"].rows] == [UNTOLD, 40]
    assert [row[2] for row in found["unmet"].rows] == [12, UNTOLD, UNTOLD]
    assert all("under 5" in " ".join(found[key].notes) for key in ("appointment-waits", "unmet"))
