"""Folding late facts in: a touched day counted anew, and a line in the ledger that says what changed, by whom and why."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from velkommen.apps.enquiries.models import ImportBatch
from velkommen.apps.statistics.hours import Hours
from velkommen.apps.statistics.models import Block, Day, Mark
from velkommen.apps.statistics.queries import first_counted, kept_hours
from velkommen.apps.statistics.sealing import Closing, Ledger, count, sum_up, write_days
from velkommen.domain.ledger import REASONS, EntryKind, Line, Why
from velkommen.domain.spans import Grain, merged
from velkommen.shared.log.models import Deed

MOST = 62  # days folded in one transaction


def touched() -> list[date]:
    """The closed days with a mark, the oldest first."""
    return list(Mark.objects.order_by("day").values_list("day", flat=True).distinct())


def fold(days: Iterable[date], at: datetime) -> list[Line]:
    """Count some closed days anew and let the ledger say what changed. A day that says what it said before leaves no line."""
    known = {row.day: row for row in Day.objects.filter(day__in=list(days))}
    if not known:
        return []
    marks = list(Mark.objects.filter(day__in=list(known)).order_by("id"))
    hours = Hours(kept_hours(merged((day, day) for day in known)), first_counted())
    found, ledger, said = count(known, hours, at), Ledger(at), list[Line]()
    deeds = {deed.pk: deed for deed in Deed.objects.filter(pk__in={mark.deed for mark in marks if mark.deed})}
    for one in found:
        if one.digest != known[one.day].digest:
            mine = [mark for mark in marks if mark.day == one.day]
            said.append(_line(one, known[one.day].numbers, mine, deeds, at))
            ledger.add(said[-1])
    ledger.write()
    _keep(found, known)
    Mark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    sum_up(known, found)
    return said


def _keep(found: Sequence[Closing], known: Mapping[date, Day]) -> None:
    Block.objects.filter(grain=Grain.DAY.value, start__in=[one.day for one in found]).delete()
    write_days(found)
    for one in found:
        row = known[one.day]
        row.hours, row.numbers, row.digest = one.hours.as_text(), one.numbers, one.digest
    Day.objects.bulk_update([known[one.day] for one in found], ("hours", "numbers", "digest"))


def _line(
    one: Closing, before: Mapping[str, int], marks: Sequence[Mark], deeds: Mapping[int, Deed], at: datetime
) -> Line:
    now = one.numbers
    changed = {
        place: [before.get(place, 0), now.get(place, 0)]
        for place in sorted({*before, *now}, key=int)
        if before.get(place, 0) != now.get(place, 0)
    }
    done = [deeds[pk] for pk in dict.fromkeys(mark.deed for mark in marks) if pk is not None and pk in deeds]
    known = bool(done) and all(mark.deed in deeds for mark in marks)
    also = [{"deed": deed.name, "actor": deed.actor, "why": _why(deed).value} for deed in done[:-1]]
    also += [] if known or not done else [{"deed": "", "actor": "", "why": Why.OUTSIDE.value}]
    last = done[-1] if done else None
    return Line(
        EntryKind.CORRECTION,
        one.day,
        sum(now.values()),
        one.digest,
        at,
        changed,
        deed=last.name if last else "",
        actor=last.actor if last else "",
        done_at=last.at if last else None,
        why=(_why(last) if last else Why.OUTSIDE).value,
        about=_about(last) | ({"also": also} if also else {}),
    )


def _why(deed: Deed) -> Why:
    return REASONS.get(deed.name, Why.OTHER)


def _about(deed: Deed | None) -> dict[str, Any]:
    """What else there is to say of a deed: the file of an import."""
    if deed is None or deed.name != "import_enquiries":
        return {}
    batch = ImportBatch.objects.filter(pk=int((deed.answer or {}).get("batch") or 0)).first()
    return {"file": batch.name} if batch else {}
