"""Stays and tallies as rows of the database, in the order of the models' columns."""

from base64 import urlsafe_b64encode
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from velkommen.domain.kinds import Channel, EnquiryKind, Source, Unit
from velkommen.domain.lifecycle import State
from velkommen.project.demo.line import Segment, Stay
from velkommen.project.demo.pattern import End, TaskFacts, kind_of
from velkommen.project.demo.store import Store

DAY_SECONDS = 86_400
CLOCK = [f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(DAY_SECONDS)]
ENGLISH = 0.06


@dataclass(frozen=True)
class Sheet:
    """Where the rows of one place and local day go."""

    store: Store
    place: int
    day: date
    zone: ZoneInfo
    op: str
    destinations: dict[str, int]

    @property
    def offset(self) -> int:
        """Seconds the local clock is ahead of UTC at noon of the day (no place is open when the clocks change)."""
        noon = datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=self.zone)
        return int((noon.utcoffset() or timedelta()).total_seconds())


class Writer:
    """Turns stays of one sheet into rows, numbers in the order people came."""

    def __init__(self, sheet: Sheet, rng: Random) -> None:
        self._sheet, self._rng, self._store = sheet, rng, sheet.store
        self._offset = sheet.offset
        self._day, self._weekday = sheet.day.isoformat(), sheet.day.weekday()
        self._numbers: Counter[str] = Counter()

    def text(self, second: int) -> str:
        """A local second of the day as UTC text, as the database keeps it."""
        days, rest = divmod(second - self._offset, DAY_SECONDS)
        day = self._day if days == 0 else (self._sheet.day + timedelta(days=days)).isoformat()
        return f"{day} {CLOCK[rest]}"

    def stay(self, stay: Stay) -> None:
        """One visit with its enquiries and the periods that are over."""
        visit = self._store.next_visit
        self._store.next_visit += 1
        self._store.visits.add(self._visit(visit, stay))
        for matter, task in enumerate(stay.tasks):
            self._matter(visit, matter, task, stay)

    def tally(self, second: int, task: TaskFacts, end: End, unit: Unit, channel: Channel) -> None:
        """One enquiry that had no visit."""
        kind = kind_of(task, end.outcome, self._rng)
        self._enquiry(None, second, task, end, unit, kind, channel=channel)

    def counters(self) -> None:
        """The last number of each letter."""
        for letter, last in sorted(self._numbers.items()):
            self._store.counters.add((self._store.next_counter, self._sheet.place, self._day, letter, last))
            self._store.next_counter += 1

    def _visit(self, visit: int, stay: Stay) -> tuple[object, ...]:
        task, last, opened = stay.tasks[0], stay.segments[-1], self.text(stay.arrival)
        self._numbers[task.letter] += 1
        called = next((s.starts for s in stay.segments if s.kind is State.CALLED), None)
        ended = self.text(last.ends) if stay.ending else None
        return (
            visit,
            self._sheet.place,
            self._day,
            task.letter,
            self._numbers[task.letter],
            link_of(self._rng),
            task.group,
            "en" if self._rng.random() < ENGLISH else "da",
            State.ENDED.value if stay.ending else last.kind.value,
            ended or self.text(last.starts),
            opened,
            opened,
            None if called is None else self.text(called),
            ended,
            stay.ending.value if stay.ending else "",
            stay.worker.desk if stay.worker else None,
            None,
            stay.worker.staff if stay.worker else None,
            len(stay.tasks),
            self._sheet.op,
            False,
            False,
        )

    def _matter(self, visit: int, matter: int, task: TaskFacts, stay: Stay) -> None:
        mine = [segment for segment in stay.segments if segment.matter == matter]
        end = stay.ends[matter] if matter < len(stay.ends) else None
        served = any(segment.kind is State.SERVING for segment in mine)
        enquiry = self._enquiry(
            visit,
            mine[0].starts,
            task,
            end,
            stay.worker.unit if served and stay.worker else None,
            kind_of(task, end.outcome, self._rng) if end else EnquiryKind.TRANSACTION,
            current=matter == len(stay.tasks) - 1,
            unreliable=stay.unreliable,
        )
        over = mine if stay.ending or matter < len(stay.tasks) - 1 else mine[:-1]
        for segment in over:
            self._period(enquiry, segment, stay)

    def _enquiry(
        self,
        visit: int | None,
        second: int,
        task: TaskFacts,
        end: End | None,
        unit: Unit | None,
        kind: EnquiryKind,
        *,
        channel: Channel = Channel.IN_PERSON,
        current: bool = False,
        unreliable: bool = False,
    ) -> str:
        enquiry = f"{self._rng.getrandbits(128):032x}"
        destination = self._sheet.destinations[end.destination] if end and end.destination else None
        outcome = end.outcome.value if end else ""
        self._store.enquiries.add(
            (
                enquiry,
                visit,
                current,
                self._sheet.place,
                task.id,
                self.text(second),
                self._day,
                self._weekday,
                second // 60,
                channel.value,
                kind.value,
                unit.value if unit else "",
                outcome,
                destination,
                end.reason if end else "",
                False,
                unreliable,
                False,
                Source.DEMO.value,
                None,
            )
        )
        return enquiry

    def _period(self, enquiry: str, segment: Segment, stay: Stay) -> None:
        at_desk = segment.kind is not State.WAITING and stay.worker
        self._store.periods.add(
            (
                self._store.next_period,
                enquiry,
                self._day,
                self._sheet.place,
                segment.kind.value,
                self.text(segment.starts),
                self.text(segment.ends),
                segment.ends - segment.starts,
                stay.worker.desk if at_desk and stay.worker else None,
                stay.worker.staff if at_desk and stay.worker else None,
            )
        )
        self._store.next_period += 1


def link_of(rng: Random) -> str:
    """A link as long as a real one. It can be guessed by who knows the seed: nothing real hangs on it."""
    return urlsafe_b64encode(rng.getrandbits(128).to_bytes(16, "big")).decode().rstrip("=")
