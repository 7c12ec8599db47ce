"""The board: what was called, how long a newcomer waits, and nothing about anybody."""

import json
import re
from typing import Any

from tests.interfaces.public_house import ScreenHouse
from velkommen.apps.enquiries import actions
from velkommen.apps.placement.actions import revoke_device
from velkommen.apps.placement.models import Device
from velkommen.apps.visits.models import Visit
from velkommen.domain.rights import Role
from velkommen.interfaces.live.tickets import Audience, Ticket, read_ticket


def page(house: ScreenHouse) -> str:
    return house.get(f"{house.board}?language=en").content.decode()


def snapshot(house: ScreenHouse) -> dict[str, Any]:
    found = re.search(r'<script id="snapshot"[^>]*>(.*?)</script>', page(house))
    assert found is not None
    return json.loads(found[1])


def labels(house: ScreenHouse) -> list[str]:
    return [call["label"] for call in snapshot(house)["calls"]]


def test_the_newest_call_and_the_four_before_it_newest_first(house_with_screens: ScreenHouse) -> None:
    for visit in [house_with_screens.draw() for _ in range(6)]:
        house_with_screens.call(visit)
        actions.no_show(visit=visit.pk, **house_with_screens.by())
    assert labels(house_with_screens) == ["A006", "A005", "A004", "A003", "A002"]


def test_the_newest_call_is_large_and_names_the_desk(house_with_screens: ScreenHouse) -> None:
    house_with_screens.call(house_with_screens.draw(), desk=1)
    shown = re.findall(r'id="newest-(?:label|desk)">([^<]*)<', page(house_with_screens))
    assert shown == ["A001", "Skranke 2"]


def test_a_recall_is_the_newest_call_again(house_with_screens: ScreenHouse) -> None:
    first, second = house_with_screens.draw(), house_with_screens.draw()
    house_with_screens.call(first)
    house_with_screens.call(second, desk=1)
    house_with_screens.later(seconds=1)
    actions.recall_visit(visit=first.pk, **house_with_screens.by())
    assert labels(house_with_screens) == ["A001", "A002"]


def test_a_number_put_back_in_line_is_no_call(house_with_screens: ScreenHouse) -> None:
    visit = house_with_screens.draw()
    house_with_screens.call(visit)
    actions.transfer_visit(visit=visit.pk, task="mitid", **house_with_screens.by())
    assert labels(house_with_screens) == []


def test_what_is_next_is_not_shown(house_with_screens: ScreenHouse) -> None:
    house_with_screens.draw()
    assert re.search(r"\bA001\b", page(house_with_screens)) is None  # inside a signature it says nothing


def test_somebody_served_without_a_number_is_not_shown(house_with_screens: ScreenHouse) -> None:
    desk = house_with_screens.desks[0].pk
    place = house_with_screens.place.pk
    actions.serve_without_number(place=place, desk=desk, task="mitid", **house_with_screens.by())
    assert labels(house_with_screens) == []


def test_yesterdays_calls_are_not_shown(house_with_screens: ScreenHouse) -> None:
    house_with_screens.call(house_with_screens.draw())
    house_with_screens.later(days=1)
    assert labels(house_with_screens) == []


def test_each_line_with_its_count_and_range(house_with_screens: ScreenHouse) -> None:
    for _ in range(3):
        house_with_screens.draw()
    rows = re.findall(r'vk-line-(?:wait|count)">([^<]*)<', page(house_with_screens))
    assert rows == ["about 5–30 min", "3 waiting", "about 5–30 min", "nobody waiting"]


def test_the_snapshot_holds_who_waits_by_line(house_with_screens: ScreenHouse) -> None:
    visits = [house_with_screens.draw("mitid"), house_with_screens.draw("talk_to_us"), house_with_screens.draw("tax")]
    groups = [str(visit.group_id) for visit in visits]
    assert snapshot(house_with_screens)["lines"] == {groups[0]: [visits[0].pk, visits[2].pk], groups[1]: [visits[1].pk]}


def test_the_stream_is_the_publics_and_ends_with_the_device(house_with_screens: ScreenHouse) -> None:
    device = Device.objects.get(role=Role.BOARD.value)
    stream = snapshot(house_with_screens)["stream"]
    assert read_ticket(stream.removeprefix("/live/")) == Ticket(Audience.PUBLIC, house_with_screens.place.pk, device.pk)


def test_no_name_and_no_task_stands_on_the_board(house_with_screens: ScreenHouse) -> None:
    house_with_screens.call(house_with_screens.draw("passport"))
    shown = page(house_with_screens)
    assert [word for word in ("Mette", "mette", "passport") if word in shown] == []


def test_the_control_of_names_the_staff_do_see_them(house_with_screens: ScreenHouse) -> None:
    facts = house_with_screens.call(house_with_screens.draw("passport"))
    assert facts["visit"]["who"] == "Mette"


def test_a_revoked_board_says_so(house_with_screens: ScreenHouse) -> None:
    device = Device.objects.get(role=Role.BOARD.value)
    revoke_device(device=device.pk, **house_with_screens.by())
    answer = house_with_screens.get(house_with_screens.board)
    assert (answer.status_code, answer.templates[0].name) == (404, "web/unpaired.html")


def test_looking_changes_nothing(house_with_screens: ScreenHouse) -> None:
    before = list(Visit.objects.values())
    page(house_with_screens)
    assert list(Visit.objects.values()) == before
