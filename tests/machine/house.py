"""The ground the model stands on: who may, what is legal, who is where, and the small steps all deeds are made of."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from tests.machine.things import Desk, End, Guest, Matter, No, Note, Place, Stamp, Task

AT_DESK = ("called", "serving")
LEGAL = {
    "call": ("waiting",),
    "recall": ("called",),
    "start": ("waiting", "called"),
    "park": ("serving",),
    "resume": ("parked",),
    "consult": ("serving",),
    "return": ("with_expert",),
    "transfer": ("waiting", "called", "serving", "parked", "with_expert"),
    "record": ("serving", "with_expert"),
    "add": ("serving",),
    "finish": ("serving", "with_expert"),
    "no_show": ("called",),
    "leave": ("waiting", "called", "parked"),
}
SENT_ON = {"to_citizen_service": "citizen_service", "to_department": "department", "to_authority": "authority"}


class House:
    """Places, guests and notes. A check raises `No` before anything has changed."""

    def __init__(self, places: tuple[Place, ...], tasks: tuple[Task, ...], kinds: dict[str, str]) -> None:
        self.places = {place.id: place for place in places}
        self.tasks = {task.key: task for task in tasks}
        self.kinds = kinds  # destination -> kind
        self.guests: list[Guest] = []
        self.counted: list[Matter] = []
        self.numbers: dict[tuple[int, date, str], int] = {}
        self.notes: dict[UUID, Note] = {}

    def every_matter(self) -> Iterator[Matter]:
        for guest in self.guests:
            yield from guest.matters
        yield from self.counted

    def _note(self, stamp: Stamp, *guests: Guest) -> Note:
        note = self.notes[stamp.op] = Note(stamp.who.key, stamp.at)
        note.remember(*guests)
        return note

    def _serves(self, stamp: Stamp, place: int) -> None:
        if place not in stamp.who.serves:
            raise No("not_allowed")

    def _reach(self, stamp: Stamp, guest: Guest) -> None:
        if guest not in self.guests:
            raise No("unknown_visit")
        self._serves(stamp, guest.place)

    def _legal(self, move: str, guest: Guest) -> None:
        if guest.state not in LEGAL[move]:
            raise No("illegal_move")

    def _begin(self, move: str, stamp: Stamp, guest: Guest) -> None:
        self._reach(stamp, guest)
        self._legal(move, guest)
        self._note(stamp, guest)

    def _offered(self, place: int, task: str) -> Task:
        if task not in self.tasks:
            raise No("unknown_task")
        if task not in self.places[place].tasks:
            raise No("task_not_offered")
        return self.tasks[task]

    def _desk(self, desk: int, place: int) -> Desk:
        found = next((d for d in self.places[place].desks if d.id == desk), None)
        if found is None:
            raise No("unknown_desk")
        return found

    def at(self, desk: int | None) -> Guest | None:
        """Who is at a desk."""
        return next((g for g in self.guests if g.desk == desk and g.state in AT_DESK), None)

    def _free(self, desk: Desk | int | None, but: Guest | None = None) -> None:
        there = self.at(desk.id if isinstance(desk, Desk) else desk)
        if there not in (None, but):
            raise No("desk_busy")

    def _closable(self, desk: int) -> Guest | None:
        there = self.at(desk)
        if there and there.state == "called":
            raise No("desk_busy")
        if there and any(not matter.end.outcome for matter in there.real):
            raise No("outcome_missing")
        return there

    def _may_call(self, desk: Desk, guest: Guest) -> bool:
        if guest.state != "waiting":
            return False
        if guest.for_desk is not None:
            return guest.for_desk == desk.id
        return not desk.lines or guest.line in desk.lines

    def _arrive(self, stamp: Stamp, place: int, task: Task) -> Guest:
        guest = Guest(place, task.letter, stamp.at, stamp.op, [Matter(place, task.key, stamp.at)])
        self.guests.append(guest)
        self._note(stamp).born.append(guest)
        return guest

    def _call(self, guest: Guest, desk: Desk, stamp: Stamp) -> None:
        self._move(guest, "called", stamp, desk.id)
        guest.announced = guest.since

    def _close(self, guest: Guest | None, stamp: Stamp) -> None:
        if guest:
            self._end(guest, "finished", stamp)

    def _back(self, move: str, stamp: Stamp, guest: Guest, desk: int) -> Guest:
        self._reach(stamp, guest)
        self._desk(desk, guest.place)
        self._legal(move, guest)
        self._free(desk)
        self._note(stamp, guest)
        return self._move(guest, "serving", stamp, desk)

    def _move(self, guest: Guest, state: str, stamp: Stamp, desk: int | None) -> Guest:
        guest.cut(stamp.at)
        guest.state, guest.desk = state, desk
        return self._sign(guest, stamp)

    def _end(self, guest: Guest, ending: str, stamp: Stamp) -> Guest:
        self._move(guest, "ended", stamp, guest.desk)
        guest.ended, guest.ending = guest.since, ending
        return guest

    def _gone(self, guest: Guest, ending: str, stamp: Stamp) -> Guest:
        for matter in guest.matters:
            if not matter.end.outcome:
                matter.end = End("left")
                self.notes[stamp.op].known.append(matter)
        return self._end(guest, ending, stamp)

    def _sign(self, guest: Guest, stamp: Stamp) -> Guest:
        guest.op = stamp.op
        guest.staff = stamp.who.staff or guest.staff
        return guest

    def _new_matter(self, guest: Guest, task: str, stamp: Stamp) -> None:
        guest.matters.append(Matter(guest.place, task, guest.since, stamp.who.unit))
        guest.now = len(guest.matters) - 1
        self.notes[stamp.op].begun.append(guest.current)

    def _answer(self, matter: Matter, end: End, stamp: Stamp) -> None:
        matter.end, matter.unit = end, stamp.who.unit or matter.unit

    def _complete(self, matter: Matter, end: End, stamp: Stamp) -> None:
        """Whether somebody may say that a matter ended so."""
        task = self.tasks[matter.task]
        theirs = task.needs_judgement or task.is_for(stamp.who.key, matter.day)
        self._sound(task.key, end, theirs=theirs)

    def _sound(self, task: str, end: End, *, theirs: bool = True) -> None:
        """Whether an outcome has what it must carry."""
        if end.where and end.where not in self.kinds:
            raise No("unknown_destination")
        if end.outcome == "solved" and self.tasks[task].needs_judgement:
            raise No("discretion_at_desk")
        if end.outcome == "solved" and not theirs:
            raise No("not_yours")
        kind, wanted = self.kinds.get(end.where or ""), SENT_ON.get(end.outcome)
        if wanted and not kind:
            raise No("destination_missing")
        if kind and kind != wanted:
            raise No("destination_wrong_kind")
        if (end.outcome == "not_possible") != bool(end.why):
            raise No("reason_missing")
