"""The hub: who hears what, what is remembered, who must begin anew."""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from velkommen.interfaces.live.hub import MOST_BEHIND, REMEMBERED, Hub, Listener, News
from velkommen.interfaces.live.tickets import Audience, Ticket

NORDBY, SYDBY = 1, 2
VISIT = {
    "id": 7,
    "label": "A001",
    "state": "called",
    "was": "waiting",
    "who": "Mette",
    "task": 3,
    "desk_name": "Skranke 1",
}
ASKED = {"lifeline": 4, "state": "asked", "place": NORDBY}
PUBLIC_VISIT = {"id": 7, "label": "A001", "state": "called", "was": "waiting", "desk_name": "Skranke 1"}


def news(version: int, *changes: dict[str, Any], place: int = NORDBY) -> News:
    return News(version, place, changes or (VISIT,))


def heard(listener: Listener) -> list[tuple[str, Any]]:
    """What a listener was told so far, as (event, data); ("end", None) when its stream is over."""
    told: list[tuple[str, Any]] = []
    while not listener.frames.empty():
        frames = listener.frames.get_nowait()
        told += [("end", None)] if frames is None else [_parsed(text) for text in frames.decode().split("\n\n") if text]
    return told


def _parsed(text: str) -> tuple[str, Any]:
    fields = dict(line.split(": ", 1) for line in text.splitlines())
    return fields.get("event", "message"), json.loads(fields["data"])


def versions(listener: Listener) -> list[int | str]:
    return [data["v"] if event == "message" else event for event, data in heard(listener)]


def on_a_loop(scene: Callable[[Hub], Any]) -> Any:
    async def play() -> Any:
        hub = Hub()
        hub.begin({NORDBY: 0}, [])
        return scene(hub)

    return asyncio.run(play())


def join(hub: Hub, since: int | None = None, audience: Audience = Audience.DESK, device: int | None = None) -> Listener:
    return hub.join(Ticket(audience, NORDBY, device), since)


def test_staff_hear_every_fact() -> None:
    def scene(hub: Hub) -> list[tuple[str, Any]]:
        listener = join(hub)
        hub.publish(news(1))
        return heard(listener)

    assert on_a_loop(scene) == [("message", {"v": 1, "changes": [VISIT]})]


def test_the_public_hears_of_numbers_and_desks_only() -> None:
    def scene(hub: Hub) -> list[tuple[str, Any]]:
        listener = join(hub, audience=Audience.PUBLIC)
        hub.publish(news(1))
        return heard(listener)

    assert on_a_loop(scene) == [("message", {"v": 1, "changes": [PUBLIC_VISIT]})]


def test_experts_hear_what_is_asked_of_experts_and_nothing_else() -> None:
    def scene(hub: Hub) -> list[tuple[str, Any]]:
        listener = join(hub, audience=Audience.EXPERT)
        hub.publish(news(1))
        hub.publish(news(2, VISIT, ASKED))
        return heard(listener)

    assert on_a_loop(scene) == [("message", {"v": 2, "changes": [ASKED]})]


def test_the_public_hears_nothing_of_what_is_asked_of_an_expert() -> None:
    def scene(hub: Hub) -> list[tuple[str, Any]]:
        listener = join(hub, audience=Audience.PUBLIC)
        hub.publish(news(1, {**ASKED, "label": "A001"}))
        return heard(listener)

    assert on_a_loop(scene) == []


@pytest.mark.parametrize("change", [{"counted": 3, "place": NORDBY}, {**VISIT, "label": ""}])
def test_the_public_is_not_told_of_counts_and_of_visits_without_a_number(change: dict[str, Any]) -> None:
    def scene(hub: Hub) -> tuple[Sequence[object], Sequence[object]]:
        staff, public = join(hub), join(hub, audience=Audience.PUBLIC)
        hub.publish(news(1, change))
        return heard(staff), heard(public)

    assert on_a_loop(scene) == ([("message", {"v": 1, "changes": [change]})], [])


