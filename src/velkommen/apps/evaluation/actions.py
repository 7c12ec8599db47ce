"""Counting sheets become enquiries: the one thing evaluation writes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from velkommen.apps.enquiries.actions.tickets import new_enquiry
from velkommen.apps.enquiries.batches import AT_ONCE, batch
from velkommen.apps.enquiries.models import Enquiry, ImportBatch
from velkommen.apps.evaluation.importing.reading import Known, Line, Sheet, check_line, known
from velkommen.domain.kinds import Source
from velkommen.domain.refusals import Code, Refusal
from velkommen.domain.rights import Right
from velkommen.shared.actor import Actor
from velkommen.shared.log.deeds import Done, deed


class ImportAnswer(TypedDict):
    """The batch that was made, how many enquiries it has, and how many of them each place got (id as text)."""

    batch: int
    enquiries: int
    places: dict[str, int]


@deed(Right.IMPORT)
def import_enquiries(*, sheet: Sheet, by: Actor, at: datetime, op: UUID) -> Done[ImportAnswer]:
    """Write every line of a sheet that was read without problems. All or nothing; the same bytes never twice.

    Raises:
        Refusal: the first of the sheet's problems, NOTHING_GIVEN, NOT_ALLOWED at any of its places, FILE_ALREADY_IMPORTED,
            CPR_IN_TEXT in its name, UNKNOWN_TASK, UNKNOWN_DESTINATION, and what `check_outcome` refuses.
    """
    if sheet.problems:
        raise sheet.problems[0]
    if not sheet.lines:
        raise Refusal(Code.NOTHING_GIVEN)
    counts: Counter[int] = Counter()
    for line in sheet.lines:
        counts[line.place] += line.count
    _require_everywhere(counts, by)
    made = batch(sheet.name, sheet.digest, sheet.enquiries, at)
    Enquiry.objects.bulk_create(_rows(sheet, made, known()), batch_size=AT_ONCE)
    answer = ImportAnswer(
        batch=made.pk, enquiries=sheet.enquiries, places={str(place): number for place, number in counts.items()}
    )
    alone = next(iter(counts)) if len(counts) == 1 else None
    return Done(answer, alone, places=list(counts))


def _require_everywhere(places: Iterable[int], by: Actor) -> None:
    for place in places:
        by.require(Right.IMPORT, place)


def _rows(sheet: Sheet, batch: ImportBatch, names: Known) -> Iterator[Enquiry]:
    for line in sheet.lines:
        check_line(line, names)
        for _ in range(line.count):
            yield _row(line, batch, names)


def _row(line: Line, batch: ImportBatch, names: Known) -> Enquiry:
    row = new_enquiry(line.place, names.tasks[line.task], line.happened_at)
    row.outcome, row.destination, row.reason = line.outcome, names.destinations.get(line.destination), line.reason
    row.channel, row.kind, row.unit = line.channel, line.kind, line.unit
    row.imprecise, row.source, row.batch = line.imprecise, Source.IMPORT.value, batch
    return row
