"""Reading what the desk needs to know: cards and their history, additions, what was found wrong, announcements; who may write them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, CharField, Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from velkommen.apps.knowledge.models import (
    Addition,
    Announcement,
    AnnouncementPlace,
    Card,
    CardVersion,
    Receipt,
    Report,
)
from velkommen.apps.people.models import Staff
from velkommen.apps.placement.models import Posting
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import RIGHTS, Right, Role
from velkommen.shared.actor import Actor

READING_ROLES = tuple(role.value for role in Role if Right.READ_KNOWLEDGE in RIGHTS[role])
CARD, ADDITION, ANNOUNCEMENT, ANSWER = "card", "addition", "announcement", "answer"


@dataclass(frozen=True)
class Said:
    """Something as it is shown: `steps` and `pitfalls` of a version, the one text of anything else in `text`. `who` may be empty."""

    id: int
    text: str
    who: str
    at: datetime
    title: str = ""
    pitfalls: tuple[str, ...] = ()
    language: str = ""
    answer: str = ""
    must_read: bool = False

    @property
    def steps(self) -> tuple[str, ...]:
        return tuple(self.text.splitlines())


@dataclass
class AtDesk:
    """What a desk shows: the card of the task in hand (None: nobody has written it), what is otherwise here, what is to be read."""

    card: Said | None = None
    additions: list[Said] = field(default_factory=list)
    announcements: list[Said] = field(default_factory=list)
    answers: list[Said] = field(default_factory=list)


def at_desk(place: int, task: int | None, staff: int | None, day: date, language: str = "da") -> AtDesk:
    """What somebody at a desk needs to know now: of the task (by id) in hand, if any, and what they have not read (one statement).

    A card that is not written in the language is shown in the other.
    """
    parts = [_unread(place, staff, day), _answers(staff)]
    if task is not None:
        parts += [_current(task), _local(place, task)]
    first, *others = parts
    seen, written = AtDesk(), list[Said]()
    lists = {CARD: written, ADDITION: seen.additions, ANNOUNCEMENT: seen.announcements, ANSWER: seen.answers}
    for kind, pk, title, text, more, who, at, flag in first.union(*others, all=True):
        if kind == CARD:
            said = Said(pk, text, who or "", at, pitfalls=tuple(more.splitlines()), language=title)
        else:
            said = Said(pk, text, who or "", at, title, answer=more, must_read=bool(flag))
        lists[kind].append(said)
    seen.card = next((one for one in written if one.language == language), written[0] if written else None)
    for some in (seen.additions, seen.announcements, seen.answers):
        some.sort(key=lambda one: (not one.must_read, one.id))
    return seen


def _columns(rows: QuerySet[Any], kind: str, title: Any, text: str, more: Any, who: str, at: str, flag: Any) -> Any:
    """Rows of one kind in the form all kinds share."""
    named = Coalesce(NullIf(f"{who}__first_name", Value("")), f"{who}__username")
    return rows.order_by().values_list(
        Value(kind, CharField()),
        "pk",
        _text(title),
        _text(F(text)),
        _text(more),
        _text(named),
        at,
        flag if isinstance(flag, str) else Value(flag, BooleanField()),
    )


def _text(value: Any) -> Any:
    return Cast(Value(value) if isinstance(value, str) else value, TextField())


def _unread(place: int, staff: int | None, day: date) -> Any:
    rows = announced([place], day).exclude(Exists(Receipt.objects.filter(announcement=OuterRef("pk"), staff=staff)))
    return _columns(rows, ANNOUNCEMENT, F("title"), "text", "", "author", "at", "must_read")


def _answers(staff: int | None) -> Any:
    rows = Report.objects.exclude(answer="").filter(said_by=staff, seen_at=None)
    return _columns(rows, ANSWER, F("task__key"), "reply", F("answer"), "answered_by", "answered_at", flag=False)


def _current(task: int) -> Any:
    rows = CardVersion.objects.filter(card__task=task, current=True)
    return _columns(rows, CARD, F("language"), "steps", F("pitfalls"), "author", "at", flag=False)


def _local(place: int, task: int) -> Any:
    rows = Addition.objects.filter(service_point=place, task=task, gone_at=None)
    return _columns(rows, ADDITION, "", "text", "", "author", "at", flag=False)


def announced(places: Collection[int], day: date) -> QuerySet[Announcement]:
    """The announcements for any of some places that hold on a day."""
    return _for_places(places).filter(first__lte=day, last__gte=day)


def _for_places(places: Collection[int]) -> QuerySet[Announcement]:
    named = AnnouncementPlace.objects.filter(announcement=OuterRef("pk"))
    here = Exists(named.filter(service_point__in=list(places))) | ~Exists(named)
    return Announcement.objects.filter(here, withdrawn_at=None)


def announcement(pk: int) -> Announcement:
    """Raises: Refusal UNKNOWN_ANNOUNCEMENT."""
    found = (
        Announcement.objects.select_related("author").prefetch_related("places__service_point").filter(pk=pk).first()
    )
    if found is None:
        raise Refusal(Code.UNKNOWN_ANNOUNCEMENT)
    return found


def announcements(places: Collection[int], day: date, staff: int | None) -> list[Announcement]:
    """Those that hold on a day or will, for any of some places, the newest first (three statements).

    Each with its places, and with `read`: whether a member of staff has.
    """
    read = Exists(Receipt.objects.filter(announcement=OuterRef("pk"), staff=staff))
    rows = _for_places(places).filter(last__gte=day).annotate(read=read)
    return list(rows.select_related("author").prefetch_related("places__service_point").order_by("-first", "-id"))


def places_of(row: Announcement) -> list[int]:
    """The places it is for; none: all."""
    return [one.service_point_id for one in row.places.all()]


def readers(row: Announcement) -> list[tuple[Staff, datetime | None]]:
    """Those who are posted where it is for, with when each read it (None: not yet), in the order they came (two statements)."""
    posted = Posting.objects.filter(staff=OuterRef("pk"), role__in=READING_ROLES, service_point__isnull=False)
    where = places_of(row)
    posted = posted.filter(service_point__in=where) if where else posted
    staff = Staff.objects.filter(Exists(posted), is_active=True).order_by("pk")
    read = dict(row.receipts.values_list("staff_id", "at"))
    return [(one, read.get(one.pk)) for one in staff]


def card(task: str) -> Card | None:
    """The card of a task (by key), with its owner; None while nobody has written it."""
    return with_owner(Card.objects.filter(task__key=task)).first()


def with_owner(cards: QuerySet[Card]) -> QuerySet[Card]:
    """Cards with task and owner, and `owned`: whether the owner is there and may read it still."""
    posted = Posting.objects.filter(staff=OuterRef("owner"), staff__is_active=True, role__in=READING_ROLES)
    return cards.select_related("task", "owner").annotate(owned=Exists(posted))


def cards() -> list[Card]:
    """Every card with its task, its owner and `owned`."""
    return list(with_owner(Card.objects.order_by("task_id")))


def owner_of(task: str) -> int | None:
    """Whose card that of a task is; None when nobody's."""
    return Card.objects.filter(task__key=task).values_list("owner", flat=True).first()