def test_what_happens_elsewhere_is_not_heard() -> None:
    def scene(hub: Hub) -> list[int | str]:
        listener = join(hub)
        hub.publish(news(1, place=SYDBY))
        hub.publish(news(2, place=NORDBY))
        return versions(listener)

    assert on_a_loop(scene) == [2]


def test_who_was_away_a_moment_hears_what_it_missed() -> None:
    def scene(hub: Hub) -> list[int | str]:
        for version in (1, 2, 3):
            hub.publish(news(version))
        return versions(join(hub, since=1))

    assert on_a_loop(scene) == [2, 3]


def test_what_committed_late_is_told_to_a_page_drawn_before_it() -> None:
    def scene(hub: Hub) -> list[int | str]:
        for version in (9, 11, 10):
            hub.publish(news(version))
        return versions(join(hub, since=11))

    assert on_a_loop(scene) == [10]


@pytest.mark.parametrize(("since", "told"), [(0, ["stale", "end"]), (1, list(range(2, REMEMBERED + 2)))])
def test_who_missed_more_than_is_remembered_begins_anew(since: int, told: list[int | str]) -> None:
    def scene(hub: Hub) -> list[int | str]:
        for version in range(1, REMEMBERED + 2):
            hub.publish(news(version))
        return versions(join(hub, since=since))

    assert on_a_loop(scene) == told


@pytest.mark.parametrize(("since", "told"), [(39, ["stale", "end"]), (40, [])])
def test_who_saw_less_than_the_hub_began_with_begins_anew(since: int, told: list[int | str]) -> None:
    def scene(hub: Hub) -> list[int | str]:
        hub.begin({NORDBY: 40, SYDBY: 90}, [])
        return versions(join(hub, since=since))

    assert on_a_loop(scene) == told


def test_one_that_lags_begins_anew_and_the_others_hear_on() -> None:
    def scene(hub: Hub) -> tuple[list[int | str], int]:
        slow, quick = join(hub), join(hub)
        heard_by_quick = 0
        for version in range(1, MOST_BEHIND + 3):
            hub.publish(news(version))
            heard_by_quick += len(heard(quick))
        return versions(slow), heard_by_quick

    assert on_a_loop(scene) == (["stale", "end"], MOST_BEHIND + 2)


def test_one_that_left_is_told_nothing() -> None:
    def scene(hub: Hub) -> list[int | str]:
        listener = join(hub)
        hub.leave(listener)
        hub.publish(news(1))
        return versions(listener)

    assert on_a_loop(scene) == []


def test_a_lost_source_sends_everybody_away_until_it_is_back() -> None:
    def scene(hub: Hub) -> tuple[list[int | str], bool]:
        listener = join(hub)
        hub.lose()
        return versions(listener), hub.ready.is_set()

    assert on_a_loop(scene) == (["stale", "end"], False)


def test_a_revoked_device_hears_nothing_more_and_the_others_do() -> None:
    def scene(hub: Hub) -> tuple[list[int | str], ...]:
        revoked, other = join(hub, device=5), join(hub, device=6)
        hub.publish(news(1, {"revoked_device": 5}))
        hub.publish(news(2))
        return versions(revoked), versions(other), versions(join(hub, device=5))

    assert on_a_loop(scene) == (["stale", "end"], [2], ["stale", "end"])


def test_a_device_revoked_before_the_hub_began_is_not_let_in() -> None:
    def scene(hub: Hub) -> list[int | str]:
        hub.begin({}, [5])
        return versions(join(hub, device=5))

    assert on_a_loop(scene) == ["stale", "end"]


def test_one_stream_tells_of_several_places_in_order() -> None:
    def scene(hub: Hub) -> list[int | str]:
        hub.publish(news(1, place=SYDBY))
        hub.publish(news(2))
        listener = hub.join(Ticket(Audience.DESK, NORDBY, None, (SYDBY,)), 0)
        hub.publish(news(3, place=SYDBY))
        seen = versions(listener)
        hub.leave(listener)
        hub.publish(news(4, place=SYDBY))
        return [*seen, len(versions(listener))]

    assert on_a_loop(scene) == [1, 2, 3, 0]
