"""A change of one place that is looked at before it is saved: how it would be, and what it would do, in sentences."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.utils.translation import gettext, ngettext

from velkommen.apps.placement import book
from velkommen.apps.places.models import ServicePoint
from velkommen.apps.visits.queries import LINE_LIMIT, waiting
from velkommen.domain.hours import osm_export
from velkommen.domain.hours.periods import Period
from velkommen.domain.hours.timetable import Timetable
from velkommen.domain.hours.words import lines as sign_lines
from velkommen.domain.intervals import Intervals, length, minute_of
from velkommen.domain.placement.consequences import compare, idle, lines, with_place
from velkommen.domain.placement.facts import Place
from velkommen.domain.placement.town import Town
from velkommen.interfaces.manage.forms import Refused, Sent
from velkommen.interfaces.manage.hitting import hit
from velkommen.interfaces.manage.matrix import PARTS
from velkommen.shared import clock
from velkommen.shared.wording_hours import line
from velkommen.shared.wording_tasks import name_on

Sentence = tuple[str, str]  # loses, gains or note; what it says
Preview = tuple[Sequence[str], Sequence[Sentence]]  # how it would be, what it would do


@dataclass(frozen=True)
class Planned:
    """A change as typed: the place as it would be, that in words, and the deed (with its facts) that makes it so."""

    after: Place
    words: Sequence[str]
    deed: Callable[..., object]
    facts: Mapping[str, object]


def look_or_save(
    draw: Callable[..., HttpResponse],
    plan: Callable[[Sent, ServicePoint, Place], Planned],
    place: ServicePoint,
    sent: Sent,
) -> HttpResponse | None:
    """The first press shows what would be, the second (in what is shown) saves it."""
    town = book.town()
    planned = plan(sent, place, town.places[place.pk])
    if sent.text("step") == "save":
        planned.deed(**planned.facts, **sent.by())
        return None
    return draw(Refused(sent.request), 200, (planned.words, effects(town, planned.after, clock.now())))


def look_if_hit(
    draw: Callable[..., HttpResponse],
    plan: Callable[[Sent, ServicePoint, Place], Planned],
    place: ServicePoint,
    sent: Sent,
) -> HttpResponse | None:
    """Done at once; where it would hit appointments, the first press shows which, and the second does it."""
    town = book.town()
    planned = plan(sent, place, town.places[place.pk])
    lost = list(hit(place.pk, clock.now(), town=with_place(town, planned.after)))
    if sent.text("step") == "save" or not lost:
        planned.deed(**planned.facts, **sent.by())
        return None
    return draw(Refused(sent.request), 200, (planned.words, lost))


def effects(before: Town, after: Place, at: datetime) -> list[Sentence]:
    """Tasks that lose or gain times, hours that no longer do anything, and those who wait just now."""
    changed, today = with_place(before, after), clock.local_day(at)
    found: list[Sentence] = []
    for one in lines(compare(before, changed, today)):
        facts = {"task": name_on(before, one.task, today), "when": str(PARTS[one.when])}
        lost, won = gettext("“%(task)s” is no longer done %(when)s"), gettext("“%(task)s” is done %(when)s as well")
        found.append(("loses", lost % facts) if one.loses else ("gains", won % facts))
    found += _idle(before, changed, after.id, today)
    return [*found, *_waiting(before, after, at), *hit(after.id, at, town=changed)]


def signs(periods: Sequence[Period]) -> list[str]:
    """Hours as a sign would say them today."""
    return [line(one) for one in sign_lines(periods, clock.local_day(clock.now()))]


def text_of(periods: Sequence[Period]) -> str:
    """Hours as the text that can be typed again; empty when there are none."""
    return osm_export.export(Timetable(periods)) if periods else ""


def _idle(before: Town, after: Town, place: int, today: date) -> Iterator[Sentence]:
    """Duty and task hours that the change leaves outside the staffed hours, or more so than before."""
    known = {(one.staff, one.task): length(one.hours) for one in idle(before, place, today)}
    names = {person.id: person.name for person in after.places[place].people}
    for one in idle(after, place, today):
        if length(one.hours) <= known.get((one.staff, one.task), 0):
            continue
        hours = round(length(one.hours) / 4 / 60, 1)
        if one.staff is not None:
            text = gettext("%(name)s is on duty %(hours)s hours a week when the place is not staffed")
            yield "note", text % {"name": names[one.staff], "hours": f"{hours:g}"}
        else:
            text = gettext("The hours of “%(task)s” lie %(hours)s hours a week outside the staffed hours")
            yield "note", text % {"task": name_on(after, one.task or "", today), "hours": f"{hours:g}"}


def _waiting(before: Town, after: Place, at: datetime) -> Iterator[Sentence]:
    """Those who have drawn a number today, when the rest of today becomes another."""
    today, now = clock.local_day(at), minute_of(at)
    rest = [
        _after(place.staffed.intervals(today, today, before.zone), now) for place in (before.places[after.id], after)
    ]
    number = waiting(after.id, today).values("id")[:LINE_LIMIT].count() if rest[0] != rest[1] else 0
    if number:
        text = ngettext("%(number)s number waits here now", "%(number)s numbers wait here now", number)
        yield "note", text % {"number": number}


def _after(open_time: Intervals, now: int) -> Intervals:
    return tuple((max(begins, now), ends) for begins, ends in open_time if ends > now)