def current(task: str) -> dict[str, CardVersion]:
    """What the card of a task says now, by language."""
    rows = CardVersion.objects.select_related("author").filter(card__task__key=task, current=True)
    return {row.language: row for row in rows}


def current_of(tasks: Collection[str], language: str) -> dict[str, CardVersion]:
    """What the cards of some tasks say now by task, in a language where they can (one statement)."""
    rows = CardVersion.objects.select_related("card__task").filter(card__task__key__in=tasks, current=True)
    found: dict[str, CardVersion] = {}
    for row in rows:
        if row.language == language or row.card.task.key not in found:
            found[row.card.task.key] = row
    return found


def history(task: str, language: str) -> list[CardVersion]:
    """Every version of a card in a language, the newest first."""
    rows = CardVersion.objects.select_related("author").filter(card__task__key=task, language=language)
    return list(rows.order_by("-number"))


def version(task: str, language: str, number: int) -> CardVersion:
    """Raises: Refusal UNKNOWN_CARD."""
    found = CardVersion.objects.filter(card__task__key=task, language=language, number=number).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_CARD)
    return found


def addition(pk: int) -> Addition:
    """One that holds. Raises: Refusal UNKNOWN_ADDITION."""
    found = Addition.objects.select_related("task").filter(pk=pk, gone_at=None).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_ADDITION)
    return found


def additions(task: str, places: Collection[int]) -> list[Addition]:
    """What is otherwise about a task at some places, with author and place, the oldest first."""
    rows = Addition.objects.select_related("author", "service_point")
    return list(rows.filter(task__key=task, service_point__in=list(places), gone_at=None).order_by("id"))


def report(pk: int, *, held: bool = False) -> Report:
    """`held`: no other deed changes it meanwhile. Raises: Refusal UNKNOWN_REPORT."""
    rows = Report.objects.select_related("task", "service_point", "said_by", "answered_by").filter(pk=pk)
    found = (rows.select_for_update(of=("self",)) if held else rows).first()
    if found is None:
        raise Refusal(Code.UNKNOWN_REPORT)
    return found


def open_reports() -> list[Report]:
    """What waits for an answer, the oldest first, with place, task and who said it."""
    rows = Report.objects.select_related("task", "service_point", "said_by").filter(answer="")
    return list(rows.order_by("id"))


def said_by(staff: int, most: int = 20) -> list[Report]:
    """What somebody has found wrong, the newest first, with what was answered."""
    rows = Report.objects.select_related("task", "answered_by").filter(said_by=staff)
    return list(rows.order_by("-id")[:most])


def may_write(by: Actor, owner: int | None) -> bool:
    """Whether somebody may write a card: whoever keeps knowledge anywhere, and its owner as long as they read any."""
    mine = owner is not None and owner == by.staff_id and by.may_somewhere(Right.READ_KNOWLEDGE)
    return mine or by.may_somewhere(Right.KEEP_KNOWLEDGE)


def may_answer(by: Actor, row: Report, owner: int | None) -> bool:
    """Whether somebody may answer a report: the owner of the card, and whoever keeps knowledge where it was said."""
    if owner is not None and owner == by.staff_id and by.may_somewhere(Right.READ_KNOWLEDGE):
        return True
    if row.service_point_id is None:
        return by.may_somewhere(Right.KEEP_KNOWLEDGE)
    return by.may(Right.KEEP_KNOWLEDGE, row.service_point_id)


def may_read(by: Actor, places: Iterable[int]) -> bool:
    """Whether somebody may read what is for some places (none: for all)."""
    some = list(places)
    if not some:
        return by.may_somewhere(Right.READ_KNOWLEDGE)
    return any(by.may(Right.READ_KNOWLEDGE, place) for place in some)


def require_reading(place: int | None, by: Actor) -> None:
    """Raises: Refusal NOT_ALLOWED when somebody reads no knowledge at a place (None: anywhere)."""
    if place is not None:
        by.require(Right.READ_KNOWLEDGE, place)
    elif not by.may_somewhere(Right.READ_KNOWLEDGE):
        raise Refusal(Code.NOT_ALLOWED, right=Right.READ_KNOWLEDGE.value)
