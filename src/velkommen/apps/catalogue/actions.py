"""Keeping the catalogue: new tasks, what changes from a day on, fees, suspensions, seasons, and the numbers of an edition of KLE."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import Q

from velkommen.apps.catalogue import queries, standard
from velkommen.apps.catalogue.models import Fee, Season, Suspension, Task, TaskChange, TaskGroup
from velkommen.apps.catalogue.numbering import KleRow
from velkommen.domain import catalogue
from velkommen.domain.catalogue import Json, stored
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.report2010 import Category
from velkommen.domain.rights import Right
from velkommen.shared.actor import EVERYWHERE, Actor
from velkommen.shared.log.deeds import Done, deed

KEY_FORM = re.compile(r"[a-z][a-z0-9_]{0,39}")
NEEDED = ("name_da", "name_en", "desk_role", "discretion", "minutes")


class Kept(TypedDict):
    """The task a deed was about."""

    task: str


class Numbered(TypedDict):
    edition: str
    tasks: int


class Loaded(TypedDict):
    """How many tasks there are now."""

    tasks: int


@deed(Right.KEEP_CATALOGUE)
def load_standard(*, by: Actor, at: datetime, op: UUID) -> Done[Loaded]:
    """Begin with the standard catalogue; what is there already stays as the municipality made it.

    Raises:
        Refusal: NOT_ALLOWED.
    """
    by.require(Right.KEEP_CATALOGUE, EVERYWHERE)
    standard.load()
    return Done({"tasks": Task.objects.count()}, None, rules=True)


@deed(Right.KEEP_CATALOGUE)
def add_task(*, task: str, line: str, facts: Mapping[str, Json], by: Actor, at: datetime, op: UUID) -> Done[Kept]:
    """A task of the municipality's own.

    Args:
        task: its key for good.
        line: the letter of the line it waits in.
        facts: any of `domain.catalogue.FIELDS`; those of NEEDED must be among them.

    Raises:
        Refusal: NOT_ALLOWED, KEY_TAKEN, BAD_VALUE with the field, REFERRAL_MISSING, UNKNOWN_DESTINATION, UNKNOWN_TASK, or
            whatever `domain.catalogue.read` refuses.
    """
    by.require(Right.KEEP_CATALOGUE, EVERYWHERE)
    group = TaskGroup.objects.filter(letter=line).first()
    lacking = [name for name in NEEDED if name not in facts]
    for wrong, name in ((not KEY_FORM.fullmatch(task), "task"), (group is None, "line"), *((True, n) for n in lacking)):
        if wrong:
            raise Refusal(Code.BAD_VALUE, field=name)
    if Task.objects.filter(key=task).exists():
        raise Refusal(Code.KEY_TAKEN, task=task)
    row = Task(key=task, group=group, historic=Category.OTHER.value, **_columns(facts))
    row.save()
    return _kept(row)


@deed(Right.KEEP_CATALOGUE)
def change_task(
    *, task: str, field: str, value: Json, since: date, why: str = "", by: Actor, at: datetime, op: UUID
) -> Done[Kept]:
    """Let a field of a task hold something else from a local day on; said again for the same day, the later word holds.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_TASK, UNKNOWN_DESTINATION, REFERRAL_MISSING when the task would send people nowhere on
            some day, or whatever `domain.catalogue.read` refuses.
    """
    row = _locked(task, by)
    said = catalogue.read(field, value)
    _pointed_at(field, said)
    kept = {"value": stored(said), "why": catalogue.line_of("why", why, catalogue.LONGEST_LINE)}
    TaskChange.objects.update_or_create(task=row, field=field, since=since, defaults=kept)
    queries.entry(task).check_every_day()
    return _kept(row)


@deed(Right.KEEP_CATALOGUE)
def set_fee(
    *,
    task: str,
    component: str,
    amount: int,
    since: date | None,
    case: str = "",
    names: Mapping[str, str] | None = None,
    source: str = "",
    verified: bool = False,
    by: Actor,
    at: datetime,
    op: UUID,
) -> Done[Kept]:
    """What one part of a fee costs from a local day on, in øre.

    Args:
        names: `name_da`, `name_en`, `case_da`, `case_en`, as far as they are new.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_TASK, FEE_UNDATED, NEGATIVE_AMOUNT, BAD_VALUE with the field.
    """
    row = _locked(task, by)
    day = catalogue.check_fee(amount, since)
    for name, key in (("component", component), ("case", case or "everybody")):
        if not KEY_FORM.fullmatch(key):
            raise Refusal(Code.BAD_VALUE, field=name)
    facts = {"amount": amount, "source": catalogue.line_of("source", source, 200), "verified": verified}
    named = _fee_names(row, component, case, names or {})
    Fee.objects.update_or_create(task=row, component=component, case=case, since=day, defaults={**facts, **named})
    return _kept(row)


@deed(Right.KEEP_CATALOGUE)
def suspend(
    *, task: str, first: date, last: date | None = None, why: str, by: Actor, at: datetime, op: UUID
) -> Done[Kept]:
    """Nobody does a task anywhere in the municipality on these local days; without a last one, until it is resumed.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_TASK, PERIOD_REVERSED, BAD_VALUE without a reason, ALREADY_SUSPENDED.
    """
    row = _locked(task, by)
    catalogue.check_days(first, last)
    why = catalogue.line_of("why", why, catalogue.LONGEST_LINE, needed=True)
    others = row.suspensions.filter(Q(last=None) | Q(last__gte=first))
    if (others.filter(first__lte=last) if last else others).exists():
        raise Refusal(Code.ALREADY_SUSPENDED, task=row.name)
    Suspension.objects.create(task=row, first=first, last=last, why=why)
    return _kept(row)


@deed(Right.KEEP_CATALOGUE)
def resume(*, task: str, day: date, by: Actor, at: datetime, op: UUID) -> Done[Kept]:
    """End the suspension that holds on a local day: from that day on the task is done again.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_TASK, NOT_SUSPENDED.
    """
    row = _locked(task, by)
    held = row.suspensions.filter(Q(last=None) | Q(last__gte=day), first__lte=day).first()
    if held is None:
        raise Refusal(Code.NOT_SUSPENDED, task=row.name)
    if held.first == day:
        held.delete()
    else:
        held.last = day - timedelta(days=1)
        held.save()
    return _kept(row)


@deed(Right.KEEP_CATALOGUE)
def set_season(*, task: str, first: date, last: date, name: str, by: Actor, at: datetime, op: UUID) -> Done[Kept]:
    """The local days in which a seasonal task is done; said again for the same first day, the later word holds.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_TASK, PERIOD_REVERSED, BAD_VALUE without a name, NOT_SEASONAL.
    """
    row = _locked(task, by)
    catalogue.check_days(first, last)
    name = catalogue.line_of("name", name, 120, needed=True)
    if not queries.entry(task).on(first).seasonal:
        raise Refusal(Code.NOT_SEASONAL, task=row.name)
    Season.objects.update_or_create(task=row, first=first, defaults={"last": last, "name": name})
    return _kept(row)


@deed(Right.KEEP_CATALOGUE)
def import_kle(*, rows: Sequence[KleRow], edition: str, by: Actor, at: datetime, op: UUID) -> Done[Numbered]:
    """Give tasks their numbers in an edition of KLE: all of them, or none when one row is wrong. A row without a number takes it away.

    Raises:
        Refusal: NOT_ALLOWED, NOTHING_GIVEN, BAD_VALUE without an edition; UNKNOWN_TASK or BAD_KLE with the row.
    """
    by.require(Right.KEEP_CATALOGUE, EVERYWHERE)
    edition = catalogue.line_of("edition", edition, 20, needed=any(row.number for row in rows))
    if not rows:
        raise Refusal(Code.NOTHING_GIVEN)
    known = {task.key: task for task in Task.objects.all()}
    numbered = [_numbered(known, row, number, edition) for number, row in enumerate(rows, start=1)]
    Task.objects.bulk_update(numbered, ("kle", "kle_facet", "kle_edition"))
    return Done({"edition": edition, "tasks": len(rows)}, None, rules=True)


def _numbered(known: Mapping[str, Task], row: KleRow, number: int, edition: str) -> Task:
    if row.task not in known:
        raise Refusal(Code.UNKNOWN_TASK, task=row.task, row=number)
    try:
        if row.number or row.facet:
            catalogue.check_kle(row.number, row.facet)
    except Refusal as no:
        raise Refusal(no.code, row=number) from no
    task = known[row.task]
    task.kle, task.kle_facet, task.kle_edition = row.number, row.facet, edition if row.number else ""
    return task


def _locked(task: str, by: Actor) -> Task:
    """A task no other deed changes meanwhile, for somebody who may."""
    by.require(Right.KEEP_CATALOGUE, EVERYWHERE)
    row = Task.objects.select_for_update().filter(key=task).first()
    if row is None:
        raise Refusal(Code.UNKNOWN_TASK, task=task)
    return row


def _kept(row: Task) -> Done[Kept]:
    return Done({"task": row.key}, None, rules=True)


_POINTERS = {"referral": queries.destination, "pickup": queries.task}


def _columns(facts: Mapping[str, Json]) -> dict[str, Any]:
    """What a row of tasks holds, from the facts of a whole task."""
    said: dict[str, Any] = {name: catalogue.read(name, value) for name, value in facts.items()}
    catalogue.check_referral(said["desk_role"], said["discretion"], said.get("referral", ""))
    return {name: _pointed_at(name, value) for name, value in said.items()}


def _pointed_at(name: str, value: object) -> object:
    """A value as its column holds it: the row of a key, None for no key."""
    if name not in _POINTERS:
        return stored(value)
    return _POINTERS[name](str(value)) if value else None


def _fee_names(row: Task, component: str, case: str, said: Mapping[str, str]) -> dict[str, str]:
    """The names of a part and of a case: those said, or else those they have already."""
    part = row.fees.filter(component=component).last()
    same = row.fees.filter(case=case).last()
    kept = {name: getattr(part, name, "") for name in ("name_da", "name_en")}
    kept |= {name: getattr(same, name, "") for name in ("case_da", "case_en")}
    needed = {"name_da", "name_en", *({"case_da", "case_en"} if case else set())}
    return {
        name: catalogue.line_of(name, said.get(name, usual), 120, needed=name in needed) for name, usual in kept.items()
    }
