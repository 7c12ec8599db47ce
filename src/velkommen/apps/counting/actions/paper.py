"""Sheets of paper come in: what was ticked on one becomes enquiries without a time of day, all of a sheet or nothing.

A sheet is known by its place, day and number, so the same one is not counted twice. Put right, its enquiries are withdrawn and others
take their place; both editions stay to be seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TypedDict
from uuid import UUID

from velkommen.apps.catalogue import queries as catalogue
from velkommen.apps.catalogue.models import Destination, Task
from velkommen.apps.counting.models import CountingDay, CountingWeek, PaperSheet
from velkommen.apps.counting.queries import package_of, sheet
from velkommen.apps.enquiries.actions.tickets import new_enquiry
from velkommen.apps.enquiries.batches import AT_ONCE, NOON, NOT_NAMED, batch
from velkommen.apps.enquiries.models import Enquiry, ImportBatch
from velkommen.apps.places import queries as places
from velkommen.apps.places.models import ServicePoint
from velkommen.domain.counting_weeks import MOST_SHEETS, MOST_TALLIES
from velkommen.domain.kinds import Source
from velkommen.domain.outcomes import REFERRALS, Discretion, Outcome, Reason, check_outcome
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared import clock
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed

Tallies = Mapping[tuple[str, Outcome], int]  # task (by key) and how it ended -> how many strokes


@dataclass(frozen=True)
class Paper:
    """A sheet as it lies on the table: of a place and a local day, with the number written on it, and its tallies."""

    place: int
    day: date
    number: int
    tallies: Tallies

    @property
    def enquiries(self) -> int:
        return sum(self.tallies.values())


class SheetAnswer(TypedDict):
    """The sheet, its edition, and how many enquiries it counts; before it was corrected, so many."""

    sheet: int
    edition: int
    enquiries: int
    before: int | None


@deed(Right.REGISTER)
def enter_paper_sheet(*, week: int, paper: Paper, by: Actor, at: datetime, op: UUID) -> Done[SheetAnswer]:
    """Count what was ticked on a sheet.

    Raises:
        Refusal: NOT_ALLOWED, UNKNOWN_PLACE, PLACE_RETIRED, UNKNOWN_WEEK, WEEK_ENDED, PAPER_ELSEWHERE, PAPER_AHEAD, PAPER_NUMBER,
            NOTHING_GIVEN, TALLY_WRONG with the field, TALLY_UNKNOWN, PAPER_ENTERED, and what `check_outcome` refuses.
    """
    by.require(Right.REGISTER, paper.place)
    here = places.hold(paper.place)
    known = _counting(week, here, paper, at)
    if PaperSheet.objects.filter(
        week=known, service_point=here, day=paper.day, number=paper.number, current=True
    ).exists():
        raise Refusal(Code.PAPER_ENTERED, number=paper.number, place=here.name, on=paper.day.isoformat())
    made = _write(known, here, paper, 1, at)
    return _done(made, None, here)


@deed(Right.REGISTER)
def correct_paper_sheet(*, sheet_id: int, tallies: Tallies, by: Actor, at: datetime, op: UUID) -> Done[SheetAnswer]:
    """Type a sheet in anew: what it counted before is withdrawn. No tallies at all: it counts nothing any more.

    Raises:
        Refusal: UNKNOWN_PAPER, NOT_ALLOWED, WEEK_ENDED, TALLY_WRONG, TALLY_UNKNOWN, and what `check_outcome` refuses.
    """
    found = sheet(sheet_id)
    by.require(Right.REGISTER, found.service_point_id)
    here = places.hold(found.service_point_id)
    last = (
        PaperSheet.objects.select_for_update(of=("self",))
        .select_related("batch")
        .filter(week=found.week, service_point=here, day=found.day, number=found.number, current=True)
    )
    was = last.get()
    paper = Paper(here.pk, found.day, found.number, tallies)
    known = _counting(found.week_id, here, paper, at)
    Enquiry.objects.filter(batch=was.batch).update(withdrawn=True)
    PaperSheet.objects.filter(pk=was.pk).update(current=False)
    made = _write(known, here, paper, was.edition + 1, at)
    return _done(made, was.batch.enquiries, here)


def _done(made: PaperSheet, before: int | None, here: ServicePoint) -> Done[SheetAnswer]:
    number = made.batch.enquiries
    answer = SheetAnswer(sheet=made.pk, edition=made.edition, enquiries=number, before=before)
    changes = [{"counted": number - (before or 0), "place": here.pk}]
    return Done(answer, here.pk, changes)


def _counting(week: int, here: ServicePoint, paper: Paper, at: datetime) -> CountingWeek:
    """The week a sheet belongs to, if it may come in. Raises: Refusal, see `enter_paper_sheet`."""
    known = CountingWeek.objects.filter(pk=week).first()
    if known is None:
        raise Refusal(Code.UNKNOWN_WEEK)
    if known.closed_at:
        raise Refusal(Code.WEEK_ENDED, week=known.name)
    if not CountingDay.objects.filter(week=known, service_point=here, day=paper.day, off=False).exists():
        raise Refusal(Code.PAPER_ELSEWHERE, place=here.name, week=known.name, on=paper.day.isoformat())
    if paper.day > clock.local_day(at):
        raise Refusal(Code.PAPER_AHEAD, on=paper.day.isoformat())
    if not 1 <= paper.number <= MOST_SHEETS:
        raise Refusal(Code.PAPER_NUMBER, most=MOST_SHEETS)
    return known


def _write(week: CountingWeek, here: ServicePoint, paper: Paper, edition: int, at: datetime) -> PaperSheet:
    """Raises: Refusal NOTHING_GIVEN, TALLY_WRONG, TALLY_UNKNOWN, and what `check_outcome` refuses."""
    if edition == 1 and not paper.enquiries:
        raise Refusal(Code.NOTHING_GIVEN)
    _check_tallies(paper.tallies)
    said = f"{week.pk}|{here.pk}|{paper.day}|{paper.number}|{edition}"
    title = f"{week.name[:60]}: {here.slug} {paper.day} no. {paper.number}"
    made = batch(title, sha256(f"paper|{said}".encode()).digest(), paper.enquiries, at)
    rows = list(_rows(week, here, paper, made, at))
    Enquiry.objects.bulk_create(rows, batch_size=AT_ONCE)
    return PaperSheet.objects.create(
        week=week,
        service_point=here,
        day=paper.day,
        number=paper.number,
        edition=edition,
        batch=made,
        tallies={f"{task}/{outcome.value}": n for (task, outcome), n in sorted(paper.tallies.items()) if n},
        at=at,
    )


def _check_tallies(tallies: Tallies) -> None:
    """Raises: Refusal TALLY_WRONG with the field."""
    for (key, outcome), number in tallies.items():
        if not 0 <= number <= MOST_TALLIES:
            raise Refusal(Code.TALLY_WRONG, most=MOST_TALLIES, field=f"{key}/{outcome.value}")


def _rows(week: CountingWeek, here: ServicePoint, paper: Paper, made: ImportBatch, at: datetime) -> Iterator[Enquiry]:
    tasks = {task.key: task for task in catalogue.tasks()}
    where = {one.key: one for one in catalogue.every_destination()}
    moment = min(datetime.combine(paper.day, NOON, clock.zone()).astimezone(UTC), at)
    for (key, outcome), number in sorted(paper.tallies.items()):
        if not number:
            continue
        task = tasks.get(key)
        if task is None or not package_of(week).has(key, "in_person"):
            raise Refusal(Code.TALLY_UNKNOWN)
        yield from (_row(here, task, outcome, where, made, moment) for _ in range(number))


def _row(
    here: ServicePoint,
    task: Task,
    outcome: Outcome,
    where: Mapping[str, Destination],
    made: ImportBatch,
    moment: datetime,
) -> Enquiry:
    kind = REFERRALS.get(outcome)
    reason = Reason.OTHER if outcome is Outcome.NOT_POSSIBLE else None
    check_outcome(outcome, destination=kind, reason=reason, discretion=Discretion(task.discretion))
    row = new_enquiry(here.pk, task, moment)
    row.outcome, row.reason = outcome.value, reason.value if reason else ""
    row.destination = _somewhere(where, NOT_NAMED[kind]) if kind else None
    row.imprecise, row.source, row.batch = True, Source.PAPER.value, made
    return row


def _somewhere(where: Mapping[str, Destination], key: str) -> Destination:
    """Paper has no room for where to. Raises: Refusal UNKNOWN_DESTINATION where the catalogue has none for that."""
    if key not in where:
        raise Refusal(Code.UNKNOWN_DESTINATION, destination=key)
    return where[key]
