"""Reading lifelines: who can help, what waits for whom, what is open at a desk, and the words those who may read them have opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from velkommen.apps.lifelines.crew import Person, crew, expertise, next_duty, on_duty
from velkommen.apps.lifelines.models import Expert, Lifeline, LifelineNote, NoteOpening
from velkommen.apps.placement import book
from velkommen.apps.placement import queries as placement
from velkommen.domain.handover import Matter, Receiver, Travels, may_travel, reads_as_partner, to_partner
from velkommen.domain.lifelines import MOST_OPEN, Level, Stage, Why, free
from velkommen.domain.placement.town import Town
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right, Role
from velkommen.shared import clock
from velkommen.shared.actor import Actor

_NEVER = 1 << 31  # sorts after every number of seconds
_TOLD = ("enquiry", "enquiry__visit", "task", "owner", "service_point", "desk", "asked_by", "to", "expert")
#: A number whose lifeline is accepted by somebody who still is whom it was meant for.
MEANT_FOR_THE_EXPERT = Q(
    lifeline__receiver=Coalesce(
        Subquery(Expert.objects.filter(staff=OuterRef("lifeline__owner")).values("receiver")[:1]),
        Value(Receiver.DEPARTMENT.value),
    )
)
#: Absent, off duty: asking them now would be in vain.
NOT_THERE = frozenset({Why.AWAY, Why.OFF_DUTY})


class Helper(NamedTuple):
    """An expert who has the competence.

    Args:
        receiver: what they are, which decides what may travel; `partner`: they read no words whatever they are.
        why: FREE, or why not.
        when: when they are there next, where they are not now; None: not known.
        usual_seconds: from asked to answered, as a rule; None: nobody knows yet.
        load: how many they have now, of `most`.
        number, meeting: how they are joined.
    """

    staff: int
    name: str
    receiver: Receiver
    partner: bool
    why: Why
    when: datetime | None
    usual_seconds: int | None
    load: int
    most: int
    number: str
    meeting: str

    @property
    def free(self) -> bool:
        return self.why is Why.FREE

    def travels(self, matter: Matter, *, consent: bool, is_centre: bool | None) -> Travels:
        """What of a matter may go to them."""
        allowed = may_travel(self.receiver, matter, consent, is_centre)
        return to_partner(allowed) if self.partner else allowed


@dataclass(frozen=True)
class Choices:
    """All that is shown before choosing: the helpers, those free first, and whether the place is a citizen service centre."""

    helpers: tuple[Helper, ...]
    is_centre: bool | None


def choices(place: int, task: str, at: datetime, *, but: int | None = None) -> Choices:
    """Who can help with a task asked about at a place (five statements, when the rules are known).

    Args:
        but: a member of staff who is left out: whoever asks.

    Raises:
        Refusal: UNKNOWN_TASK.
    """
    town, local = book.town(), clock.local(at)
    key = expertise(town, task, local.date())
    if key is None:
        raise Refusal(Code.UNKNOWN_TASK, task=task)
    able = [one for one in crew(town).values() if one.answers_for(key, local.date()) and one.staff != but]
    found = helpers_of(able, town, place, at)
    agreement = town.places[place].agreement.at(local.date()) if place in town.places else None
    found.sort(key=_order)  # they come in the order of the alphabet, which stays where nothing else decides
    return Choices(tuple(found), agreement.is_centre if agreement else None)


def who_can_help(place: int, task: str, at: datetime, *, but: int | None = None) -> list[Helper]:
    """The helpers alone. Raises: Refusal UNKNOWN_TASK."""
    return list(choices(place, task, at, but=but).helpers)


def helpers_of(able: Iterable[Person], town: Town, place: int, at: datetime) -> list[Helper]:
    """Some experts as a desk of a place sees them, in the order given (three statements)."""
    people = {one.staff: one for one in able}
    if not people:
        return []
    said = {row[0]: row[1:] for row in Expert.objects.values_list("staff_id", *_SAID)}
    loads, away = loads_now(), placement.away(None, at)
    return [
        _helper(one, town, place, at, said.get(pk, _USUAL), loads.get(pk, 0), pk in away) for pk, one in people.items()
    ]


_SAID = ("receiver", "number", "meeting", "most_open", "busy", "away_until", "usual_seconds")
_USUAL = (Receiver.DEPARTMENT.value, "", "", MOST_OPEN, False, None, None)


def _helper(
    one: Person,
    town: Town,
    place: int,
    at: datetime,
    said: tuple[Any, ...],
    load: int,
    absent: bool,
) -> Helper:
    receiver, number, meeting, most, busy, until, usual = said
    local = clock.local(at)
    gone = until if until and until > at else None
    why = free(
        away=absent or gone is not None, on_duty=on_duty(one, town, place, local), busy=busy, load=load, most=most
    )
    when = _when(one, town, place, at, gone) if why in NOT_THERE and not absent else None
    return Helper(one.staff, one.name, Receiver(receiver), one.partner, why, when, usual, load, most, number, meeting)


def _when(one: Person, town: Town, place: int, at: datetime, gone: datetime | None) -> datetime | None:
    """When somebody who is not there is there next: when they are back, or when they are on duty after that."""
    since = clock.local(gone or at)
    return gone if gone and on_duty(one, town, place, since) else next_duty(one, town, place, since)


def _order(one: Helper) -> tuple[object, ...]:
    usual = _NEVER if one.usual_seconds is None else one.usual_seconds
    return not one.free, one.why in NOT_THERE, usual


def loads_now() -> dict[int, int]:
    """How many lifelines each expert has accepted and not answered."""
    rows = Lifeline.objects.filter(stage=Stage.ACCEPTED.value).order_by().values_list("owner")
    return dict(rows.annotate(number=Count("pk")))


def one(pk: int) -> Lifeline:
    """A lifeline with all that is told of it. Raises: Refusal UNKNOWN_LIFELINE."""
    found = _told().filter(pk=pk).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_LIFELINE)
    return found


def open_at(place: int) -> list[Lifeline]:
    """What is still open of a place, also of visits that are over, the oldest first (one statement): nothing is dropped."""
    return list(open_rows().filter(service_point=place).order_by("asked_at", "pk"))


def of_visit(visit: int) -> list[Lifeline]:
    """The lifelines of a visit's matters, the newest first (one statement)."""
    return list(_told().filter(enquiry__visit=visit, enquiry__withdrawn=False).order_by("-pk"))


