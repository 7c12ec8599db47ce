"""What the desk screen shows, gathered once per page in as many statements for a long line as for a short."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils.functional import Promise
from django.utils.translation import gettext

from velkommen.apps.catalogue.models import Destination, Task
from velkommen.apps.enquiries import queries as enquiries
from velkommen.apps.enquiries.models import Enquiry
from velkommen.apps.enquiries.transitions import visit_of
from velkommen.apps.knowledge import queries as knowledge
from velkommen.apps.placement import book
from velkommen.apps.placement import queries as placement
from velkommen.apps.placement.asking import edition_of
from velkommen.apps.placement.models import Offer
from velkommen.apps.roster import queries as roster
from velkommen.domain.lifecycle import State
from velkommen.domain.outcomes import REFERRALS, SOLVED_AT_FIRST_CONTACT, Outcome
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.interfaces.desk import asked, kept
from velkommen.interfaces.desk.expecting import expected
from velkommen.interfaces.desk.extra import next_question
from velkommen.interfaces.desk.guide import Here, task_facts
from velkommen.interfaces.desk.words import ASKED_DONE, BOOKED, CLOSED_TOO, DONE, OUTCOME_KEYS
from velkommen.interfaces.live.tickets import stream_url
from velkommen.interfaces.web.templatetags.words import locale
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.danish import collation
from velkommen.shared.wording import OUTCOMES, REASONS
from velkommen.shared.wording_tasks import name_on

SHOWN = 50  # rows of the line on the page; the rest follow as data, so that the page stays small
TILES = 12


def here(slug: str, number: int, by: Actor) -> Here:
    """The desk of an address. Raises: Refusal UNKNOWN_PLACE, NOT_ALLOWED, UNKNOWN_DESK."""
    desks = roster.desks_of(slug)
    if not desks:
        raise Refusal(Code.UNKNOWN_PLACE, place=slug)
    by.require(Right.SERVE, desks[0].service_point_id)
    desk = next((desk for desk in desks if desk.number == number), None)
    if desk is None:
        raise Refusal(Code.UNKNOWN_DESK, desk=number)
    return Here(desk, desks, by)


@dataclass(frozen=True)
class OutcomeTile:
    """One outcome to press. `choices` (what a form sends, what people read) when it needs a destination or a reason."""

    value: str
    word: Promise
    key: str
    choices: Sequence[tuple[str, str]]

    @property
    def tone(self) -> str:
        """The colour at its edge: solved here, sent onward, or neither."""
        if self.value in SOLVED_AT_FIRST_CONTACT:
            return "vk-good"
        return "vk-onward" if self.value in REFERRALS else ""


def outcome_tiles(destinations: Sequence[Destination]) -> list[OutcomeTile]:
    """The nine outcomes; those that need more carry it in the value, so that every choice is one plain button."""
    return [OutcomeTile(o.value, OUTCOMES[o], key, _choices(o, destinations)) for o, key in OUTCOME_KEYS.items()]


def _choices(outcome: Outcome, destinations: Sequence[Destination]) -> list[tuple[str, str]]:
    if outcome is Outcome.NOT_POSSIBLE:
        return [(f"{outcome.value}:{reason}", str(word)) for reason, word in REASONS.items()]
    kind = REFERRALS.get(outcome)
    named = [(f"{outcome.value}:{d.key}", d.name) for d in destinations if d.kind == kind]
    return sorted(named, key=lambda choice: collation(choice[1]))


def tasks_by_use(place: int, day: date) -> list[Task]:
    """The tasks a place offers, most used in the last thirty days first, then as the place ordered them."""
    return [offer.task for offer in _by_use(place, day)]


def _by_use(place: int, day: date) -> list[Offer]:
    offers = list(placement.offers(place, day))
    used = kept.of(book.town(_edition(offers))).use(place, day)
    offers.sort(key=lambda offer: (-used.get(offer.task_id, 0), offer.order, offer.pk))
    return offers


def _edition(offers: Sequence[Offer]) -> int | None:
    """The edition of the rules that came along with what a place offers; None where it offers nothing."""
    return edition_of(offers[0]) if offers else None


def gather(there: Here, at: datetime) -> dict[str, Any]:
    """Everything the screen shows, for its template: seven statements, the desk itself and the reader not counted.

    While a counting week runs here, one more as soon as it has something to ask.
    """
    place, day = there.place.pk, clock.local_day(at)
    latest = enquiries.latest(place, there.by, at)
    board = enquiries.board(place, there.desk.pk, day, at)
    offers = _by_use(place, day)
    tasks = [offer.task for offer in offers]
    town = book.town(_edition(offers))
    lifelines = asked.board(there, board.here.visit_id if board.here else None, at)
    asking = kept.of(town).asking(place, day)
    middle = _middle(there, board, at, town)
    return {
        "there": there,
        "board": board,
        "line": board.line[:SHOWN],
        "longest": min((visit_of(row).queued_at for row in board.line if visit_of(row).queued_at <= at), default=None),
        "expected": expected(place, day, at),
        "rest": [_row(enquiry, int(at.timestamp())) for enquiry in board.line[SHOWN:]],
        "town": town,
        "names": {task.pk: name_on(town, task.key, day) for task in tasks},
        "lines": there.desk.lines or "",  # type: ignore[attr-defined] # annotated by the roster
        "tiles": tasks[:TILES],
        "more": sorted(tasks[TILES:], key=lambda task: collation(name_on(town, task.key, day))),
        "asked": lifelines.here,
        "asked_elsewhere": lifelines.elsewhere,
        "asked_others": lifelines.others,
        "answers": sum(one.unread for one in lifelines.elsewhere),
        "asked_mark": lifelines.mark,
        "done": done_line(latest),
        "version": latest.version,
        "stream": stream_url(f"desk:{place}"),
        "at": at,
        "op": uuid4(),
        **_of_town(town),
        "week": asking,
        "extra": None if there.colleague else next_question(asking, middle, latest.last),
        **middle,
    }


def _of_town(town: Town) -> dict[str, Any]:
    """Where one may refer to, and the municipality."""
    known = kept.of(town)
    return {"outcomes": outcome_tiles(known.destinations), "municipality": known.municipality}


def _row(enquiry: Enquiry, now: int) -> list[object]:
    """A row of the line that is not drawn yet: id, number, task, how many seconds ago it queued, and 1 if it was booked."""
    visit = visit_of(enquiry)
    row = [visit.pk, visit.label, enquiry.task_id, now - int(visit.queued_at.timestamp())]
    return [*row, 1] if visit.booked else row


def _middle(there: Here, board: enquiries.DeskBoard, at: datetime, town: Town) -> dict[str, Any]:
    """The middle and right: the visit at the desk with its matters, or what was counted here last (two statements)."""
    if board.here is None or board.here.visit is None:
        return {"recent": enquiries.recent(there.place.pk, clock.local_day(at)), "known": _known_here(there, None, at)}
    visit = board.here.visit
    matters = enquiries.matters(visit.pk) if visit.matters > 1 else [board.here]
    open_ones = [matter for matter in matters if not matter.outcome]
    in_hand = next((matter for matter in (board.here, *open_ones) if not matter.outcome), board.here)
    return {
        "visit": visit,
        "called": visit.state == State.CALLED,
        "matters": matters,
        "in_hand": in_hand,
        "ready": not open_ones,
        "facts": task_facts(in_hand.task, town, there, at),
        "known": _known_here(there, in_hand.task_id, at),
    }


def _known_here(there: Here, task: int | None, at: datetime) -> knowledge.AtDesk:
    """The card of the task in hand, what is otherwise here, and what the reader has not read (one statement)."""
    language = "en" if locale() == "en_GB" else "da"
    return knowledge.at_desk(there.place.pk, task, there.by.staff_id, clock.local_day(at), language)


@dataclass(frozen=True)
class DoneLine:
    """The quiet line after a deed: what was done, and the operation to undo (None when it cannot be).

    `booked`: the appointment that was made, whose slip can be printed. `way`: the deed that takes it back.
    """

    text: str
    undone: UUID | None
    until: datetime | None
    booked: int | None = None
    way: str = "undo"


def done_line(latest: enquiries.Latest) -> DoneLine | None:
    """What the actor did in the last seconds, in words."""
    deed = latest.deed
    if deed and deed.name in ASKED_DONE:
        booked = (deed.answer or {})["lifeline"].get("appointment") if deed.name == "call_back" else None
        return DoneLine(str(BOOKED if booked else ASKED_DONE[deed.name]), None, None, booked)
    if deed is None or deed.name not in DONE:
        return None
    answer: Mapping[str, Any] = deed.answer or {}
    visit, closed = answer.get("visit"), answer.get("closed")
    parts = []
    if closed:
        parts.append(str(CLOSED_TOO) % {"closed": closed["label"] or gettext("The visit")})
    if visit or "visit" not in answer:
        parts.append(str(DONE[deed.name]) % {"label": (visit or {}).get("label") or gettext("The visit")})
    undone = deed.op if latest.undoable else None
    way = "unanswer" if deed.name == "answer_questions" else "undo"
    return DoneLine(" ".join(parts), undone, deed.at if undone else None, way=way)
