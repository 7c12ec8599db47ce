"""What the house should do, said once more in plain Python: places, people, guests and what became of them.

It shares no line with the product. A guest is a visit, a stretch is a period, a note is one deed that may be undone.
"""

from copy import deepcopy
from datetime import datetime, timedelta
from uuid import UUID

from tests.machine.house import AT_DESK, House
from tests.machine.things import WALL, End, Guest, Matter, No, Note, Stamp

UNDO_WITHIN = timedelta(seconds=13)


class Model(House):
    """Every deed. Each checks first and changes then, so that a `No` changes nothing."""

    # -- beginning

    def issue_ticket(self, stamp: Stamp, place: int, task: str) -> Guest:
        if place not in stamp.who.draws:
            raise No("not_allowed")
        wanted, where = self._offered(place, task), self.places[place]
        day = stamp.at.astimezone(WALL).date()
        if day in where.shut:
            raise No("place_closed")
        if wanted.able is not None and not any(wanted.is_for(who, day) for who in wanted.able):
            raise No("task_not_now")
        waiting = [g for g in self.guests if g.place == place and g.day == day and g.state == "waiting"]
        if where.room is not None and len(waiting) >= where.room:
            raise No("place_full")
        key = (place, day, wanted.letter)
        self.numbers[key] = self.numbers.get(key, 0) + 1
        guest = self._arrive(stamp, place, wanted)
        guest.label = f"{wanted.letter}{self.numbers[key]:03d}"
        return guest

    def serve_without_number(self, stamp: Stamp, place: int, desk: int, task: str) -> Guest:
        self._serves(stamp, place)
        wanted = self._offered(place, task)
        self._free(self._desk(desk, place))
        guest = self._arrive(stamp, place, wanted)
        guest.state, guest.desk, guest.staff, guest.current.unit = "serving", desk, stamp.who.staff, stamp.who.unit
        return guest

    # -- calling

    def call_next(self, stamp: Stamp, place: int, desk: int) -> tuple[Guest | None, Guest | None]:
        self._serves(stamp, place)
        there = self._desk(desk, place)
        closing = self._closable(desk)
        day = stamp.at.astimezone(WALL).date()
        line = [g for g in self.guests if g.place == place and g.day == day and self._may_call(there, g)]
        if not line and not closing:
            raise No("queue_empty")
        note = self._note(stamp, *filter(None, [closing]))
        self._close(closing, stamp)
        first = min(line, key=lambda g: (g.queued, self.guests.index(g)), default=None)
        if first:
            note.remember(first)
            self._call(first, there, stamp)
        return first, closing

    def call_visit(self, stamp: Stamp, guest: Guest, desk: int) -> tuple[Guest, Guest | None]:
        self._reach(stamp, guest)
        self._legal("call", guest)
        there = self._desk(desk, guest.place)
        closing = self._closable(desk)
        self._note(stamp, *filter(None, [closing, guest]))
        self._close(closing, stamp)
        self._call(guest, there, stamp)
        return guest, closing

    def recall_visit(self, stamp: Stamp, guest: Guest) -> Guest:
        self._begin("recall", stamp, guest)
        guest.announced = max(stamp.at, guest.since)
        return self._sign(guest, stamp)

    # -- at the desk

    def start_service(self, stamp: Stamp, guest: Guest, desk: int | None) -> Guest:
        self._reach(stamp, guest)
        if guest.state == "called" and desk not in (None, guest.desk):
            raise No("illegal_move")
        if guest.state == "waiting":
            self._desk(desk or 0, guest.place)
        self._legal("start", guest)
        there = guest.desk if guest.state == "called" else desk
        self._free(there, but=guest)
        self._note(stamp, guest)
        return self._move(guest, "serving", stamp, there)

    def park_visit(self, stamp: Stamp, guest: Guest) -> Guest:
        self._begin("park", stamp, guest)
        return self._move(guest, "parked", stamp, guest.desk)

    def consult_expert(self, stamp: Stamp, guest: Guest) -> Guest:
        self._begin("consult", stamp, guest)
        return self._move(guest, "with_expert", stamp, guest.desk)

    def resume_visit(self, stamp: Stamp, guest: Guest, desk: int) -> Guest:
        return self._back("resume", stamp, guest, desk)

    def end_consult(self, stamp: Stamp, guest: Guest, desk: int) -> Guest:
        return self._back("return", stamp, guest, desk)

    def transfer_visit(self, stamp: Stamp, guest: Guest, task: str | None, for_desk: int | None) -> Guest:
        self._reach(stamp, guest)
        if task is None and for_desk is None:
            raise No("nothing_given")
        wanted = self._offered(guest.place, task) if task else None
        if for_desk is not None:
            self._desk(for_desk, guest.place)
        self._begin("transfer", stamp, guest)
        guest.cut(stamp.at)
        guest.state, guest.desk, guest.for_desk = "waiting", None, for_desk
        if wanted:
            guest.line = wanted.letter
            if guest.current.end.outcome:
                self._new_matter(guest, wanted.key, stamp)
            else:
                guest.current.task = wanted.key
        return self._sign(guest, stamp)

    # -- matters

    def add_matter(self, stamp: Stamp, guest: Guest, task: str) -> Guest:
        self._reach(stamp, guest)
        wanted = self._offered(guest.place, task)
        self._begin("add", stamp, guest)
        guest.cut(stamp.at)
        self._sign(guest, stamp)
        self._new_matter(guest, wanted.key, stamp)
        return guest

    def record_outcome(self, stamp: Stamp, guest: Guest, matter: Matter | None, end: End) -> Guest:
        self._reach(stamp, guest)
        chosen = matter or guest.current
        if chosen is not guest.current and chosen not in guest.real:
            raise No("unknown_enquiry")
        self._legal("record", guest)
        self._complete(chosen, end, stamp)
        self._note(stamp, guest).known.append(chosen)
        self._answer(chosen, end, stamp)
        return self._sign(guest, stamp)

    # -- ending

    def finish_visit(self, stamp: Stamp, guest: Guest, end: End | None) -> Guest:
        self._reach(stamp, guest)
        self._legal("finish", guest)
        if end:
            self._complete(guest.current, end, stamp)
        if any(not m.end.outcome and not (end and m is guest.current) for m in guest.real):
            raise No("outcome_missing")
        self._note(stamp, guest)
        if end:
            self._answer(guest.current, end, stamp)
        return self._end(guest, "finished", stamp)

    def no_show(self, stamp: Stamp, guest: Guest) -> Guest:
        self._begin("no_show", stamp, guest)
        return self._gone(guest, "no_show", stamp)

    def leave_visit(self, stamp: Stamp, guest: Guest) -> Guest:
        if stamp.who.guest != guest.id or guest not in self.guests:
            self._reach(stamp, guest)
        self._legal("leave", guest)
        self._note(stamp, guest)
        return self._gone(guest, "left", stamp)

    # -- counting

    def log_enquiries(self, stamp: Stamp, place: int, tallies: list[tuple[UUID, str, End, datetime]]) -> int:
        self._serves(stamp, place)
        if not tallies:
            raise No("nothing_given")
        known = {matter.id: matter.place for matter in self.every_matter()}
        if any(known.get(key, place) != place for key, *_ in tallies):
            raise No("bad_value")
        fresh = {}
        for key, task, end, happened in tallies:
            if key not in known and key not in fresh:
                self._offered(place, task)
                if end.where and end.where not in self.kinds:
                    raise No("unknown_destination")
                if happened > stamp.at + timedelta(minutes=2):
                    raise No("in_the_future")
                if happened < stamp.at - timedelta(days=400):
                    raise No("too_long_ago")
                fresh[key] = Matter(place, task, happened, stamp.who.unit, end, id=key)
                self._complete(fresh[key], end, stamp)
        self.counted += fresh.values()
        self._note(stamp).counted += fresh.values()
        return len(fresh)

    def correct_enquiry(self, stamp: Stamp, matter: Matter, task: str | None, end: End) -> None:
        if matter.withdrawn:
            raise No("unknown_enquiry")
        self._serves(stamp, matter.place)
        if not matter.end.outcome:
            raise No("unknown_enquiry")
        if task:
            self._offered(matter.place, task)
        self._sound(task or matter.task, end)
        before = deepcopy(matter)
        matter.task, matter.end, matter.unit = task or matter.task, end, matter.unit or stamp.who.unit
        note = self._note(stamp)
        note.matters, note.known = [(matter, before)], [matter]

    def mark_unreliable(self, stamp: Stamp, matter: Matter) -> None:
        if matter.withdrawn:
            raise No("unknown_enquiry")
        self._serves(stamp, matter.place)
        self._note(stamp)
        matter.unreliable = True

    # -- undoing

    def undo(self, stamp: Stamp, undone: UUID) -> list[Guest]:
        note = self.notes.get(undone)
        if note is None or note.empty:
            raise No("undo_too_late")
        if note.who != stamp.who.key:
            raise No("not_allowed")
        if stamp.at - note.at > UNDO_WITHIN:
            raise No("undo_too_late")
        self._may_undo(note, stamp, undone)
        self._note(stamp)
        for guest, before in reversed(note.guests):
            self._restore(guest, before, stamp)
        for matter, was in note.matters:
            self._reset(matter, was)
        for guest in note.born:
            self._unborn(guest, stamp)
        for matter in note.counted:
            matter.withdrawn = True
        put_right = [guest for matter, _ in note.matters for guest in self.guests if guest.current is matter]
        return [guest for guest, _ in reversed(note.guests)] + note.born + [g for g in put_right if g.state != "ended"]

    def _may_undo(self, note: Note, stamp: Stamp, undone: UUID) -> None:
        touched = [guest for guest, _ in note.guests] + note.born
        later = list(self.notes.values())[list(self.notes).index(undone) + 1 :]
        written = note.known + note.begun + note.counted
        if any(matter in written for other in later for matter in other.known):
            raise No("undo_overtaken")
        for guest in touched:
            self._reach(stamp, guest)
        for matter in [matter for matter, _ in note.matters] + note.counted:
            self._serves(stamp, matter.place)
        wanted = {before.desk for _, before in note.guests if before.state in AT_DESK}
        if (
            any(guest.op != undone for guest in touched)
            or any(matter.withdrawn for matter in note.counted)
            or any(g.desk in wanted and g.state in AT_DESK and g not in touched for g in self.guests)
        ):
            raise No("undo_overtaken")

    def _restore(self, guest: Guest, before: Guest, stamp: Stamp) -> None:
        born = len(guest.matters) > len(before.matters)
        if guest.state == "ended":
            guest.since = guest.ended or guest.since
        elif born or (guest.state != before.state and stamp.at > guest.since):
            guest.cut(stamp.at)
        for matter, was in zip(guest.matters, before.matters, strict=False):
            self._reset(matter, was)
        for matter in guest.matters[len(before.matters) :]:
            matter.withdrawn = True
        for name in ("state", "now", "desk", "for_desk", "staff", "line"):
            setattr(guest, name, getattr(before, name))
        guest.ended, guest.ending, guest.op = None, "", stamp.op

    def _reset(self, matter: Matter, was: Matter) -> None:
        matter.task, matter.end, matter.unit = was.task, was.end, was.unit

    def _unborn(self, guest: Guest, stamp: Stamp) -> None:
        guest.cut(stamp.at)
        guest.state, guest.ending, guest.ended, guest.op = "ended", "left", guest.since, stamp.op
        for matter in guest.matters:
            matter.withdrawn, matter.end = True, End("left")