def inbox(by: Actor, at: datetime) -> list[Lifeline]:
    """What an expert has, and what they may accept: their own first, then the oldest (three statements, when the rules are known)."""
    mine = Q(owner=by.staff_id, stage=Stage.ACCEPTED.value)
    asked = Q(stage=Stage.ASKED.value) & (Q(to=by.staff_id) | Q(level__gte=Level.ABLE.value))
    rows = list(open_rows().filter(mine | asked).order_by("asked_at", "pk"))
    if not rows:
        return []
    able = Answerer.of(by, at)
    shown = [row for row in rows if row.stage == Stage.ACCEPTED or able.why_not(row) is None]
    return sorted(shown, key=lambda row: row.stage != Stage.ACCEPTED)


def answered_lately(staff: int, at: datetime, days: int = 7) -> list[Lifeline]:
    """What an expert had and has no more, the newest first, at most 50 (one statement)."""
    over = _told().filter(expert=staff, changed_at__gte=at - timedelta(days=days))
    return list(over.exclude(stage__in=[Stage.ASKED.value, Stage.ACCEPTED.value]).order_by("-changed_at", "-pk")[:50])


def for_leads(places: Iterable[int]) -> list[Lifeline]:
    """What the leads of some places are told of, the oldest first (one statement): nobody accepted, or whoever asked has left."""
    rows = (
        open_rows().filter(service_point__in=list(places), level=Level.LEADS.value).exclude(stage=Stage.ACCEPTED.value)
    )
    return list(rows.order_by("asked_at", "pk"))


def expert(staff: int) -> Expert:
    """What somebody has said about being asked, or the usual, not saved."""
    return Expert.objects.filter(staff=staff).first() or Expert(staff_id=staff)


def experts() -> list[tuple[Person, Expert]]:
    """Every expert with what they have said, in the order of the alphabet (one statement, when the rules are known)."""
    people = crew(book.town())
    said = {row.staff_id: row for row in Expert.objects.filter(staff__in=list(people))}
    return [(one, said.get(pk) or Expert(staff_id=pk)) for pk, one in people.items()]


def partner(by: Actor) -> bool:
    """Whether somebody reads as a partner: no words, wherever they are."""
    return reads_as_partner(by.unit, partner_role=any(Role.PARTNER in roles for roles in by.grants.values()))


