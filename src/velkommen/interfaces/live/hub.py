"""The hub of one process: every listener, and per service point the last messages for those who were away a moment."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from velkommen.apps.enquiries.facts import public_facts
from velkommen.interfaces.live.tickets import Audience, Ticket

REMEMBERED = 500  # messages per service point
MOST_BEHIND = 100  # messages a listener may lag before it is dropped
#: Deeds that run at the same time may commit in another order than their ids, so a page can be drawn after 11 and before 10.
#: Messages that came late are told again to whoever is at most this many ids further; screens bear hearing one twice.
OVERLAP = 50


@dataclass(frozen=True)
class News:
    """What one deed changed at a service point. `version` is the deed's id."""

    version: int
    place: int
    changes: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Message:
    """News as sent: one ready frame per audience that may hear any of it, made once however many listen.

    `late` is news that came after news with a higher version.
    """

    version: int
    late: bool
    frames: Mapping[Audience, bytes]


def message(news: News, *, late: bool = False) -> Message:
    """The frames of some news. The public hears of numbers only: no counts, no staff, no visit without a number, nothing that is
    asked of an expert. Experts hear of that alone."""
    heard = [change for change in news.changes if "revoked_device" not in change]
    asked = [change for change in heard if "lifeline" in change]
    public = [public_facts(dict(change)) for change in heard if change.get("label") and change not in asked]
    told: dict[Audience, Sequence[Mapping[str, Any]]]
    told = {Audience.DESK: heard, Audience.EXPERT: asked, Audience.PUBLIC: public}
    return Message(news.version, late, {who: _frame(news.version, what) for who, what in told.items() if what})


class Listener:
    """One open stream. `frames` hands out what to send next; None ends it."""

    def __init__(self, ticket: Ticket, missed: Iterable[bytes] = ()) -> None:
        self.ticket = ticket
        self.frames: asyncio.Queue[bytes | None] = asyncio.Queue(MOST_BEHIND)
        backlog = b"".join(missed)
        if backlog:
            self.frames.put_nowait(backlog)

    def tell(self, frame: bytes) -> bool:
        """Queue a frame; False when this listener lags so far behind that it must begin anew."""
        try:
            self.frames.put_nowait(frame)
        except asyncio.QueueFull:
            return False
        return True

    def dismiss(self, newest: int = 0) -> None:
        """Forget what is queued, say "stale" and end. The id lets a browser come back by itself as one that has seen `newest`."""
        while not self.frames.empty():
            self.frames.get_nowait()
        self.frames.put_nowait(f"id: {newest}\nevent: stale\ndata: {{}}\n\n".encode())
        self.frames.put_nowait(None)


class Hub:
    """Fans news out. Lives on one event loop and is touched by nothing else.

    `floors` holds, per service point, the newest version that is not remembered here: whoever saw less must begin anew.
    """

    def __init__(self) -> None:
        self.ready = asyncio.Event()
        self._rings: dict[int, deque[Message]] = defaultdict(deque)
        self._floors: dict[int, int] = {}
        self._newest: dict[int, int] = {}
        self._listeners: dict[int, set[Listener]] = defaultdict(set)
        self._revoked: set[int] = set()

    def begin(self, floors: Mapping[int, int], revoked: Iterable[int]) -> None:
        """The source is connected; `floors` is the newest version of each service point before its first news."""
        self._rings.clear()
        self._floors, self._newest = dict(floors), dict(floors)
        self._revoked.update(revoked)
        self.ready.set()

    def lose(self) -> None:
        """The source is gone, and what happens meanwhile is not heard: everybody begins anew, nobody is let in until `begin`."""
        self.ready.clear()
        for listener in [one for group in self._listeners.values() for one in group]:
            self._dismiss(listener)

    def join(self, ticket: Ticket, since: int | None) -> Listener:
        """A new listener that has seen the version `since` (None: hears only what comes)."""
        listener = Listener(ticket, self._missed(ticket, since))
        if self._refuses(ticket, since):
            listener.dismiss(self._newest_of(ticket))
        else:
            for place in ticket.places:
                self._listeners[place].add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        for place in listener.ticket.places:
            self._listeners[place].discard(listener)

    def publish(self, news: News) -> None:
        """Remember and pass on; a revoked device hears nothing more."""
        for change in news.changes:
            if "revoked_device" in change:
                self._revoke(change["revoked_device"])
        sent = message(news, late=news.version < self._newest.get(news.place, 0))
        self._remember(news.place, sent)
        for listener in list(self._listeners[news.place]):
            frame = sent.frames.get(listener.ticket.audience)
            if frame is not None and not listener.tell(frame):
                self._dismiss(listener)

    def _refuses(self, ticket: Ticket, since: int | None) -> bool:
        too_old = since is not None and any(since < self._floors.get(place, 0) for place in ticket.places)
        return too_old or ticket.device in self._revoked

    def _missed(self, ticket: Ticket, since: int | None) -> list[bytes]:
        if since is None:
            return []
        rings = (sent for place in ticket.places for sent in self._rings[place])
        missed = [sent for sent in rings if sent.version > since - OVERLAP * sent.late]
        missed.sort(key=lambda sent: sent.version)
        return [sent.frames[ticket.audience] for sent in missed if ticket.audience in sent.frames]

    def _newest_of(self, ticket: Ticket) -> int:
        return max(self._newest.get(place, 0) for place in ticket.places)

    def _remember(self, place: int, sent: Message) -> None:
        ring = self._rings[place]
        ring.append(sent)
        self._newest[place] = max(self._newest.get(place, 0), sent.version)
        if len(ring) > REMEMBERED:
            self._floors[place] = max(self._floors.get(place, 0), ring.popleft().version)

    def _revoke(self, device: int) -> None:
        self._revoked.add(device)
        for listener in [one for group in self._listeners.values() for one in group if one.ticket.device == device]:
            self._dismiss(listener)

    def _dismiss(self, listener: Listener) -> None:
        self.leave(listener)
        listener.dismiss(self._newest_of(listener.ticket))


def _frame(version: int, changes: Sequence[Mapping[str, Any]]) -> bytes:
    data = json.dumps({"v": version, "changes": changes}, ensure_ascii=False, separators=(",", ":"))
    return f"id: {version}\ndata: {data}\n\n".encode()