@dataclass(frozen=True)
class Answerer:
    """Somebody who may be able to answer: what they are able to on a local day, by the rules of this moment."""

    by: Actor
    person: Person | None
    receiver: Receiver
    town: Town
    day: date

    @classmethod
    def of(cls, by: Actor, at: datetime) -> "Answerer":
        """Two statements, when the rules are known."""
        town = book.town()
        person, receiver = crew(town).get(by.staff_id or 0), Receiver(expert(by.staff_id or 0).receiver)
        return cls(by, person, receiver, town, clock.local_day(at))

    def why_not(self, row: Lifeline) -> Refusal | None:
        """Why they may not accept a lifeline: NOT_ALLOWED, ASKING_ONESELF or NOT_ASKED; None: they may.

        Whoever was named must still be able, and what they were when they were asked.
        """
        if self.person is None or not self.by.may_somewhere(Right.ANSWER):
            return Refusal(Code.NOT_ALLOWED, right=Right.ANSWER.value)
        if row.asked_by_id == self.by.staff_id:
            return Refusal(Code.ASKING_ONESELF)
        key = expertise(self.town, row.task.key, self.day)
        able = key is not None and self.person.answers_for(key, self.day) and self.receiver == row.receiver
        asked = row.to_id == self.by.staff_id or row.level >= Level.ABLE
        return None if able and asked else Refusal(Code.NOT_ASKED)


@dataclass(frozen=True)
class Words:
    """A note as one reader has it: `text` is None until they open it, and "" when it is gone."""

    note: LifelineNote
    text: str | None

    @property
    def gone(self) -> bool:
        return self.note.gone_at is not None


def may_read(row: Lifeline, note: LifelineNote, by: Actor, receiver: Receiver) -> bool:
    """Whether somebody may open a note: who wrote it; who asked; who has it now; who was named, until somebody accepts.

    Nobody who reads as a partner does, nor an expert who has become something else than whom it was meant for.

    Args:
        receiver: what the reader is as an expert.
    """
    if partner(by) or by.staff_id is None:
        return False
    if by.staff_id in (note.writer_id, row.asked_by_id):
        return True
    if row.stage == Stage.ACCEPTED or (row.stage == Stage.ASKED and row.to_id == by.staff_id):
        theirs = row.owner_id if row.stage == Stage.ACCEPTED else row.to_id
        return by.staff_id == theirs and receiver == row.receiver
    return by.staff_id == row.owner_id and by.may(Right.SERVE, row.service_point_id)


def notes(row: Lifeline) -> list[LifelineNote]:
    """The notes of a lifeline, the first written first."""
    return list(LifelineNote.objects.select_related("writer").filter(lifeline=row).order_by("pk"))


def words(row: Lifeline, by: Actor, at: datetime) -> list[Words]:
    """The notes somebody may read; with their texts as far as they wrote them, or have opened them today (three statements)."""
    receiver = Receiver(expert(by.staff_id or 0).receiver)
    mine = [note for note in notes(row) if may_read(row, note, by, receiver)]
    opened = set(
        NoteOpening.objects.filter(note__in=mine, staff=by.staff_id, day=clock.local_day(at)).values_list(
            "note", flat=True
        )
    )
    return [Words(note, note.text if note.pk in opened or note.writer_id == by.staff_id else None) for note in mine]


def openings(
    first: datetime,
    last: datetime,
    *,
    places: Iterable[int] | None = None,
    lifeline: int | None = None,
    most: int | None = None,
) -> list[NoteOpening]:
    """Who opened which note when, at some places (None: all) or of one lifeline, the newest first, all or so many (one statement)."""
    about = ("staff", "note", "note__lifeline", "note__lifeline__service_point", "note__lifeline__task")
    rows = NoteOpening.objects.select_related(*about).filter(at__gte=first, at__lt=last)
    if places is not None:
        rows = rows.filter(note__lifeline__service_point__in=list(places))
    if lifeline is not None:
        rows = rows.filter(note__lifeline=lifeline)
    return list(rows.order_by("-at", "-pk")[:most])


def _told() -> QuerySet[Lifeline]:
    """Lifelines with all that is told of them."""
    return Lifeline.objects.select_related(*_TOLD)


def open_rows() -> QuerySet[Lifeline]:
    """What has not ended and was not undone, with all that is told of it."""
    return _told().exclude(stage=Stage.ENDED.value).filter(enquiry__withdrawn=False)
